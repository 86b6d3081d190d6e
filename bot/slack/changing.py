"""A reply that stands is changed: another entry is chosen, the question was edited, it is passed on, or taken away."""

from __future__ import annotations

from dataclasses import replace

import structlog

from bot.errors import SlackError
from bot.journal.model import Ask, AskChange, AskState, Origin, Outcome, Review
from bot.knowledge.model import Course
from bot.slack.bot import Bot
from bot.slack.delivery import Parcel
from bot.slack.message import Message
from bot.slack.press import Press, say_gone, tell_in_place
from bot.slack.views.answer import Offers, answer_message
from bot.slack.views.card import Card

log = structlog.get_logger("qabot.changing")

_ASKED_OPENLY = frozenset({Origin.CHANNEL, Origin.MENTION})


async def may_change(bot: Bot, press: Press, ask: Ask, course: Course) -> bool:
    """Whether this person may change the reply to the ask: its asker, and the course's instructors."""
    return press.user == ask.user or await bot.people.is_instructor(press.user, course)


async def ask_pressed(bot: Bot, press: Press) -> tuple[Ask, Course] | None:
    """The ask that a press is about with its course; None when it is gone, or none of this person's business.

    What was asked in private is the business of its asker and the instructors alone.
    """
    found = await ask_named(bot, press)
    if found is None or is_public(found[0]) or await may_change(bot, press, *found):
        return found
    log.warning("not_their_ask", ask=found[0].id, user=press.user)
    return None


async def ask_or_gone(bot: Bot, press: Press) -> tuple[Ask, Course] | None:
    """The same; where there is none, whoever pressed is told so."""
    found = await ask_pressed(bot, press)
    if found is None:
        await say_gone(bot, press)
    return found


async def ask_named(bot: Bot, press: Press) -> tuple[Ask, Course] | None:
    """The ask that a press is about, whoever pressed: what may be done with it is the caller's to decide."""
    ask = await bot.journal.ask(str(press.value.get("ask") or ""))
    course = bot.course(ask.course) if ask else None
    if ask is None or course is None or ask.team != press.team:
        return None
    if ask.state is AskState.BEGUN and ask.channel == press.channel and not press.private:
        ask = replace(ask, state=AskState.REPLIED, reply=press.message)  # it stands, which the journal learns just now
    return ask, course


def is_public(ask: Ask) -> bool:
    """Whether others than the asker see the reply to this ask: it was asked in a channel, or shared there."""
    return ask.origin in _ASKED_OPENLY or (ask.reply is not None and not ask.is_direct)


def stands(ask: Ask) -> bool:
    """Whether a reply to the ask stands in its channel or DM."""
    return ask.reply is not None and ask.state is AskState.REPLIED


async def update_reply(bot: Bot, ask: Ask, message: Message) -> None:
    """Put a message in the place of the ask's reply, if there is one; where Slack refuses for good, it stays.

    Raises `SlackError` when trying again can help.
    """
    if ask.reply is None:
        return
    try:
        await bot.delivery.update(Parcel.of(ask), ask.reply, message)
    except SlackError as error:
        if error.again:
            raise
        log.warning("reply_not_updated", ask=ask.id, error=error.code)


async def replace_reply(bot: Bot, press: Press, ask: Ask, message: Message) -> None:
    """Put a message in the place of the reply that was pressed in, whether all see it or one person."""
    if press.private:
        await tell_in_place(bot, press, message)
    elif ask.reply:
        await bot.delivery.update(Parcel.of(ask), ask.reply, message)


async def show_as_answer(bot: Bot, ask: Ask, card: Card, *, note: str = "") -> tuple[Ask, Message]:
    """Remember that this entry answers the ask; gives the ask and the reply that says so.

    One that was passed to the instructors stays in their queue: others wait for it too.
    """
    review = ask.review if ask.handed else Review.NONE
    changed = await bot.journal.change_ask(ask.id, shown=card.entry.id, outcome=Outcome.ANSWER, review=review)
    s = await bot.reply_strings(ask, card.course)
    offers = Offers(ask.id, others=len(ask.entries) > 1)
    return changed or ask, answer_message(card, offers, s, note=note)


async def take_away(bot: Bot, ask: Ask, *, forget: bool = False) -> None:
    """Delete the reply; `forget` takes the question's text out of the journal too.

    A question that was passed to the instructors stays in their queue unless it is forgotten.
    """
    if ask.channel and ask.reply:
        try:
            await bot.slack.delete(ask.channel, ask.reply)
        except SlackError as error:
            if error.again:
                raise
            log.warning("reply_not_deleted", ask=ask.id, error=error.code)
    change: AskChange = {"state": AskState.REMOVED}
    if forget:
        await withdraw(bot, ask)
        change["text"] = ""
    if forget or not ask.handed:
        change["review"] = Review.NONE
    await bot.journal.change_ask(ask.id, **change)


async def withdraw(bot: Bot, ask: Ask) -> None:
    """Delete what the instructors' channel was told of an ask that is to be forgotten. Raises `SlackError`."""
    channel, _, ts = (ask.notice or "").partition(":")
    if ts:
        try:
            await bot.slack.delete(channel, ts)
        except SlackError as error:
            if error.again:
                raise
            log.warning("notice_not_deleted", ask=ask.id, error=error.code)
        await bot.journal.change_ask(ask.id, notice=None)
