"""One click says whether a reply helped; a 'no' gets the other candidates and the way to an instructor."""

from __future__ import annotations

from typing import Any

from slack_bolt.app.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck

from bot.journal.model import Ask
from bot.knowledge.model import Course
from bot.slack.bot import Bot
from bot.slack.changing import ask_pressed
from bot.slack.matching import pressed
from bot.slack.press import Press, say, show, tell
from bot.slack.values import Action
from bot.slack.views.candidates import candidates_modal, other_answers
from bot.slack.views.card import Card


def register(app: AsyncApp, bot: Bot) -> None:
    """Listens to verdicts, and to who wants to see other answers."""

    @app.action(pressed(Action.RATE))
    async def on_rate(ack: AsyncAck, body: dict[str, Any]) -> None:
        await ack()
        await rate(bot, Press.of(body))

    @app.action(pressed(Action.OTHERS))
    async def on_others(ack: AsyncAck, body: dict[str, Any]) -> None:
        await ack()
        await show_others(bot, Press.of(body))


async def rate(bot: Bot, press: Press) -> None:
    """Count the verdict; thanks are said only where the button itself does not show it."""
    found = await ask_pressed(bot, press)
    if found is None:
        s = await bot.reader_strings(press.user, None)
        await say(bot, press, s.gone, s)
        return
    ask, course = found
    helpful = bool(press.value.get("helpful"))
    await bot.journal.rate(ask.id, press.user, helpful=helpful, at=bot.clock())
    s = await bot.reader_strings(press.user, course)
    if not helpful:
        cards = other_cards(bot, ask, course)
        if press.view:
            await show(bot, press, candidates_modal(cards, ask.id, s, lead=s.rated_down))
        else:
            await tell(bot, press, other_answers(cards, ask.id, s))
    elif press.view or press.private:
        await say(bot, press, s.rate_thanks, s)


async def show_others(bot: Bot, press: Press) -> None:
    """Open the other candidates in a modal."""
    found = await ask_pressed(bot, press)
    s = await bot.reader_strings(press.user, found[1] if found else None)
    if found is None:
        await say(bot, press, s.gone, s)
        return
    ask, course = found
    await show(bot, press, candidates_modal(other_cards(bot, ask, course), ask.id, s))


def other_cards(bot: Bot, ask: Ask, course: Course) -> list[Card]:
    """The candidates that the reply does not show, as they are now."""
    cards = [bot.card(course, entry) for entry in ask.entries if entry != ask.shown]
    return [card for card in cards if card is not None]
