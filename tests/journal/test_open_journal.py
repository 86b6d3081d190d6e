# ruff: noqa: ASYNC240 -- a test may wait for its own disk

from __future__ import annotations

import os
from pathlib import Path

import pytest

from bot.errors import JournalError
from bot.journal.sql_journal import open_journal
from tests.journal.samples import NOON


@pytest.mark.parametrize("scheme", ["sqlite", "sqlite+aiosqlite"])
async def test_the_file_and_its_folder_are_made(scheme: str, file: Path) -> None:
    await (await open_journal(f"{scheme}:///{file}")).close()
    assert file.is_file()


async def test_a_relative_address_is_in_the_folder_of_the_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    journal = await open_journal("sqlite:///var/한글 #%.db")
    monkeypatch.chdir("/")
    assert await journal.once("key", at=NOON)
    await journal.close()
    assert (tmp_path / "var" / "한글 #%.db").is_file()


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("postgresql://jun:geheim@db/qabot", "PostgreSQL is not supported by this version yet"),
        ("postgresql+psycopg://jun:geheim@db/qabot", "PostgreSQL is not supported by this version yet"),
        ("postgres://jun:geheim@db/qabot", "PostgreSQL is not supported by this version yet"),
        ("mysql://jun:geheim@db/qabot", "of the kind 'mysql' are not supported"),
        ("sqlite+other:///var/qabot.db", r"of the kind 'sqlite\+other' are not supported"),
        ("jun:geheim", "cannot be read"),
        ("postgresql://jun:x@db:geheim/qabot", "cannot be read"),
        ("", "cannot be read"),
        ("sqlite://", "does not name a file"),
        ("sqlite:///:memory:", "does not name a file"),
        ("sqlite:///file:qabot.db?uri=true", "does not name a file"),
        ("sqlite://var/qabot.db", "does not name a file"),
    ],
)
async def test_an_address_that_cannot_be_used_is_told_without_its_password(address: str, said: str) -> None:
    with pytest.raises(JournalError, match=said) as raised:
        await open_journal(address)
    assert "sqlite:///var/qabot.db" in raised.value.remedy
    assert "geheim" not in f"{raised.value}{raised.value.__cause__}"


async def test_a_file_that_is_no_database_is_told_and_kept(file: Path) -> None:
    file.parent.mkdir()
    file.write_text("일기장" * 1000, encoding="utf-8")
    with pytest.raises(JournalError, match="no SQLite database"):
        await open_journal(f"sqlite:///{file}")
    assert file.read_text(encoding="utf-8") == "일기장" * 1000


async def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "var").touch()
    with pytest.raises(JournalError, match=r"cannot be opened: .*[\s\S]*may write to"):
        await open_journal(f"sqlite:///{tmp_path}/var/qabot.db")


async def test_a_folder_instead_of_a_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(JournalError, match=os.strerror(21)):
        await open_journal(f"sqlite:///{tmp_path}")
