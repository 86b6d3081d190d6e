"""The knowledge base changed: whoever waited for an answer that is there now is told, once."""

from __future__ import annotations

import asyncio

import structlog

from bot.answering import Answer
from bot.errors import BotError, SlackError
from bot.journal.model import Ask, AskState, Outcome, Review, Waiter
from bot.knowledge.model import Course, Entry, Status
from bot.live.snapshot import Snapshot
from bot.slack.asking import decided
from bot.slack.bot import Bot
from bot.slack.delivery import Parcel
from bot.slack.message import Message
from bot.slack.views.answer import Offers, answer_message
from bot.slack.views.card import Card

log = structlog.get_logger("qabot.answered")


def changed_entries(old: Snapshot, new: Snapshot) -> dict[str, set[str]]:
    """By course, the ids of the entries that have an answer, and are new or were different before."""
    changed: dict[str, set[str]] = {}
    for course in new.base.courses:
        before = old.base.course(course.slug)
        known: dict[str, Entry] = {entry.id: entry for _, entry in before.entries()} if before else {}
        ids = {entry.id for _, entry in course.entries() if entry.answer and known.get(entry.id) != entry}
        if ids and before:
            changed[course.slug] = ids
    return changed


async def tell_waiting(bot: Bot, old: Snapshot, new: Snapshot) -> None:
    """Tell everybody who waits for what changed. Failures are logged: the next change tries again."""
    for slug, ids in changed_entries(old, new).items():
        course = bot.course(slug)
        if course is None:
            continue
        try:
            await _answer_open_asks(bot, course, ids)
            await _tell_waiters(bot, course)
        except BotError as error:
            log.error("waiting_not_told", course=slug, error=str(error))


async def tell_everybody(bot: Bot) -> None:
    """At the start: tell those whose answer came while the bot was away."""
    for course in bot.live.now.base.courses:
        try:
            await _answer_open_asks(bot, course, {entry.id for _, entry in course.entries() if entry.answer})
            await _tell_waiters(bot, course)
        except BotError as error:
            log.error("waiting_not_told", course=course.slug, error=str(error))


async def _answer_open_asks(bot: Bot, course: Course, ids: set[str]) -> None:
    """Asks that somebody wants an answer to, and that one of these entries answers now: their reply shows it."""
    for ask in await bot.journal.open_asks(bot.identity.team, course.slug):
        if ask.handed is None or not ask.text:
            continue
        found = bot.answering.ask(ask.text, course=course.slug)
        await asyncio.sleep(0)  # many asks must not keep others waiting
        best = found.matches[0].document.entry if found.matches else None
        if isinstance(found, Answer) and best and best.answer and best.id in ids:
            change = decided(found) | {"review": Review.ANSWERED}
            answered = await bot.journal.change_ask(ask.id, **change)
            card = bot.card(course, best.id)
            if answered and card:
                await _show(bot, answered, card)


async def _show(bot: Bot, ask: Ask, card: Card) -> None:
    """Put the answer in the place of the reply, where all can see it."""
    if not (ask.reply and ask.state is AskState.REPLIED):
        return
    s = await bot.reply_strings(ask, card.course)
    message = answer_message(card, Offers(ask.id, others=len(ask.entries) > 1), s)
    try:
        await bot.delivery.update(Parcel.of(ask), ask.reply, message)
    except SlackError as error:
        log.warning("reply_not_updated", ask=ask.id, error=error.code)


async def _tell_waiters(bot: Bot, course: Course) -> None:
    for waiter in await bot.journal.waiters(bot.identity.team, course.slug):
        entry_id = await _answer_for(bot, waiter)
        card = bot.card(course, entry_id) if entry_id else None
        if card and card.entry.status is not Status.PENDING and await bot.journal.take_waiter(waiter.id):
            await _tell(bot, waiter, card)


async def _answer_for(bot: Bot, waiter: Waiter) -> str | None:
    """The entry that answers what this person waits for, if there is one now."""
    if waiter.ask is None:
        return waiter.entry
    ask = await bot.journal.ask(waiter.ask)
    answered = ask is not None and ask.review is Review.ANSWERED and ask.outcome is Outcome.ANSWER
    return ask.shown if ask and answered else None


async def _tell(bot: Bot, waiter: Waiter, card: Card) -> None:
    """A DM with the answer. Once taken off the list it is sent at most once: rather none than two."""
    s = await bot.reader_strings(waiter.user, card.course)
    answer = answer_message(card, Offers(), s)
    message = Message(f"{s.answered_now}\n{answer.text}", answer.blocks)
    parcel = Parcel(f"told:{waiter.id}", waiter.user)
    try:
        await bot.delivery.post(parcel, message)
    except SlackError as error:
        log.error("waiter_not_told", course=card.course.slug, error=error.code)
