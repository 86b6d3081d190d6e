"""Which words stand for the same thing: the general lexicon, joined with one course's glossary."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from bot.text import english
from bot.text.korean import is_ending, plain_form
from bot.text.loanwords import loanwords
from bot.text.synonyms import synonyms

_LONGEST = 16
CONCEPT, CLASS = "=", "~"  # how the terms of concepts and of classes begin


@dataclass(frozen=True, slots=True)
class Surface:
    """What a written form stands for: a concept (equal terms) and classes (near in meaning)."""

    concept: str | None = None
    classes: tuple[str, ...] = ()
    glossary: bool = False


def compact(term: str) -> str:
    """A term as it is looked up: lower case, without spaces and joints (`Cluster IP` -> `clusterip`)."""
    return "".join(char for char in term.casefold() if char not in " -_/.")


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Every known surface, and the first words of those that are written in several."""

    surfaces: dict[str, Surface]
    firsts: frozenset[str] = field(default=frozenset())

    def find(self, word: str) -> Surface | None:
        """The surface of a whole compact word: as it is, or without its English ending."""
        return self.surfaces.get(word) or (self.surfaces.get(english.stem(word)) if word.isascii() else None)

    def find_start(self, word: str) -> tuple[str, Surface] | None:
        """The longest known surface that the Hangul word begins with, the rest being particles and endings."""
        return self.look(word)[0]

    def look(self, word: str) -> tuple[tuple[str, Surface] | None, tuple[str, ...]]:
        """What `find_start` gives, and the classes of every surface that the word may begin with."""
        start: tuple[str, Surface] | None = None
        classes: dict[str, None] = {}
        for size in range(min(len(word), _LONGEST), 0, -1):
            surface = self.surfaces.get(word[:size])
            if surface is not None and is_ending(word[size:]):
                start = start or (word[:size], surface)
                classes.update(dict.fromkeys(surface.classes))
        plain = plain_form(word) if start is None else word
        if plain != word and (surface := self.surfaces.get(plain)) is not None:
            start = (plain, surface)
            classes.update(dict.fromkeys(surface.classes))
        return start, tuple(classes)


def class_name(term: str) -> str:
    """The first word of a class, to show for its term."""
    return synonyms()[int(term.removeprefix(CLASS))][0]


def build_lexicon(glossary: Iterable[Iterable[str]] = ()) -> Lexicon:
    """The general lexicon with a course's groups of equal terms over it.

    A glossary group extends the general group that holds half of its terms or more; a term it shares
    with another one is the glossary's. The result is kept for equal glossaries.
    """
    return _build(tuple(tuple(group) for group in glossary))


@lru_cache(maxsize=64)
def _build(glossary: tuple[tuple[str, ...], ...]) -> Lexicon:
    concepts = {compact(term): CONCEPT + group[0] for group in reversed(loanwords()) for term in group}
    general = frozenset(concepts.values())
    firsts: set[str] = set()
    own: set[str] = set()
    for group in glossary:
        terms = [compact(term) for term in group if compact(term)]
        if terms:
            name = _joined(terms, concepts) or _new_name(terms, general)
            concepts.update(dict.fromkeys(terms, name))
            own.update(terms)
            firsts.update(_first_words(group))
    for term in list(concepts):
        if term.isascii():
            concepts.setdefault(english.stem(term), concepts[term])
    return Lexicon(_with_classes(concepts, own), frozenset(firsts))


def _new_name(terms: list[str], general: frozenset[str]) -> str:
    """The name of a group that stands for itself: no general concept has it."""
    name = CONCEPT + terms[0]
    return name if name not in general else name + CONCEPT


def _first_words(group: Iterable[str]) -> Iterator[str]:
    """The first words of the terms that are written in several."""
    for term in group:
        first, *others = term.casefold().replace("-", " ").split() or [""]
        if others:
            yield first


def _joined(terms: list[str], concepts: dict[str, str]) -> str | None:
    """The general concept that holds at least half of the terms, if one does."""
    names = [concepts[term] for term in terms if term in concepts]
    if not names:
        return None
    best = max(set(names), key=lambda name: (names.count(name), name))
    return best if names.count(best) * 2 >= len(terms) else None


def _with_classes(concepts: dict[str, str], own: set[str]) -> dict[str, Surface]:
    classes: dict[str, dict[str, None]] = {}
    of_concept: dict[str, dict[str, None]] = {}
    for number, group in enumerate(synonyms()):
        for term in group:
            form = compact(term)
            for spelling in {form, english.stem(form)} if form.isascii() else {form}:
                classes.setdefault(spelling, {})[f"{CLASS}{number}"] = None
                if spelling in concepts:
                    of_concept.setdefault(concepts[spelling], {})[f"{CLASS}{number}"] = None
    surfaces = {}
    for form in {**concepts, **classes}:
        concept = concepts.get(form)
        joined = {**classes.get(form, {}), **(of_concept.get(concept, {}) if concept else {})}
        surfaces[form] = Surface(concept, tuple(joined), form in own)
    return surfaces
