"""`/ask QUESTION`: a private reply, which can be shared. `/ask` alone opens the search."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from slack_bolt.app.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck

from bot.i18n import Strings
from bot.journal.model import Origin
from bot.knowledge.model import Course
from bot.slack.asking import Question, keep_private, private_reply
from bot.slack.bot import Bot
from bot.slack.flood import Pace
from bot.slack.listening import asks_for_help
from bot.slack.matching import pressed
from bot.slack.message import Message
from bot.slack.own_course import ask_in_chosen, chosen_course, course_for, keep_for_later
from bot.slack.press import Press, say_gone, show, tell_in_place
from bot.slack.values import Action
from bot.slack.views.notices import choose_course_message, help_message, notice
from bot.slack.views.search import search_modal


def register(app: AsyncApp, bot: Bot) -> None:
    """Listens to the command, and to the choice of a course for it."""

    @app.command("/ask")
    async def on_ask(ack: AsyncAck, body: dict[str, Any]) -> None:
        await ack()
        await answer(bot, body)

    @app.action(pressed(Action.ASK_IN))
    async def on_ask_in(ack: AsyncAck, body: dict[str, Any]) -> None:
        await ack()
        await answer_in(bot, Press.of(body))

    @app.action(pressed(Action.SEARCH_IN))
    async def on_search_in(ack: AsyncAck, body: dict[str, Any]) -> None:
        await ack()
        await search_in(bot, Press.of(body))


async def answer(bot: Bot, body: Mapping[str, Any]) -> None:
    """Reply to whoever typed the command, alone."""
    user, text, channel = str(body["user_id"]), str(body.get("text") or "").strip(), str(body["channel_id"])
    course, courses = await course_for(bot, str(body["team_id"]), user, channel)
    s = await bot.reader_strings(user, course)
    if asks_for_help(text):
        await _respond(bot, body, help_message(s, name=bot.identity.name))
    elif not courses:
        await _respond(bot, body, notice(s.no_course))
    elif text and bot.flood.count(user, bot.clock()) is not Pace.FINE:
        await _respond(bot, body, notice(s.too_fast))
    elif text:
        await _respond(bot, body, await _reply(bot, body, course, courses, s))
    elif course:
        await bot.slack.open_view(str(body["trigger_id"]), search_modal(course, "", [], s, channel=channel))
    else:
        await _respond(bot, body, choose_course_message(courses, None, s, action=Action.SEARCH_IN))


async def _reply(
    bot: Bot, body: Mapping[str, Any], course: Course | None, courses: Sequence[Course], s: Strings
) -> Message:
    question = Question(Origin.COMMAND, *(str(body[name]) for name in ("team_id", "user_id", "text", "channel_id")))
    if course is None:
        ask = await keep_for_later(bot, question)
        return choose_course_message(courses, ask.id, s, action=Action.ASK_IN)
    found = bot.answering.ask(question.text, course=course.slug)
    ask = await keep_private(bot, question, course, found)
    return await private_reply(bot, ask, course, found, s)


async def answer_in(bot: Bot, press: Press) -> None:
    """Answer the question from the course that was chosen, in the place of the choice."""
    found = await ask_in_chosen(bot, press)
    if found is None:
        await say_gone(bot, press)
        return
    ask, course, reply = found
    s = await bot.reader_strings(press.user, course)
    await tell_in_place(bot, press, await private_reply(bot, ask, course, reply, s))


async def search_in(bot: Bot, press: Press) -> None:
    """Open the search of the course that was chosen."""
    course = await chosen_course(bot, press)
    if course is None:
        await say_gone(bot, press)
        return
    s = await bot.reader_strings(press.user, course)
    await show(bot, press, search_modal(course, "", [], s, channel=press.channel))


async def _respond(bot: Bot, body: Mapping[str, Any], message: Message) -> None:
    await bot.slack.respond(str(body["response_url"]), message)
