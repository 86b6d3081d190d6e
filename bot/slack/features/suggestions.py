"""'Did you mean': the asker's choice, or an instructor's, turns the suggestions into the answer."""

from __future__ import annotations

from typing import Any

from slack_bolt.app.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck

from bot.journal.model import Ask, AskState, Outcome, Review
from bot.knowledge.model import Course, Topic
from bot.slack.bot import Bot
from bot.slack.changing import ask_pressed, may_change, replace_reply, show_as_answer
from bot.slack.matching import pressed
from bot.slack.press import Press, say, tell
from bot.slack.values import Action
from bot.slack.views.answer import Offers, private_answer
from bot.slack.views.no_answer import no_answer_message


def register(app: AsyncApp, bot: Bot) -> None:
    """Listens to choices among suggestions."""

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
        s = await bot.reader_strings(press.user, found[1] if found else None)
        await say(bot, press, s.gone, s)
        return
    ask, course = found
    await bot.journal.choose(ask.id, press.user, entry, at=bot.clock())
    if press.private:
        s = await bot.reader_strings(press.user, course)
        await show_as_answer(bot, ask, card)
        offers = Offers(ask.id, others=len(ask.entries) > 1, share=ask.channel is not None)
        await replace_reply(bot, press, ask, private_answer(card, offers, s))
    elif ask.state is AskState.REPLIED and await may_change(bot, press, ask, course):
        changed, message = await show_as_answer(bot, ask, card)
        await replace_reply(bot, press, changed, message)
    else:
        s = await bot.reader_strings(press.user, course)
        await tell(bot, press, private_answer(card, Offers(), s))


async def choose_none(bot: Bot, press: Press) -> None:
    """Say that nothing answers, and offer an instructor: to everybody if the asker or an instructor says so."""
    found = await ask_pressed(bot, press)
    if found is None:
        s = await bot.reader_strings(press.user, None)
        await say(bot, press, s.gone, s)
        return
    ask, course = found
    await bot.journal.choose(ask.id, press.user, None, at=bot.clock())
    topics = topics_of(course, ask)
    if press.private or not await may_change(bot, press, ask, course):
        s = await bot.reader_strings(press.user, course)
        message = no_answer_message(ask.id, course, topics, s, public=False)
        await (replace_reply(bot, press, ask, message) if press.private else tell(bot, press, message))
        return
    changed = await bot.journal.change_ask(ask.id, outcome=Outcome.NO_ANSWER, shown=None, review=Review.OPEN) or ask
    s = await bot.reply_strings(ask, course)
    await replace_reply(bot, press, changed, no_answer_message(ask.id, course, topics, s))


def topics_of(course: Course, ask: Ask) -> list[Topic]:
    """The topics of an ask's candidates, nearest first, then the others."""
    near = [found[0] for entry in ask.entries if (found := course.find(entry))]
    return list({topic.slug: topic for topic in (*near, *course.topics)}.values())
