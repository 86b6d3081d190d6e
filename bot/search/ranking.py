"""From features to scores: a weighted sum, with weights by what is asked and what is found.

An entry with a full answer is found by its words anywhere; one with little or no answer (`thin`)
by its question alone. Questions with Hangul and without are weighed apart: in Korean, letters tell
more. The weights are fitted by `python -m benchmarks fit` (listwise softmax, none
negative) on development questions in Korean and English; nothing here is set by hand.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.search.features import FEATURES
from bot.search.fitted import HANGUL, LATIN
from bot.search.rows import Row
from bot.search.weights import Weights


def _vector(weights: Mapping[str, float]) -> NDArray[np.float64]:
    return np.array([weights.get(name, 0.0) for name in FEATURES])


def thinness(rows: Sequence[Row], full_answer: int) -> NDArray[np.float64]:
    """For each row 1 without an answer to match words in, 0 with a full one."""
    return np.maximum(0.0, 1.0 - np.array([row.answer_terms for row in rows], np.float64) / full_answer)


@dataclass(frozen=True, slots=True)
class Ranking:
    """Weights by feature for full and for thin entries."""

    full_answer: int
    full: NDArray[np.float64]
    thin: NDArray[np.float64]
    scale: float

    @classmethod
    def of(cls, weights: Weights) -> Ranking:
        """A ranking whose scores reach 1."""
        scale = max(sum(weights.full.values()), sum(weights.thin.values()))
        return cls(weights.full_answer, _vector(weights.full), _vector(weights.thin), scale)

    def scores(self, features: NDArray[np.float64], rows: Sequence[Row]) -> NDArray[np.float64]:
        """A score from 0 to 1 for each candidate row, rounded so that equal evidence ties."""
        thin = thinness(rows, self.full_answer)
        total = (features @ self.full) * (1 - thin) + (features @ self.thin) * thin
        rounded: NDArray[np.float64] = np.round(total / self.scale, 9)
        return rounded


FITTED = {True: Ranking.of(HANGUL), False: Ranking.of(LATIN)}
"""By whether the question has Hangul in it."""
