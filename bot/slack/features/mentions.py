"""A mention of the bot: always a reply, in the thread."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from slack_bolt.app.async_app import AsyncApp
from slack_bolt.context.async_context import AsyncBoltContext

from bot.answering import only_greets
from bot.journal.model import Origin
from bot.knowledge.model import Course
from bot.slack.asking import Question, reply_in_public
from bot.slack.bot import Bot
from bot.slack.event import Spoken, spoken_in
from bot.slack.features.channel_messages import let_people_answer
from bot.slack.listening import (
    asks_for_help,
    greeted,
    heard,
    mention_of,
    post_notice,
    warn_if_flooding,
    words_to,
)
from bot.slack.most_asked import most_asked
from bot.slack.threads import reply_to, words_above
from bot.slack.views.notices import help_message, no_course_message


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
                await answer(bot, spoken)


async def answer(bot: Bot, spoken: Spoken) -> None:
    """Reply to what was asked, or to the message that a bare mention hangs under; else say what the bot is for."""
    await let_people_answer(bot, spoken)
    course = await bot.classrooms.of_channel(spoken.channel)
    words = words_to(bot, spoken.text)
    s = bot.channel_strings(course)
    if asks_for_help(words):
        await post_notice(bot, spoken, help_message(s, name=bot.identity.name))
    elif await warn_if_flooding(bot, spoken, course):
        return
    elif course is None:
        courses = bot.live.now.base.courses
        await post_notice(bot, spoken, no_course_message(courses, spoken.channel, s))
    elif words and only_greets(words):
        await post_notice(bot, spoken, greeted(bot, words, await most_asked(bot, course), s))
    elif words:
        question = Question.said(spoken, words, Origin.MENTION)
        await reply_in_public(bot, question, course, await reply_to(bot, spoken, words, course))
    else:
        await _answer_above(bot, spoken, course)


async def _answer_above(bot: Bot, spoken: Spoken, course: Course) -> None:
    """The bot was called without a word."""
    words = await words_above(bot, spoken)
    if words and not only_greets(words):
        question = Question.said(spoken, words, Origin.MENTION)
        await reply_in_public(bot, question, course, bot.answering.ask(words, course=course.slug))
    else:
        await post_notice(bot, spoken, help_message(bot.channel_strings(course), name=bot.identity.name))
