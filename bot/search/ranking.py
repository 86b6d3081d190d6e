"""From features to scores: one weighted sum, two sets of weights.

An entry with a full answer is found by its words anywhere; one with little or no answer (`thin`)
by its question alone. The weights are fitted by `python -m benchmarks fit` (listwise softmax, none
negative) on development questions in Korean and English; nothing here is set by hand.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.search.features import FEATURES
from bot.search.fitted import FULL, THIN
from bot.search.rows import Row


def _vector(weights: Mapping[str, float]) -> NDArray[np.float64]:
    return np.array([weights.get(name, 0.0) for name in FEATURES])


@dataclass(frozen=True, slots=True)
class Ranking:
    """Weights by feature for full and for thin entries."""

    full: NDArray[np.float64]
    thin: NDArray[np.float64]
    scale: float

    @classmethod
    def of(cls, full: Mapping[str, float], thin: Mapping[str, float]) -> Ranking:
        """A ranking whose scores reach 1."""
        return cls(_vector(full), _vector(thin), max(sum(full.values()), sum(thin.values())))

    def scores(self, features: NDArray[np.float64], rows: Sequence[Row]) -> NDArray[np.float64]:
        """A score from 0 to 1 for each candidate row, rounded so that equal evidence ties."""
        thin = np.array([row.thin for row in rows])
        total = (features @ self.full) * (1 - thin) + (features @ self.thin) * thin
        rounded: NDArray[np.float64] = np.round(total / self.scale, 9)
        return rounded


FITTED = Ranking.of(FULL, THIN)
