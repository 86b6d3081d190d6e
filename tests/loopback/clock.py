"""A clock for tests: it runs by itself and can be put forward."""

from __future__ import annotations

import time


class Clock:
    """The time, plus what it was put forward by."""

    def __init__(self) -> None:
        self.ahead = 0.0

    def __call__(self) -> float:
        """Seconds since the epoch."""
        return time.time() + self.ahead

    def forward(self, seconds: float) -> None:
        """Lets time pass at once."""
        self.ahead += seconds
