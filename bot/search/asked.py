"""What a question means to one index: its words, and every way each of them can be read."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import Protocol

from bot.search.rows import grams
from bot.search.spellings import Spellings
from bot.text import korean
from bot.text.cleaning import clean
from bot.text.english import STOPWORDS, stem
from bot.text.hangul import from_keys, has_hangul, is_syllable, jamo
from bot.text.lexicon import Lexicon, compact
from bot.text.modes import modes
from bot.text.sentences import Act, Sentence, sentences
from bot.text.terms import FAINT_WEIGHT, TermReader, Word
from bot.text.tokens import Kind

MOST_WORDS = 32
MOST_LETTERS = 700  # that are read of a message: about 120 words
_MOST_SQUEEZED, _MOST_GRAMS = 400, 500
_BESIDES = ("class", "part")  # routes that say nothing of how rare the word itself is
_MOST_GUESSES = 16  # unknown words that are looked up by look and sound

# How much a reading counts against the word itself. The lab's ablations set the order, the
# development questions the figures.
_CLASS, _SOUND, _TYPO, _OTHER_STEM, _PART, _SEGMENT = 0.5, 0.85, 0.9, 0.9, 0.9, 0.95
_SURE = ("glossary", "lexicon")  # the word is known; that no entry has it is no slip
_UNKNOWN, _UNKNOWN_VERB = 0.75, 0.4  # of the highest IDF

_ACT_WEIGHT = {Act.ASKS: 1.0, Act.NAMES: 0.9, Act.TELLS: 0.5, Act.PASTED: 0.6, Act.GREETS: 0.15}

_LATIN_RUN = re.compile(r"(?<![A-Za-z0-9_./-])[A-Za-z]+(?![A-Za-z0-9_/-])")
_LEAST_KEYS = 3
_SPELT = 0.5  # weight of a sentence whose letters count too
_MOSTLY = 0.6


@dataclass(frozen=True, slots=True)
class Reading:
    """One term that a word may stand for, how sure that is (0 to 1), and how it was found."""

    term: str
    weight: float
    route: str


@dataclass(frozen=True, slots=True)
class AskedWord:
    """A word of the question: its share of the question's weight (IDF units), and its readings."""

    text: str
    form: str
    share: float
    readings: tuple[Reading, ...]
    guessed: bool = False


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as one index understands it."""

    words: tuple[AskedWord, ...]
    terms: tuple[str, ...]  # the likeliest term of each word, in order
    squeezed: str  # the words as written, without spaces
    grams: dict[str, float]  # character n-grams, 1 + ln(count)
    acts: frozenset[Act]
    modes: frozenset[str]
    hangul: bool  # whether it was asked in Hangul, be it on the wrong keyboard layout
    unknown: tuple[str, ...]

    @property
    def total(self) -> float:
        """The weight of all words together."""
        return sum(word.share for word in self.words)


class Vocabulary(Protocol):
    """What an index tells about terms."""

    @property
    def lexicon(self) -> Lexicon:
        """The general words with the course's glossary."""
        ...

    @property
    def reader(self) -> TermReader:
        """Reads texts with that lexicon."""
        ...

    @property
    def spellings(self) -> Spellings:
        """Of the words in the entries."""
        ...

    @property
    def known_spellings(self) -> Spellings:
        """Of the lexicon's surfaces."""
        ...

    def count(self, term: str) -> int:
        """In how many rows the term stands."""
        ...

    def idf(self, term: str) -> float:
        """Inverse document frequency; the highest one for a term that stands nowhere."""
        ...


def understand(question: str, vocabulary: Vocabulary) -> Asked:
    """The question as the index understands it; never raises, whatever was typed."""
    cleaned, typed = _from_keyboard(clean(question), vocabulary)
    found = sentences(cleaned)
    gathered = _Gathered(vocabulary, typed=typed)
    for sentence, factor in _worth_reading(found):
        gathered.take(vocabulary.reader.words(sentence.text[:MOST_LETTERS]), factor)
    words = _heaviest(gathered.words.values())
    return Asked(
        words=words,
        terms=tuple(word.readings[0].term if word.readings else word.form for word in words),
        squeezed=jamo("".join(gathered.forms)[:_MOST_SQUEEZED]),
        grams={gram: 1 + math.log(count) for gram, count in islice(gathered.grams.items(), _MOST_GRAMS)},
        acts=frozenset(sentence.act for sentence in found),
        modes=modes(cleaned),
        hangul=has_hangul(cleaned),
        unknown=tuple(word.text for word in words if not word.readings),
    )


