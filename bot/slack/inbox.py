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

from bot.errors import BotError, JournalError, SlackError
from bot.journal.journal import Journal
from bot.journal.model import Event
from bot.slack.event import event_of
from bot.slack.timing import NORMAL
from bot.slack.turns import Turns

log = structlog.get_logger("qabot.inbox")

KEPT = "kept_event"  # the key in Bolt's context
SWEEP = 0.5  # seconds between looks for events left by others, or due
KEEP_WITHIN = 1.0  # seconds in which an event must be kept, or it is not acknowledged
GIVE_UP = timedelta(hours=1)  # after the first failure
_TRIES_OF_A_BUG = 3  # it may have met a passing state
_FIRST_PAUSE, _LONGEST_PAUSE = 2.0, 60.0  # seconds before an event is tried again
_AT_ONCE = 200  # events taken over in one sweep


class Later(Exception):  # noqa: N818 -- no error: the event's time has not come
    """Raised by a listener to have its event given to it again at `until`."""

    def __init__(self, until: datetime) -> None:
        super().__init__(until)
        self.until = until


class Inbox:
    """The journal's events, as this process works on them. `owner` is this process's own name."""

    def __init__(
        self, journal: Journal, owner: str, clock: Callable[[], datetime], *, lease: timedelta = NORMAL.lease
    ) -> None:
        self.journal = journal
        self.owner = owner
        self.clock = clock
        self._lease = lease
        self._held_until = clock() + self._lease
        self._at_work: dict[str, asyncio.Task[Any] | None] = {}
        self._failed: dict[str, tuple[int, datetime]] = {}  # how often, and since when
        self._again: dict[str, tuple[datetime, Event]] = {}  # failed, and to be tried again by this process
        self._turns = Turns()
        self._trouble = ""
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
        try:
            async with asyncio.timeout(KEEP_WITHIN):
                ours = await self._receive(event)
        except Exception as error:  # a named boundary: what is not kept, for whatever reason, is not acknowledged
            reason = str(error) or type(error).__name__
            log.error("event_not_kept", event_id=event.id, error=reason, exc_info=_unless_expected(error))
            return BoltResponse(status=503)
        if not ours:
            return BoltResponse(status=200)
        context[KEPT] = event
        await next()
        return None

    async def _receive(self, event: Event) -> bool:
        """Keep and claim the event; what comes while the bot leaves is kept for whoever comes next."""
        until = event.received if self._leaving else self.clock() + self._lease
        return await self.journal.receive(event, owner=self.owner, until=until) and not self._leaving

    @asynccontextmanager
    async def at_work(self, context: AsyncBoltContext) -> AsyncIterator[Event]:
        """The event that the listener works on; leaving it done, postponed, or to be tried again.

        A failure that may pass is logged and goes no further: the event comes back by itself. Any other is raised.
        """
        event: Event = context[KEPT]
        self._at_work[event.id] = asyncio.current_task()
        try:
            await self._turns.take()  # a crowd's replies leave room for its acknowledgements
            yield event
        except Later as later:
            until = later.until
            await self._settle(event, lambda: self.journal.postpone(event.id, until=until))
        except Exception as error:
            if not self._is_tried_again(event, error):
                await self.give_up(event)
                raise
        else:
            self._failed.pop(event.id, None)
            await self._settle(event, lambda: self.journal.finish(event.id))
        finally:
            self._at_work.pop(event.id, None)

    def _is_tried_again(self, event: Event, error: Exception) -> bool:
        now = self.clock()
        tries, since = self._failed.get(event.id, (0, now))
        tries += 1
        if not _may_pass(error, tries) or now - since > GIVE_UP:
            return False
        self._failed[event.id] = (tries, since)
        pause = min(_FIRST_PAUSE * 2 ** (tries - 1), _LONGEST_PAUSE)
        self._again[event.id] = (now + timedelta(seconds=pause), event)
        told = {"event_id": event.id, "tries": tries, "again_in": pause, "error": str(error)}
        log.warning("event_failed", **told, exc_info=_unless_expected(error))
        return True

    async def give_up(self, event: Event) -> None:
        """Nothing more is done about the event."""
        self._failed.pop(event.id, None)
        await self._settle(event, lambda: self.journal.finish(event.id))

    async def _settle(self, event: Event, write: Callable[[], Awaitable[None]]) -> None:
        """Write what became of the event, however long that takes: until then its lease is held."""
        while True:
            try:
                return await write()
            except JournalError as error:
                log.error("event_not_settled", event_id=event.id, error=str(error))
            await asyncio.sleep(_FIRST_PAUSE)

    async def take_over(self, app: AsyncApp) -> int:
        """Go on with events that nobody works on, and with those to be tried again; gives how many."""
        now = self.clock()
        found = await self.journal.claim_left(owner=self.owner, at=now, until=now + self._lease, limit=_AT_ONCE)
        # Our own may be among them, if their lease could not be renewed in time.
        left = [event for event in found if event.id not in self._at_work and event.id not in self._again]
        due = [event for at, event in self._again.values() if at <= now]
        for event in (*left, *due):
            self._again.pop(event.id, None)
            await self._dispatch(app, event)
        return len(left) + len(due)

    async def _dispatch(self, app: AsyncApp, event: Event) -> None:
        """Hand a kept event to the listeners, as if Slack delivered it."""
        context = {KEPT: event}
        try:
            await app.async_dispatch(AsyncBoltRequest(mode="socket_mode", body=dict(event.payload), context=context))
        except Exception:  # a named boundary: one misshapen event must not keep the others waiting
            log.exception("event_unreadable", event_id=event.id)
            await self.give_up(event)

    async def sweep(self, app: AsyncApp) -> None:
        """Takes over what is left, until cancelled."""
        await self._regularly(SWEEP, lambda: self.take_over(app))

    async def hold(self) -> None:
        """Renews this process's leases, until cancelled."""
        await self._regularly(self._lease.total_seconds() / 3, self._renew)

    async def _renew(self) -> None:
        now = self.clock()
        try:
            await self.journal.renew(owner=self.owner, until=now + self._lease)
        except Exception:
            if now >= self._held_until - self._lease / 3:
                self._let_go()
            raise
        self._held_until = now + self._lease

    def _let_go(self) -> None:
        """The leases run out, and another process may go on: what would be done here might be done twice."""
        if self._at_work or self._again:
            log.error("leases_lost", events=len(self._at_work) + len(self._again))
        self._again.clear()
        for task in self._at_work.values():
            if task:
                task.cancel()

    async def _regularly(self, seconds: float, work: Callable[[], Awaitable[Any]]) -> None:
        while True:
            try:
                await work()
            except JournalError as error:
                self._note_trouble(str(error))
            else:
                self._note_trouble("")
            await asyncio.sleep(seconds)

    def _note_trouble(self, trouble: str) -> None:
        """Tell once that the journal fails, and once that it works again."""
        if trouble and trouble != self._trouble:
            log.error("journal_unreachable", error=trouble)
        elif self._trouble and not trouble:
            log.info("journal_reached_again")
        self._trouble = trouble

    def stop_receiving(self) -> None:
        """From now on events are kept and acknowledged, and left to whoever comes next."""
        self._leaving = True

    async def release(self) -> None:
        """Give back what this process still has, so that another goes on at once."""
        await self.journal.release(owner=self.owner, at=self.clock())


def _may_pass(error: Exception, tries: int) -> bool:
    """Whether the event is worth another try after so many."""
    if isinstance(error, SlackError):
        return error.again
    return isinstance(error, BotError) or tries < _TRIES_OF_A_BUG


def _unless_expected(error: Exception) -> Exception | None:
    """What to log a traceback of: a bug."""
    return None if isinstance(error, BotError | TimeoutError) else error


def utc_now() -> datetime:
    """The time that the bot goes by."""
    return datetime.now(UTC)
