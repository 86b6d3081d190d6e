"""The close comparison: what speaks for each candidate row, as one number per kind of evidence."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz, process

from bot.search.asked import Asked
from bot.search.postings import Postings
from bot.search.rows import QUESTION, Row

Matrix = NDArray[np.float64]
Vector = NDArray[np.float64]

FEATURES = (
    "bm25",  # impact of the question's terms over question, answer and topic
    "grams",  # cosine of character n-grams of both questions, by IDF
    "coverage",  # share of the asked weight found anywhere in the entry
    "question_coverage",  # share of the asked weight found in its question
    "row_coverage",  # share of the entry's question weight that was asked for
    "cosine",  # IDF vectors of both questions
    "token_set",  # rapidfuzz's ratios over the terms
    "token_sort",
    "ratio",
    "jamo",  # and over the letters
    "modes",  # both ask for the same: a time, a place, a choice …
)


class Statistics(Protocol):
    """What the features ask of an index."""

    @property
    def terms(self) -> Postings:
        """Which rows hold which term."""
        ...

    def idf(self, term: str) -> float:
        """Inverse document frequency of a term."""
        ...


def word_matrix(
    asked: Asked, candidates: NDArray[np.int32], terms: Postings
) -> tuple[Matrix, Matrix, NDArray[np.uint8]]:
    """For each asked word and candidate row: the best impact, the best reading's weight, and its fields."""
    shape = (len(asked.words), len(candidates))
    impact, weight, fields = np.zeros(shape), np.zeros(shape), np.zeros(shape, np.uint8)
    for at, word in enumerate(asked.words):
        for reading in word.readings:
            rows, impacts, held = terms.find(reading.term)
            if not len(rows):
                continue
            place = np.minimum(np.searchsorted(rows, candidates), len(rows) - 1)
            hit = rows[place] == candidates
            gain = np.where(hit, impacts[place] * reading.weight, 0.0)
            impact[at] = np.maximum(impact[at], gain)
            in_question = np.where(held[place] & QUESTION, reading.weight, reading.weight * 0.999)
            better = hit & (in_question > weight[at])
            weight[at] = np.where(better, in_question, weight[at])
            fields[at] = np.where(better, held[place], fields[at])
    return impact, weight, fields


def feature_matrix(
    asked: Asked,
    rows: Sequence[Row],
    candidates: NDArray[np.int32],
    gram_scores: Vector,
    statistics: Statistics,
) -> tuple[Matrix, Matrix]:
    """One line per candidate row, one column per entry of `FEATURES`, each from 0 to 1.

    Also, one line per asked word and one column per candidate: how surely the row has the word.
    """
    impact, weight, fields = word_matrix(asked, candidates, statistics.terms)
    shares = np.array([word.share for word in asked.words])
    total = max(float(shares.sum()), 1e-9)
    in_question = weight * ((fields & QUESTION) > 0)
    back, cosine = _row_side(asked, rows, shares, in_question, statistics)
    columns = (
        shares @ impact / total,
        gram_scores,
        shares @ weight / total,
        shares @ in_question / total,
        back,
        cosine,
        *_fuzzy(asked, rows),
        _modes(asked, rows),
    )
    return np.column_stack(columns), weight


def _row_side(
    asked: Asked,
    rows: Sequence[Row],
    shares: Vector,
    in_question: Matrix,
    statistics: Statistics,
) -> tuple[Vector, Vector]:
    """Coverage of the rows' own questions, and cosine of IDF vectors."""
    reached: dict[str, float] = {}
    for word in asked.words:
        for reading in word.readings:
            reached[reading.term] = max(reached.get(reading.term, 0.0), reading.weight)
    norm = float(np.sqrt((shares**2).sum())) or 1.0
    back, cosine = np.zeros(len(rows)), np.zeros(len(rows))
    idf = _Memory(statistics.idf)
    dots = (shares**2) @ in_question
    for at, row in enumerate(rows):
        weights = {term: idf[term] for term in row.terms}
        whole = sum(weights.values())
        if whole <= 0:
            continue
        got = sum(weight * reached.get(term, 0.0) for term, weight in weights.items())
        back[at] = got / whole
        own = sum(weight * weight for weight in weights.values()) ** 0.5
        cosine[at] = min(1.0, float(dots[at]) / (norm * own))
    return back, cosine


class _Memory(dict[str, float]):
    """Values of a function, each asked for once."""

    def __init__(self, function: Callable[[str], float]) -> None:
        super().__init__()
        self._function = function

    def __missing__(self, key: str) -> float:
        value = self[key] = self._function(key)
        return value


def _fuzzy(asked: Asked, rows: Sequence[Row]) -> list[Vector]:
    """Rapidfuzz's ratios over the terms and over the letters."""
    joined = [row.joined for row in rows]
    squeezed = [row.squeezed for row in rows]
    mine = " ".join(asked.terms)
    jobs = (
        (fuzz.token_set_ratio, mine, joined),
        (fuzz.token_sort_ratio, mine, joined),
        (fuzz.ratio, mine, joined),
        (fuzz.ratio, asked.squeezed, squeezed),
    )
    return [
        np.asarray(process.cdist([one], many, scorer=scorer, dtype=np.float32)[0], np.float64) / 100
        for scorer, one, many in jobs
    ]


def _modes(asked: Asked, rows: Sequence[Row]) -> Vector:
    """Dice likeness of the modes; half where neither has any."""
    mine = asked.modes
    return np.array(
        [2 * len(mine & row.modes) / (len(mine) + len(row.modes)) if mine or row.modes else 0.5 for row in rows]
    )
