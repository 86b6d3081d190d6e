"""How alike two questions are, for telling near-duplicates and reworded questions."""

from __future__ import annotations

import heapq
import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from operator import itemgetter

from rapidfuzz import fuzz

from bot.knowledge.model import Course
from bot.search.builder import documents
from bot.search.postings import inverse_frequency
from bot.search.results import Document
from bot.text.cleaning import clean
from bot.text.hangul import jamo
from bot.text.lexicon import build_lexicon
from bot.text.terms import TermReader, Word
from bot.text.tokens import Kind

# Read by hand on seven cohorts' notes, 298 questions, the same that this was tuned on: of the 20 most
# alike pairs 16 are repeats, of 25 17; by letters and words alone only 3 of the first 20 were.
NEAR_DUPLICATE = 0.64
_CLASS_WEIGHT = 0.5  # of words near in meaning
_NUMBER_WEIGHT = 0.4  # a port is often an example
_FULL_ANSWER = 12  # different terms from which an answer tells all it can: "yes, you can" is said of anything
_SAME, _ALMOST = 0.9999, 0.99  # what is not asked in the same words is never wholly alike
_TELLING = 12  # strongest words of an entry by which others are found
_COMPARED = 40  # of those found, the nearest
_COMMON = 200  # entries with a word from which on it finds nobody
_FENCE = re.compile(r"^[ \t]*(```|~~~).*?^[ \t]*\1[`~]*[ \t]*$", re.MULTILINE | re.DOTALL)

Weights = Mapping[str, float]
_Told = tuple[int, str]  # 0 in the question, 1 in the answer; the term


def similarity(first: str, second: str) -> float:
    """How alike two questions are, 0 to 1: the mean of how their terms and how their letters agree."""
    reader = TermReader(build_lexicon())
    mine, theirs = (reader.words(clean(text)) for text in (first, second))
    terms = fuzz.token_sort_ratio(
        *(" ".join(term for word in words for term in word.terms) for words in (mine, theirs))
    )
    letters = fuzz.ratio(*(jamo("".join(word.form for word in words)) for words in (mine, theirs)))
    return (terms + letters) / 200


class Repeats:
    """Finds entries of a course that ask what another one asks, in whatever words.

    Two entries are as alike as their questions (cosine of the terms, weighed by IDF), and the more so
    the more their answers' prose agrees: an instructor tells two cohorts the same in like words.
    """

    def __init__(self, course: Course) -> None:
        reader = TermReader(build_lexicon(course.glossary))
        self._documents = {document.entry.id: document for document in documents(course)}
        texts = {key: _Texts.of(document, reader) for key, document in self._documents.items()}
        counts = Counter(term for text in texts.values() for term in text.terms())
        size = len(texts)
        rarity = {term: inverse_frequency(size, count) for term, count in counts.items()}
        self._vectors = {key: text.weighed(rarity) for key, text in texts.items()}
        self._having: dict[_Told, list[tuple[str, float]]] = defaultdict(list)
        for key, vector in self._vectors.items():
            for told, weight in vector.telling():
                if counts[told[1]] <= _COMMON:
                    self._having[told].append((key, weight))

    def of(self, entry_id: str, *, limit: int = 5) -> tuple[tuple[Document, float], ...]:
        """Entries that ask nearly the same as the one of that id, with their likeness up to 1, the most alike first."""
        mine = self._vectors[entry_id]
        near: dict[str, float] = defaultdict(float)
        for told, weight in mine.telling():
            for key, other in self._having.get(told, ()):
                near[key] += weight * other
        near.pop(entry_id, None)
        others = heapq.nlargest(_COMPARED, near, key=lambda key: (near[key], key))
        alike = [(key, likeness) for key in others if (likeness := mine.likeness(self._vectors[key])) >= NEAR_DUPLICATE]
        best = sorted(alike, key=lambda found: (-found[1], found[0]))[:limit]
        return tuple((self._documents[key], likeness) for key, likeness in best)


@dataclass(frozen=True, slots=True)
class _Vectors:
    """An entry's question and answer as unit vectors; `fullness` of the answer, 0 to 1."""

    question: Weights
    answer: Weights
    fullness: float

    def telling(self) -> list[tuple[_Told, float]]:
        """The strongest terms of the question and of the answer, with their weights."""
        fields = (self.question, self.answer)
        return [((at, term), weight) for at, field in enumerate(fields) for term, weight in _strongest(field)]

    def likeness(self, other: _Vectors) -> float:
        asked = _cosine(self.question, other.question)
        said = _cosine(self.answer, other.answer) * min(self.fullness, other.fullness)
        return min(1.0 if asked >= _SAME else _ALMOST, asked + said)


@dataclass(frozen=True, slots=True)
class _Texts:
    """How much of each term an entry's question and answer have; the terms of its topic."""

    question: Weights
    answer: Weights
    topic: Weights

    @classmethod
    def of(cls, document: Document, reader: TermReader) -> _Texts:
        entry = document.entry
        prose = _FENCE.sub("", entry.answer)  # pasted output is long, and says little of what is asked
        texts = (entry.question, prose, document.topic_name)
        return cls(*(_weights(reader.words(clean(text))) for text in texts))

    def terms(self) -> set[str]:
        return {*self.question, *self.answer, *self.topic}

    def weighed(self, rarity: Weights) -> _Vectors:
        said = {term: 1 + math.log(max(count, 1.0)) for term, count in self.answer.items()}
        return _Vectors(_unit(self.question, rarity), _unit(said, rarity), min(1.0, len(said) / _FULL_ANSWER))


def _weights(words: Iterable[Word]) -> dict[str, float]:
    found: dict[str, float] = {}
    for word in words:
        weight = _NUMBER_WEIGHT if word.kind is Kind.NUMBER else word.weight
        for term in word.terms:
            found[term] = found.get(term, 0.0) + weight / math.sqrt(len(word.terms))
        for term in word.classes:
            found[term] = found.get(term, 0.0) + weight * _CLASS_WEIGHT
    return found


def _unit(weights: Weights, rarity: Weights) -> Weights:
    weighed = {term: weight * rarity[term] for term, weight in weights.items()}
    length = math.hypot(*weighed.values()) or 1.0
    return {term: weight / length for term, weight in weighed.items()}


def _strongest(weights: Weights) -> list[tuple[str, float]]:
    return sorted(weights.items(), key=itemgetter(1), reverse=True)[:_TELLING]


def _cosine(first: Weights, second: Weights) -> float:
    if len(second) < len(first):
        first, second = second, first
    return sum(weight * second.get(term, 0.0) for term, weight in first.items())
