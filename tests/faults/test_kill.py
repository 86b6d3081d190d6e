"""kill -9 of a real process between each pair of steps of an ask: the next process ends it with one reply."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.settings import SlackMode
from tests.faults.conftest import HURRY
from tests.faults.outcome import one_reply
from tests.faults.processes import Process
from tests.slack.classroom import CHANNEL, TLS, UNKNOWN, Classroom, open_classroom

STEPS = {
    "after receive": "kept, not acknowledged",
    "before add_ask": "acknowledged, not begun",
    "after add_ask": "begun, not posted",
    "before change_ask": "posted, not known to stand",
    "after change_ask": "known to stand, not done",
    "before finish": "known to stand, not done",
    "after finish": "done",
}


@pytest.fixture
async def empty_room(tmp_path: Path, mode: SlackMode) -> AsyncIterator[Classroom]:
    """A classroom where no bot runs yet."""
    async with open_classroom(tmp_path, mode, start=False, timing=HURRY) as room:
        yield room
    assert room.slack.records.violations == []


async def killed_at(room: Classroom, step: str, text: str) -> None:
    """Minji asks, the bot is killed at the step, and another one is started."""
    room.slack.outbox.ack_seconds = 0.5
    first = await Process(room, pause_at=step).start()
    room.slack.deliver_by_http(first.url) if room.mode is SlackMode.HTTP else None
    asked = room.minji.says(CHANNEL, text)
    await first.says("paused")
    await first.kill()
    await room.start()
    await one_reply(room, asked)


@pytest.mark.parametrize("mode", [SlackMode.SOCKET], ids=str)
@pytest.mark.parametrize("step", ["after receive", "after add_ask", "before change_ask"])
async def test_a_bot_killed_between_two_steps_has_replied_once_after_a_restart(
    empty_room: Classroom, step: str
) -> None:
    await killed_at(empty_room, step, TLS)


@pytest.mark.slow
@pytest.mark.parametrize("step", STEPS, ids=lambda step: f"{step} ({STEPS[step]})")
async def test_a_bot_killed_between_any_two_steps_has_replied_once_after_a_restart(
    empty_room: Classroom, step: str
) -> None:
    await killed_at(empty_room, step, TLS)


@pytest.mark.slow
@pytest.mark.parametrize("step", STEPS, ids=lambda step: f"{step} ({STEPS[step]})")
async def test_a_mention_outlives_a_kill_too(empty_room: Classroom, step: str) -> None:
    await killed_at(empty_room, step, f"<@{empty_room.slack.identity.bot_user}> {UNKNOWN}")


@pytest.mark.slow
@pytest.mark.parametrize("step", ["after receive", "before once", "after once", "before finish"])
async def test_help_that_was_asked_for_outlives_a_kill_too(empty_room: Classroom, step: str) -> None:
    await killed_at(empty_room, step, f"<@{empty_room.slack.identity.bot_user}> help")
