"""The journal's database as one SQLite file, for any number of processes on one machine."""

from __future__ import annotations

import asyncio
import os
import sqlite3
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from functools import partial
from pathlib import Path

from sqlalchemy import Engine, QueuePool, create_engine, event
from sqlalchemy.exc import DBAPIError

from bot.errors import JournalError
from bot.journal.database import T, Work
from bot.journal.group_commit import GroupCommit
from bot.journal.migrate import migrate
from bot.journal.sqlite_errors import mendable, primary_code

BUSY = 0.9  # seconds to wait for another process's write: an event must be kept, or refused, within one
OPENING = 30.0  # the same while opening: another process may be bringing the tables up to date
_PAUSE = 0.02
_READERS = 4
_SETTINGS = ("synchronous = FULL", "foreign_keys = ON", "secure_delete = ON")


async def open_sqlite(path: Path) -> SqliteDatabase:
    """Opens the file at this absolute path, made with its folder if there is none, with its tables up to date.

    What is made is for its owner alone.
    """
    try:
        with mendable(path, running=False):
            await asyncio.to_thread(_prepare, path)
    except OSError as error:
        problem = f"the journal cannot be opened: {error.strerror}"
        remedy = "Name a file in a folder that qabot may write to."
        raise JournalError(problem, remedy=remedy, where=str(path)) from error
    return SqliteDatabase(path)


class SqliteDatabase:
    """Reads in a few threads, each by its own connection; writes in another, see `GroupCommit`.

    Threads rather than SQLAlchemy's asyncio layer: there, each statement changes threads several times, and a
    whole transaction here does so once.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._writer = GroupCommit(_engine(path, BUSY))
        self._reading = _engine(path, BUSY, reads_only=True)
        self._readers = ThreadPoolExecutor(_READERS, thread_name_prefix="journal-reader")
        self._closed = False

    async def read(self, work: Work[T]) -> T:
        """What the work gives; it may not write."""
        self._refuse_when_closed()
        with mendable(self._path):
            return await asyncio.get_running_loop().run_in_executor(self._readers, self._read, work)

    async def write(self, work: Work[T]) -> T:
        """What the work gives, once it is on the disk."""
        self._refuse_when_closed()
        with mendable(self._path):
            return await self._writer.write(work)

    async def close(self) -> None:
        """Finish what was begun, then close the connections; again does nothing."""
        self._closed = True
        await self._writer.close()
        await asyncio.to_thread(self._readers.shutdown)
        self._reading.dispose()

    def _read(self, work: Work[T]) -> T:
        with self._reading.connect() as connection:
            try:
                return work(connection)
            except DBAPIError:
                connection.invalidate()  # a file that was replaced must be opened anew
                raise

    def _refuse_when_closed(self) -> None:
        if self._closed:
            raise JournalError("the journal is closed", remedy="Trying again cannot help.", where=str(self._path))


def _prepare(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600))
    engine = _engine(path, OPENING)
    try:
        with engine.begin() as connection:
            migrate(connection, where=str(path))
    finally:
        engine.dispose()
    with closing(_connect(path, OPENING)) as connection:
        write_ahead(connection)


def write_ahead(connection: sqlite3.Connection) -> None:
    """Have readers and the writer not wait for each other; the file remembers it. Waits for other processes."""
    deadline = time.monotonic() + OPENING
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            # SQLite itself may not wait here, when another process does the same.
            if primary_code(error) != sqlite3.SQLITE_BUSY or time.monotonic() > deadline:
                raise
            time.sleep(_PAUSE)
        else:
            return


def _engine(path: Path, timeout: float, *, reads_only: bool = False) -> Engine:
    # What people wrote must not get into logs by way of errors.
    connect = partial(_connect, path, timeout, reads_only=reads_only)
    engine = create_engine("sqlite://", creator=connect, poolclass=QueuePool, pool_size=_READERS, hide_parameters=True)
    if not reads_only:
        # The lock at once: a transaction that turns from reading to writing can fail halfway.
        event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN IMMEDIATE"))
    return engine


def _connect(path: Path, timeout: float, *, reads_only: bool = False) -> sqlite3.Connection:
    address = f"{path.as_uri()}?mode=rw"  # a file that vanished is an error, not a new empty one
    connection = sqlite3.connect(address, timeout=timeout, isolation_level=None, check_same_thread=False, uri=True)
    for setting in (*_SETTINGS, f"query_only = {reads_only:d}"):
        connection.execute(f"PRAGMA {setting}")
    return connection
