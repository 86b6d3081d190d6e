"""Turns for posting: Slack takes about one message a second in a channel, with short bursts.

See docs.slack.dev/apis/web-api/rate-limits.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from bot.slack.timing import NORMAL

BURST = 3  # messages that may go at once after a pause


class Outbox:
    """Gives each post its turn: first come, first served in a channel, and no channel waits for another.

    Nothing is dropped: whoever waits has a place of their own in time.
    """

    def __init__(
        self, *, interval: float = NORMAL.interval, burst: int = BURST, clock: Callable[[], float] | None = None
    ) -> None:
        self._interval = interval
        self._ahead = interval * (burst - 1)
        self._clock = clock or asyncio.get_running_loop().time
        self._free: dict[str, float] = {}  # per channel: when a post is due that comes at an even pace

    async def turn(self, channel: str) -> None:
        """Returns when it is this post's turn."""
        now = self._clock()
        due = max(now, self._free.get(channel, 0.0))
        self._forget_idle(now)
        self._free[channel] = due + self._interval
        wait = due - self._ahead - now
        if wait > 0:
            await asyncio.sleep(wait)

    def _forget_idle(self, now: float) -> None:
        if len(self._free) > 1000:
            self._free = {channel: free for channel, free in self._free.items() if free > now}
