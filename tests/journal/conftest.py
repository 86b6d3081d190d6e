"""Journals to test; an address can be opened again and again, by other processes too."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.journal.journal import Journal
from bot.journal.sql_journal import open_journal


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Where the SQLite journal of a test is."""
    return tmp_path / "var" / "qabot.db"


@pytest.fixture(params=["sqlite"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty database of each kind."""
    return {"sqlite": f"sqlite:///{tmp_path}/var/qabot.db"}[request.param]


@pytest.fixture
async def journal(address: str) -> AsyncIterator[Journal]:
    """A journal at that address."""
    opened = await open_journal(address)
    yield opened
    await opened.close()
