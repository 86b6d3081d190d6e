"""`/topics`: what there is to ask about, and the questions of one topic."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from slack_bolt.app.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck

from bot.i18n import Strings
from bot.knowledge.model import Course, Topic
from bot.search.results import Document
from bot.slack.blocks.wording import clip
from bot.slack.bot import Bot
from bot.slack.features.reading import entry_view
from bot.slack.listening import asks_for_help
from bot.slack.matching import pressed
from bot.slack.message import Message
from bot.slack.own_course import chosen_course, course_for
from bot.slack.press import Press, say_gone, show, tell_in_place, turn_into
from bot.slack.values import Action
from bot.slack.views.modal import Json
from bot.slack.views.notices import choose_course_message, help_message, notice, notice_modal
from bot.slack.views.topics import topic_modal, topics_message, unknown_topic_message

_MOST_WANTED = 100  # characters of a topic's name that come back with the choice of a course


def register(app: AsyncApp, bot: Bot) -> None:
    """Listens to the command, to topics that are opened, and to pages that are turned."""

    @app.command("/topics")
    async def on_topics(ack: AsyncAck, body: dict[str, Any]) -> None:
        await ack()
        await list_topics(bot, body)

    @app.action(pressed(Action.TOPICS_IN))
    async def on_topics_in(ack: AsyncAck, body: dict[str, Any]) -> None:
        await ack()
        await list_topics_in(bot, Press.of(body))

    @app.action(pressed(Action.OPEN_TOPIC))
    async def on_open(ack: AsyncAck, body: dict[str, Any]) -> None:
        await ack()
        await open_topic(bot, Press.of(body))

    @app.action(pressed(Action.PAGE))
    async def on_page(ack: AsyncAck, body: dict[str, Any]) -> None:
        await ack()
        await turn(bot, Press.of(body))


async def list_topics(bot: Bot, body: Mapping[str, Any]) -> None:
    """Show the topics, or the one that was named, to whoever typed the command."""
    user, wanted = str(body["user_id"]), str(body.get("text") or "").strip()
    course, courses = await course_for(bot, str(body["team_id"]), user, str(body["channel_id"]))
    s = await bot.reader_strings(user, course)
    if asks_for_help(wanted):
        shown: Message | Json = help_message(s, name=bot.identity.name)
    elif course:
        shown = await _found(bot, user, course, wanted, s)
    elif courses:
        about = {"wanted": clip(wanted, _MOST_WANTED)}
        shown = choose_course_message(courses, None, s, action=Action.TOPICS_IN, **about)
    else:
        shown = notice(s.no_course)
    if isinstance(shown, Message):
        await bot.slack.respond(str(body["response_url"]), shown)
    else:
        await bot.slack.open_view(str(body["trigger_id"]), shown)


async def list_topics_in(bot: Bot, press: Press) -> None:
    """The same in the course that was chosen, in the place of the choice."""
    course = await chosen_course(bot, press)
    if course is None:
        await say_gone(bot, press)
        return
    s = await bot.reader_strings(press.user, course)
    shown = await _found(bot, press.user, course, str(press.value.get("wanted") or ""), s)
    if isinstance(shown, Message):
        await tell_in_place(bot, press, shown)
    else:
        await show(bot, press, shown)


async def _found(bot: Bot, user: str, course: Course, wanted: str, s: Strings) -> Message | Json:
    """All topics as a message, the topic that is meant as a modal, or that there is no such one."""
    if not wanted:
        return topics_message(course, s)
    topic, nearest = bot.answering.topic(course, wanted)
    return await topic_view(bot, user, course, topic) if topic else unknown_topic_message(wanted, course, nearest, s)


async def open_topic(bot: Bot, press: Press) -> None:
    """Open a topic's questions in a modal."""
    view = await _pressed_topic(bot, press)
    if view is None:
        await say_gone(bot, press)
    else:
        await show(bot, press, view)


async def turn(bot: Bot, press: Press) -> None:
    """Show another page of the topic or the answer that is open."""
    view = await (_pressed_topic(bot, press) if "topic" in press.value else entry_view(bot, press))
    if view is None:
        s = await bot.reader_strings(press.user, None)
        view = notice_modal(s.gone, s)
    if press.in_modal:
        await turn_into(bot, press, view)


async def _pressed_topic(bot: Bot, press: Press) -> Json | None:
    course = bot.course(str(press.value.get("course")))
    topic = next((t for t in course.topics if t.slug == press.value.get("topic")), None) if course else None
    if course is None or topic is None:
        return None
    return await topic_view(bot, press.user, course, topic, page=press.number("page"))


async def topic_view(bot: Bot, user: str, course: Course, topic: Topic, *, page: int = 0) -> Json:
    """The topic's modal for this person."""
    cards = [bot.card_of(course, Document(course.slug, topic.slug, topic.name, entry)) for entry in topic.entries]
    return topic_modal(course, topic, cards, await bot.reader_strings(user, course), page=page)
