"""Which course a question in a DM is about, when its asker takes several: asked once, then remembered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from slack_bolt.app.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck

from bot.i18n import Strings
from bot.journal.model import Ask, AskState, Origin
from bot.knowledge.model import Course
from bot.slack.asking import Question, new_ask, public_reply
from bot.slack.bot import Bot
from bot.slack.changing import update_reply
from bot.slack.delivery import Parcel
from bot.slack.event import Spoken
from bot.slack.matching import pressed
from bot.slack.own_course import ask_of
from bot.slack.press import Press, say, say_gone
from bot.slack.values import Action
from bot.slack.views.notices import choose_course_message

_MOST_WAITING = 20  # questions that one choice answers


def register(app: AsyncApp, bot: Bot) -> None:
    """Listens to the choice of a course."""

    @app.action(pressed(Action.CHOOSE_COURSE))
    async def on_choice(ack: AsyncAck, body: dict[str, Any]) -> None:
        await ack()
        await choose(bot, Press.of(body))


async def ask_for_course(bot: Bot, spoken: Spoken, words: str, courses: Sequence[Course], s: Strings) -> None:
    """Keep the question, and ask which course it is about."""
    new = new_ask(bot, Question.said(spoken, words, Origin.DIRECT))
    kept = await bot.journal.add_ask(new)
    if kept.state is not AskState.BEGUN:
        return
    message = choose_course_message(courses, kept.id, s)
    ts = await bot.delivery.post(Parcel.of(kept), message, begun_before=kept.id != new.id)
    await bot.journal.change_ask(kept.id, state=AskState.REPLIED, reply=ts)


async def choose(bot: Bot, press: Press) -> None:
    """Remember the course, and answer what waited for it, each question in the place of its choice."""
    ask = await bot.journal.ask(str(press.value.get("ask")))
    course = bot.course(str(press.value.get("course")))
    if ask is None or course is None or ask.user != press.user or ask.team != press.team:
        await say_gone(bot, press, course)
    elif not await bot.classrooms.takes(press.user, course):
        s = await bot.reader_strings(press.user, course)
        await say(bot, press, s.no_course, s)
    elif ask.course in {"", course.slug} or ask.shown is None:  # it can be asked of another one, too
        await bot.journal.remember_course(press.team, press.user, course.slug)
        await _answer(bot, replace(ask, reply=ask.reply or press.message), course)
        for other in await bot.journal.asks_of(press.team, press.user, limit=_MOST_WAITING):
            if not other.course and other.reply and other.id != ask.id:
                await _answer(bot, other, course)


async def _answer(bot: Bot, ask: Ask, course: Course) -> None:
    if ask.reply is None or ask.origin is not Origin.DIRECT or ask.state is AskState.REMOVED:
        return
    changed, found = await ask_of(bot, ask, course)
    message = await public_reply(bot, changed, course, found)
    await update_reply(bot, replace(changed, reply=ask.reply), message)  # if that fails, the course can be chosen again
