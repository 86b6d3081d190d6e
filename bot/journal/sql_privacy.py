"""What leaves the database: everything about a person, and whatever is old."""

# ruff: noqa: D102 -- the protocol in journal.py says what each method promises

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Column, ColumnElement, Connection, Table, case, delete, func, select, update

from bot.journal.database import Family
from bot.journal.model import Review
from bot.journal.sql_events import DONE
from bot.journal.tables import ASKS, CHOICES, DONE_ONCE, EVENTS, REMEMBERED_COURSES, VERDICTS, WAITERS

_PORTION = 500  # rows deleted at once: a few milliseconds, for new events wait meanwhile


class SqlPrivacy(Family):
    """Forgetting people, purging what is old."""

    async def forget(self, user: str, *, team: str | None = None) -> int:
        return await self._database.write(lambda connection: _forget(connection, user, team))

    async def purge(self, *, before: datetime, course: str | None = None) -> int:
        if course is None:
            await self._delete(DONE_ONCE.c.key, DONE_ONCE.c.at < before)
        of_course = () if course is None else (ASKS.c.course == course,)
        return await self._delete(ASKS.c.id, ASKS.c.asked < before, *of_course)

    async def purge_events(self, *, before: datetime) -> int:
        return await self._delete(EVENTS.c.id, EVENTS.c.received < before)

    async def _delete(self, key: Column[Any], *which: ColumnElement[bool]) -> int:
        some = delete(key.table).where(key.in_(select(key).where(*which).limit(_PORTION)))
        total = gone = await self._database.write(lambda connection: connection.execute(some).rowcount)
        while gone == _PORTION:
            gone = await self._database.write(lambda connection: connection.execute(some).rowcount)
            total += gone
        return total


def _forget(connection: Connection, user: str, team: str | None) -> int:
    def theirs(table: Table) -> Sequence[ColumnElement[bool]]:
        return [table.c.user == user, *_of_team(table, team)]

    for table in (WAITERS, REMEMBERED_COURSES):
        connection.execute(delete(table).where(*theirs(table)))
    for table in (VERDICTS, CHOICES):
        asks = select(ASKS.c.id).where(*_of_team(ASKS, team))
        connection.execute(delete(table).where(table.c.user == user, table.c.ask.in_(asks)))
    connection.execute(delete(DONE_ONCE).where(DONE_ONCE.c.key.contains(user, autoescape=True)))
    connection.execute(update(EVENTS).where(*theirs(EVENTS)).values(**DONE))
    _take_out_mentions(connection, user, team)
    review = case((ASKS.c.review == Review.OPEN, Review.NONE), else_=ASKS.c.review)
    forgotten = update(ASKS).where(*theirs(ASKS)).values(user=None, text="", review=review)
    return connection.execute(forgotten).rowcount


def _take_out_mentions(connection: Connection, user: str, team: str | None) -> None:
    """Replace the person's mentions (`<@U1>`, `<@U1|name>`) in what others asked."""
    for end in (">", "|"):
        mention = f"<@{user}{end}"
        mentioning = update(ASKS).where(ASKS.c.text.contains(mention, autoescape=True), *_of_team(ASKS, team))
        connection.execute(mentioning.values(text=func.replace(ASKS.c.text, mention, f"<@{end}")))


def _of_team(table: Table, team: str | None) -> Sequence[ColumnElement[bool]]:
    return [] if team is None else [table.c.team == team]
