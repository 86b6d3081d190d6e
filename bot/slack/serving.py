"""The bot while it runs: everything that goes on beside its listeners, from the first event to an orderly end."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from typing import Any

import structlog
from slack_bolt.app.async_app import AsyncApp

from bot.errors import BotError
from bot.journal.retention import purge_old
from bot.live.snapshot import Snapshot
from bot.slack.app import track
from bot.slack.bot import Bot
from bot.slack.features.answered import tell_everybody, tell_waiting
from bot.slack.http import Http
from bot.slack.running import Running
from bot.slack.scopes import SCOPES
from bot.slack.socket import Socket
from bot.slack.timing import NORMAL, Timing

log = structlog.get_logger("qabot.serving")

_BEGIN_AGAIN = 5.0  # seconds before work behind the scenes that failed begins again
_PURGE_EVERY = 6 * 3600.0  # seconds

Work = Callable[[], Awaitable[None]]


class Serving:
    """Runs the app over one transport until told to stop."""

    def __init__(self, app: AsyncApp, bot: Bot, transport: Socket | Http, timing: Timing = NORMAL) -> None:
        self._app = app
        self._bot = bot
        self._transport = transport
        self._running = Running()
        self._timing = timing

    async def until(self, stop: asyncio.Event) -> None:
        """Serve until `stop` is set; then finish what is in flight, and leave the rest to be taken over."""
        track(self._app, self._running)
        if not await self._opened(stop):
            return
        self._bot.live.subscribe(self._knowledge_changed)
        self._running.start(tell_everybody(self._bot))
        missing = sorted(SCOPES.keys() - self._bot.identity.scopes) if self._bot.identity.scopes else []
        if missing:
            log.warning("scopes_missing", scopes=missing, remedy="qabot doctor tells what stops working without them")
        log.info("serving", team=self._bot.identity.team, courses=len(self._bot.live.now.base.courses))
        holding = _behind([self._bot.inbox.hold])
        seeking = _behind(self._seeking(stop))
        try:
            await stop.wait()
            await self._leave(seeking)
        finally:
            await _ended([*seeking, *holding])
        log.info("left")

    async def _opened(self, stop: asyncio.Event) -> bool:
        """Whether Slack can reach the bot, which may take for ever; False when it is told to stop before."""
        opening, stopped = asyncio.ensure_future(self._transport.open()), asyncio.ensure_future(stop.wait())
        try:
            await asyncio.wait([opening, stopped], return_when=asyncio.FIRST_COMPLETED)
            if opening.done():
                opening.result()
                return True
        finally:
            await _ended([opening, stopped])
        await self._transport.close()
        return False

    def _seeking(self, stop: asyncio.Event) -> Sequence[Work]:
        """What finds something new to do."""
        work: list[Work] = [
            lambda: self._bot.inbox.sweep(self._app),
            lambda: self._bot.live.watch(stop),
            lambda: _regularly(_PURGE_EVERY, self._purge),
        ]
        if isinstance(self._transport, Socket):
            work.append(self._transport.watch)
        return work

    async def _leave(self, seeking: Sequence[asyncio.Future[Any]]) -> None:
        self._bot.inbox.stop_receiving()
        await _ended(seeking)
        await self._transport.close()
        rest = await self._running.finish(self._timing.finish)
        if rest.cancelled:
            log.warning("left_to_others", tasks=rest.cancelled, stuck=rest.stuck)
        if not rest.stuck:  # what Slack may yet do for them must not be done again: their leases run out instead
            with suppress(BotError):
                await self._bot.inbox.release()

    def _knowledge_changed(self, old: Snapshot, new: Snapshot) -> None:
        self._running.start(tell_waiting(self._bot, old, new))

    async def _purge(self) -> None:
        gone = await purge_old(self._bot.journal, self._bot.live.now.base.courses, self._bot.clock())
        if gone:
            log.info("purged", asks=gone)


def _behind(work: Sequence[Work]) -> Sequence[asyncio.Future[Any]]:
    return [asyncio.ensure_future(_kept_up(each)) for each in work]


async def _kept_up(work: Work) -> None:
    """Do the work; whatever it meets is logged, and it begins again: nothing behind the scenes ends the bot."""
    while True:
        try:
            return await work()
        except Exception:  # a named boundary
            log.exception("work_failed", again_in=_BEGIN_AGAIN)
        await asyncio.sleep(_BEGIN_AGAIN)


async def _ended(tasks: Sequence[asyncio.Future[Any]]) -> None:
    """Cancel the tasks, and wait until they have ended."""
    for task in tasks:
        task.cancel()
    await asyncio.wait(tasks)


async def _regularly(seconds: float, work: Work) -> None:
    while True:
        try:
            await work()
        except BotError as error:
            log.warning("postponed", error=str(error))
        await asyncio.sleep(seconds)
