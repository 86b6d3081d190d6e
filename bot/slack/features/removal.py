"""The bin below a reply: its asker and the instructors can take it away."""

from __future__ import annotations

from typing import Any

from slack_bolt.app.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck

from bot.slack.bot import Bot
from bot.slack.changing import ask_or_gone, may_change, take_away
from bot.slack.matching import pressed
from bot.slack.press import Press, say
from bot.slack.values import Action


def register(app: AsyncApp, bot: Bot) -> None:
    """Listens to the bin."""

    @app.action(pressed(Action.REMOVE))
    async def on_remove(ack: AsyncAck, body: dict[str, Any]) -> None:
        await ack()
        await remove(bot, Press.of(body))


async def remove(bot: Bot, press: Press) -> None:
    """Take the reply away, or say who may."""
    found = await ask_or_gone(bot, press)
    if found is None:
        return
    if await may_change(bot, press, *found):
        await take_away(bot, found[0])
    else:
        s = await bot.reader_strings(press.user, found[1])
        await say(bot, press, s.not_yours_to_remove, s)
