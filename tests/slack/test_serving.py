from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from bot.journal.model import Ask, Origin
from bot.journal.sql_journal import open_journal
from bot.settings import SlackMode
from bot.slack import serving
from tests.slack.classroom import CHANNEL, TLS, Classroom, open_classroom


async def test_work_behind_the_scenes_that_fails_begins_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serving, "_BEGIN_AGAIN", 0.001)
    tries: list[int] = []

    async def work() -> None:
        tries.append(len(tries))
        if len(tries) < 3:
            raise ZeroDivisionError

    with capture_logs() as logs:
        await serving._kept_up(work)
    assert tries == [0, 1, 2]
    assert [line["event"] for line in logs] == ["work_failed"] * 2


async def test_what_is_older_than_its_course_keeps_it_is_purged_at_the_start(tmp_path: Path) -> None:
    async with open_classroom(tmp_path, SlackMode.SOCKET, start=False) as room:
        old = Ask("old1", room.slack.identity.team, "mspt3", Origin.DIRECT, datetime.now(UTC) - timedelta(days=200))
        journal = await open_journal(room.settings().database_url)
        await journal.add_ask(old)
        await room.start()
        async with asyncio.timeout(5):
            while await journal.ask("old1"):  # noqa: ASYNC110 -- the journal tells nobody
                await asyncio.sleep(0.01)
        await journal.close()


async def test_a_bot_that_left_can_be_started_again(rooms: Classroom) -> None:
    await rooms.leave()
    await rooms.start()
    assert await rooms.replies(rooms.minji.says(CHANNEL, TLS))
