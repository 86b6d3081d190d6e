"""What SQLite's errors mean to the person who runs the bot, and how to mend them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.exc import DBAPIError

from bot.errors import JournalError

_BY_ITSELF = "The bot goes on by itself once that is done."
RIGHTS = f"Give the user who runs qabot the right to write the file and its folder. {_BY_ITSELF}"
_DAMAGED = (
    "Trying again cannot help: stop the bot, move the file and those beginning with its name away, "
    "and put the last good copy in its place, or start without one."
)
_TROUBLES = {
    sqlite3.SQLITE_BUSY: ("another process is writing to the journal for too long", "Try again in a moment."),
    sqlite3.SQLITE_LOCKED: ("another process is writing to the journal for too long", "Try again in a moment."),
    sqlite3.SQLITE_FULL: ("there is no room for the journal: the disk is full", f"Make room on the disk. {_BY_ITSELF}"),
    sqlite3.SQLITE_READONLY: ("the journal cannot be written to", RIGHTS),
    sqlite3.SQLITE_PERM: ("the journal cannot be opened", RIGHTS),
    sqlite3.SQLITE_CANTOPEN: ("the journal cannot be opened", f"Check that the file is still there. {RIGHTS}"),
    sqlite3.SQLITE_IOERR: ("the disk failed under the journal", f"Look to the disk. {_BY_ITSELF}"),
    sqlite3.SQLITE_CORRUPT: ("the journal is damaged", _DAMAGED),
    sqlite3.SQLITE_NOTADB: ("this is no SQLite database", _DAMAGED),
}


@contextmanager
def mendable(path: Path) -> Iterator[None]:
    """Turns what happens to a database file, but no bug, into `JournalError`."""
    try:
        yield
    except (DBAPIError, sqlite3.Error) as error:
        cause = error.orig if isinstance(error, DBAPIError) else error
        trouble = _TROUBLES.get(primary_code(cause)) if isinstance(cause, sqlite3.Error) else None
        if trouble is None:
            raise
        raise JournalError(trouble[0], remedy=trouble[1], where=str(path)) from error


def primary_code(error: sqlite3.Error) -> int:
    """SQLite's result code, without the details of the extended one; 0 when the error is Python's own."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF
