"""One piece of heavy work in each round of the event loop.

To search and to lay out a reply takes milliseconds in which nothing else happens. When hundreds of questions come
at the same moment, doing all of that in one go would keep the next acknowledgement waiting for seconds.
"""

from __future__ import annotations

import asyncio


class Turns:
    """Gives turns, first come, first served."""

    def __init__(self) -> None:
        self._lock = asyncio.Lock()

    async def take(self) -> None:
        """Returns in a round of the loop in which nobody else got a turn, after whatever else was ready."""
        async with self._lock:
            await asyncio.sleep(0)
