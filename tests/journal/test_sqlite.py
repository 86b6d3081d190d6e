"""What the SQLite file does beyond the contract: commits in groups, locks, full disks, damage, privacy on disk."""

# ruff: noqa: ASYNC240 -- a test may wait for its own disk

from __future__ import annotations

import asyncio
import sqlite3
import threading
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, Engine, select, text
from sqlalchemy import event as engine_events
from sqlalchemy.exc import IntegrityError

from bot.errors import JournalError
from bot.journal.database import T, Work
from bot.journal.sql_journal import SqlJournal
from bot.journal.sqlite import SqliteDatabase, open_sqlite, write_ahead
from bot.journal.tables import METADATA
from tests.journal.samples import HANEUL, MINJI, NOON, after, ask, event


@pytest.fixture
async def database(file: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[SqliteDatabase]:
    monkeypatch.setattr("bot.journal.sqlite.BUSY", 0.05)  # the tests need not wait as long as the bot
    opened = await open_sqlite(file)
    yield opened
    await opened.close()


@pytest.fixture
def journal(database: SqliteDatabase) -> SqlJournal:
    return SqlJournal(database)


def writer_of(database: SqliteDatabase) -> Engine:
    return database._writer._engine


async def receive(journal: SqlJournal, number: int, text: str = "파드가 뭐예요?") -> bool:
    return await journal.receive(event(number, payload={"text": text}), owner="one", until=after(number + 15))


async def kept(journal: SqlJournal) -> list[str]:
    """Ids of all events, in order."""
    found = await journal.claim_left(owner="test", at=after(10_000), until=after(10_000), limit=10_000)
    return [each.id for each in found]


def put(key: str) -> Callable[[Connection], str]:
    def work(connection: Connection) -> str:
        connection.execute(text("INSERT INTO done_once VALUES (:key, '2026-11-24 12:00:00.000000')"), {"key": key})
        return key

    return work


def keys(connection: Connection) -> list[str]:
    return list(connection.scalars(text("SELECT key FROM done_once ORDER BY key")))


async def together(database: SqliteDatabase, *works: Callable[[Connection], Any]) -> list[Any]:
    """The outcomes of works that share a commit, for they wait while an earlier write goes on."""
    go = threading.Event()
    busy = asyncio.create_task(database.write(lambda _: go.wait()))
    waiting = [asyncio.create_task(database.write(work)) for work in works]
    await asyncio.sleep(0.02)
    go.set()
    await busy
    return await asyncio.gather(*waiting, return_exceptions=True)


@contextmanager
def locked(file: Path) -> Iterator[None]:
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")


# Commits


async def test_hundreds_of_writes_at_once_take_a_few_commits(database: SqliteDatabase, journal: SqlJournal) -> None:
    commits: list[Connection] = []
    engine_events.listen(writer_of(database), "commit", commits.append)
    assert all(await asyncio.gather(*(receive(journal, number) for number in range(500))))
    assert len(commits) <= 10
    assert len(await kept(journal)) == 500


async def test_a_result_is_told_after_the_commit(database: SqliteDatabase) -> None:
    order: list[str] = []
    engine_events.listen(writer_of(database), "commit", lambda _: order.append("commit"))
    await database.write(put("a"))
    order.append("told")
    assert order == ["commit", "told"]


async def test_a_write_that_fails_fails_alone(database: SqliteDatabase) -> None:
    def halfway(connection: Connection) -> None:
        put("half")(connection)
        raise ValueError("a bug")

    one, bug, again, other = await together(database, put("a"), halfway, put("a"), put("b"))
    assert (one, other) == ("a", "b")
    assert isinstance(bug, ValueError)
    assert isinstance(again, IntegrityError)
    assert await database.read(keys) == ["a", "b"]


async def test_a_commit_that_fails_fails_all(database: SqliteDatabase) -> None:
    def fails_at_commit(connection: Connection) -> None:
        connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
        connection.exec_driver_sql("INSERT INTO verdicts VALUES ('no such ask', 'U', 1, '2026-11-24')")

    outcomes = await together(database, put("a"), fails_at_commit, put("b"))
    assert [type(outcome) for outcome in outcomes] == [IntegrityError] * 3
    assert await database.read(keys) == []
    assert await database.write(put("c")) == "c"


async def test_when_sqlite_gives_up_a_transaction_none_of_its_writes_is_told_as_kept(database: SqliteDatabase) -> None:
    def gives_up(connection: Connection) -> None:
        connection.exec_driver_sql("INSERT OR ROLLBACK INTO done_once VALUES ('a', '2026-11-24')")

    outcomes = await together(database, put("a"), gives_up, put("b"))
    assert [type(outcome) for outcome in outcomes] == [IntegrityError] * 3
    assert await database.read(keys) == []
    assert await database.write(put("b")) == "b"


async def test_what_is_cancelled_before_it_began_is_not_done_and_the_rest_is(database: SqliteDatabase) -> None:
    go = threading.Event()
    busy = asyncio.create_task(database.write(lambda _: go.wait()))
    writes = [asyncio.create_task(database.write(put(key))) for key in "abc"]
    await asyncio.sleep(0.02)
    writes[1].cancel()
    await asyncio.sleep(0)
    go.set()
    await asyncio.gather(busy, writes[0], writes[2])
    assert await database.read(keys) == ["a", "c"]


async def test_a_write_whose_caller_is_cancelled_midway_is_done_and_the_next_goes_on(database: SqliteDatabase) -> None:
    go, begun = threading.Event(), threading.Event()

    def slow(connection: Connection) -> None:
        put("a")(connection)
        begun.set()
        go.wait()

    write = asyncio.create_task(database.write(slow))
    await asyncio.to_thread(begun.wait)
    write.cancel()
    with pytest.raises(asyncio.CancelledError):
        await write
    go.set()
    assert await database.write(put("b")) == "b"
    assert await database.read(keys) == ["a", "b"]


async def test_a_claim_is_given_back_when_its_caller_gave_up_on_a_slow_disk(
    database: SqliteDatabase, journal: SqlJournal
) -> None:
    go = threading.Event()
    engine_events.listen(writer_of(database), "commit", lambda _: go.wait())
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.05):
            await receive(journal, 1)
    go.set()
    await asyncio.gather(*journal._giving_back)
    await journal.renew(owner="one", until=after(9_000))
    assert await kept(journal) == ["Ev1"]


