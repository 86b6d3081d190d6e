"""Which words stand for the same thing: the general lexicon, joined with one course's glossary."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache

from bot.text import english
from bot.text.hangul import is_syllable
from bot.text.korean import is_ending, plain_form
from bot.text.loanwords import loanwords
from bot.text.synonyms import synonyms

_LONGEST = 16


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


def build_lexicon(glossary: Iterable[Iterable[str]] = ()) -> Lexicon:
    """The general lexicon with a course's groups of equal terms over it.

    A glossary group extends the general group that holds half of its terms or more; a term it shares
    with another one is the glossary's. The result is kept for equal glossaries.
    """
    return _build(tuple(tuple(group) for group in glossary))


@lru_cache(maxsize=64)
def _build(glossary: tuple[tuple[str, ...], ...]) -> Lexicon:
    concepts: dict[str, str] = {}
    firsts: set[str] = set()
    for group in loanwords():
        for term in group:
            concepts.setdefault(compact(term), "=" + group[0])
    own: set[str] = set()
    for group in glossary:
        terms = [compact(term) for term in group if compact(term)]
        if not terms:
            continue
        name = _joined(terms, concepts) or "=" + terms[0]
        for term, written in zip(terms, (t for t in group if compact(t)), strict=True):
            concepts[term] = name
            own.add(term)
            pieces = written.casefold().replace("-", " ").split()
            if len(pieces) > 1:
                firsts.add(pieces[0])
    for term in list(concepts):
        if term.isascii():
            concepts.setdefault(english.stem(term), concepts[term])
    return Lexicon(_with_classes(concepts, own), frozenset(firsts))


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
                classes.setdefault(spelling, {})[f"~{number}"] = None
                if spelling in concepts:
                    of_concept.setdefault(concepts[spelling], {})[f"~{number}"] = None
    surfaces = {}
    for form in {**concepts, **classes}:
        concept = concepts.get(form)
        joined = {**classes.get(form, {}), **(of_concept.get(concept, {}) if concept else {})}
        surfaces[form] = Surface(concept, tuple(joined), form in own)
    return surfaces


def is_word(text: str) -> bool:
    """Whether the text begins with a Hangul syllable."""
    return bool(text) and is_syllable(text[0])
