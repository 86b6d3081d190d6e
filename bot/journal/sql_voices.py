"""What people say of replies, and who waits for one, in the database."""

# ruff: noqa: D102 -- the protocol in journal.py says what each method promises

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Table, delete, false, func, select, true

from bot.journal.database import Family
from bot.journal.model import Ask, Ratings, Waiter
from bot.journal.tables import ASKS, CHOICES, VERDICTS, WAITERS, insert


class SqlVoices(Family):
    """One verdict and one choice a person and ask."""

    async def rate(self, ask_id: str, user: str, *, helpful: bool, at: datetime) -> Ratings:
        def work(connection: Connection) -> Ratings:
            _say(connection, VERDICTS, ask_id, user, helpful=helpful, at=at)
            helpful_ones, others = (func.count().filter(VERDICTS.c.helpful == each) for each in (true(), false()))
            row = connection.execute(select(helpful_ones, others).where(VERDICTS.c.ask == ask_id)).one()
            return Ratings(*row)

        return await self._database.write(work)

    async def choose(self, ask_id: str, user: str, entry: str | None, *, at: datetime) -> None:
        await self._database.write(lambda connection: _say(connection, CHOICES, ask_id, user, entry=entry, at=at))

    async def choices(self, ask_id: str) -> Sequence[tuple[str, str | None]]:
        taken = select(CHOICES.c.user, CHOICES.c.entry).where(CHOICES.c.ask == ask_id)
        ordered = taken.order_by(CHOICES.c.at, CHOICES.c.user)
        return await self._database.read(
            lambda connection: [(user, entry) for user, entry in connection.execute(ordered)]
        )


class SqlWaiters(Family):
    """Somebody waits once for an ask or an entry, and is told once."""

    async def wait_for_ask(self, ask: Ask, user: str, *, at: datetime) -> int:
        def work(connection: Connection) -> int:
            if _is_kept(connection, ask.id):
                values = {"team": ask.team, "course": ask.course, "ask": ask.id, "user": user, "since": at}
                connection.execute(insert(connection, WAITERS).values(**values).on_conflict_do_nothing())
            waiting = select(func.count()).select_from(WAITERS).where(WAITERS.c.ask == ask.id)
            return connection.scalar(waiting) or 0

        return await self._database.write(work)

    async def wait_for_entry(self, team: str, course: str, entry: str, user: str, *, at: datetime) -> bool:
        def work(connection: Connection) -> bool:
            values = {"team": team, "course": course, "entry": entry, "user": user, "since": at}
            new = insert(connection, WAITERS).values(**values).on_conflict_do_nothing()
            return connection.execute(new.returning(WAITERS.c.id)).first() is not None

        return await self._database.write(work)

    async def waiters(self, team: str, course: str) -> Sequence[Waiter]:
        waiting = select(WAITERS).where(WAITERS.c.team == team, WAITERS.c.course == course)
        ordered = waiting.order_by(WAITERS.c.since, WAITERS.c.id)
        return await self._database.read(
            lambda connection: [Waiter(**row) for row in connection.execute(ordered).mappings()]
        )

    async def take_waiter(self, waiter_id: int) -> bool:
        taken = delete(WAITERS).where(WAITERS.c.id == waiter_id)
        return await self._database.write(lambda connection: connection.execute(taken).rowcount == 1)


def _say(connection: Connection, table: Table, ask_id: str, user: str, **values: Any) -> None:
    """Keep what this person says of the ask, in place of what they said before; nothing of an ask that is gone."""
    if _is_kept(connection, ask_id):
        new = insert(connection, table).values(ask=ask_id, user=user, **values)
        connection.execute(new.on_conflict_do_update(index_elements=[table.c.ask, table.c.user], set_=values))


def _is_kept(connection: Connection, ask_id: str) -> bool:
    """Whether the ask is there, and stays until the end of the transaction: old buttons outlive purged asks."""
    ask = select(ASKS.c.id).where(ASKS.c.id == ask_id).with_for_update(read=True, key_share=True)
    return connection.scalar(ask) is not None
