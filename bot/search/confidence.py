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
from bot.search.fitted import BIAS, CONFIDENCE
from bot.search.rows import Row
from bot.text.sentences import Act

_COLUMN = {name: number for number, name in enumerate(FEATURES)}
_TWIN = 0.6  # share of terms from which two questions count as the same one asked twice


@dataclass(frozen=True, slots=True)
class Standing:
    """One entry's best row among all candidates: its place in the features, its score."""

    row: Row
    number: int
    score: float


def signals(asked: Asked, standings: list[Standing], at: int, features: NDArray[np.float64]) -> dict[str, float]:
    """What speaks for and against the match at place `at` of the standings (best first)."""
    this = standings[at]
    line = features[this.number]
    others = [other for other in standings[:8] if other is not this]
    rivals = [other for other in others if not _twins(this.row, other.row)]
    total = max(asked.total, 1e-9)
    unknown = sum(word.share for word in asked.words if not word.readings)
    near = sum(word.share for word in asked.words if word.readings and word.readings[0].route == "class")
    asks = Act.ASKS in asked.acts
    names = Act.NAMES in asked.acts and not asks
    return {
        "score": this.score,
        "lead": this.score - rivals[0].score if rivals else 0.3,
        "lead_of_all": this.score - others[0].score if others else 0.3,
        "fourth": this.score - others[2].score if len(others) > 2 else 0.3,
        "coverage": float(line[_COLUMN["coverage"]]),
        "question_coverage": float(line[_COLUMN["question_coverage"]]),
        "row_coverage": float(line[_COLUMN["row_coverage"]]),
        "both_coverage": float(line[_COLUMN["coverage"]] * line[_COLUMN["row_coverage"]]),
        "grams": float(line[_COLUMN["grams"]]),
        "token_set": float(line[_COLUMN["token_set"]]),
        "jamo": float(line[_COLUMN["jamo"]]),
        "bm25": float(line[_COLUMN["bm25"]]),
        "token_sort": float(line[_COLUMN["token_sort"]]),
        "modes": float(line[_COLUMN["modes"]]),
        "unknown": unknown / total,
        "near": near / total,
        "length": min(1.0, math.log1p(len(asked.words)) / 3),
        "short": 1.0 if len(asked.words) <= 2 else 0.0,
        "weight": min(1.0, total / 30),
        "thin": this.row.thin,
        "tells": 0.0 if asks or names else 1.0,
        "greets": 1.0 if asked.acts and asked.acts <= {Act.GREETS, Act.TELLS} and Act.GREETS in asked.acts else 0.0,
        "names": 1.0 if names else 0.0,
    }


def confidence(found: Mapping[str, float]) -> float:
    """The probability, 0 to 1, that goes with the signals."""
    total = BIAS + sum(CONFIDENCE.get(name, 0.0) * value for name, value in found.items())
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


def _twins(first: Row, second: Row) -> bool:
    mine, theirs = set(first.terms), set(second.terms)
    return len(mine & theirs) >= _TWIN * len(mine | theirs) > 0
