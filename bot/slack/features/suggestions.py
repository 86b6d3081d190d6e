"""'Did you mean': the asker's choice, or an instructor's, turns the suggestions into the answer."""

from __future__ import annotations

from typing import Any

from slack_bolt.app.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck

from bot.i18n import strings
from bot.journal.model import Ask, Outcome, Review
from bot.knowledge.model import Course, Topic
from bot.slack.bot import Bot
from bot.slack.changing import ask_or_gone, ask_pressed, may_change, replace_reply, show_as_answer, stands
from bot.slack.delivery import Parcel
from bot.slack.matching import pressed
from bot.slack.offering import private_offers
from bot.slack.press import Press, say_gone, tell, turn_into
from bot.slack.values import Action
from bot.slack.views.answer import Offers, answer_modal, private_answer
from bot.slack.views.card import Card
from bot.slack.views.no_answer import no_answer_message
from bot.slack.views.notices import notice_modal


def register(app: AsyncApp, bot: Bot) -> None:
    """Listens to choices among suggestions, and among other answers."""

    @app.action(pressed(Action.CHOOSE))
    async def on_choose(ack: AsyncAck, body: dict[str, Any]) -> None:
        await ack()
        await choose(bot, Press.of(body))

    @app.action(pressed(Action.NONE_OF_THESE))
    async def on_none(ack: AsyncAck, body: dict[str, Any]) -> None:
        await ack()
        await choose_none(bot, Press.of(body))


async def choose(bot: Bot, press: Press) -> None:
    """Show the chosen entry: to everybody if the asker or an instructor chose it, else to who pressed."""
    found = await ask_pressed(bot, press)
    entry = str(press.value.get("entry"))
    card = bot.card(found[1], entry) if found else None
    if found is None or card is None or entry not in found[0].entries:
        await say_gone(bot, press, found[1] if found else None)
        return
    ask, course = found
    await bot.journal.choose(ask.id, press.user, entry, at=bot.clock())
    if await may_change(bot, press, ask, course):
        await _change(bot, press, ask, card)
    else:
        await _show_alone(bot, press, card)


async def _change(bot: Bot, press: Press, ask: Ask, card: Card) -> None:
    """Let the reply that stands show the entry, and whatever this person pressed in."""
    changed, message = await show_as_answer(bot, ask, card, note=await _chooser(bot, press, ask, card.course))
    if stands(ask) and ask.reply:
        await bot.delivery.update(Parcel.of(changed), ask.reply, message)
    elif not (press.in_modal or press.private):
        await _show_alone(bot, press, card)
    s = await bot.reader_strings(press.user, card.course)
    offers = await private_offers(bot, changed, press.user, card)
    if press.in_modal:
        await turn_into(bot, press, answer_modal(card, offers, s))
    elif press.private:
        await replace_reply(bot, press, changed, private_answer(card, offers, s))


async def _chooser(bot: Bot, press: Press, ask: Ask, course: Course) -> str:
    """Who chose the answer, if that was not the asker."""
    if press.user == ask.user or ask.is_direct:
        return ""
    return strings(course.language).chosen_by.format(who=await bot.people.name(press.user))


async def _show_alone(bot: Bot, press: Press, card: Card) -> None:
    s = await bot.reader_strings(press.user, card.course)
    if press.in_modal:
        await turn_into(bot, press, notice_modal(s.rate_thanks, s))
    else:
        await tell(bot, press, private_answer(card, Offers(), s))


async def choose_none(bot: Bot, press: Press) -> None:
    """Say that nothing answers, and offer an instructor: to everybody if the asker or an instructor says so."""
    found = await ask_or_gone(bot, press)
    if found is None:
        return
    ask, course = found
    await bot.journal.choose(ask.id, press.user, None, at=bot.clock())
    topics = topics_of(course, ask)
    allowed = ask.shown is None and await may_change(bot, press, ask, course)  # an answer meanwhile stays
    if allowed:
        ask = await bot.journal.change_ask(ask.id, outcome=Outcome.NO_ANSWER, shown=None, review=Review.OPEN) or ask
    if allowed and not press.private:
        s = await bot.reply_strings(ask, course)
        await replace_reply(bot, press, ask, no_answer_message(ask.id, course, topics, s))
        return
    s = await bot.reader_strings(press.user, course)
    message = no_answer_message(ask.id, course, topics, s, public=False)
    await (replace_reply(bot, press, ask, message) if press.private else tell(bot, press, message))


def topics_of(course: Course, ask: Ask) -> list[Topic]:
    """The topics of an ask's candidates, nearest first, then the others."""
    near = [found[0] for entry in ask.entries if (found := course.find(entry))]
    return list({topic.slug: topic for topic in (*near, *course.topics)}.values())
