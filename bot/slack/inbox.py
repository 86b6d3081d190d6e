"""Every event once: kept before it is acknowledged, worked on by one process, and done when the reply stands.

Slack acknowledges by the answer to its request. A middleware keeps the event in the journal before any
listener runs; if that fails there is no acknowledgement, and Slack delivers again. A process that dies leaves
its events under a lease; whoever finds the lease run out goes on with them, through the very same listeners.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

import structlog
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.context.async_context import AsyncBoltContext
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse

from bot.errors import JournalError
from bot.journal.journal import Journal
from bot.journal.model import Event
from bot.slack.event import event_of

log = structlog.get_logger("qabot.inbox")

KEPT = "kept_event"  # the key in Bolt's context
RESUMED = "resumed"  # set where an event is worked on again
LEASE = timedelta(seconds=15)
RENEW = 5.0  # seconds
SWEEP = 0.5  # seconds between looks for events left by others, or due
KEEP_WITHIN = 1.0  # seconds in which an event must be kept, or it is not acknowledged
GIVE_UP = timedelta(hours=1)
_FIRST_PAUSE, _LONGEST_PAUSE = 2.0, 60.0  # seconds before an event is tried again
_AT_ONCE = 200  # events taken over in one sweep


class Later(Exception):  # noqa: N818 -- no error: the event's time has not come
    """Raised by a listener to have its event given to it again at `until`."""

    def __init__(self, until: datetime) -> None:
        super().__init__(until)
        self.until = until


class Inbox:
    """The journal's events, as this process works on them. `owner` is this process's own name."""

    def __init__(self, journal: Journal, owner: str, clock: Callable[[], datetime]) -> None:
        self.journal = journal
        self.owner = owner
        self.clock = clock
        self._failed: dict[str, int] = {}
        self._leaving = False

    async def keep(
        self,
        body: dict[str, Any],
        context: AsyncBoltContext,
        next: Callable[[], Awaitable[None]],  # noqa: A002 -- Bolt's name
    ) -> BoltResponse | None:
        """Bolt's middleware: an event worth keeping is kept first; one that is known goes no further."""
        event = None if KEPT in context else event_of(body, self.clock())
        if event is None:
            await next()
            return None
        if self._leaving:
            return BoltResponse(status=503)
        try:
            async with asyncio.timeout(KEEP_WITHIN):
                ours = await self.journal.receive(event, owner=self.owner, until=self.clock() + LEASE)
        except (JournalError, TimeoutError) as error:
            log.error("event_not_kept", event_id=event.id, error=str(error) or "no answer in time")
            return BoltResponse(status=503)
        if not ours:
            return BoltResponse(status=200)
        context[KEPT] = event
        await next()
        return None

    @asynccontextmanager
    async def at_work(self, context: AsyncBoltContext) -> AsyncIterator[Event]:
        """The event that the listener works on; leaving it done, postponed, or to be tried again.

        A failure is logged and goes no further: the event comes back by itself.
        """
        event: Event = context[KEPT]
        try:
            yield event
        except Later as later:
            await self._settle(self.journal.postpone(event.id, until=later.until), event)
        except Exception as error:  # noqa: BLE001 -- a named boundary: whatever failed, the event must not be lost
            await self._try_again(event, error)
        else:
            self._failed.pop(event.id, None)
            await self._settle(self.journal.finish(event.id), event)

    async def _try_again(self, event: Event, error: Exception) -> None:
        if self.clock() - event.received > GIVE_UP:
            log.error("event_given_up", event_id=event.id, exc_info=error)
            await self._settle(self.journal.finish(event.id), event)
            return
        tries = self._failed[event.id] = self._failed.get(event.id, 0) + 1
        pause = min(_FIRST_PAUSE * 2 ** (tries - 1), _LONGEST_PAUSE)
        log.warning("event_failed", event_id=event.id, tries=tries, again_in=pause, exc_info=error)
        await self._settle(self.journal.postpone(event.id, until=self.clock() + timedelta(seconds=pause)), event)

    async def _settle(self, write: Awaitable[None], event: Event) -> None:
        """A write that may fail: then the lease runs out, and the event comes back."""
        try:
            await write
        except JournalError as error:
            log.error("event_not_settled", event_id=event.id, error=str(error))

    async def take_over(self, app: AsyncApp) -> int:
        """Go on with events that nobody works on; gives how many."""
        now = self.clock()
        found = await self.journal.claim_left(owner=self.owner, at=now, until=now + LEASE, limit=_AT_ONCE)
        for event in found:
            request = AsyncBoltRequest(
                mode="socket_mode", body=dict(event.payload), context={KEPT: event, RESUMED: True}
            )
            await app.async_dispatch(request)
        return len(found)

    async def run(self, app: AsyncApp) -> None:
        """Renews this process's leases and takes over what is left, until cancelled."""
        async with asyncio.TaskGroup() as group:
            group.create_task(self._regularly(SWEEP, lambda: self.take_over(app)))
            group.create_task(self._regularly(RENEW, self._renew))

    async def _renew(self) -> None:
        await self.journal.renew(owner=self.owner, until=self.clock() + LEASE)

    async def _regularly(self, seconds: float, work: Callable[[], Awaitable[Any]]) -> None:
        while not self._leaving:
            try:
                await work()
            except JournalError as error:
                log.warning("journal_unreachable", error=str(error))
            await asyncio.sleep(seconds)

    def stop_receiving(self) -> None:
        """From now on nothing is kept, acknowledged or taken over."""
        self._leaving = True

    async def release(self) -> None:
        """Give back what this process still has, so that another goes on at once."""
        await self.journal.release(owner=self.owner, at=self.clock())


def utc_now() -> datetime:
    """The time that the bot goes by."""
    return datetime.now(UTC)
