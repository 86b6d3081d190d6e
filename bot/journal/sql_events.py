"""Events in the database: kept and claimed, postponed, done."""

# ruff: noqa: D102 -- the protocol in journal.py says what each method promises

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, or_, select, update

from bot.errors import JournalError
from bot.journal.database import Database, Family, Work
from bot.journal.model import Event
from bot.journal.tables import EVENTS, insert

_COLUMNS = tuple(EVENTS.c[name] for name in Event.__slots__)
DONE = {"payload": None, "user": None, "owner": None, "until": None, "postponed": False}
_PAUSE = 1.0  # seconds before a claim that could not be given back is given back again


@dataclass(frozen=True, slots=True)
class Lease:
    """Whose a claim is, from when and until when."""

    owner: str
    at: datetime
    until: datetime


class SqlEvents(Family):
    """Each event is claimed by one process at a time, and done once."""

    def __init__(self, database: Database) -> None:
        super().__init__(database)
        self._giving_back: set[asyncio.Task[None]] = set()

    async def receive(self, event: Event, *, owner: str, until: datetime) -> bool:
        lease = Lease(owner, event.received, until)
        return bool(await self._claim(lambda connection: _receive(connection, event, lease), lease))

    async def claim_left(self, *, owner: str, at: datetime, until: datetime, limit: int) -> Sequence[Event]:
        lease = Lease(owner, at, until)
        return await self._claim(lambda connection: _claim_left(connection, lease, limit), lease)

    async def renew(self, *, owner: str, until: datetime) -> None:
        await self._update(EVENTS.c.owner == owner, until=until)

    async def postpone(self, event_id: str, *, until: datetime) -> None:
        await self._update(_open(event_id), owner=None, until=until, postponed=True)

    async def release(self, *, owner: str, at: datetime) -> None:
        await self._update(EVENTS.c.owner == owner, owner=None, until=at)

    async def finish(self, event_id: str) -> None:
        await self._update(_open(event_id), **DONE)

    async def reword(self, *, team: str, channel: str, message: str, payload: Mapping[str, Any]) -> bool:
        open_one = (_about(team, channel, message), EVENTS.c.until.is_not(None))
        return await self._update(*open_one, payload=dict(payload)) > 0

    async def stand_down(self, *, team: str, channel: str, thread: str, ts: str, speaker: str) -> int:
        there = (EVENTS.c.team == team, EVENTS.c.channel == channel, EVENTS.c.thread == thread, EVENTS.c.message < ts)
        return await self._update(*there, EVENTS.c.postponed, EVENTS.c.user.is_distinct_from(speaker), **DONE)

    async def spoken_after(self, *, team: str, channel: str, thread: str, ts: str) -> bool:
        spoken = select(EVENTS.c.id).where(
            EVENTS.c.team == team, EVENTS.c.channel == channel, EVENTS.c.thread == thread, EVENTS.c.message > ts
        )
        return await self._database.read(lambda connection: connection.scalar(spoken.limit(1)) is not None)

    async def close(self) -> None:
        for task in self._giving_back:
            task.cancel()
        await self._database.close()

    async def _update(self, *which: ColumnElement[bool], **values: object) -> int:
        change = update(EVENTS).where(*which).values(**values)
        return await self._database.write(lambda connection: connection.execute(change).rowcount)

    async def _claim(self, work: Work[Sequence[Event]], lease: Lease) -> Sequence[Event]:
        """Claim; if the caller is cancelled meanwhile, nobody will work on what is claimed, so it is given back."""
        claiming = asyncio.ensure_future(self._database.write(work))
        try:
            return await asyncio.shield(claiming)
        except asyncio.CancelledError:
            task = asyncio.create_task(self._give_back(claiming, lease))
            self._giving_back.add(task)
            task.add_done_callback(self._giving_back.discard)
            raise

    async def _give_back(self, claiming: asyncio.Future[Sequence[Event]], lease: Lease) -> None:
        loop = asyncio.get_running_loop()
        end = loop.time() + (lease.until - lease.at).total_seconds()  # after that, somebody else may have claimed it
        with suppress(JournalError):
            ids = [event.id for event in await claiming]
            while ids and loop.time() < end:
                with suppress(JournalError):
                    await self._update(EVENTS.c.id.in_(ids), EVENTS.c.owner == lease.owner, owner=None, until=lease.at)
                    return
                await asyncio.sleep(_PAUSE)


def _receive(connection: Connection, event: Event, lease: Lease) -> Sequence[Event]:
    """The event if it was claimed, else nothing."""
    values = {name: getattr(event, name) for name in Event.__slots__} | {"payload": dict(event.payload)}
    new = insert(connection, EVENTS).values(**values, owner=lease.owner, until=lease.until).on_conflict_do_nothing()
    if connection.execute(new.returning(EVENTS.c.id)).first():
        return (event,)
    known = connection.execute(_known(event)).all()
    if any(until is None or until > lease.at for _, until in known):
        return ()
    first = min((event_id for event_id, _ in known), key=lambda event_id: event_id != event.id)
    # It goes by the id of this delivery from now on: by it the claimer will say that it is done.
    claim = update(EVENTS).where(EVENTS.c.id == first).values(id=event.id)
    connection.execute(claim.values(owner=lease.owner, until=lease.until, postponed=False))
    return (event,)


def _claim_left(connection: Connection, lease: Lease, limit: int) -> Sequence[Event]:
    left = select(EVENTS.c.id).where(EVENTS.c.until <= lease.at).order_by(EVENTS.c.received, EVENTS.c.id).limit(limit)
    claim = update(EVENTS).where(EVENTS.c.id.in_(left.with_for_update(skip_locked=True)))
    claimed = claim.values(owner=lease.owner, until=lease.until, postponed=False).returning(*_COLUMNS)
    events = [Event(**row) for row in connection.execute(claimed).mappings()]
    return sorted(events, key=lambda event: (event.received, event.id))


def _known(event: Event) -> Select[str, datetime | None]:
    """Ids and ends of leases of what is kept under this event's keys, locked against other claimers."""
    same = EVENTS.c.id == event.id
    if event.channel and event.message:
        same = or_(same, _about(event.team, event.channel, event.message))
    return select(EVENTS.c.id, EVENTS.c.until).where(same).with_for_update()


def _about(team: str, channel: str, message: str) -> ColumnElement[bool]:
    return and_(EVENTS.c.team == team, EVENTS.c.channel == channel, EVENTS.c.message == message)


def _open(event_id: str) -> ColumnElement[bool]:
    return and_(EVENTS.c.id == event_id, EVENTS.c.until.is_not(None))
