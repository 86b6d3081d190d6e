"""The shape of what is fitted: weights of the ranking and of the confidence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Weights:
    """By feature for full and thin entries, and by signal for the confidence with its bias.

    An answer of `full_answer` different terms is full, one of none is thin, with all shades between.
    """

    full_answer: int
    full: Mapping[str, float]
    thin: Mapping[str, float]
    bias: float
    confidence: Mapping[str, float]
