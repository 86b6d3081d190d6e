from __future__ import annotations

import logging
from pathlib import Path

import pytest

from bot.credentials import WHERE
from bot.errors import SettingsError
from bot.settings import LogFormat, Settings, SlackMode, load_settings, variable

BOT_TOKEN = "xoxb-1234-5678-abcDEF"  # noqa: S105 -- made up
APP_TOKEN = "xapp-1-A0QABOT01-99-0a1b2c"  # noqa: S105 -- made up
SIGNING_SECRET = "8f742231b10e88889a0bcd99aaa00085"  # noqa: S105 -- made up
NAMES = [variable(name) for name in Settings.model_fields]


@pytest.fixture(autouse=True)
def _nothing_set(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in NAMES:
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(f"{name}_FILE", raising=False)
    monkeypatch.chdir(tmp_path)


def serving(monkeypatch: pytest.MonkeyPatch, **variables: str) -> Settings:
    """Settings as `qabot serve` wants them, from these variables."""
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    return load_settings().for_serving()


def refused(monkeypatch: pytest.MonkeyPatch, **variables: str) -> str:
    """What is said of these variables; it tells none of their values."""
    with pytest.raises(SettingsError) as caught:
        serving(monkeypatch, **variables)
    said = str(caught.value)
    assert [name for name, value in variables.items() if len(value) > 6 and value in said] == []
    return said


def test_nothing_need_be_set_for_commands_without_slack() -> None:
    settings = load_settings()
    assert settings.knowledge == Path("knowledge")
    assert settings.slack_api_url == "https://slack.com/api/"
    assert settings.slack_mode is SlackMode.SOCKET
    assert (settings.host, settings.port) == ("127.0.0.1", 3000)
    assert settings.database_url == "sqlite:///var/qabot.db"
    assert settings.log_format is None


def test_the_environment_tells(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {
        "QABOT_KNOWLEDGE": "/srv/notes",
        "SLACK_MODE": "http",
        "PORT": "8080",
        "QABOT_HOST": "0.0.0.0",  # noqa: S104 -- nothing listens here
        "QABOT_LOG_FORMAT": "json",
    }.items():
        monkeypatch.setenv(name, value)
    settings = load_settings()
    assert settings.knowledge == Path("/srv/notes")
    assert settings.slack_mode is SlackMode.HTTP
    assert (settings.host, settings.port) == ("0.0.0.0", 8080)  # noqa: S104 -- the same
    assert settings.log_format is LogFormat.JSON


def test_a_dotenv_file_tells_too(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text('QABOT_KNOWLEDGE=courses\nSLACK_BOT_TOKEN="xoxb-1"\nOTHER=1\n', encoding="utf-8")
    assert load_settings().knowledge == Path("courses")
    assert load_settings().slack_bot_token.get_secret_value() == "xoxb-1"


def test_the_environment_goes_before_the_dotenv_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / ".env").write_text("QABOT_KNOWLEDGE=courses\n", encoding="utf-8")
    monkeypatch.setenv("QABOT_KNOWLEDGE", "notes")
    assert load_settings().knowledge == Path("notes")


def test_an_empty_variable_counts_as_not_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QABOT_KNOWLEDGE", "")
    monkeypatch.setenv("QABOT_DATABASE_URL_FILE", "")
    assert load_settings() == Settings()
    assert load_settings().knowledge == Path("knowledge")


def test_a_dotenv_file_that_is_not_text_is_named(tmp_path: Path) -> None:
    (tmp_path / ".env").write_bytes(b"QABOT_KNOWLEDGE=\xff\xfe\n")
    with pytest.raises(SettingsError, match=r"\.env: the file is not UTF-8"):
        load_settings()


def test_every_setting_carries_its_own_documentation() -> None:
    assert all(field.description for field in Settings.model_fields.values())


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("SLACK_MODE", "sockets", "'socket' or 'http'"),
        ("PORT", "http", "integer"),
        ("PORT", "65536", "65535"),
        ("QABOT_LOG_FORMAT", "xml", "'console' or 'json'"),
        ("SLACK_API_URL", "https://slack.com/api", "end in /api/"),
        ("SLACK_API_URL", "slack.com/api/", "begin with http:// or https://"),
        ("SLACK_API_URL", "https:///api/", "begin with http:// or https://"),
    ],
)
def test_a_wrong_value_is_told_with_its_variable_and_what_is_allowed(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, said: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError) as caught:
        load_settings()
    assert caught.value.where == name
    assert said in caught.value.problem
    assert name in caught.value.remedy


