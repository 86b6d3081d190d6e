"""How likely a match answers the question: a logistic over what the ranking saw.

Fitted by `python -m benchmarks fit` on development questions asked of whole and of thinned-out
knowledge bases, so that many questions have no answer there; messages that are no questions are in it too.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.search.asked import Asked
from bot.search.features import FEATURES
from bot.search.fitted import HANGUL, LATIN
from bot.search.rows import Row
from bot.text.sentences import Act

_COLUMN = {name: number for number, name in enumerate(FEATURES)}
_TERMS = ("exact", "lexicon", "glossary")
_ANSWERED = 10  # different terms of an answer that is more than a yes
_TINY = 40.0  # entries
_LEAST_INFORMATION = 0.12  # a question that tells less has no subject: nothing can answer it
_INFORMED = 5.0  # matched words of the highest IDF that tell all there is to tell
_HELD = 0.6  # weight of a reading from which a word counts as held
_TWIN = 0.6  # share of terms from which two questions count as the same one asked twice


@dataclass(frozen=True, slots=True)
class Standing:
    """One entry's best row among all candidates: its place in the features, its score."""

    row: Row
    number: int
    score: float
    held: tuple[float, ...] = ()  # for each asked word, how surely the row's question or answer has it


@dataclass(frozen=True, slots=True)
class Setting:
    """What surrounds the matches: the question, the index's size, its highest IDF, and the features."""

    asked: Asked
    size: int
    highest_idf: float
    features: NDArray[np.float64]


def signals(setting: Setting, standings: list[Standing], at: int) -> dict[str, float]:
    """What speaks for and against the match at place `at` of the standings (best first)."""
    asked, features = setting.asked, setting.features
    this = standings[at]
    line = features[this.number]
    others = [other for other in standings[:8] if other is not this]
    rivals = [other for other in others if not _twins(this.row, other.row)]
    total = max(asked.total, 1e-9)
    column = {name: float(line[number]) for name, number in _COLUMN.items()}
    missing = [word.share for word, held in zip(asked.words, this.held, strict=True) if held < _HELD]
    heaviest = max((word.share for word in asked.words), default=0.0) or 1.0
    matched = total - sum(missing)
    terms = [
        word.share
        for word, held in zip(asked.words, this.held, strict=True)
        if held < _HELD and word.readings and word.readings[0].route in _TERMS
    ]
    near = sum(word.share for word in asked.words if word.readings and word.readings[0].route == "class")
    asks = Act.ASKS in asked.acts
    names = Act.NAMES in asked.acts and not asks
    reports = Act.PASTED in asked.acts or "failing" in asked.modes
    tiny = 1 / (1 + setting.size / _TINY)
    lead = this.score - rivals[0].score if rivals else this.score
    return {
        "score": this.score,
        "lead": lead,
        "lead_of_all": this.score - others[0].score if others else this.score,
        "fourth": this.score - others[2].score if len(others) > 2 else this.score,
        "bm25": column["bm25"],
        "grams": column["grams"],
        "coverage": column["coverage"],
        "question_coverage": column["question_coverage"],
        "row_coverage": column["row_coverage"],
        "both": (column["coverage"] * column["row_coverage"]) ** 0.5,
        "token_set": column["token_set"],
        "jamo": column["jamo"],
        "information": min(1.0, matched / (_INFORMED * setting.highest_idf)),
        "missing": max(missing, default=0.0) / heaviest,
        "missing_part": sum(missing) / total,
        "missing_term": max(terms, default=0.0) / setting.highest_idf,
        "near": near / total,
        "tiny": tiny,
        "lead_tiny": lead * tiny,
        "tells": 0.0 if asks or names or reports else 1.0,
        "greets": 1.0 if asked.acts and asked.acts <= {Act.GREETS, Act.TELLS} and Act.GREETS in asked.acts else 0.0,
        "names": 1.0 if names else 0.0,
        "short": 1.0 if len(asked.words) <= 2 else 0.0,
        "length": min(1.0, math.log1p(len(asked.words)) / 3),
        "thin": max(0.0, 1.0 - this.row.answer_terms / _ANSWERED),
        "modes": column["modes"],
    }


def confidence(found: Mapping[str, float], *, hangul: bool) -> float:
    """The probability, 0 to 1, that goes with the signals of a question with Hangul in it, or without."""
    weights = HANGUL if hangul else LATIN
    total = weights.bias + sum(weights.confidence.get(name, 0.0) * value for name, value in found.items())
    sure = 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))
    return sure * min(1.0, found["information"] / _LEAST_INFORMATION)


def _twins(first: Row, second: Row) -> bool:
    mine, theirs = set(first.terms), set(second.terms)
    return len(mine & theirs) >= _TWIN * len(mine | theirs) > 0
