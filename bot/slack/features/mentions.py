"""A mention of the bot: always a reply, in the thread."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import Any

from slack_bolt.app.async_app import AsyncApp
from slack_bolt.context.async_context import AsyncBoltContext

from bot.answering import only_greets
from bot.errors import SlackError
from bot.i18n import strings
from bot.journal.model import Origin
from bot.knowledge.model import Course
from bot.slack.asking import Question, reply_in_public
from bot.slack.bot import Bot
from bot.slack.event import Spoken, spoken_in
from bot.slack.listening import asks_for_help, heard, mention_of, most_asked, post_notice, warn_if_flooding
from bot.slack.views.notices import greeting, help_message, no_course_message

_PATIENCE = 3.0  # seconds to wait for the message that a bare mention hangs under


def register(app: AsyncApp, bot: Bot) -> None:
    """Listens to people who call the bot. A mention arrives as two events, of which the inbox lets one through."""
    mention = mention_of(bot.identity.user)

    async def calls_the_bot(body: Mapping[str, Any]) -> bool:
        return heard(body, lambda spoken: not spoken.direct and mention.search(spoken.text) is not None)

    @app.event("app_mention", matchers=[calls_the_bot])
    @app.event("message", matchers=[calls_the_bot])
    async def on_mention(body: Mapping[str, Any], context: AsyncBoltContext) -> None:
        async with bot.inbox.at_work(context):
            if spoken := spoken_in(body):
                await answer(bot, context, spoken, mention.sub(" ", spoken.text).strip())


async def answer(bot: Bot, context: AsyncBoltContext, spoken: Spoken, words: str) -> None:
    """Reply to what was asked, or to the message that a bare mention hangs under; else say what the bot is for."""
    if spoken.thread:
        await bot.journal.stand_down(
            team=spoken.team, channel=spoken.channel, thread=spoken.thread, speaker=spoken.user
        )
    course = await bot.classrooms.of_channel(spoken.channel)
    s = strings(course.language if course else "ko")
    if asks_for_help(words):
        await post_notice(bot, context, spoken, help_message(s, name=bot.identity.name))
    elif course is None:
        courses = bot.live.now.base.courses
        await post_notice(bot, context, spoken, no_course_message(courses, spoken.channel, s))
    elif await warn_if_flooding(bot, spoken, course):
        return
    elif words and only_greets(words):
        await post_notice(bot, context, spoken, greeting(await most_asked(bot, course), s, name=bot.identity.name))
    else:
        await _answer_question(bot, context, spoken, words, course)


async def _answer_question(bot: Bot, context: AsyncBoltContext, spoken: Spoken, words: str, course: Course) -> None:
    before = await _first_words(bot, spoken)
    text = words or before
    if not text:
        s = strings(course.language)
        await post_notice(bot, context, spoken, help_message(s, name=bot.identity.name))
        return
    found = bot.answering.follow_up(text, before if words else "", course=course.slug)
    question = Question(
        team=spoken.team,
        course=course,
        origin=Origin.MENTION,
        user=spoken.user,
        text=text,
        channel=spoken.channel,
        message=spoken.ts,
        thread=spoken.root,
    )
    await reply_in_public(bot, question, found)


async def _first_words(bot: Bot, spoken: Spoken) -> str:
    """What the thread's first message says: from the journal, else from Slack, "" if neither tells in time."""
    if spoken.thread is None:
        return ""
    asks = await bot.journal.asks_in_thread(spoken.team, spoken.channel, spoken.thread)
    if asks and asks[0].text:
        return asks[0].text
    try:
        async with asyncio.timeout(_PATIENCE):
            messages = await bot.slack.thread(spoken.channel, spoken.thread, limit=1)
    except (SlackError, TimeoutError):
        return ""
    first = messages[0] if messages else {}
    return "" if first.get("bot_id") else mention_of(bot.identity.user).sub(" ", str(first.get("text") or "")).strip()
