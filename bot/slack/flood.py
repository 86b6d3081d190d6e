"""A limit on how fast one person may ask."""

from __future__ import annotations

from collections import deque
from datetime import datetime, timedelta
from enum import Enum

MOST = 10
WITHIN = timedelta(seconds=60)


class Pace(Enum):
    """How fast a person asks."""

    FINE = 1
    TOO_FAST = 2  # for the first time in a while: they are to be told
    STILL_TOO_FAST = 3


class Flood:
    """Counts each person's asks of the last minute, in this process."""

    def __init__(self, *, most: int = MOST, within: timedelta = WITHIN) -> None:
        self._most = most
        self._within = within
        self._asked: dict[str, deque[datetime]] = {}
        self._told: dict[str, datetime] = {}

    @property
    def known(self) -> int:
        """How many people it remembers."""
        return len(self._asked)

    def count(self, user: str, at: datetime) -> Pace:
        """Count an ask of this person, by when it was asked: one that is worked on again counts once."""
        self._forget(at)
        asked = self._asked.setdefault(user, deque())
        while asked and at - asked[0] > self._within:
            asked.popleft()
        if at in asked:
            return Pace.FINE
        if len(asked) < self._most:
            asked.append(at)
            return Pace.FINE
        if user in self._told and at - self._told[user] <= self._within:
            return Pace.STILL_TOO_FAST
        self._told[user] = at
        return Pace.TOO_FAST

    def _forget(self, at: datetime) -> None:
        if len(self._asked) > 10_000:
            self._asked = {
                user: asked for user, asked in self._asked.items() if asked and at - asked[-1] <= self._within
            }
            self._told = {user: told for user, told in self._told.items() if at - told <= self._within}
