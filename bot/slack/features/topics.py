"""`/topics`: what there is to ask about, and the questions of one topic."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from slack_bolt.app.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck

from bot.knowledge.model import Course, Topic
from bot.search.results import Document
from bot.slack.bot import Bot
from bot.slack.features.ask_command import course_for
from bot.slack.features.reading import entry_view
from bot.slack.listening import asks_for_help
from bot.slack.matching import pressed
from bot.slack.message import Message
from bot.slack.press import Press, say, show
from bot.slack.values import Action
from bot.slack.views.modal import Json
from bot.slack.views.notices import help_message, notice
from bot.slack.views.topics import topic_modal, topics_message, unknown_topic_message


def register(app: AsyncApp, bot: Bot) -> None:
    """Listens to the command, to topics that are opened, and to pages that are turned."""

    @app.command("/topics")
    async def on_topics(ack: AsyncAck, body: dict[str, Any]) -> None:
        await ack()
        await list_topics(bot, body)

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
    course = await course_for(bot, body)
    s = await bot.reader_strings(user, course)
    message: Message
    if asks_for_help(wanted):
        message = help_message(s, name=bot.identity.name)
    elif course is None:
        message = notice(s.no_course)
    elif not wanted:
        message = topics_message(course, s)
    else:
        topic, nearest = bot.answering.topic(course, wanted)
        if topic:
            await bot.slack.open_view(str(body["trigger_id"]), await topic_view(bot, user, course, topic))
            return
        message = unknown_topic_message(wanted, course, nearest, s)
    await bot.slack.respond(str(body["response_url"]), message)


async def open_topic(bot: Bot, press: Press) -> None:
    """Open a topic's questions in a modal."""
    view = await _pressed_topic(bot, press)
    if view is None:
        s = await bot.reader_strings(press.user, None)
        await say(bot, press, s.gone, s)
    else:
        await show(bot, press, view)


async def turn(bot: Bot, press: Press) -> None:
    """Show another page of the topic or the answer that is open."""
    view = await (_pressed_topic(bot, press) if "topic" in press.value else entry_view(bot, press))
    if view and press.view:
        await bot.slack.update_view(str(press.view["id"]), view)


async def _pressed_topic(bot: Bot, press: Press) -> Json | None:
    course = bot.course(str(press.value.get("course")))
    topic = next((t for t in course.topics if t.slug == press.value.get("topic")), None) if course else None
    if course is None or topic is None:
        return None
    page = press.value.get("page")
    return await topic_view(bot, press.user, course, topic, page=page if isinstance(page, int) else 0)


async def topic_view(bot: Bot, user: str, course: Course, topic: Topic, *, page: int = 0) -> Json:
    """The topic's modal for this person."""
    cards = [bot.card_of(course, Document(course.slug, topic.slug, topic.name, entry)) for entry in topic.entries]
    return topic_modal(course, topic, cards, await bot.reader_strings(user, course), page=page)
