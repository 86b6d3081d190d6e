"""What nobody else listens to is acknowledged: an unhandled event answers 404, and Slack switches such an app off."""

from __future__ import annotations

import re
from typing import Any

import structlog
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_bolt.context.async_context import AsyncBoltContext

from bot.slack.bot import Bot
from bot.slack.inbox import KEPT
from bot.slack.matching import pressed
from bot.slack.values import Action

log = structlog.get_logger("qabot.rest")

_ANYTHING = re.compile("")


def register(app: AsyncApp, bot: Bot) -> None:
    """Must be the last one: only the first matching listener runs."""

    @app.event(_ANYTHING)
    async def on_any_event(body: dict[str, Any], context: AsyncBoltContext) -> None:
        if KEPT in context:
            async with bot.inbox.at_work(context):
                log.debug("nothing_to_do", type=(body.get("event") or {}).get("type"))

    @app.action(pressed(Action.LINK))
    async def on_link(ack: AsyncAck) -> None:
        await ack()  # Slack has opened the address; it tells of it all the same

    @app.action(_ANYTHING)
    @app.view(_ANYTHING)
    @app.shortcut(_ANYTHING)
    async def on_anything_else(ack: AsyncAck, body: dict[str, Any]) -> None:
        await ack()
        log.info("unknown_interaction", type=body.get("type"))
