"""'Ask an instructor': the ask joins the review queue, others say 'me too', and all are told of the answer."""

from __future__ import annotations

from typing import Any

import structlog
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck

from bot.errors import SlackError
from bot.i18n import strings
from bot.journal.model import Ask, Review
from bot.knowledge.model import Course, Status
from bot.slack.bot import Bot
from bot.slack.changing import ask_named, ask_or_gone, is_public, replace_reply, stands, withdraw
from bot.slack.delivery import Parcel
from bot.slack.matching import pressed
from bot.slack.message import Message
from bot.slack.press import Press, say, say_gone, show, tell, turn_into
from bot.slack.values import Action
from bot.slack.views.answer import Offers, private_answer
from bot.slack.views.no_answer import handed_message, handed_notice, how_to_answer_modal
from bot.slack.views.notices import notice, notice_modal

log = structlog.get_logger("qabot.hand_over")


def register(app: AsyncApp, bot: Bot) -> None:
    """Listens to people who want an instructor's answer."""

    @app.action(pressed(Action.HAND_OVER))
    async def on_hand_over(ack: AsyncAck, body: dict[str, Any]) -> None:
        await ack()
        await hand_over(bot, Press.of(body))

    @app.action(pressed(Action.ME_TOO))
    async def on_me_too(ack: AsyncAck, body: dict[str, Any]) -> None:
        await ack()
        await me_too(bot, Press.of(body))

    @app.action(pressed(Action.TELL_ME))
    async def on_tell_me(ack: AsyncAck, body: dict[str, Any]) -> None:
        await ack()
        await tell_me(bot, Press.of(body))

    @app.action(pressed(Action.ANSWER_ASK))
    async def on_answer(ack: AsyncAck, body: dict[str, Any]) -> None:
        await ack()
        await show_how_to_answer(bot, Press.of(body))


async def hand_over(bot: Bot, press: Press) -> None:
    """Pass the ask to the instructors; its asker and whoever pressed will be told when it is answered."""
    found = await ask_or_gone(bot, press)
    if found is None:
        return
    ask, course = found
    s = await bot.reader_strings(press.user, course)
    if await _answered_meanwhile(bot, press, ask, course):
        return
    waiting = await bot.journal.wait_for_ask(ask, press.user, at=bot.clock())
    if ask.user and ask.shown is None:
        waiting = await bot.journal.wait_for_ask(ask, ask.user, at=bot.clock())
    ask = await pass_on(bot, ask, course)
    if press.in_modal:
        await turn_into(bot, press, notice_modal(s.handed, s))
    elif press.private:
        await replace_reply(bot, press, ask, notice(s.handed))
    elif _is_the_reply(press, ask):
        await replace_reply(bot, press, ask, await _handed(bot, ask, course, waiting))
    else:
        await say(bot, press, s.handed, s)


async def pass_on(bot: Bot, ask: Ask, course: Course) -> Ask:
    """Put the ask into the review queue and tell the instructors' channel, once for each answer it got."""
    if ask.handed and ask.review in {Review.OPEN, Review.DISMISSED}:
        return ask
    changed = await bot.journal.change_ask(ask.id, review=Review.OPEN, handed=bot.clock()) or ask
    first = await bot.journal.once(f"handed:{ask.id}:{ask.shown or ''}", at=bot.clock())
    if first:
        log.info("handed_over", ask=ask.id, course=course.slug)
        if course.instructors_channel:
            await _tell_instructors(bot, changed, course, course.instructors_channel)
    return changed


async def _tell_instructors(bot: Bot, ask: Ask, course: Course, channel: str) -> None:
    who = await bot.people.name(ask.user) if ask.user else ""
    card = bot.card(course, ask.shown) if ask.shown else None
    shown = card.question if card else ""
    message = handed_notice(ask, strings(course.language), who=who, link=await thread_link(bot, ask), shown=shown)
    now = f"{bot.clock().timestamp() - 1:.6f}"
    parcel = Parcel(f"handed:{ask.id}", bot.classrooms.id_of(channel), message=now)
    try:
        await withdraw(bot, ask)  # an earlier one, about another answer: this one takes its place
        ts = await bot.delivery.post(parcel, message)
        await bot.journal.change_ask(ask.id, notice=f"{parcel.channel}:{ts}")
    except SlackError as error:
        log.error("instructors_not_told", ask=ask.id, channel=channel, error=error.code)


