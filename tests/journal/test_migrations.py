"""The tables that migrations make are those that the program uses, for everyone who starts."""

# ruff: noqa: ASYNC240 -- a test may wait for its own disk

from __future__ import annotations

import asyncio
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import create_engine

from bot.errors import JournalError
from bot.journal.sql_journal import open_journal
from bot.journal.tables import METADATA
from tests.journal.samples import ask


def schema(file: Path) -> dict[str, str]:
    """The statements that made everything in the file but the table of the version."""
    with closing(sqlite3.connect(file)) as connection:
        found = connection.execute("SELECT name, sql FROM sqlite_master WHERE name NOT LIKE '%journal_version%'")
        return {name: " ".join((sql or "").split()) for name, sql in found}


async def test_migrations_make_the_tables_of_the_metadata(file: Path, tmp_path: Path) -> None:
    await (await open_journal(f"sqlite:///{file}")).close()
    engine = create_engine(f"sqlite:///{tmp_path}/metadata.db")
    METADATA.create_all(engine)
    engine.dispose()
    assert schema(file) == schema(tmp_path / "metadata.db")


async def test_opening_again_keeps_everything(file: Path) -> None:
    for _ in range(2):
        journal = await open_journal(f"sqlite:///{file}")
        assert await journal.add_ask(ask(1)) == ask(1)
        await journal.close()


async def test_journals_that_are_opened_at_once_agree(file: Path) -> None:
    journals = await asyncio.gather(*(open_journal(f"sqlite:///{file}") for _ in range(8)))
    await journals[0].add_ask(ask(1))
    assert [await journal.ask("ask1") for journal in journals] == [ask(1)] * 8
    for journal in journals:
        await journal.close()


async def test_the_journal_of_a_newer_program_is_refused_and_not_touched(file: Path) -> None:
    await (await open_journal(f"sqlite:///{file}")).close()
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA journal_mode = DELETE")
        connection.execute("UPDATE journal_version SET version_num = '9999'")
        connection.commit()
    before = file.read_bytes()
    with pytest.raises(JournalError, match=r"newer qabot \(its version is 9999\)[\s\S]*install that version") as raised:
        await open_journal(f"sqlite:///{file}")
    assert raised.value.where == str(file)
    assert file.read_bytes() == before
    assert [path.name for path in file.parent.iterdir()] == [file.name]


async def test_a_migration_that_fails_leaves_nothing(file: Path) -> None:
    file.parent.mkdir()
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("CREATE TABLE waiters (of_another_program)")
    with pytest.raises(Exception, match="waiters already exists"):
        await open_journal(f"sqlite:///{file}")
    assert schema(file) == {"waiters": "CREATE TABLE waiters (of_another_program)"}