class Flaky:
    """A database whose second and third write find the file locked."""

    def __init__(self, database: SqliteDatabase) -> None:
        self.database = database
        self.read, self.close = database.read, database.close
        self.slow = asyncio.Event()
        self.writes = 0

    async def write(self, work: Work[T]) -> T:
        """Slow, until it is told otherwise."""
        self.writes += 1
        if self.writes in {2, 3}:
            raise JournalError("another process is writing to the journal for too long")
        result = await self.database.write(work)
        await self.slow.wait()
        return result


async def test_giving_a_claim_back_is_tried_again(database: SqliteDatabase, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.journal.sql_events._PAUSE", 0.001)
    flaky = Flaky(database)
    journal = SqlJournal(flaky)
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.05):
            await receive(journal, 1)
    flaky.slow.set()
    await asyncio.gather(*journal._giving_back)
    assert flaky.writes == 4
    found = await journal.claim_left(owner="other", at=after(1), until=after(16), limit=9)
    assert [each.id for each in found] == ["Ev1"]


async def test_closing_does_not_wait_for_claims_that_cannot_be_given_back(database: SqliteDatabase) -> None:
    flaky = Flaky(database)
    journal = SqlJournal(flaky)
    receiving = asyncio.create_task(receive(journal, 1))
    await asyncio.sleep(0)
    receiving.cancel()
    with pytest.raises(asyncio.CancelledError):
        await receiving
    await journal.close()
    assert journal._giving_back == set()


# Trouble


async def test_a_locked_file_is_told_in_time_and_works_again(file: Path, journal: SqlJournal) -> None:
    await journal.add_ask(ask(1))
    with locked(file):
        with pytest.raises(JournalError, match="another process") as raised:
            await receive(journal, 1)
        assert raised.value.where == str(file)
        assert await journal.ask("ask1") == ask(1)  # reading needs no lock
    assert await receive(journal, 1)


def not_waiting(file: Path) -> sqlite3.Connection:
    return sqlite3.connect(file, timeout=0, check_same_thread=False)


async def test_opening_waits_for_a_process_that_has_just_opened_the_file(file: Path) -> None:
    file.parent.mkdir()
    with closing(sqlite3.connect(file)) as other, closing(not_waiting(file)) as ours:
        other.execute("CREATE TABLE anything (x)")
        other.execute("BEGIN IMMEDIATE")
        opening = asyncio.create_task(asyncio.to_thread(write_ahead, ours))
        await asyncio.sleep(0.05)
        assert not opening.done()
        other.rollback()
        await opening
        assert ours.execute("PRAGMA journal_mode").fetchone() == ("wal",)


