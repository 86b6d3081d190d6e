"""What the bot has in its database, looked at from outside, as a curious administrator would."""

from __future__ import annotations

import asyncio
import json
import sqlite3
from contextlib import closing
from typing import Any

from tests.slack.classroom import Classroom

Row = dict[str, Any]


def rows(room: Classroom, table: str) -> list[Row]:
    """Everything in a table of the journal."""
    with closing(sqlite3.connect(f"file:{room.database}?mode=ro", uri=True)) as database:
        database.row_factory = sqlite3.Row
        return [dict(row) for row in database.execute(f"SELECT * FROM {table}")]  # noqa: S608 -- a table's name, from tests


def asks(room: Classroom) -> list[Row]:
    """Every ask, oldest first, its candidates as a list."""
    return [
        row | {"entries": json.loads(row["entries"])} for row in sorted(rows(room, "asks"), key=lambda r: r["asked"])
    ]


async def handled(room: Classroom, within: float = 5) -> None:
    """Returns when all that people have said has reached the bot, and is done with or postponed by it."""
    await room.slack.settled()
    async with asyncio.timeout(within):
        while any(row["owner"] for row in rows(room, "events")):  # noqa: ASYNC110 -- a database tells nobody of changes
            await asyncio.sleep(0.01)


async def is_written(room: Classroom, words: str) -> bool:
    """Whether the words stand anywhere in the database's files, once the bot has left and they are closed."""
    await room.leave()
    files = room.database.parent.glob(f"{room.database.name}*")
    spellings = (words.encode(), json.dumps(words).strip('"').encode())
    return any(spelling in file.read_bytes() for file in files for spelling in spellings)
