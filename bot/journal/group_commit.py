"""Writes to SQLite, one after another in a thread of their own; those that wait together share one commit.

Making a commit durable takes the disk milliseconds, whatever it holds, and SQLite has one writer at a time. So
each transaction takes all writes that wait. A savepoint keeps each of them apart: one that fails leaves no
trace and does not touch the others. Nobody hears of a result before the commit.

The thread runs on its own: a caller who is cancelled leaves nothing half done and holds nobody up.
"""

from __future__ import annotations

import asyncio
import sqlite3
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any, cast

from sqlalchemy import Connection, Engine

from bot.journal.database import T, Work

_MOST = 100  # writes that share a commit; the first of more would wait too long for the last


@dataclass(frozen=True, slots=True)
class _Write:
    work: Work[Any]
    done: Future[Any] = field(default_factory=Future)


@dataclass(frozen=True, slots=True)
class _Failure:
    error: Exception


class GroupCommit:
    """Runs writes on an engine whose transactions take SQLite's write lock when they begin."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._waiting: deque[_Write] = deque()
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="journal-writer")

    async def write(self, work: Work[T]) -> T:
        """What the work gives, once it is durable; its own error, or that of the commit, if it is not kept."""
        write = _Write(work)
        self._waiting.append(write)
        self._thread.submit(self._commit_waiting)  # does nothing if an earlier one takes this write too
        result: T = await asyncio.wrap_future(write.done)
        return result

    async def close(self) -> None:
        """Finish the writes that wait, then close the connection."""
        await asyncio.to_thread(self._thread.shutdown)
        self._engine.dispose()

    def _commit_waiting(self) -> None:
        taken = [self._waiting.popleft() for _ in range(min(len(self._waiting), _MOST))]
        writes = [write for write in taken if write.done.set_running_or_notify_cancel()]
        if writes:
            for write, outcome in zip(writes, self._commit([write.work for write in writes]), strict=True):
                if isinstance(outcome, _Failure):
                    write.done.set_exception(outcome.error)
                else:
                    write.done.set_result(outcome)

    def _commit(self, works: Sequence[Work[Any]]) -> Sequence[Any]:
        """The results of all works in one transaction; `_Failure` for each that was not kept."""
        try:
            with self._engine.begin() as connection:
                return [works[0](connection)] if len(works) == 1 else _each_apart(connection, works)
        except Exception as error:  # noqa: BLE001 -- every error goes to those who wait for the result
            self._engine.dispose()  # a file that was replaced or made writable again must be opened anew
            return [_Failure(error)] * len(works)


def _each_apart(connection: Connection, works: Sequence[Work[Any]]) -> Sequence[Any]:
    # By the driver itself: through SQLAlchemy, savepoints would cost as much as the writes.
    driver = cast("sqlite3.Connection", connection.connection.dbapi_connection)

    def apart(work: Callable[[Connection], Any]) -> Any:
        driver.execute("SAVEPOINT apart")
        try:
            result = work(connection)
        except Exception as error:
            if not driver.in_transaction:  # SQLite gave up the whole transaction, as it may on a full or failing disk
                raise
            driver.execute("ROLLBACK TO apart")
            result = _Failure(error)
        driver.execute("RELEASE apart")
        return result

    return [apart(work) for work in works]
