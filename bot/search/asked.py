"""What a question means to one index: its words with their weights, its letters, what it asks for."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import islice

from bot.search.keyboard import from_keyboard
from bot.search.readings import join_words, read
from bot.search.rows import grams
from bot.search.vocabulary import AskedWord, Reading, Vocabulary
from bot.text.cleaning import clean
from bot.text.hangul import has_hangul, is_syllable, jamo
from bot.text.modes import modes
from bot.text.sentences import Act, Sentence, sentences
from bot.text.terms import Word

MOST_WORDS = 32
MOST_LETTERS = 700  # that are read of a message: about 120 words
_MOST_SQUEEZED, _MOST_GRAMS = 400, 500
_MOST_GUESSES = 16  # unknown words that are looked up by look and sound
_SPELT = 0.5  # weight of a sentence whose letters count too
_ACT_WEIGHT = {Act.ASKS: 1.0, Act.NAMES: 0.9, Act.TELLS: 0.5, Act.PASTED: 0.6, Act.GREETS: 0.15}


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


def understand(question: str, vocabulary: Vocabulary) -> Asked:
    """The question as the index understands it; never raises, whatever was typed."""
    cleaned, typed = from_keyboard(clean(question), vocabulary)
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
            joined = join_words(before, word, self.vocabulary) if before is not None else None
            if joined is not None and self.last is not None:
                held = self.words[self.last]
                self.words[self.last] = replace(held, readings=(*held.readings, joined))
            self._take(word, joined, factor)
            before = word

    def _take(self, word: Word, joined: Reading | None, factor: float) -> None:
        for asked in read(word, self.vocabulary, guess=self.guesses < _MOST_GUESSES):
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
