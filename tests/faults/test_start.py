"""Settings that are wrong, and a Slack that is not there: the start ends with what to mend."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from pydantic import SecretStr

from bot import bootstrap
from bot.errors import BotError, KnowledgeError, SettingsError
from bot.settings import SlackMode
from tests.loopback import Fault
from tests.slack.classroom import CHANNEL, TLS, Classroom, open_classroom

WRONG = SecretStr("xoxb-1-2-wrong")


@pytest.fixture
async def room(tmp_path: Path) -> AsyncIterator[Classroom]:
    """A classroom where no bot runs."""
    async with open_classroom(tmp_path, SlackMode.SOCKET, start=False) as room:
        yield room


async def start(room: Classroom, **settings: object) -> None:
    """Start the bot with these settings."""
    await bootstrap.serve(room.settings().model_copy(update=settings), stop=room.stop)


async def test_a_bot_token_that_slack_refuses(room: Classroom) -> None:
    with pytest.raises(SettingsError, match=r"does not accept the bot token \(invalid_auth\)") as refused:
        await start(room, slack_bot_token=WRONG)
    assert refused.value.where == "SLACK_BOT_TOKEN"
    assert WRONG.get_secret_value() not in str(refused.value)


async def test_an_app_token_that_slack_refuses(room: Classroom) -> None:
    with pytest.raises(SettingsError, match="does not accept the app-level token") as refused:
        await start(room, slack_app_token=SecretStr("xapp-1-A0-1-wrong"))
    assert refused.value.where == "SLACK_APP_TOKEN"


async def test_a_slack_that_cannot_be_reached(room: Classroom) -> None:
    with pytest.raises(BotError, match="Slack cannot be reached"):
        await start(room, slack_api_url="http://127.0.0.1:9/api/")


@pytest.mark.parametrize("method", ["auth.test", "apps.connections.open"])
async def test_a_slack_that_fails(room: Classroom, method: str) -> None:
    room.slack.faults.fail(method, Fault(status=503))
    with pytest.raises(BotError, match="Slack cannot be reached"):
        await start(room)


async def test_a_slack_that_does_not_tell_the_channels_is_no_reason_to_stay_away(room: Classroom) -> None:
    room.slack.faults.fail("users.conversations", Fault(status=503))
    await room.start()
    assert await room.replies(room.minji.says(CHANNEL, TLS))


async def test_a_journal_that_cannot_be_opened(room: Classroom, tmp_path: Path) -> None:
    (tmp_path / "no folder").write_text("")
    with pytest.raises(SettingsError, match="cannot be opened"):
        await start(room, database_url=f"sqlite:///{tmp_path / 'no folder' / 'qabot.db'}")


async def test_a_knowledge_base_that_is_not_there(room: Classroom, tmp_path: Path) -> None:
    with pytest.raises(KnowledgeError, match="no knowledge base here"):
        await start(room, knowledge=tmp_path / "nowhere")