async def me_too(bot: Bot, press: Press) -> None:
    """Whoever pressed will be told too; the button counts them."""
    found = await ask_or_gone(bot, press)
    if found is None:
        return
    ask, course = found
    s = await bot.reader_strings(press.user, course)
    if await _answered_meanwhile(bot, press, ask, course):
        return
    waiting = await bot.journal.wait_for_ask(ask, press.user, at=bot.clock())
    if _is_the_reply(press, ask):
        await replace_reply(bot, press, ask, await _handed(bot, ask, course, waiting))
    await say(bot, press, s.me_too_done, s)


async def _answered_meanwhile(bot: Bot, press: Press, ask: Ask, course: Course) -> bool:
    """Whether the reply that was pressed in only looks unanswered (Slack refused its change): then show the answer."""
    card = bot.card(course, ask.shown) if ask.shown and stands(ask) and press.message == ask.reply else None
    if card is None or press.private:
        return False
    await tell(bot, press, private_answer(card, Offers(), await bot.reader_strings(press.user, course)))
    return True


async def _handed(bot: Bot, ask: Ask, course: Course, waiting: int) -> Message:
    """What the reply says once the ask was passed on; its asker is not one of "me too"."""
    s = await bot.reply_strings(ask, course)
    return handed_message(ask.id, s, others=max(0, waiting - 1) if is_public(ask) else None)


async def handed_reply(bot: Bot, ask: Ask, course: Course) -> Message:
    """The same for a reply that is written anew."""
    waiters = await bot.journal.waiters(ask.team, course.slug)
    return await _handed(bot, ask, course, sum(waiter.ask == ask.id for waiter in waiters))


def _is_the_reply(press: Press, ask: Ask) -> bool:
    """Whether it was pressed in the reply, and that shows no answer: one that does stays as it is."""
    return stands(ask) and ask.shown is None and press.message == ask.reply and not press.private


async def tell_me(bot: Bot, press: Press) -> None:
    """Whoever pressed will be told when the pending entry is answered."""
    course = bot.course(str(press.value.get("course")))
    found = course.find(str(press.value.get("entry"))) if course else None
    if course is None or found is None or found[1].status is not Status.PENDING:
        await say_gone(bot, press, course)
        return
    s = await bot.reader_strings(press.user, course)
    await bot.journal.wait_for_entry(press.team, course.slug, found[1].id, press.user, at=bot.clock())
    await say(bot, press, s.will_tell, s)


async def show_how_to_answer(bot: Bot, press: Press) -> None:
    """Show an instructor the question and how to answer it for good."""
    found = await ask_named(bot, press)
    if found is None or not found[0].text:  # its asker deleted it, or is forgotten
        await say_gone(bot, press)
        return
    ask, course = found
    s = await bot.reader_strings(press.user, course)
    if not await bot.people.is_instructor(press.user, course):
        log.warning("not_an_instructor", user=press.user, action=Action.ANSWER_ASK)
        await say(bot, press, s.instructors_only, s)
    else:
        await show(bot, press, how_to_answer_modal(ask, course, s, link=await thread_link(bot, ask)))


async def thread_link(bot: Bot, ask: Ask) -> str | None:
    """The address of the thread that an ask stands in, for asks that others can see."""
    message = ask.message or ask.thread  # the shortcut's question is somebody else's message
    if not ask.channel or not message or ask.is_direct:
        return None
    try:
        return await bot.slack.permalink(ask.channel, message)
    except SlackError as error:
        log.info("no_permalink", ask=ask.id, error=error.code)
        return None
