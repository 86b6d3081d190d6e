"""The Slack app: every feature in one visible list, and what happens around all of them."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from typing import Any

import structlog
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_bolt.context.async_context import AsyncBoltContext
from slack_bolt.error import BoltUnhandledRequestError
from slack_bolt.response import BoltResponse
from slack_sdk.web.async_client import AsyncWebClient

from bot.errors import BotError
from bot.slack.apology import tell_failure
from bot.slack.bot import Bot, Identity
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
from bot.slack.inbox import KEPT
from bot.slack.running import Running

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
    logging.getLogger("slack_bolt.AsyncApp").addFilter(_is_news)
    app = AsyncApp(
        client=AsyncWebClient(base_url=web.base_url, session=web.session, retry_handlers=web.retry_handlers),
        before_authorize=_acknowledge_for_good,
        authorize=_authorized(web, bot.identity),
        signing_secret=signing_secret,
        request_verification_enabled=signing_secret is not None,
        raise_error_for_unhandled_request=True,  # else Bolt logs it, with all its text, and does not acknowledge it
    )
    app.middleware(bot.inbox.keep)
    for feature in FEATURES:
        feature.register(app, bot)
    app.error(_on_error(bot))
    return app


def _is_news(record: logging.LogRecord) -> bool:
    """Bolt finds the token in the environment too, and at every start it warns that it does not use it."""
    return "`token` will be unused" not in record.getMessage()


def track(app: AsyncApp, running: Running) -> None:
    """Have every listener counted while it runs."""
    app.listener_runner.listener_start_handler = running.start_handler


def _authorized(web: AsyncWebClient, who: Identity) -> Callable[[], Awaitable[AuthorizeResult]]:
    """Tells Bolt who the bot is.

    With a client that has a token, Bolt asks Slack at the first event, and if that fails it acknowledges the event
    without handing it on.
    """
    result = AuthorizeResult(
        enterprise_id=None, team_id=who.team, bot_id=who.bot, bot_user_id=who.user, bot_token=web.token
    )

    async def authorize() -> AuthorizeResult:
        return result

    return authorize


class _StandingAck(AsyncAck):
    """An acknowledgement that cannot be taken back, as Bolt does when a listener fails a moment after it."""

    def __init__(self) -> None:
        self._response: BoltResponse | None = None

    @property
    def response(self) -> BoltResponse | None:
        """What Slack is answered."""
        return self._response

    @response.setter
    def response(self, response: BoltResponse | None) -> None:
        self._response = response or self._response


async def _acknowledge_for_good(context: AsyncBoltContext, next: Callable[[], Awaitable[None]]) -> None:  # noqa: A002 -- Bolt's name
    """Bolt's middleware, right after the check of the signature."""
    context["ack"] = _StandingAck()
    await next()


def _on_error(bot: Bot) -> Callable[..., Awaitable[BoltResponse | None]]:
    async def on_error(
        error: Exception, body: dict[str, Any], context: AsyncBoltContext, response: BoltResponse | None
    ) -> BoltResponse | None:
        """One log line with a reference, and one friendly sentence with it where a person waits."""
        if not isinstance(context.get("ack"), _StandingAck):
            log.info("request_unverified", error=type(error).__name__)  # Bolt tripped over a forged header
            return BoltResponse(status=400)
        if isinstance(error, BoltUnhandledRequestError):
            log.info("nobody_listens", type=body.get("type"))
            return BoltResponse(status=200)
        reference = bot.new_id()
        expected = isinstance(error, BotError | TimeoutError)
        reason = (str(error) if expected else "") or type(error).__name__
        traceback = None if expected else error
        log.error("listener_failed", reference=reference, type=body.get("type"), error=reason, exc_info=traceback)
        if KEPT in context:
            await bot.inbox.give_up(context[KEPT])
        return await tell_failure(bot, body, reference, acknowledged=response is None)

    return on_error
