"""A DM with the bot: every question gets a reply, a greeting gets what is asked most."""

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
from bot.slack.features.course_choice import ask_for_course
from bot.slack.listening import asks_for_help, heard, mention_of, most_asked, post_notice, warn_if_flooding
from bot.slack.views.notices import greeting, help_message, notice


def register(app: AsyncApp, bot: Bot) -> None:
    """Listens to what people write to the bot itself."""
    mention = mention_of(bot.identity.user)

    async def is_direct(body: Mapping[str, Any]) -> bool:
        return heard(body, lambda spoken: spoken.direct)

    @app.event("message", matchers=[is_direct])
    async def on_direct_message(body: Mapping[str, Any], context: AsyncBoltContext) -> None:
        async with bot.inbox.at_work(context):
            spoken = spoken_in(body)
            words = mention.sub(" ", spoken.text).strip() if spoken else ""
            if spoken and words:
                await answer(bot, context, spoken, words)


async def answer(bot: Bot, context: AsyncBoltContext, spoken: Spoken, words: str) -> None:
    """Reply to a DM, from the course that this person takes."""
    course, courses = await bot.classrooms.of_person(spoken.team, spoken.user)
    s = await bot.reader_strings(spoken.user, course)
    if asks_for_help(words):
        await post_notice(bot, context, spoken, help_message(s, name=bot.identity.name))
    elif await warn_if_flooding(bot, spoken, course):
        return
    elif only_greets(words):
        await post_notice(bot, context, spoken, greeting(await most_asked(bot, course), s, name=bot.identity.name))
    elif course:
        await _answer_question(bot, spoken, words, course)
    elif courses:
        await ask_for_course(bot, spoken, words, courses, s)
    else:
        await post_notice(bot, context, spoken, notice(s.no_course))


async def _answer_question(bot: Bot, spoken: Spoken, words: str, course: Course) -> None:
    before = ""
    if spoken.thread:
        asks = await bot.journal.asks_in_thread(spoken.team, spoken.channel, spoken.thread)
        before = asks[0].text if asks else ""
    question = direct_question(spoken, words, course)
    await reply_in_public(bot, question, bot.answering.follow_up(words, before, course=course.slug))


def direct_question(spoken: Spoken, words: str, course: Course) -> Question:
    """What was asked in a DM; the reply stands in the same thread, or beside it where there is none."""
    return Question(
        team=spoken.team,
        course=course,
        origin=Origin.DIRECT,
        user=spoken.user,
        text=words,
        channel=spoken.channel,
        message=spoken.ts,
        thread=spoken.thread,
    )
