from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import Callable, Coroutine, Sequence
from pathlib import Path
from typing import Any

import pytest

from bot.errors import SettingsError
from bot.settings import LogFormat, Settings
from tests.cli.running import Run

BOT_TOKEN, APP_TOKEN = "xoxb-1234-5678-abcDEF", "xapp-1-A0QABOT01-99-0a1b2c"
Serving = Callable[[asyncio.Event], Coroutine[Any, Any, None]]


class FakeBot:
    """Stands where the bot would be: remembers the settings and the logs it was to have, then does as it is told."""

    def __init__(self, work: Serving) -> None:
        self.work = work
        self.settings: list[Settings] = []
        self.logs: list[tuple[LogFormat | None, Sequence[str]]] = []

    async def serve(self, settings: Settings, *, stop: asyncio.Event | None = None) -> None:
        """Works until it is done."""
        assert stop
        self.settings.append(settings)
        await self.work(stop)

    def configure(self, log_format: LogFormat | None = None, *, secrets: Sequence[str] = ()) -> None:
        """Sets no log up."""
        self.logs.append((log_format, secrets))


@pytest.fixture
def bot(monkeypatch: pytest.MonkeyPatch) -> FakeBot:
    """A bot with its tokens set, that stops when it is told to."""

    async def until_told(stop: asyncio.Event) -> None:
        await stop.wait()

    fake = FakeBot(until_told)
    monkeypatch.setattr("bot.bootstrap.serve", fake.serve, raising=False)
    monkeypatch.setattr("bot.logs.configure", fake.configure)
    monkeypatch.setenv("SLACK_BOT_TOKEN", BOT_TOKEN)
    monkeypatch.setenv("SLACK_APP_TOKEN", APP_TOKEN)
    return fake


def told(*signals: signal.Signals, until: str = "told") -> Serving:
    """Serving during which these signals come."""

    async def work(stop: asyncio.Event) -> None:
        for each in signals:
            os.kill(os.getpid(), each)
            await asyncio.sleep(0.01)  # for the loop to notice
        await (stop.wait() if until == "told" else asyncio.Event().wait())

    return work


def test_a_missing_token_is_one_message_and_status_1(qabot: Run, bot: FakeBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SLACK_APP_TOKEN")
    ran = qabot("serve")
    assert (ran.status, ran.out, bot.settings) == (1, "", [])
    assert ran.err.startswith("Error: SLACK_APP_TOKEN: is not set\nFind it at api.slack.com/apps")


def test_sigterm_ends_it_well(qabot: Run, bot: FakeBot) -> None:
    bot.work = told(signal.SIGTERM)
    ran = qabot("serve")
    assert (ran.status, ran.out, ran.err) == (0, "", "")


def test_ctrl_c_is_status_130_after_what_is_in_work_was_finished(qabot: Run, bot: FakeBot) -> None:
    finished = []

    async def work(stop: asyncio.Event) -> None:
        await told(signal.SIGINT)(stop)
        finished.append("reply")

    bot.work = work
    assert qabot("serve").status == 130
    assert finished == ["reply"]


def test_a_second_ctrl_c_does_not_wait(qabot: Run, bot: FakeBot) -> None:
    bot.work = told(signal.SIGINT, signal.SIGINT, until="for ever")
    assert qabot("serve").status == 130


def test_signals_mean_again_what_they_meant_before(qabot: Run, bot: FakeBot) -> None:
    before = signal.getsignal(signal.SIGINT), signal.getsignal(signal.SIGTERM)
    bot.work = told(signal.SIGTERM)
    qabot("serve")
    assert (signal.getsignal(signal.SIGINT), signal.getsignal(signal.SIGTERM)) == before


def test_a_token_that_slack_refuses_is_status_1(qabot: Run, bot: FakeBot) -> None:
    async def work(_stop: asyncio.Event) -> None:
        raise SettingsError("Slack does not know the token", where="SLACK_BOT_TOKEN", remedy="Copy it anew.")

    bot.work = work
    ran = qabot("serve")
    assert (ran.status, ran.err) == (1, "Error: SLACK_BOT_TOKEN: Slack does not know the token\nCopy it anew.\n")


def test_the_option_says_which_knowledge_base_is_served(qabot: Run, bot: FakeBot, tmp_path: Path) -> None:
    bot.work = told(signal.SIGTERM)
    qabot("serve", "--knowledge", str(tmp_path / "other"))
    assert [settings.knowledge for settings in bot.settings] == [tmp_path / "other"]


def test_the_logs_are_set_up_to_hide_the_secrets(qabot: Run, bot: FakeBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QABOT_LOG_FORMAT", "json")
    bot.work = told(signal.SIGTERM)
    qabot("serve")
    [(log_format, secrets)] = bot.logs
    assert log_format is LogFormat.JSON
    assert {BOT_TOKEN, APP_TOKEN} <= set(secrets)
