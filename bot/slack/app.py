"""The Slack app: every feature in one visible list, and what happens around all of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import structlog
from slack_bolt.app.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.errors import BotError
from bot.slack.bot import Bot
from bot.slack.features import (
    ask_command,
    channel_messages,
    course_choice,
    direct_messages,
    edits,
    feedback,
    find_answer,
    hand_over,
    home,
    mentions,
    prompts,
    reading,
    removal,
    rest,
    search_modal,
    sharing,
    suggestions,
    topics,
    welcome,
)
from bot.slack.press import Press, tell
from bot.slack.running import Running
from bot.slack.views.notices import notice

log = structlog.get_logger("qabot.app")

FEATURES = (
    edits,
    mentions,
    direct_messages,
    channel_messages,
    course_choice,
    suggestions,
    feedback,
    hand_over,
    removal,
    reading,
    sharing,
    ask_command,
    search_modal,
    find_answer,
    topics,
    home,
    prompts,
    welcome,
    rest,
)


def create_app(web: AsyncWebClient, bot: Bot, *, signing_secret: str | None = None) -> AsyncApp:
    """The app with every feature. Without a signing secret (Socket Mode) requests carry no signature to check."""
    app = AsyncApp(
        client=web,
        signing_secret=signing_secret,
        request_verification_enabled=signing_secret is not None,
        logger=None,
    )
    app.middleware(bot.inbox.keep)
    for feature in FEATURES:
        feature.register(app, bot)
    app.error(_on_error(bot))
    return app


def track(app: AsyncApp, running: Running) -> None:
    """Have every listener counted while it runs."""
    app.listener_runner.listener_start_handler = running.start_handler
    app.listener_runner.listener_completion_handler = running.completion_handler


def _on_error(bot: Bot) -> Callable[..., Any]:
    async def on_error(error: Exception, body: dict[str, Any]) -> None:
        """One log line with a reference, and one friendly sentence with it where a person waits."""
        reference = bot.new_id()
        expected = isinstance(error, BotError)
        log.error("listener_failed", reference=reference, expected=expected, type=body.get("type"), exc_info=error)
        press = _person_waiting(body)
        if press:
            s = await bot.reader_strings(press.user, None)
            try:
                await tell(bot, press, notice(s.failed, reference=reference, s=s))
            except BotError as second:
                log.warning("failure_not_told", reference=reference, error=str(second))

    return on_error


def _person_waiting(body: Mapping[str, Any]) -> Press | None:
    """The person that a failed command or press left waiting, if they can be reached."""
    if "command" in body:
        return Press(
            team=str(body.get("team_id")),
            user=str(body.get("user_id")),
            trigger="",
            value={},
            response_url=body.get("response_url"),
            private=True,
        )
    if body.get("type") == "block_actions":
        return Press.of(body)
    return None
