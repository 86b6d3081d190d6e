"""What SQLite's errors mean to the person who runs the bot, and how to mend them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.exc import DBAPIError

from bot.errors import JournalError

_BY_ITSELF = "The bot goes on by itself once that is done."
RIGHTS = "Give the user who runs qabot the right to write the file and its folder."
_DAMAGED = (
    "Trying again cannot help: stop the bot, move the file and those beginning with its name away, "
    "and put the last good copy in its place, or start without one."
)
_TROUBLES = {
    sqlite3.SQLITE_BUSY: ("another process is writing to the journal for too long", "Try again in a moment."),
    sqlite3.SQLITE_LOCKED: ("another process is writing to the journal for too long", "Try again in a moment."),
    sqlite3.SQLITE_FULL: ("there is no room for the journal: the disk is full", "Make room on the disk."),
    sqlite3.SQLITE_READONLY: ("the journal cannot be written to", RIGHTS),
    sqlite3.SQLITE_PERM: ("the journal cannot be opened", RIGHTS),
    sqlite3.SQLITE_CANTOPEN: ("the journal cannot be opened", f"Check that the file is there. {RIGHTS}"),
    sqlite3.SQLITE_IOERR: ("the disk failed under the journal", "Look to the disk."),
    sqlite3.SQLITE_CORRUPT: ("the journal is damaged", _DAMAGED),
    sqlite3.SQLITE_NOTADB: ("this is no SQLite database", _DAMAGED),
}


_MENDED_WHILE_RUNNING = frozenset(
    {sqlite3.SQLITE_FULL, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_IOERR}
)


@contextmanager
def mendable(path: Path, *, running: bool = True) -> Iterator[None]:
    """Turns what happens to a database file, but no bug, into `JournalError`; `running` or while it is opened."""
    try:
        yield
    except (DBAPIError, sqlite3.Error) as error:
        cause = error.orig if isinstance(error, DBAPIError) else error
        code = primary_code(cause) if isinstance(cause, sqlite3.Error) else 0
        if code not in _TROUBLES:
            raise
        problem, remedy = _TROUBLES[code]
        if running and code in _MENDED_WHILE_RUNNING:
            remedy = f"{remedy} {_BY_ITSELF}"
        raise JournalError(problem, remedy=remedy, where=str(path)) from error


def primary_code(error: sqlite3.Error) -> int:
    """SQLite's result code, without the details of the extended one; 0 when the error is Python's own."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF
