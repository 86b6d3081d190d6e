"""Small memories in the database: what was done once, and which course a person asks about."""

# ruff: noqa: D102 -- the protocol in journal.py says what each method promises

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, select

from bot.journal.database import Family
from bot.journal.tables import DONE_ONCE, REMEMBERED_COURSES, insert


class SqlMemories(Family):
    """Keys given once, and courses."""

    async def once(self, key: str, *, at: datetime) -> bool:
        def work(connection: Connection) -> bool:
            new = insert(connection, DONE_ONCE).values(key=key, at=at).on_conflict_do_nothing()
            return connection.execute(new.returning(DONE_ONCE.c.key)).first() is not None

        return await self._database.write(work)

    async def remember_course(self, team: str, user: str, course: str) -> None:
        def work(connection: Connection) -> None:
            new = insert(connection, REMEMBERED_COURSES).values(team=team, user=user, course=course)
            connection.execute(new.on_conflict_do_update(index_elements=["team", "user"], set_={"course": course}))

        await self._database.write(work)

    async def remembered_course(self, team: str, user: str) -> str | None:
        theirs = REMEMBERED_COURSES.c
        course = select(theirs.course).where(theirs.team == team, theirs.user == user)
        return await self._database.read(lambda connection: connection.scalar(course))
