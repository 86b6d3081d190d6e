"""A message in a course channel: answered in its thread when it is a question and the match is sure, else silence."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from slack_bolt.app.async_app import AsyncApp
from slack_bolt.context.async_context import AsyncBoltContext

from bot.answering import Answer, NoAnswer, Reply, only_greets
from bot.i18n import strings
from bot.journal.model import AskState, Origin
from bot.knowledge.model import Course, ReplyPolicy
from bot.slack.asking import Question, keep_for_instructors, reply_in_public
from bot.slack.bot import Bot
from bot.slack.event import Spoken, sent_at, spoken_in
from bot.slack.inbox import Later
from bot.slack.listening import asks_for_help, heard, mention_of, post_notice, warn_if_flooding, words_to
from bot.slack.threads import others_spoke_after
from bot.slack.views.notices import help_message

# Confidence from which a question is near enough to the course to be kept for its instructors: on development
# questions, 25 of 28 unanswered ones are, and of 46 other messages 14, of which 10 are about the subject.
NEAR = 0.08


def register(app: AsyncApp, bot: Bot) -> None:
    """Listens to what people say in channels without calling the bot."""
    mention = mention_of(bot.identity.user)

    async def in_a_channel(body: Mapping[str, Any]) -> bool:
        return heard(body, lambda spoken: not spoken.direct and not mention.search(spoken.text))

    @app.event("message", matchers=[in_a_channel])
    async def on_message(body: Mapping[str, Any], context: AsyncBoltContext) -> None:
        async with bot.inbox.at_work(context):
            if spoken := spoken_in(body):
                await hear(bot, spoken)


async def hear(bot: Bot, spoken: Spoken) -> None:
    """Reply, wait, keep the question for the instructors, or let people talk."""
    await let_people_answer(bot, spoken)
    course = await bot.classrooms.of_channel(spoken.channel)
    words = words_to(bot, spoken.text)
    if course is None or not words:
        return
    policy, wait = bot.classrooms.policy(course, spoken.channel)
    if policy is ReplyPolicy.MENTION or ((spoken.thread or wait) and await _has_reply(bot, spoken)):
        return
    if policy is ReplyPolicy.ALWAYS and asks_for_help(words):
        s = strings(course.language)
        await post_notice(bot, spoken, help_message(s, name=bot.identity.name))
        return
    found = bot.answering.ask(words, course=course.slug)
    question = Question.said(spoken, words, Origin.CHANNEL)
    if not _is_to_be_answered(bot, policy, words, found, course):
        if is_worth_keeping(bot, words, found, course):
            await keep_for_instructors(bot, question, course, found)
        return
    if await _people_answer(bot, spoken, timedelta(seconds=wait)) or await warn_if_flooding(bot, spoken, course):
        return
    await reply_in_public(bot, question, course, found, once_a_thread=True)


async def let_people_answer(bot: Bot, spoken: Spoken) -> None:
    """Somebody spoke in a thread: what others asked there, and waits for people, is left to them."""
    if spoken.thread:
        await bot.journal.stand_down(
            team=spoken.team, channel=spoken.channel, thread=spoken.thread, ts=spoken.ts, speaker=spoken.user
        )


def _is_to_be_answered(bot: Bot, policy: ReplyPolicy, words: str, found: Reply, course: Course) -> bool:
    asks = bot.answering.asks_something(words, course=course.slug)
    if policy is ReplyPolicy.ALWAYS:
        keywords = bot.answering.names_something(words, course=course.slug)
        return (asks or keywords or not isinstance(found, NoAnswer)) and not only_greets(words)
    return asks and isinstance(found, Answer)


def is_worth_keeping(bot: Bot, words: str, found: Reply, course: Course) -> bool:
    """Whether instructors will want to know of this unanswered message: a question, and near the course's subjects."""
    near = not isinstance(found, NoAnswer) or found.confidence >= NEAR
    return near and bot.answering.asks_something(words, course=course.slug)


async def _has_reply(bot: Bot, spoken: Spoken) -> bool:
    """Whether the bot has replied in this thread: it does so once, unless it is called."""
    asks = await bot.journal.asks_in_thread(spoken.team, spoken.channel, spoken.root)
    return any(ask.state in {AskState.REPLIED, AskState.BEGUN} and ask.message != spoken.ts for ask in asks)


async def _people_answer(bot: Bot, spoken: Spoken, wait: timedelta) -> bool:
    """Whether somebody spoke in the thread while the bot left people time. Raises `Later` while that time runs."""
    if not wait:
        return False
    due = sent_at(spoken.ts) + wait
    if bot.clock() < due:
        raise Later(due)
    return await others_spoke_after(bot, spoken)
