"""A DM with the bot: every question gets a reply, a greeting gets what is asked most."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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
from bot.slack.listening import asks_for_help, greeted, heard, post_notice, warn_if_flooding, words_to
from bot.slack.most_asked import most_asked
from bot.slack.threads import reply_to
from bot.slack.views.card import Card
from bot.slack.views.notices import help_message, notice

_MOST_GREETED_WITH = 5


def register(app: AsyncApp, bot: Bot) -> None:
    """Listens to what people write to the bot itself."""

    async def is_direct(body: Mapping[str, Any]) -> bool:
        return heard(body, lambda spoken: spoken.direct)

    @app.event("message", matchers=[is_direct])
    async def on_direct_message(body: Mapping[str, Any], context: AsyncBoltContext) -> None:
        async with bot.inbox.at_work(context):
            spoken = spoken_in(body)
            if spoken and spoken.text.strip():
                await answer(bot, spoken)


async def answer(bot: Bot, spoken: Spoken) -> None:
    """Reply to a DM, from the course that this person takes."""
    course, courses = await bot.classrooms.of_person(spoken.team, spoken.user)
    words = words_to(bot, spoken.text)
    s = await bot.reader_strings(spoken.user, course)
    if asks_for_help(words):
        await post_notice(bot, spoken, help_message(s, name=bot.identity.name))
    elif await warn_if_flooding(bot, spoken, course):
        return
    elif not courses:
        await post_notice(bot, spoken, notice(s.no_course))
    elif only_greets(words):
        cards = await _most_asked_of(bot, [course] if course else courses)
        await post_notice(bot, spoken, greeted(bot, words, cards, s))
    elif course:
        question = Question.said(spoken, words, Origin.DIRECT)
        await reply_in_public(bot, question, course, await reply_to(bot, spoken, words, course))
    else:
        await ask_for_course(bot, spoken, words, courses, s)


async def _most_asked_of(bot: Bot, courses: Sequence[Course]) -> Sequence[Card]:
    """What is asked most in each of the courses, as many of one as of another."""
    each = max(1, _MOST_GREETED_WITH // max(1, len(courses)))
    cards = [card for course in courses for card in await most_asked(bot, course, each)]
    return cards[:_MOST_GREETED_WITH]
