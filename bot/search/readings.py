"""Every way in which a word of a question can be read by one index, with what each is worth."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from bot.search.guesses import guesses
from bot.search.vocabulary import AskedWord, Reading, Vocabulary
from bot.text import korean
from bot.text.terms import FAINT_WEIGHT, Word
from bot.text.tokens import Kind

# How much a reading counts against the word itself. What was measured without each part set the
# order (endings and stems most, then the glossary, then segments), development questions the figures.
_CLASS, _OTHER_STEM, _PART, _SEGMENT = 0.5, 0.9, 0.9, 0.95
_BESIDES = ("class", "part")  # routes that say nothing of how rare the word itself is
_SURE = ("glossary", "lexicon")  # the word is known; that no entry has it is no slip
_UNKNOWN, _UNKNOWN_VERB = 0.75, 0.4  # of the highest IDF


def read(word: Word, vocabulary: Vocabulary, *, guess: bool) -> Iterator[AskedWord]:
    """The asked words that a word of the text makes: one, or the pieces of a compound."""
    known = [term for term in word.terms if vocabulary.count(term)]
    if len(word.terms) > 1:
        for term in word.terms:
            yield _asked(word, (Reading(term, 1.0, word.route),) if term in known else (), vocabulary)
        return
    if word.parts and not known:
        for part in word.parts:
            yield from read(part, vocabulary, guess=guess)
        return
    halves = _halves(word, vocabulary) if known else ()
    if halves:
        whole = Reading(known[0], 1.0, word.route)
        for half in halves:
            yield _asked(replace(word, form=half), (Reading(half, _SEGMENT, "segment"), whole), vocabulary)
        return
    if known:
        parts = (part.terms[0] for part in word.parts if vocabulary.count(part.terms[0]))
        readings = (
            Reading(known[0], 1.0, word.route),
            *(Reading(term, _PART / len(word.parts), "part") for term in parts),
            *_classes(word, vocabulary),
        )
        yield _asked(word, readings, vocabulary)
        return
    yield from _read_unknown(word, vocabulary, guess=guess)


def join_words(before: Word, word: Word, vocabulary: Vocabulary) -> Reading | None:
    """The one word that entries make of two neighbours: 세탁 건조기 is 세탁건조기 elsewhere."""
    if before.kind is not Kind.HANGUL or word.kind is not Kind.HANGUL or before.form != before.terms[0]:
        return None
    term = before.terms[0] + word.terms[0]
    return Reading(term, _SEGMENT, "joined") if term[0] not in "=~" and vocabulary.count(term) else None


def _halves(word: Word, vocabulary: Vocabulary) -> tuple[str, ...]:
    """The two words that entries make of this one: 방범모드 is 방범 모드 elsewhere."""
    term = word.terms[0]
    if word.kind is not Kind.HANGUL or term[0] in "=~" or len(term) < 4:
        return ()
    for at in range(len(term) - 2, 1, -1):
        if vocabulary.count(term[:at]) and vocabulary.count(term[at:]):
            return term[:at], term[at:]
    return ()


def _read_unknown(word: Word, vocabulary: Vocabulary, *, guess: bool) -> Iterator[AskedWord]:
    """A word whose own term stands in no entry."""
    hangul = word.kind is Kind.HANGUL
    if hangul and not word.known:
        other = next((s for s in reversed(korean.stems(word.form)) if vocabulary.count(s)), None)
        if other is not None:
            yield _asked(word, (Reading(other, _OTHER_STEM, "stem"), *_classes(word, vocabulary)), vocabulary)
            return
    classes = _classes(word, vocabulary)
    if guess and word.kind is not Kind.NUMBER and word.weight > FAINT_WEIGHT:
        pieces = _segments(word, vocabulary) if hangul and not word.known else []
        if pieces:
            yield from pieces
            return
        readings = [] if word.route in _SURE else guesses(word, vocabulary)
        if readings:
            yield replace(_asked(word, (*readings, *classes), vocabulary), guessed=True)
            return
    if word.weight > FAINT_WEIGHT or classes:
        yield replace(_asked(word, classes, vocabulary), guessed=guess)


def _classes(word: Word, vocabulary: Vocabulary) -> tuple[Reading, ...]:
    return tuple(Reading(name, _CLASS, "class") for name in word.classes if vocabulary.count(name))


def _segments(word: Word, vocabulary: Vocabulary) -> list[AskedWord]:
    """The known words inside running text without spaces."""
    surfaces = vocabulary.lexicon.surfaces

    def is_known(piece: str) -> bool:
        surface = surfaces.get(piece)
        if surface is not None and (surface.classes or (surface.concept and vocabulary.count(surface.concept))):
            return True
        return vocabulary.count(piece) > 1 and not korean.is_ending(piece)

    if len(word.form) < 4:
        return []
    pieces, unknown = korean.cut(word.form, is_known)
    if not pieces or unknown > len(word.form) * 0.6:
        return []
    found = []
    for piece in pieces:
        part = vocabulary.reader.words(piece)
        for piece_word in part:
            terms = [term for term in piece_word.terms if vocabulary.count(term)]
            readings = (*(Reading(term, _SEGMENT, "segment") for term in terms[:1]), *_classes(piece_word, vocabulary))
            if readings:
                found.append(_asked(piece_word, readings, vocabulary))
    return found


def _asked(word: Word, readings: Iterable[Reading], vocabulary: Vocabulary) -> AskedWord:
    """The word with readings of live terms, its share, and each reading scaled by what its term tells."""
    listed = tuple(readings)
    exact = [reading for reading in listed if reading.route not in _BESIDES]
    if exact:
        share = max(vocabulary.idf(reading.term) * reading.weight for reading in exact)
    elif listed:
        share = max(vocabulary.idf(reading.term) for reading in listed)
    else:
        verb = word.kind is Kind.HANGUL and korean.is_predicate(word.form)
        share = vocabulary.idf("") * (_UNKNOWN_VERB if verb else _UNKNOWN)
    scaled = (
        tuple(
            replace(reading, weight=reading.weight * min(1.0, vocabulary.idf(reading.term) / share))
            for reading in listed
        )
        if share > 0
        else ()
    )
    return AskedWord(word.text, word.form, share * word.weight, scaled)
