"""The words an index knows, found by how they look (typos) or sound (the other script)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

import numpy as np
from rapidfuzz import fuzz, process

from bot.search.postings import Postings, PostingsBuilder
from bot.text.hangul import is_syllable, jamo, romanise
from bot.text.lexicon import Lexicon, compact
from bot.text.sounds import skeleton, sound_form

_LEAST_RATIO = 74.0
_LEAST_SOUND = {2: 92.0, 3: 74.0}  # by the length of the skeleton; short ones meet by chance
_LEAST_LONG_SOUND = 60.0
_SHARED = 0.34  # of a word's jamo pairs that a candidate must have
_LEAST_JAMO = 4


def _pairs(letters: str) -> set[str]:
    padded = f"^{letters}$"
    return {padded[at : at + 2] for at in range(len(padded) - 1)}


@dataclass(frozen=True, slots=True)
class Spellings:
    """An immutable dictionary of word forms; `with_added` shares what is there."""

    forms: tuple[str, ...]
    letters: tuple[str, ...]
    pairs: Postings
    sounds: dict[str, tuple[str, ...]]
    added: tuple[str, ...] = ()

    def alike(self, form: str, alive: Callable[[str], bool], limit: int = 3) -> list[tuple[str, float]]:
        """Live forms spelt like this one, with their likeness 0 to 1, the most alike first."""
        letters = jamo(form)
        if len(letters) < _LEAST_JAMO:
            return []
        candidates = {word: spelt for word, spelt in self._sharing(letters) if word != form and alive(word)}
        hits = process.extract(letters, candidates, scorer=fuzz.ratio, limit=None, score_cutoff=_LEAST_RATIO)
        ranked = sorted(((round(score, 3), word) for _, score, word in hits), key=lambda hit: (-hit[0], hit[1]))
        return [(word, score / 100) for score, word in ranked[:limit]]

    def _sharing(self, letters: str) -> Iterator[tuple[str, str]]:
        """The forms that share enough pairs of letters with these."""
        wanted = _pairs(letters)
        least = max(2, _SHARED * len(wanted))
        found = [rows for pair in wanted if len(rows := self.pairs.find(pair)[0])]
        if found:
            numbers, shared = np.unique(np.concatenate(found), return_counts=True)
            for number in numbers[shared >= least]:
                yield self.forms[number], self.letters[number]
        for word in self.added:
            spelt = jamo(word)
            if len(wanted & _pairs(spelt)) >= least:
                yield word, spelt

    def sounding(self, form: str, alive: Callable[[str], bool], limit: int = 3) -> list[tuple[str, float]]:
        """Live forms of the other script that sound like this one, with their likeness 0 to 1."""
        bones = skeleton(form)
        if len(bones) < 2:
            return []
        hangul = is_syllable(form[0])
        mine = sound_form(romanise(form))
        found = []
        for other in self.sounds.get(bones, ()):
            if is_syllable(other[0]) != hangul and alive(other):
                score = fuzz.ratio(mine, sound_form(romanise(other)))
                if score >= _LEAST_SOUND.get(len(bones), _LEAST_LONG_SOUND):
                    found.append((other, score / 100))
        return sorted(found, key=lambda hit: (-hit[1], hit[0]))[:limit]

    def with_added(self, forms: Iterable[str]) -> Spellings:
        """The same with more forms; those it has already are left as they are."""
        new = tuple(sorted({form for form in forms if form and not self._has(form)}))
        if not new:
            return self
        sounds = dict(self.sounds)
        for bones, form in _sounds(new):
            sounds[bones] = tuple(sorted((*sounds.get(bones, ()), form)))
        return Spellings(self.forms, self.letters, self.pairs, sounds, (*self.added, *new))

    def _has(self, form: str) -> bool:
        return form in self.added or form in self.sounds.get(skeleton(form), ())


def _sounds(forms: Iterable[str]) -> Iterator[tuple[str, str]]:
    for form in forms:
        if form[0].isalpha():
            yield skeleton(form), form


def build_spellings(forms: Iterable[str]) -> Spellings:
    """A dictionary of these forms."""
    known = tuple(sorted(set(forms)))
    letters = tuple(jamo(form) for form in known)
    builder = PostingsBuilder()
    sounds: dict[str, list[str]] = {}
    for spelling in letters:
        builder.add(dict.fromkeys(_pairs(spelling), (1.0, 1)))
    for bones, form in _sounds(known):
        sounds.setdefault(bones, []).append(form)
    return Spellings(known, letters, builder.build(), {bones: tuple(sorted(group)) for bones, group in sounds.items()})


def spelt(terms: Iterable[str]) -> Iterable[str]:
    """The terms that are words: neither concepts nor classes, flags, paths or numbers."""
    return (term for term in terms if term[0].isalpha() and len(term) > 1)


def surface_forms(lexicon: Lexicon) -> list[str]:
    """The lexicon's spellings worth guessing at."""
    return [
        form
        for form, surface in lexicon.surfaces.items()
        if surface.concept and len(form) > 1 and compact(form) == form
    ]
