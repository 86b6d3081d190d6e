"""What Slack was asked a short while ago."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Hashable
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class Cache(Generic[K, V]):
    """Keeps what `ask` gave for `seconds`; whoever asks meanwhile waits for the same answer. Failures are not kept."""

    def __init__(
        self,
        ask: Callable[[K], Awaitable[V]],
        *,
        seconds: float,
        most: int = 5000,
        clock: Callable[[], float] | None = None,
    ) -> None:
        self._ask = ask
        self._seconds = seconds
        self._most = most
        self._clock = clock or asyncio.get_running_loop().time
        self._known: dict[K, tuple[float, asyncio.Task[V]]] = {}

    async def get(self, key: K) -> V:
        """The value for the key, at most `seconds` old."""
        now = self._clock()
        known = self._known.get(key)
        if known is None or known[0] <= now or (known[1].done() and (known[1].cancelled() or known[1].exception())):
            self._make_room(now)
            known = self._known[key] = (now + self._seconds, asyncio.ensure_future(self._ask(key)))
            known[1].add_done_callback(_look_at_failure)
        return await asyncio.shield(known[1])

    def forget(self, key: K) -> None:
        """The value for the key has changed."""
        self._known.pop(key, None)

    def _make_room(self, now: float) -> None:
        if len(self._known) >= self._most:
            self._known = {key: value for key, value in self._known.items() if value[0] > now}
        while len(self._known) >= self._most:
            del self._known[next(iter(self._known))]


def _look_at_failure(task: asyncio.Task[V]) -> None:
    """Whoever asked may be gone, and asyncio complains of failures that nobody saw."""
    if not task.cancelled():
        task.exception()
