"""One click says whether a reply helped; a 'no' gets the other candidates and the way to an instructor."""

from __future__ import annotations

from typing import Any

from slack_bolt.app.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck

from bot.i18n import Strings
from bot.journal.model import Ask
from bot.knowledge.model import Course
from bot.slack.blocks.rich_text import paragraph
from bot.slack.bot import Bot
from bot.slack.changing import ask_or_gone
from bot.slack.features.reading import entry_view
from bot.slack.matching import pressed
from bot.slack.offering import private_offers
from bot.slack.press import Press, show, tell, tell_in_place, turn_into
from bot.slack.values import Action
from bot.slack.views.answer import private_answer
from bot.slack.views.candidates import candidates_modal, other_answers, other_answers_message, rated_down, rows
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
    """Count the verdict, in place of an earlier one; whoever did not find help is offered more, and nobody else."""
    found = await ask_or_gone(bot, press)
    if found is None:
        return
    ask, course = found
    s = await bot.reader_strings(press.user, course)
    helpful = bool(press.value.get("helpful"))
    await bot.journal.rate(ask.id, press.user, helpful=helpful, at=bot.clock())
    await _mark(bot, press, ask, s, helpful=helpful)
    if helpful:
        return
    cards = other_cards(bot, ask, course)
    if press.view:
        blocks = other_answers(cards, ask.id, s, lead=rated_down(cards, s))
        await show(bot, press, candidates_modal(s.others_title, blocks, ask.id, s))
    else:
        await tell(bot, press, other_answers_message(cards, ask.id, s))


async def _mark(bot: Bot, press: Press, ask: Ask, s: Strings, *, helpful: bool) -> None:
    """Have the buttons show what was said; Slack's own feedback buttons do so by themselves."""
    if press.in_modal and (view := await entry_view(bot, press, rated=helpful)):
        await turn_into(bot, press, view)
    elif press.private:
        course = bot.course(ask.course)
        card = bot.card(course, str(press.value.get("entry"))) if course else None
        if card:
            offers = await private_offers(bot, ask, press.user, card, rated=helpful)
            await tell_in_place(bot, press, private_answer(card, offers, s))


async def show_others(bot: Bot, press: Press) -> None:
    """Open the other candidates in a modal."""
    found = await ask_or_gone(bot, press)
    if found is None:
        return
    ask, course = found
    s = await bot.reader_strings(press.user, course)
    cards = other_cards(bot, ask, course)
    blocks = rows(cards, s, ask=ask.id) or [paragraph(s.nothing_else)]
    await show(bot, press, candidates_modal(s.others_title, blocks, ask.id, s))


def other_cards(bot: Bot, ask: Ask, course: Course) -> list[Card]:
    """The candidates that the reply does not show, as they are now."""
    cards = [bot.card(course, entry) for entry in ask.entries if entry != ask.shown]
    return [card for card in cards if card is not None]