@pytest.mark.parametrize("url", ["https://slack.com/api/", "http://127.0.0.1:8080/api/", "https://x.kr/slack/api/"])
def test_an_emulator_may_stand_in_for_slack(monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    monkeypatch.setenv("SLACK_API_URL", url)
    assert load_settings().slack_api_url == url


# Values in files


@pytest.mark.parametrize("field", list(Settings.model_fields))
def test_every_setting_can_stand_in_a_file(field: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    values = {"slack_api_url": "http://127.0.0.1:1/api/", "slack_mode": "http", "port": "8080", "log_format": "json"}
    value = values.get(field, "as written")
    (tmp_path / "value").write_text(f"{value}\n", encoding="utf-8")
    monkeypatch.setenv(f"{variable(field)}_FILE", str(tmp_path / "value"))
    from_file = load_settings()
    assert from_file != Settings.model_construct()
    monkeypatch.delenv(f"{variable(field)}_FILE")
    monkeypatch.setenv(variable(field), value)
    assert from_file == load_settings()


def test_only_the_end_of_the_last_line_is_taken_off_a_files_value(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "token").write_bytes(b" two words \r\n")
    monkeypatch.setenv("SLACK_BOT_TOKEN_FILE", str(tmp_path / "token"))
    assert load_settings().slack_bot_token.get_secret_value() == " two words "


def test_the_dotenv_file_may_name_a_file(tmp_path: Path) -> None:
    (tmp_path / "token").write_text(BOT_TOKEN, encoding="utf-8")
    (tmp_path / ".env").write_text("SLACK_BOT_TOKEN_FILE=token\n", encoding="utf-8")
    assert load_settings().slack_bot_token.get_secret_value() == BOT_TOKEN


def test_a_value_and_a_file_are_one_too_many(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / ".env").write_text("SLACK_BOT_TOKEN_FILE=token\n", encoding="utf-8")
    monkeypatch.setenv("SLACK_BOT_TOKEN", BOT_TOKEN)
    with pytest.raises(SettingsError, match="SLACK_BOT_TOKEN_FILE: SLACK_BOT_TOKEN is set too"):
        load_settings()


@pytest.mark.parametrize("content", [None, b"xoxb-\xff"])
def test_a_file_that_cannot_be_read_is_told_with_its_variable(
    content: bytes | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if content is not None:
        (tmp_path / "token").write_bytes(content)
    monkeypatch.setenv("SLACK_BOT_TOKEN_FILE", "token")
    with pytest.raises(SettingsError, match="SLACK_BOT_TOKEN_FILE: the file token cannot be read"):
        load_settings()


# What `qabot serve` needs


def test_socket_mode_needs_the_two_tokens(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = serving(monkeypatch, SLACK_BOT_TOKEN=BOT_TOKEN, SLACK_APP_TOKEN=APP_TOKEN)
    assert settings.slack_app_token.get_secret_value() == APP_TOKEN


def test_http_mode_needs_the_bot_token_and_the_signing_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    secret = SIGNING_SECRET.upper()
    settings = serving(monkeypatch, SLACK_MODE="http", SLACK_BOT_TOKEN=BOT_TOKEN, SLACK_SIGNING_SECRET=secret)
    assert settings.slack_signing_secret.get_secret_value() == secret


def test_all_that_is_missing_is_told_at_once_with_where_to_find_it(monkeypatch: pytest.MonkeyPatch) -> None:
    assert refused(monkeypatch).splitlines() == [
        "SLACK_BOT_TOKEN: is not set",
        "Find it at api.slack.com/apps → your app → OAuth & Permissions → Bot User OAuth Token.",
        "SLACK_APP_TOKEN: is not set",
        f"Find it at {WHERE['SLACK_APP_TOKEN']}.",
    ]
    said = refused(monkeypatch, SLACK_MODE="http", SLACK_BOT_TOKEN=BOT_TOKEN)
    assert said.splitlines() == [
        "SLACK_SIGNING_SECRET: is not set",
        "Find it at api.slack.com/apps → your app → Basic Information → App Credentials → Signing Secret.",
    ]


def test_swapped_tokens_are_told_as_such(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "Swap the two" in refused(monkeypatch, SLACK_BOT_TOKEN=APP_TOKEN, SLACK_APP_TOKEN=BOT_TOKEN)


@pytest.mark.parametrize(
    ("token", "said"),
    [
        ("xoxp-1234-5678-abcDEF", "holds a user token (xoxp-); the bot token begins with xoxb-"),
        (APP_TOKEN, "holds no bot token: one begins with xoxb-"),
        ("1234-5678-abcDEF", "holds no bot token"),
        (f" {BOT_TOKEN}", "has quotes or spaces around its value"),
        (f'"{BOT_TOKEN}"', "has quotes or spaces around its value"),
        (f"“{BOT_TOKEN}”", "has quotes or spaces around its value"),
        ("xoxb-1234\n-5678", "holds only a part of the bot token, or more than it"),
        ("xoxb-", "holds only a part of the bot token, or more than it"),
    ],
)
def test_a_bot_token_that_cannot_be_right_is_told(monkeypatch: pytest.MonkeyPatch, token: str, said: str) -> None:
    told = refused(monkeypatch, SLACK_BOT_TOKEN=token, SLACK_APP_TOKEN=APP_TOKEN)
    assert told.startswith(f"SLACK_BOT_TOKEN: {said}")
    assert "OAuth & Permissions" in told


def test_an_app_token_that_cannot_be_right_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    told = refused(monkeypatch, SLACK_BOT_TOKEN=BOT_TOKEN, SLACK_APP_TOKEN="xoxp-1234-5678")  # noqa: S106 -- made up
    assert told.startswith("SLACK_APP_TOKEN: holds a user token (xoxp-); the app-level token begins with xapp-")
    assert "App-Level Tokens" in told


@pytest.mark.parametrize("secret", [SIGNING_SECRET[:-1], SIGNING_SECRET + "0", BOT_TOKEN, "z" * 32])
def test_a_signing_secret_is_32_hexadecimal_characters(monkeypatch: pytest.MonkeyPatch, secret: str) -> None:
    told = refused(monkeypatch, SLACK_MODE="http", SLACK_BOT_TOKEN=BOT_TOKEN, SLACK_SIGNING_SECRET=secret)
    assert told.startswith("SLACK_SIGNING_SECRET: holds no signing secret: that is 32 hexadecimal characters")
    assert "App Credentials" in told


def test_secrets_are_not_in_what_is_printed_of_settings(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    settings = serving(
        monkeypatch,
        SLACK_BOT_TOKEN=BOT_TOKEN,
        SLACK_APP_TOKEN=APP_TOKEN,
        QABOT_DATABASE_URL="postgresql://qabot:pa55@db/qabot",
    )
    logging.getLogger("qabot").warning("%r %s", settings, settings)
    assert [secret for secret in (BOT_TOKEN, APP_TOKEN, "pa55") if secret in caplog.text] == []
