"""`/ask QUESTION`: a private reply, which can be shared. `/ask` alone opens the search."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from slack_bolt.app.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck

from bot.journal.model import Origin
from bot.knowledge.model import Course
from bot.slack.asking import Question, keep_private, private_reply
from bot.slack.bot import Bot
from bot.slack.flood import Pace
from bot.slack.listening import asks_for_help
from bot.slack.message import Message
from bot.slack.views.notices import help_message, notice
from bot.slack.views.search import search_modal


def register(app: AsyncApp, bot: Bot) -> None:
    """Listens to the command."""

    @app.command("/ask")
    async def on_ask(ack: AsyncAck, body: dict[str, Any]) -> None:
        await ack()
        await answer(bot, body)


async def answer(bot: Bot, body: Mapping[str, Any]) -> None:
    """Reply to whoever typed the command, alone."""
    user, text = str(body["user_id"]), str(body.get("text") or "").strip()
    course = await course_for(bot, body)
    s = await bot.reader_strings(user, course)
    if asks_for_help(text):
        await _respond(bot, body, help_message(s, name=bot.identity.name))
    elif course is None:
        await _respond(bot, body, notice(s.no_course))
    elif not text:
        channel = str(body["channel_id"])
        await bot.slack.open_view(str(body["trigger_id"]), search_modal(course, "", [], s, channel=channel))
    elif bot.flood.count(user, bot.clock()) is not Pace.FINE:
        await _respond(bot, body, notice(s.too_fast))
    else:
        await _respond(bot, body, await _reply(bot, body, course, text))


async def _reply(bot: Bot, body: Mapping[str, Any], course: Course, text: str) -> Message:
    user = str(body["user_id"])
    question = Question(
        team=str(body["team_id"]),
        course=course,
        origin=Origin.COMMAND,
        user=user,
        text=text,
        channel=str(body["channel_id"]),
    )
    found = bot.answering.ask(text, course=course.slug)
    ask = await keep_private(bot, question, found)
    return private_reply(bot, ask, course, found, await bot.reader_strings(user, course))


async def course_for(bot: Bot, body: Mapping[str, Any]) -> Course | None:
    """The course of the channel that a command was typed in, else one that the person takes."""
    course = await bot.classrooms.of_channel(str(body["channel_id"]))
    if course:
        return course
    own, courses = await bot.classrooms.of_person(str(body["team_id"]), str(body["user_id"]))
    return own or (courses[0] if len(courses) == 1 else None)


async def _respond(bot: Bot, body: Mapping[str, Any], message: Message) -> None:
    await bot.slack.respond(str(body["response_url"]), message)
