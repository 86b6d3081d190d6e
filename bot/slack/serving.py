"""The bot while it runs: everything that goes on beside its listeners, from the first event to an orderly end."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from contextlib import suppress
from datetime import timedelta

import structlog
from slack_bolt.app.async_app import AsyncApp

from bot.errors import BotError
from bot.live.snapshot import Snapshot
from bot.slack.app import track
from bot.slack.bot import Bot
from bot.slack.features.answered import tell_everybody, tell_waiting
from bot.slack.http import Http
from bot.slack.running import Running
from bot.slack.socket import Socket

log = structlog.get_logger("qabot.serving")

FINISH_WITHIN = 20.0  # seconds for what is in flight when the bot is told to leave
_PURGE_EVERY = 6 * 3600.0  # seconds
_EVENTS_KEPT = timedelta(days=7)  # Slack delivers an event again within an hour


class Serving:
    """Runs the app over one transport until told to stop."""

    def __init__(self, app: AsyncApp, bot: Bot, transport: Socket | Http) -> None:
        self._app = app
        self._bot = bot
        self._transport = transport
        self._running = Running()
        self._telling: set[asyncio.Task[None]] = set()

    async def until(self, stop: asyncio.Event) -> None:
        """Serve until `stop` is set; then finish what is in flight, and leave the rest to be taken over."""
        track(self._app, self._running)
        self._bot.live.subscribe(self._knowledge_changed)
        await self._transport.open()
        log.info("serving", team=self._bot.identity.team, courses=len(self._bot.live.now.base.courses))
        async with asyncio.TaskGroup() as group:  # whatever fails in there ends the bot, to be started anew
            behind = [group.create_task(work) for work in self._behind(stop)]
            try:
                await stop.wait()
            finally:
                await self._leave()
            for task in behind:
                task.cancel()

    def _behind(self, stop: asyncio.Event) -> list[Coroutine[None, None, None]]:
        work: list[Coroutine[None, None, None]] = [
            self._bot.inbox.run(self._app),
            self._bot.live.watch(stop),
            _regularly(_PURGE_EVERY, self._purge),
            tell_everybody(self._bot),
        ]
        if isinstance(self._transport, Socket):
            work.append(self._transport.watch())
        return work

    async def _leave(self) -> None:
        self._bot.inbox.stop_receiving()
        closing = asyncio.ensure_future(self._transport.close())
        finished = await self._running.finish(FINISH_WITHIN)
        await closing
        for task in self._telling:
            task.cancel()
        with suppress(BotError):
            await self._bot.inbox.release()
        log.info("left", finished=finished, unfinished=self._running.count)

    def _knowledge_changed(self, old: Snapshot, new: Snapshot) -> None:
        task = asyncio.ensure_future(tell_waiting(self._bot, old, new))
        self._telling.add(task)
        task.add_done_callback(self._telling.discard)

    async def _purge(self) -> None:
        now = self._bot.clock()
        for course in self._bot.live.now.base.courses:
            before = now - timedelta(days=course.retention_days)
            gone = await self._bot.journal.purge(before=before, course=course.slug)
            if gone:
                log.info("purged", course=course.slug, asks=gone)
        await self._bot.journal.purge_events(before=now - _EVENTS_KEPT)


async def _regularly(seconds: float, work: Callable[[], Awaitable[None]]) -> None:
    while True:
        try:
            await work()
        except BotError as error:
            log.warning("postponed", error=str(error))
        await asyncio.sleep(seconds)
