"""The classroom as a fixture, in both ways that Slack reaches the bot."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.settings import SlackMode
from tests.slack.classroom import Classroom, open_classroom


@pytest.fixture(params=list(SlackMode), ids=str)
def mode(request: pytest.FixtureRequest) -> SlackMode:
    """Socket Mode and HTTP; a test that names it runs in both."""
    return SlackMode(request.param)


@pytest.fixture
async def room(tmp_path: Path) -> AsyncIterator[Classroom]:
    """A classroom over Socket Mode; whatever happened in it kept Slack's limits and pinged nobody."""
    async with open_classroom(tmp_path, SlackMode.SOCKET) as room:
        yield room
    assert room.slack.records.violations == []
    assert room.slack.records.pings == []


@pytest.fixture
async def rooms(tmp_path: Path, mode: SlackMode) -> AsyncIterator[Classroom]:
    """The same in both modes."""
    async with open_classroom(tmp_path, mode) as room:
        yield room
    assert room.slack.records.violations == []
    assert room.slack.records.pings == []
