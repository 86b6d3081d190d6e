"""The journal over any database: all its families of methods, and how to open one."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from bot.errors import JournalError
from bot.journal.journal import Journal
from bot.journal.sql_asks import SqlAsks
from bot.journal.sql_events import SqlEvents
from bot.journal.sql_memories import SqlMemories
from bot.journal.sql_privacy import SqlPrivacy
from bot.journal.sql_voices import SqlVoices, SqlWaiters
from bot.journal.sqlite import open_sqlite

_ALLOWED = "Give a SQLite file, such as sqlite:///var/qabot.db (four slashes begin a path from the root)."


class SqlJournal(SqlEvents, SqlAsks, SqlVoices, SqlWaiters, SqlMemories, SqlPrivacy):
    """A `Journal` whose statements are the same on SQLite and PostgreSQL."""


async def open_journal(url: str) -> Journal:
    """The journal at this address, made if there is none; its tables are brought up to date.

    Raises `JournalError`, which never shows the address: it may hold a password.
    """
    return SqlJournal(await open_sqlite(_sqlite_file(_parsed(url))))


def _parsed(url: str) -> URL:
    try:
        return make_url(url)
    except (ArgumentError, ValueError):
        raise JournalError("the address of the database cannot be read", remedy=_ALLOWED) from None


def _sqlite_file(url: URL) -> Path:
    if url.get_backend_name() in {"postgresql", "postgres"}:
        raise JournalError("PostgreSQL is not supported by this version yet", remedy=_ALLOWED)
    if url.drivername not in {"sqlite", "sqlite+aiosqlite"}:
        raise JournalError(f"databases of the kind {url.drivername!r} are not supported", remedy=_ALLOWED)
    if not url.database or url.database.startswith((":memory:", "file:")) or url.query or url.host:
        raise JournalError("the address does not name a file", remedy=_ALLOWED)
    return Path(url.database).absolute()  # connections are opened later too, wherever the process is then
