from __future__ import annotations

import json
import logging
import sys
import warnings
from collections.abc import Iterator

import pytest
import structlog

from bot.errors import JournalError
from bot.logs import HIDDEN, configure, redact
from bot.settings import LogFormat

TOKEN = "xoxb-1234-5678-minjiSecret"  # noqa: S105 -- made up
APP_TOKEN = "xapp-1-A0QABOT-99-0123abcdef"  # noqa: S105 -- made up
TICKET = "wss://wss-primary.slack.com/link/?ticket=0a1b-2c3d&app_id=77"
SIGNING_SECRET = "8f742231b10e8888abcd99yyyzzz85a5"  # noqa: S105 -- made up


@pytest.fixture(autouse=True)
def _logging_as_before() -> Iterator[None]:
    root, bot = logging.getLogger(), logging.getLogger("qabot")
    handlers, level, bot_level = root.handlers[:], root.level, bot.level
    yield
    logging.captureWarnings(capture=False)
    root.handlers[:] = handlers
    root.setLevel(level)
    bot.setLevel(bot_level)
    structlog.reset_defaults()


def fail() -> None:
    raise ConnectionError(f"cannot reach {TICKET} with {TOKEN}")


@pytest.mark.parametrize("log_format", list(LogFormat))
def test_an_exception_is_logged_without_the_token_in_its_text(
    log_format: LogFormat, capsys: pytest.CaptureFixture[str]
) -> None:
    configure(log_format, secrets=[SIGNING_SECRET])
    try:
        fail()
    except ConnectionError:
        structlog.get_logger("qabot.slack").exception("reply_failed", ask="a1")
        logging.getLogger("slack_sdk.web").exception("failed with %s", SIGNING_SECRET)
    printed = capsys.readouterr().err
    assert printed.count("ConnectionError") >= 2
    assert printed.count("in fail") == 2
    assert [secret for secret in (TOKEN, "minjiSecret", "0a1b-2c3d", SIGNING_SECRET) if secret in printed] == []


def test_secrets_are_hidden_wherever_they_stand_in_an_event(capsys: pytest.CaptureFixture[str]) -> None:
    class Client:
        def __repr__(self) -> str:
            return f"<Client {APP_TOKEN}>"

    configure(LogFormat.JSON, secrets=[SIGNING_SECRET])
    headers = {"Authorization": f"Bearer {TOKEN}", SIGNING_SECRET: [TICKET]}
    structlog.get_logger("qabot.slack").warning(f"sent {TOKEN}", headers=headers, client=Client())
    line = json.loads(capsys.readouterr().err)
    assert line["event"] == f"sent xoxb-{HIDDEN}"
    assert line["client"] == f"<Client xapp-{HIDDEN}>"
    assert line["headers"] == {
        "Authorization": f"Bearer xoxb-{HIDDEN}",
        HIDDEN: [f"wss://wss-primary.slack.com/link/?ticket={HIDDEN}&app_id=77"],
    }


@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        ("postgresql://qabot:pa55@db/qabot", f"postgresql://qabot:{HIDDEN}@db/qabot"),
        ("xoxe.xoxp-1-Mi0yLTM is rotated", f"xoxe.xoxp-{HIDDEN} is rotated"),
        ("a bot token begins with xoxb-", "a bot token begins with xoxb-"),
        ("https://example.com:8080/@minji?ticket=3", "https://example.com:8080/@minji?ticket=3"),
    ],
)
def test_only_what_is_secret_is_hidden(text: str, hidden: str) -> None:
    assert redact(text) == hidden


def test_libraries_are_heard_from_warnings_on_and_the_bot_from_information_on(
    capsys: pytest.CaptureFixture[str],
) -> None:
    configure(LogFormat.JSON)
    logging.getLogger("slack_bolt.App").info("starting")
    logging.getLogger("aiohttp.access").warning("slow %s", "answer")
    structlog.get_logger("qabot.live").info("course_changed", course="ship")
    structlog.get_logger("qabot.live").debug("file_seen")
    lines = [json.loads(line) for line in capsys.readouterr().err.splitlines()]
    assert [(line["logger"], line["level"], line["event"]) for line in lines] == [
        ("aiohttp.access", "warning", "slow answer"),
        ("qabot.live", "info", "course_changed"),
    ]
    assert lines[1]["course"] == "ship"
    assert lines[1]["timestamp"].endswith("Z")


def test_warnings_of_python_are_logged(capsys: pytest.CaptureFixture[str]) -> None:
    configure(LogFormat.JSON)
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        logging.captureWarnings(capture=True)
        warnings.warn(f"old token {TOKEN}", DeprecationWarning, stacklevel=1)
        logging.captureWarnings(capture=False)
    line = json.loads(capsys.readouterr().err)
    assert line["logger"] == "py.warnings"
    assert TOKEN not in line["event"]


def test_hangul_stays_readable(capsys: pytest.CaptureFixture[str]) -> None:
    configure(LogFormat.JSON)
    structlog.get_logger("qabot.live").info("course_changed", name="쿠버네티스")
    assert "쿠버네티스" in capsys.readouterr().err


@pytest.mark.parametrize(("terminal", "is_json"), [(True, False), (False, True)])
def test_a_terminal_gets_lines_for_people_and_a_pipe_gets_json(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, *, terminal: bool, is_json: bool
) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: terminal)
    configure()
    structlog.get_logger("qabot.serve").info("connected")
    assert capsys.readouterr().err.startswith("{") is is_json


def test_an_unexpected_exception_is_logged_without_its_message(capsys: pytest.CaptureFixture[str]) -> None:
    configure(LogFormat.JSON)
    try:
        float("파드가 자꾸 죽어요")
    except ValueError as error:
        structlog.get_logger("qabot.slack").error("listener_failed", exc_info=error)
    printed = capsys.readouterr().err
    assert "builtins.ValueError" in printed
    assert "could not convert" not in printed  # the words stand in it


def test_an_expected_exception_says_what_is_wrong_and_what_it_came_from(capsys: pytest.CaptureFixture[str]) -> None:
    configure(LogFormat.JSON)
    try:
        try:
            fail()
        except ConnectionError as cause:
            raise JournalError("the disk is full") from cause
    except JournalError as error:
        structlog.get_logger("qabot.slack").error("reload_failed", exc_info=error)
    printed = capsys.readouterr().err
    assert "the disk is full" in printed
    assert "builtins.ConnectionError" in printed
