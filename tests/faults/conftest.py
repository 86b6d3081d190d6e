"""The classroom for fault runs: in a hurry, and with everything that is logged at hand."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator, Iterator
from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
import structlog

from bot import logs
from bot.settings import LogFormat, SlackMode
from bot.slack.timing import Timing
from tests.slack.classroom import Classroom, open_classroom

HURRY = Timing(lease=timedelta(seconds=1), interval=0.05, pause=0.05, ping=0.2, look=0.1, patience=1.0, finish=0.5)


@pytest.fixture(params=list(SlackMode), ids=str)
def mode(request: pytest.FixtureRequest) -> SlackMode:
    """Socket Mode and HTTP."""
    return SlackMode(request.param)


@pytest.fixture
async def rooms(tmp_path: Path, mode: SlackMode) -> AsyncIterator[Classroom]:
    """A classroom in each mode, whose bot is in a hurry."""
    async with open_classroom(tmp_path, mode, timing=HURRY) as room:
        room.slack.outbox.ack_seconds = 1.0
        yield room
    assert room.slack.records.violations == []


@pytest.fixture
async def room(tmp_path: Path) -> AsyncIterator[Classroom]:
    """The same over Socket Mode alone."""
    async with open_classroom(tmp_path, SlackMode.SOCKET, timing=HURRY) as room:
        room.slack.outbox.ack_seconds = 1.0
        yield room
    assert room.slack.records.violations == []


@pytest.fixture
def log() -> Iterator[StringIO]:
    """All that this process logs, as it does in production."""
    written, root = StringIO(), logging.getLogger()
    handlers, level = root.handlers, root.level
    logs.configure(LogFormat.JSON)
    (handler,) = root.handlers
    assert isinstance(handler, logging.StreamHandler)
    handler.setStream(written)
    yield written
    root.handlers = handlers
    root.setLevel(level)
    structlog.reset_defaults()
    logging.captureWarnings(capture=False)
