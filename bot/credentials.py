"""What makes Slack's tokens and secret usable; what is said of them never tells a value."""

from __future__ import annotations

import re
from dataclasses import dataclass

WHERE = {
    "SLACK_BOT_TOKEN": "api.slack.com/apps → your app → OAuth & Permissions → Bot User OAuth Token",
    "SLACK_APP_TOKEN": "api.slack.com/apps → your app → Basic Information → App-Level Tokens, "
    "with the scope connections:write",
    "SLACK_SIGNING_SECRET": "api.slack.com/apps → your app → Basic Information → App Credentials → Signing Secret",
}

_QUOTES = "\"'`“”‘’"
_TOKEN = re.compile(r"[\w.-]+", re.ASCII)
_SIGNING_SECRET = re.compile(r"[0-9a-f]{32}", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with the value of a variable, and how to mend it."""

    variable: str
    problem: str
    remedy: str


def socket_faults(bot_token: str, app_token: str) -> list[Fault]:
    """What is wrong with the two tokens of Socket Mode."""
    if bot_token.startswith("xapp-") and app_token.startswith("xoxb-"):
        problem = "holds the app-level token, and SLACK_APP_TOKEN the bot token"
        return [Fault("SLACK_BOT_TOKEN", problem, "Swap the two: a bot token begins with xoxb-.")]
    bot = _token_problem(bot_token, "xoxb-", "bot token")
    app = _token_problem(app_token, "xapp-", "app-level token")
    return [*_fault("SLACK_BOT_TOKEN", bot), *_fault("SLACK_APP_TOKEN", app)]


def http_faults(bot_token: str, signing_secret: str) -> list[Fault]:
    """What is wrong with the token and the secret of HTTP mode."""
    bot = _token_problem(bot_token, "xoxb-", "bot token")
    secret = _untidy(signing_secret)
    if not secret and not _SIGNING_SECRET.fullmatch(signing_secret):
        secret = "holds no signing secret: that is 32 hexadecimal characters"  # noqa: S105 -- says what is wrong with it
    return [*_fault("SLACK_BOT_TOKEN", bot), *_fault("SLACK_SIGNING_SECRET", secret)]


def _fault(variable: str, problem: str | None) -> list[Fault]:
    return [Fault(variable, problem, f"Find it at {WHERE[variable]}.")] if problem else []


def _token_problem(value: str, prefix: str, kind: str) -> str | None:
    if untidy := _untidy(value):
        return untidy
    if value.startswith(prefix):
        return None if _TOKEN.fullmatch(value, len(prefix)) else f"holds only a part of the {kind}, or more than it"
    if value.startswith("xoxp-"):
        return f"holds a user token (xoxp-); the {kind} begins with {prefix}"
    return f"holds no {kind}: one begins with {prefix}"


def _untidy(value: str) -> str | None:
    if not value.strip():
        return "is not set"
    if value != value.strip() or value[0] in _QUOTES or value[-1] in _QUOTES:
        return "has quotes or spaces around its value"
    return None
