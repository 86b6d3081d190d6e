"""A reply that stands is changed: another entry is chosen, the question was edited, it is passed on, or taken away."""

from __future__ import annotations

import structlog

from bot.errors import SlackError
from bot.journal.model import Ask, AskState, Outcome, Review
from bot.knowledge.model import Course
from bot.slack.bot import Bot
from bot.slack.delivery import Parcel
from bot.slack.message import Message
from bot.slack.press import Press
from bot.slack.views.answer import Offers, answer_message
from bot.slack.views.card import Card

log = structlog.get_logger("qabot.changing")


async def may_change(bot: Bot, press: Press, ask: Ask, course: Course) -> bool:
    """Whether this person may change the reply to the ask: its asker, and the course's instructors."""
    return press.user == ask.user or await bot.people.is_instructor(press.user, course)


async def ask_pressed(bot: Bot, press: Press) -> tuple[Ask, Course] | None:
    """The ask that a press is about with its course; None when it is gone, or not of this workspace."""
    ask = await bot.journal.ask(str(press.value.get("ask") or ""))
    course = bot.course(ask.course) if ask else None
    if ask is None or course is None or ask.team != press.team:
        return None
    return ask, course


async def replace_reply(bot: Bot, press: Press, ask: Ask, message: Message) -> None:
    """Put a message in the place of the reply that was pressed in, whether all see it or one person."""
    if press.private and press.response_url:
        await bot.slack.respond(press.response_url, message, replace=True)
    elif ask.reply:
        await bot.delivery.update(Parcel.of(ask), ask.reply, message)


async def show_as_answer(bot: Bot, ask: Ask, card: Card, *, note: str = "") -> tuple[Ask, Message]:
    """Remember that this entry answers the ask; gives the ask and the reply that says so."""
    changed = await bot.journal.change_ask(
        ask.id, shown=card.entry.id, outcome=Outcome.ANSWER, review=Review.NONE, state=AskState.REPLIED
    )
    s = await bot.reply_strings(ask, card.course)
    offers = Offers(ask.id, others=len(ask.entries) > 1)
    return changed or ask, answer_message(card, offers, s, note=note)


async def take_away(bot: Bot, ask: Ask, *, forget: bool = False) -> None:
    """Delete the reply; `forget` takes the question's text out of the journal too."""
    if ask.channel and ask.reply:
        try:
            await bot.slack.delete(ask.channel, ask.reply)
        except SlackError as error:
            if error.again:
                raise
            log.warning("reply_not_deleted", ask=ask.id, error=error.code)
    await bot.journal.change_ask(ask.id, state=AskState.REMOVED, review=Review.NONE)
    if forget:
        await bot.journal.change_ask(ask.id, text="")
