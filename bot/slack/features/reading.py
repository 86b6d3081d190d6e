"""Reading an entry in a modal: opened from a list, read on from a message, turned page by page."""

from __future__ import annotations

from typing import Any

from slack_bolt.app.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck

from bot.slack.bot import Bot
from bot.slack.matching import pressed
from bot.slack.press import Press, say, show
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
        s = await bot.reader_strings(press.user, None)
        await say(bot, press, s.gone, s)
    else:
        await show(bot, press, view)


async def entry_view(bot: Bot, press: Press) -> Json | None:
    """The entry that a press is about, on the page it is about; None when it is gone."""
    course = bot.course(str(press.value.get("course")))
    card = bot.card(course, str(press.value.get("entry"))) if course else None
    if card is None:
        return None
    s = await bot.reader_strings(press.user, course)
    ask = press.value.get("ask")
    return answer_modal(
        card,
        Offers(ask=ask if isinstance(ask, str) else None),
        s,
        page=_number(press, "page"),
        start=_number(press, "start"),
    )


def _number(press: Press, name: str) -> int:
    value = press.value.get(name)
    return value if isinstance(value, int) and value >= 0 else 0
