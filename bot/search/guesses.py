"""What an unknown word may be: the same sound in the other script, or a slip of the fingers."""

from __future__ import annotations

from collections.abc import Iterator

from bot.search.vocabulary import Reading, Vocabulary
from bot.text import korean
from bot.text.terms import Word
from bot.text.tokens import Kind

# How much a guess counts against the word itself; times its likeness.
_SOUND, _TYPO = 0.85, 0.9
_BEST = 3


def guesses(word: Word, vocabulary: Vocabulary) -> list[Reading]:
    """What the word may be by its sound in the other script, or by a slip of the fingers."""
    forms = [word.form]
    if word.kind is Kind.HANGUL:
        forms = sorted({word.form, *(s for s in korean.stems(word.form) if len(s) > 1)}, key=len)
    best: dict[str, Reading] = {}
    for form in forms:
        for reading in (*_by_sound(form, vocabulary), *_by_look(form, vocabulary)):
            held = best.get(reading.term)
            if held is None or held.weight < reading.weight:
                best[reading.term] = reading
    return sorted(best.values(), key=lambda reading: (-reading.weight, reading.term))[:_BEST]


def _terms_of(form: str, vocabulary: Vocabulary) -> Iterator[str]:
    surface = vocabulary.lexicon.surfaces.get(form)
    if surface is not None and surface.concept:
        yield surface.concept
    yield form


def _alive(vocabulary: Vocabulary, form: str) -> bool:
    return any(vocabulary.count(term) for term in _terms_of(form, vocabulary))


def _readings(hits: list[tuple[str, float]], weight: float, route: str, vocabulary: Vocabulary) -> Iterator[Reading]:
    for form, likeness in hits:
        term = next((term for term in _terms_of(form, vocabulary) if vocabulary.count(term)), None)
        if term is not None:
            yield Reading(term, weight * likeness, route)


def _by_sound(form: str, vocabulary: Vocabulary) -> Iterator[Reading]:
    if not form[:1].isalpha():
        return
    for spellings in (vocabulary.spellings, vocabulary.known_spellings):
        hits = spellings.sounding(form, lambda other: _alive(vocabulary, other))
        # A romanised likeness of 0.7 is as good as it gets for a right pair.
        sure = [(other, min(1.0, likeness / 0.8)) for other, likeness in hits]
        yield from _readings(sure, _SOUND, "sound", vocabulary)


def _by_look(form: str, vocabulary: Vocabulary) -> Iterator[Reading]:
    for spellings in (vocabulary.spellings, vocabulary.known_spellings):
        hits = spellings.alike(form, lambda other: _alive(vocabulary, other))
        yield from _readings(hits, _TYPO, "typo", vocabulary)
