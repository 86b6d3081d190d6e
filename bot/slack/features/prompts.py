"""Suggested questions in a DM, for an installation that has Slack's agents feature.

See docs.slack.dev/ai/developing-agents. Without the scope, as by default, nothing is suggested there.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from slack_bolt.app.async_app import AsyncApp

from bot.slack.blocks.wording import clip
from bot.slack.bot import Bot
from bot.slack.most_asked import most_asked

SCOPE = "assistant:write"
_MOST = 4
_LONGEST = 150


def register(app: AsyncApp, bot: Bot) -> None:
    """Listens to DMs being opened."""

    async def may_suggest(event: Mapping[str, Any]) -> bool:
        return event.get("tab") == "messages" and SCOPE in bot.identity.scopes

    @app.event("app_home_opened", matchers=[may_suggest])
    async def on_opened(event: dict[str, Any], body: dict[str, Any]) -> None:
        await suggest(bot, str(body.get("team_id") or ""), str(event["user"]), str(event["channel"]))


async def suggest(bot: Bot, team: str, user: str, channel: str) -> None:
    """Suggest what is asked most in the course that this person takes."""
    course, _ = await bot.classrooms.of_person(team, user)
    cards = await most_asked(bot, course, _MOST)
    if cards:
        s = await bot.reader_strings(user, course)
        questions = [clip(card.question, _LONGEST) for card in cards]
        await bot.slack.suggest(channel, s.home_most_asked, questions)
