"""The knowledge base changed: whoever waited for an answer that is there now is told, once."""

from __future__ import annotations

import asyncio
from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta

import structlog

from bot.answering import Answer
from bot.errors import BotError, SlackError
from bot.journal.model import Ask, Outcome, Review, Waiter
from bot.knowledge.model import Course, Entry, Status
from bot.live.snapshot import Snapshot
from bot.slack.asking import decided
from bot.slack.blocks.model import Block
from bot.slack.blocks.rich_text import paragraph
from bot.slack.bot import Bot
from bot.slack.changing import stands, update_reply
from bot.slack.delivery import Parcel
from bot.slack.features.hand_over import thread_link
from bot.slack.message import Message
from bot.slack.views.answer import Offers, answer_message
from bot.slack.views.card import Card
from bot.slack.views.no_answer import question_quote

log = structlog.get_logger("qabot.answered")

_MOST_REPLIES = 50  # that are brought up to date for one entry: Slack takes about as many changes a minute


@dataclass(frozen=True, slots=True)
class Changes:
    """What became different in a course: ids of entries with an answer, and those of them that were pending."""

    answered: Collection[str]
    no_longer_pending: Collection[str] = ()


def changes(old: Course, new: Course) -> Changes:
    """What the new state of a course answers that the old one did not, or otherwise."""
    before: dict[str, Entry] = {entry.id: entry for _, entry in old.entries()}
    now = [entry for _, entry in new.entries() if entry.answer and before.get(entry.id) != entry]
    pending = {entry.id for entry in before.values() if entry.status is Status.PENDING}
    return Changes(
        answered={entry.id for entry in now},
        no_longer_pending=[entry.id for entry in now if entry.id in pending and entry.status is not Status.PENDING],
    )


async def tell_waiting(bot: Bot, old: Snapshot, new: Snapshot) -> None:
    """Tell everybody who waits for what changed. Failures are logged: the next change tries again."""
    for course in new.base.courses:
        before = old.base.course(course.slug)
        changed = changes(before, course) if before else Changes(())
        if changed.answered:
            await _tell_course(bot, course, changed)


async def tell_everybody(bot: Bot) -> None:
    """At the start: tell those whose answer came while the bot was away."""
    for course in bot.live.now.base.courses:
        await _tell_course(bot, course, None)


async def _tell_course(bot: Bot, course: Course, changed: Changes | None) -> None:
    try:
        await _answer_open_asks(bot, course, changed)
        for entry in changed.no_longer_pending if changed else ():
            await _answer_pending(bot, course, entry)
        await _tell_waiters(bot, course)
    except BotError as error:
        log.error("waiting_not_told", course=course.slug, error=str(error))


async def _answer_open_asks(bot: Bot, course: Course, changed: Changes | None) -> None:
    """Asks that somebody wants an answer to, and that an entry answers now: their reply shows it."""
    for ask in await bot.journal.open_asks(bot.identity.team, course.slug):
        if ask.handed is None or not ask.text:
            continue
        found = bot.answering.ask(ask.text, course=course.slug)
        await asyncio.sleep(0)  # many asks must not keep others waiting
        best = found.matches[0].document.entry if found.matches else None
        if isinstance(found, Answer) and best and best.answer and _is_news(best, ask, changed):
            change = decided(bot, ask.text, course, found) | {"review": Review.ANSWERED}
            answered = await bot.journal.change_ask(ask.id, **change)
            card = bot.card(course, best.id)
            if answered and card:
                await _show(bot, answered, card)


def _is_news(entry: Entry, ask: Ask, changed: Changes | None) -> bool:
    """Whether the asker has not seen this answer. At the start nobody knows what changed, only what they were shown."""
    return entry.id in changed.answered if changed else entry.id != ask.shown


async def _answer_pending(bot: Bot, course: Course, entry: str) -> None:
    """Replies that say that the entry has no answer yet show the answer."""
    card = bot.card(course, entry)
    if card is None:
        return
    since = bot.clock() - timedelta(days=course.retention_days)
    asks = await bot.journal.asks_showing(bot.identity.team, course.slug, entry, since=since)
    for ask in asks[:_MOST_REPLIES]:
        await _show(bot, ask, card)


async def _show(bot: Bot, ask: Ask, card: Card) -> None:
    """Put the answer in the place of the reply, where all can see it."""
    if not stands(ask):
        return
    s = await bot.reply_strings(ask, card.course)
    message = answer_message(card, Offers(ask.id, others=len(ask.entries) > 1), s)
    try:
        await update_reply(bot, ask, message)
    except SlackError as error:
        log.warning("reply_not_updated", ask=ask.id, error=error.code)


async def _tell_waiters(bot: Bot, course: Course) -> None:
    for waiter in await bot.journal.waiters(bot.identity.team, course.slug):
        ask = await bot.journal.ask(waiter.ask) if waiter.ask else None
        entry = _answer_for(waiter, ask)
        card = bot.card(course, entry) if entry else None
        if card and card.entry.status is not Status.PENDING and await bot.journal.take_waiter(waiter.id):
            await _tell(bot, waiter, ask, card)


def _answer_for(waiter: Waiter, ask: Ask | None) -> str | None:
    """The entry that answers what this person waits for, if there is one now."""
    if waiter.ask is None:
        return waiter.entry
    answered = ask is not None and ask.review is Review.ANSWERED and ask.outcome is Outcome.ANSWER
    return ask.shown if ask and answered else None


async def _tell(bot: Bot, waiter: Waiter, ask: Ask | None, card: Card) -> None:
    """A DM with the answer. Once taken off the list it is sent at most once: rather none than two."""
    s = await bot.reader_strings(waiter.user, card.course)
    lead: list[Block] = [paragraph(s.answered_now)]
    if ask and ask.text:
        lead.append(question_quote(ask))
    offers = Offers(thread=await thread_link(bot, ask) if ask else None)
    answer = answer_message(card, offers, s, lead=lead)
    message = Message(f"{s.answered_now}\n{answer.text}", answer.blocks)
    try:
        await bot.delivery.post(Parcel(f"told:{waiter.id}", waiter.user), message)
    except SlackError as error:
        log.error("waiter_not_told", course=card.course.slug, error=error.code)
