"""What is indexed of an entry: one row for its question and one for each alias."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from bot.search.postings import Posting
from bot.search.results import Document
from bot.text.cleaning import clean
from bot.text.hangul import has_hangul, jamo
from bot.text.modes import modes
from bot.text.terms import PART_WEIGHT, TermReader, Word

QUESTION, ANSWER, TOPIC = 1, 2, 4

# BM25F with constant average lengths, so that a row never changes when others do. Set on the
# development halves of the English FAQ and the Korean paraphrases.
_K1 = 1.0
_QUESTION_WEIGHT, _ANSWER_WEIGHT, _TOPIC_WEIGHT = 2.2, 0.9, 0.3
_QUESTION_LENGTH, _QUESTION_B = 8.0, 0.35
_ANSWER_LENGTH, _ANSWER_B, _SHORTEST = 60.0, 0.9, 20.0
_CLASS_IN_ANSWER = 0.5
_MOST_ANSWER_WORDS = 400


@dataclass(frozen=True, slots=True)
class Row:
    """One wording of an entry, ready for the close comparison."""

    document: Document
    order: int  # 0 is the question itself, then the aliases
    terms: tuple[str, ...]
    joined: str  # the terms as one string
    modes: frozenset[str]
    answer_terms: int  # different terms of the answer
    squeezed: str  # jamo of the letters, without spaces


@dataclass(frozen=True, slots=True)
class Analysed:
    """A row with its terms and character n-grams for the two inverted indexes."""

    row: Row
    terms: dict[str, Posting]
    grams: dict[str, Posting]


@dataclass(frozen=True, slots=True)
class _Body:
    """What all wordings of an entry share: the weights of the terms in its answer and its topic."""

    answer: dict[str, float]
    topic: dict[str, float]

    @property
    def answer_size(self) -> float:
        return sum(count for term, count in self.answer.items() if term[0] != "~")

    @property
    def answer_terms(self) -> int:
        return sum(1 for term in self.answer if term[0] != "~")


def analyse(document: Document, reader: TermReader) -> list[Analysed]:
    """The rows of an entry; the same entry gives the same rows whatever else is indexed."""
    entry = document.entry
    answer = reader.words(clean(entry.answer))[:_MOST_ANSWER_WORDS] if entry.answer else []
    body = _Body(_weights(answer), _weights(reader.words(clean(document.topic_name))))
    found = []
    for order, wording in enumerate((entry.question, *entry.aliases)):
        cleaned = clean(wording)
        words = reader.words(cleaned)
        terms = tuple(term for word in words for term in word.terms)
        row = Row(document, order, terms, " ".join(terms), modes(cleaned), body.answer_terms, jamo(squeeze(words)))
        found.append(Analysed(row, _impacts(_weights(words), len(words), body), _gram_impacts(grams(words))))
    return found


def _weights(words: Iterable[Word]) -> dict[str, float]:
    """How often each term and class stands in the words; parts count less."""
    listed = list(words)
    counts = Counter([term for word in listed for term in word.terms])
    counts.update([name for word in listed for name in word.classes])
    found: dict[str, float] = dict(counts)
    for part in [part for word in listed for part in word.parts]:
        for term in part.terms:
            found[term] = found.get(term, 0.0) + PART_WEIGHT
    return found


def _impacts(question: dict[str, float], size: int, body: _Body) -> dict[str, Posting]:
    in_question = _QUESTION_WEIGHT / (1 - _QUESTION_B + _QUESTION_B * size / _QUESTION_LENGTH)
    in_answer = _ANSWER_WEIGHT / (1 - _ANSWER_B + _ANSWER_B * max(body.answer_size, _SHORTEST) / _ANSWER_LENGTH)
    found = {term: (count * in_question, QUESTION) for term, count in question.items()}
    for term, count in body.answer.items():
        weight, fields = found.get(term, (0.0, 0))
        gain = count * (in_answer * _CLASS_IN_ANSWER if term[0] == "~" else in_answer)
        found[term] = (weight + gain, fields | ANSWER)
    for term, count in body.topic.items():
        weight, fields = found.get(term, (0.0, 0))
        found[term] = (weight + count * _TOPIC_WEIGHT, fields | TOPIC)
    return {term: (weight / (_K1 + weight), fields) for term, (weight, fields) in found.items()}


def squeeze(words: Iterable[Word]) -> str:
    """The words as written, without spaces."""
    return "".join(word.form for word in words)


def grams(words: Iterable[Word]) -> Counter[str]:
    """Character n-grams with their counts.

    One to three syllables of a Hangul word, three to five letters of any other, both with the
    word's edges; and each two syllables that meet where words do, so that spacing matters less.
    """
    found: Counter[str] = Counter()
    last = ""
    for word in words:
        form = word.form
        found.update(_word_grams(form))
        hangul = "가" <= form[0] <= "힣"
        if last and hangul:
            found[last + form[0]] += 1
        last = form[-1] if hangul else ""
    return found


@lru_cache(maxsize=65536)
def _word_grams(form: str) -> tuple[str, ...]:
    edged = f" {form} "
    sizes = (1, 2, 3) if has_hangul(form) else (3, 4, 5)
    return tuple(
        edged[start : start + size]
        for size in sizes
        for start in range(len(edged) - size + 1)
        if edged[start : start + size] != " "
    )


def _gram_impacts(counts: Counter[str]) -> dict[str, Posting]:
    return {gram: (1.0 if count == 1 else 1 + math.log(count), QUESTION) for gram, count in counts.items()}
