"""What is being worked on at the moment, so that the bot can leave when it is done."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from dataclasses import dataclass
from typing import Any

import structlog
from slack_bolt.listener.async_listener_start_handler import AsyncListenerStartHandler
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse

log = structlog.get_logger("qabot.running")

LAST_WORD = 5.0  # seconds for what was cancelled to end: a post under way is waited for


@dataclass(frozen=True, slots=True)
class Rest:
    """How many tasks were cancelled, and how many of them go on nevertheless."""

    cancelled: int = 0
    stuck: int = 0


class Running:
    """Every listener from its start to its end, whatever that is, and the work that was started beside them."""

    def __init__(self) -> None:
        self._tasks: set[asyncio.Task[Any]] = set()
        self.start_handler: AsyncListenerStartHandler = _Start(self)

    def add(self, task: asyncio.Task[Any]) -> None:
        """Count this task in until it ends."""
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def start(self, work: Coroutine[Any, Any, None]) -> None:
        """Do this in a task of its own; a failure is logged."""
        self.add(asyncio.create_task(_logged(work)))

    async def finish(self, seconds: float, *, last_word: float = LAST_WORD) -> Rest:
        """Wait until nothing runs, for so long at most, then cancel what is left."""
        clock = asyncio.get_running_loop().time
        end = clock() + seconds
        while self._tasks and clock() < end:
            await asyncio.wait(self._tasks, timeout=end - clock())
        cancelled = list(self._tasks)
        for task in cancelled:
            task.cancel()
        if cancelled:
            await asyncio.wait(cancelled, timeout=last_word)
        return Rest(len(cancelled), sum(not task.done() for task in cancelled))


class _Start(AsyncListenerStartHandler):
    """Bolt runs each listener in a task of its own, and keeps no hold of it."""

    def __init__(self, running: Running) -> None:
        self._running = running

    async def handle(self, request: AsyncBoltRequest, response: BoltResponse | None) -> None:  # noqa: ARG002 -- Bolt's signature
        if task := asyncio.current_task():
            self._running.add(task)


async def _logged(work: Coroutine[Any, Any, None]) -> None:
    try:
        await work
    except Exception:  # a named boundary: nobody waits for this task
        log.exception("work_failed", work=getattr(work, "__qualname__", ""))