@dataclass(slots=True)
class _Gathered:
    """What the sentences of a question add up to: each word once, at the most that it weighs."""

    vocabulary: Vocabulary
    typed: bool
    words: dict[str, AskedWord] = field(default_factory=dict)
    forms: list[str] = field(default_factory=list)
    grams: Counter[str] = field(default_factory=Counter)
    guesses: int = 0
    last: str | None = None

    def take(self, found: list[Word], factor: float) -> None:
        """The words of one more sentence, which counts by this factor."""
        if factor >= _SPELT:
            self.grams.update(grams(found))
        before: Word | None = None
        for word in found:
            self.forms.append(word.form)
            joined = _joined(before, word, self.vocabulary) if before is not None else None
            if joined is not None and self.last is not None:
                self.words[self.last] = _also(self.words[self.last], joined)
            self._take(word, joined, factor)
            before = word

    def _take(self, word: Word, joined: Reading | None, factor: float) -> None:
        for asked in _read(word, self.vocabulary, guess=self.guesses < _MOST_GUESSES):
            self.guesses += asked.guessed
            readings = asked.readings if joined is None else (*asked.readings, joined)
            if self.typed and any(map(is_syllable, word.form)):
                readings = tuple(replace(reading, route="keyboard") for reading in readings)
            self.last = readings[0].term if readings else asked.form
            share = asked.share * factor
            if self.last not in self.words or self.words[self.last].share < share:
                self.words[self.last] = AskedWord(asked.text, asked.form, share, readings, asked.guessed)


def _worth_reading(found: list[Sentence]) -> Iterator[tuple[Sentence, float]]:
    """Each different sentence with its weight, in order; of a long message the weightiest, up to a limit.

    The heaviest act of a message weighs 1.
    """
    heaviest = max((_ACT_WEIGHT[sentence.act] for sentence in found), default=1.0)
    different = {sentence.text: (sentence, _ACT_WEIGHT[sentence.act] / heaviest) for sentence in found}
    left = MOST_LETTERS
    kept = set()
    for text, (_, factor) in sorted(different.items(), key=lambda item: -item[1][1]):
        if left > 0 and factor > 0:
            kept.add(text)
            left -= len(text)
    return (weighed for text, weighed in different.items() if text in kept)


def _heaviest(words: Iterable[AskedWord]) -> tuple[AskedWord, ...]:
    """The words that weigh most, in the order in which they were asked."""
    listed = list(words)
    heaviest = sorted(range(len(listed)), key=lambda at: -listed[at].share)[:MOST_WORDS]
    return tuple(listed[at] for at in sorted(heaviest))


def _from_keyboard(cleaned: str, vocabulary: Vocabulary) -> tuple[str, bool]:
    """The text with Hangul where it was typed on an English layout, and whether there was any."""
    runs = list(dict.fromkeys(_LATIN_RUN.findall(cleaned)))
    if not runs:
        return cleaned, False
    meant = {run: hangul for run in runs if (hangul := from_keys(run)) is not None}
    strange = [run for run in runs if len(run) >= _LEAST_KEYS and not _is_word(run, vocabulary)]
    typed = [run for run in strange if run in meant]
    if not typed:
        return cleaned, False
    mostly = len(typed) >= _MOSTLY * sum(len(run) >= _LEAST_KEYS for run in runs)
    wanted = set(meant) if mostly else {run for run in typed if len(run) > _LEAST_KEYS}
    if not wanted:
        return cleaned, False
    return _LATIN_RUN.sub(lambda run: meant[run[0]] if run[0] in wanted else run[0], cleaned), True


def _is_word(run: str, vocabulary: Vocabulary) -> bool:
    form = run.casefold()
    if form in STOPWORDS or vocabulary.lexicon.find(form) is not None:
        return True
    return vocabulary.count(stem(form)) > 0 or vocabulary.count(form) > 0


def _read(word: Word, vocabulary: Vocabulary, *, guess: bool) -> Iterator[AskedWord]:
    """The asked words that a word of the text makes: one, or the pieces of a compound."""
    known = [term for term in word.terms if vocabulary.count(term)]
    if len(word.terms) > 1:
        for term in word.terms:
            yield _asked(word, (Reading(term, 1.0, word.route),) if term in known else (), vocabulary)
        return
    if word.parts and not known:
        for part in word.parts:
            yield from _read(part, vocabulary, guess=guess)
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


def _joined(before: Word, word: Word, vocabulary: Vocabulary) -> Reading | None:
    """The one word that entries make of two neighbours: 세탁 건조기 is 세탁건조기 elsewhere."""
    if before.kind is not Kind.HANGUL or word.kind is not Kind.HANGUL or before.form != before.terms[0]:
        return None
    term = before.terms[0] + word.terms[0]
    return Reading(term, _SEGMENT, "joined") if term[0] not in "=~" and vocabulary.count(term) else None


def _also(word: AskedWord, reading: Reading) -> AskedWord:
    return replace(word, readings=(*word.readings, reading))


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
        readings = [] if word.route in _SURE else _guesses(word, vocabulary)
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


def _guesses(word: Word, vocabulary: Vocabulary) -> list[Reading]:
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
    return sorted(best.values(), key=lambda reading: (-reading.weight, reading.term))[:3]


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


def surface_forms(lexicon: Lexicon) -> list[str]:
    """The lexicon's spellings worth guessing at."""
    return [
        form
        for form, surface in lexicon.surfaces.items()
        if surface.concept and len(form) > 1 and compact(form) == form
    ]