async def test_opening_gives_up_on_a_file_that_stays_locked(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    await (await open_sqlite(file)).close()
    monkeypatch.setattr("bot.journal.sqlite.OPENING", 0.05)
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("PRAGMA journal_mode = DELETE")
        other.execute("BEGIN")
        other.execute("SELECT count(*) FROM asks").fetchall()
        with pytest.raises(JournalError, match="another process"):
            await open_sqlite(file)
    await (await open_sqlite(file)).close()


async def test_a_full_disk_is_told_without_what_people_wrote_and_works_again(
    database: SqliteDatabase, journal: SqlJournal
) -> None:
    pages = {"most": 1}  # SQLite takes it as: no more than there are
    engine_events.listen(
        writer_of(database), "begin", lambda c: c.exec_driver_sql(f"PRAGMA max_page_count = {pages['most']}")
    )
    outcomes = await asyncio.gather(
        *(receive(journal, number, "비밀" * 5_000) for number in range(30)), return_exceptions=True
    )
    told = [outcome for outcome in outcomes if isinstance(outcome, JournalError)]
    assert len(told) + outcomes.count(True) == 30
    assert told
    assert "disk is full" in str(told[0])
    assert "비밀" not in f"{told[0]!r}{told[0].__cause__!r}{told[0].__cause__}"
    durable = await kept(journal)
    assert durable == [f"Ev{number}" for number, outcome in enumerate(outcomes) if outcome is True]
    pages["most"] = 100_000
    assert await receive(journal, 100, "비밀" * 5_000)


async def test_a_vanished_file_is_told_and_works_again_when_it_is_back(file: Path, journal: SqlJournal) -> None:
    away = file.rename(file.with_name("away.db"))
    with pytest.raises(JournalError, match="cannot be opened"):
        await receive(journal, 1)
    with pytest.raises(JournalError, match="cannot be opened"):
        await journal.ask("ask1")
    away.rename(file)
    assert await receive(journal, 1)


async def test_a_damaged_file_is_told_and_works_again_when_mended(file: Path, journal: SqlJournal) -> None:
    whole = file.read_bytes()
    file.write_bytes(whole[:4096] + b"\xff" * (len(whole) - 4096))
    with pytest.raises(JournalError, match="damaged"):
        await journal.ask("ask1")
    with pytest.raises(JournalError, match=r"damaged[\s\S]*Trying again cannot help"):
        await receive(journal, 1)
    file.write_bytes(whole)
    assert await journal.ask("ask1") is None
    assert await receive(journal, 1)


async def test_after_an_error_the_file_is_opened_anew_to_write(database: SqliteDatabase) -> None:
    # As when the file was opened while it was write-protected.
    await database.write(lambda connection: connection.exec_driver_sql("PRAGMA query_only = ON").close())
    with pytest.raises(JournalError, match="cannot be written to"):
        await database.write(put("a"))
    assert await database.write(put("a")) == "a"


async def test_after_an_error_the_file_is_opened_anew_to_read(database: SqliteDatabase) -> None:
    await database.read(lambda connection: connection.exec_driver_sql("PRAGMA cache_size = 7").close())
    with pytest.raises(JournalError):
        await database.read(put("a"))
    assert await database.read(lambda connection: connection.exec_driver_sql("PRAGMA cache_size").scalar()) != 7


async def test_reading_may_not_write(database: SqliteDatabase) -> None:
    with pytest.raises(JournalError, match=r"cannot be written to[\s\S]*the right to write"):
        await database.read(put("a"))


# The file


async def test_the_file_is_its_owners_alone(file: Path, journal: SqlJournal) -> None:
    await receive(journal, 1)
    modes = {path.name: oct(path.stat().st_mode & 0o777) for path in file.parent.iterdir()}
    assert modes == dict.fromkeys(("qabot.db", "qabot.db-wal", "qabot.db-shm"), "0o600")


async def test_every_commit_reaches_the_disk_and_what_is_deleted_leaves_it(database: SqliteDatabase) -> None:
    def settings(connection: Connection) -> list[Any]:
        names = ("journal_mode", "synchronous", "foreign_keys", "secure_delete")
        return [connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in names]

    assert await database.write(settings) == ["wal", 2, 1, 1]


async def test_nothing_of_a_forgotten_person_is_left_in_any_table_or_on_the_disk(
    file: Path, database: SqliteDatabase, journal: SqlJournal
) -> None:
    words = "비밀번호가 뭐였죠?"
    for number, user in ((1, MINJI), (2, HANEUL)):
        await journal.add_ask(ask(number, user=user, text=words if user == MINJI else f"<@{MINJI}> 님?"))
        await journal.rate("ask1", user, helpful=True, at=NOON)
        await journal.choose("ask1", user, "pod1", at=NOON)
        await journal.wait_for_ask(ask(1), user, at=NOON)
        await journal.wait_for_entry("T1", "docker", "pod1", user, at=NOON)
        await journal.remember_course("T1", user, "docker")
        await journal.once(f"flood:T1:{user}", at=NOON)
        await journal.receive(event(number, user=user, payload={"user": user}), owner="one", until=after(30))
    assert MINJI in await database.read(everything)
    assert words in await database.read(everything)
    await journal.forget(MINJI)
    left = await database.read(everything)
    assert HANEUL in left
    assert MINJI not in left
    assert words not in left
    await journal.close()
    assert MINJI.encode() not in file.read_bytes()
    assert words.encode() not in file.read_bytes()


def everything(connection: Connection) -> str:
    """All columns of all tables."""
    return str([connection.execute(select(table)).all() for table in METADATA.sorted_tables])
