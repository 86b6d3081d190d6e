"""Reading an entry in a modal: opened from a list, read on from a message, turned page by page."""

from __future__ import annotations

from typing import Any

from slack_bolt.app.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck

from bot.slack.bot import Bot
from bot.slack.changing import ask_pressed
from bot.slack.matching import pressed
from bot.slack.offering import private_offers
from bot.slack.press import Press, say_gone, show
from bot.slack.values import Action
from bot.slack.views.answer import Offers, answer_modal
from bot.slack.views.modal import Json


def register(app: AsyncApp, bot: Bot) -> None:
    """Listens to whoever wants to read."""

    @app.action(pressed(Action.OPEN_ENTRY))
    @app.action(pressed(Action.READ_ON))
    async def on_open(ack: AsyncAck, body: dict[str, Any]) -> None:
        await ack()
        await open_entry(bot, Press.of(body))


async def open_entry(bot: Bot, press: Press) -> None:
    """Open the entry in a modal."""
    view = await entry_view(bot, press)
    if view is None:
        await say_gone(bot, press)
    else:
        await show(bot, press, view)


async def entry_view(bot: Bot, press: Press, *, rated: bool | None = None) -> Json | None:
    """The entry that a press is about, on the page it is about; None when it is gone.

    `rated` is what the reader said of it just now. An ask that is none of their business is as good as none.
    """
    course = bot.course(str(press.value.get("course")))
    card = bot.card(course, str(press.value.get("entry"))) if course else None
    if card is None:
        return None
    found = await ask_pressed(bot, press) if "ask" in press.value else None
    offers = await private_offers(bot, found[0], press.user, card, rated=rated) if found else Offers()
    s = await bot.reader_strings(press.user, course)
    return answer_modal(card, offers, s, page=press.number("page"), start=press.number("start"))
