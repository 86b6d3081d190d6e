"""Asks in the database: kept, changed, found again, counted."""

# ruff: noqa: D102 -- the protocol in journal.py says what each method promises

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Unpack

from sqlalchemy import ColumnElement, Connection, Select, and_, func, or_, select, update

from bot.journal.database import Family
from bot.journal.model import Ask, AskChange, AskState, Review
from bot.journal.tables import ASKS, WAITERS, insert

_OLDEST_FIRST = (ASKS.c.asked, ASKS.c.id)
_NEWEST_FIRST = (ASKS.c.asked.desc(), ASKS.c.id.desc())


class SqlAsks(Family):
    """Questions that were asked, and what became of them."""

    async def add_ask(self, ask: Ask) -> Ask:
        return await self._database.write(lambda connection: _add(connection, ask))

    async def change_ask(self, ask_id: str, **changes: Unpack[AskChange]) -> Ask | None:
        return await self._database.write(lambda connection: _change(connection, ask_id, changes))

    async def ask(self, ask_id: str) -> Ask | None:
        return await self._one(ASKS.c.id == ask_id)

    async def ask_of_message(self, team: str, channel: str, message: str) -> Ask | None:
        return await self._one(_in(team, channel, ASKS.c.message == message))

    async def asks_in_thread(self, team: str, channel: str, thread: str) -> Sequence[Ask]:
        # A reply that stands alone, as in a DM, is the first message of a thread that is begun under it.
        places = (ASKS.c.message, ASKS.c.thread, ASKS.c.reply)
        # Workspace and channel for each place again: SQLite then uses the three indexes.
        there = or_(*(_in(team, channel, place == thread) for place in places))
        return await self._all(select(ASKS).where(there).order_by(*_OLDEST_FIRST))

    async def asks_of(self, team: str, user: str, *, limit: int) -> Sequence[Ask]:
        theirs = select(ASKS).where(ASKS.c.team == team, ASKS.c.user == user)
        return await self._all(theirs.order_by(*_NEWEST_FIRST).limit(limit))

    async def open_asks(self, team: str, course: str) -> Sequence[Ask]:
        waiting = select(ASKS).where(ASKS.c.team == team, ASKS.c.course == course, ASKS.c.review == Review.OPEN)
        return await self._all(waiting.order_by(*_OLDEST_FIRST))

    async def asks_showing(self, team: str, course: str, entry: str, *, since: datetime) -> Sequence[Ask]:
        showing = select(ASKS).where(
            ASKS.c.team == team, ASKS.c.course == course, ASKS.c.shown == entry, ASKS.c.asked >= since
        )
        return await self._all(showing.where(ASKS.c.state == AskState.REPLIED).order_by(*_NEWEST_FIRST))

    async def most_asked(self, team: str, course: str, *, since: datetime, limit: int) -> Sequence[tuple[str, int]]:
        # Each ask of somebody forgotten counts as another person's.
        people = func.count(func.coalesce(ASKS.c.user, ASKS.c.id).distinct())
        counted = (
            select(ASKS.c.shown, people)
            .where(ASKS.c.team == team, ASKS.c.course == course, ASKS.c.shown.is_not(None), ASKS.c.asked >= since)
            .group_by(ASKS.c.shown)
            .order_by(people.desc(), ASKS.c.shown)
            .limit(limit)
        )
        return await self._database.read(
            lambda connection: [(entry, count) for entry, count in connection.execute(counted)]
        )

    async def _one(self, which: ColumnElement[bool]) -> Ask | None:
        return await self._database.read(lambda connection: _first(connection, which))

    async def _all(self, asks: Select[*tuple[object, ...]]) -> Sequence[Ask]:
        return await self._database.read(lambda connection: [Ask(**row) for row in connection.execute(asks).mappings()])


def _add(connection: Connection, ask: Ask) -> Ask:
    values = {name: getattr(ask, name) for name in Ask.__slots__}
    new = insert(connection, ASKS).values(**values).on_conflict_do_nothing().returning(ASKS.c.id)
    if connection.execute(new).first():
        return ask
    kept = _first(connection, ASKS.c.id == ask.id)
    if kept is None and ask.channel and ask.message:
        kept = _first(connection, _in(ask.team, ask.channel, ASKS.c.message == ask.message))
    return kept or ask


def _change(connection: Connection, ask_id: str, changes: AskChange) -> Ask | None:
    if "course" in changes:  # whoever waits for the ask goes with it
        connection.execute(update(WAITERS).where(WAITERS.c.ask == ask_id).values(course=changes["course"]))
    if changes:
        connection.execute(update(ASKS).where(ASKS.c.id == ask_id).values(**changes))
    return _first(connection, ASKS.c.id == ask_id)


def _first(connection: Connection, which: ColumnElement[bool]) -> Ask | None:
    row = connection.execute(select(ASKS).where(which)).mappings().first()
    return Ask(**row) if row else None


def _in(team: str, channel: str, which: ColumnElement[bool]) -> ColumnElement[bool]:
    return and_(ASKS.c.team == team, ASKS.c.channel == channel, which)
