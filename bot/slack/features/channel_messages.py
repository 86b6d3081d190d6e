"""A message in a course channel: answered in its thread when it is a question and the match is sure, else silence."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from slack_bolt.app.async_app import AsyncApp
from slack_bolt.context.async_context import AsyncBoltContext

from bot.answering import Answer, NoAnswer, Reply, asks_something, only_greets
from bot.errors import SlackError
from bot.journal.model import AskState, Origin
from bot.knowledge.model import Course, ReplyPolicy
from bot.slack.asking import Question, keep_for_instructors, reply_in_public
from bot.slack.bot import Bot
from bot.slack.event import Spoken, sent_at, spoken_in
from bot.slack.inbox import Later
from bot.slack.listening import heard, mention_of, warn_if_flooding

NEAR = 0.08  # confidence from which a question is near enough to the course to be kept for its instructors
_PATIENCE = 2.0  # seconds to wait for Slack's word on who spoke in a thread


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
    if spoken.thread:
        await bot.journal.stand_down(
            team=spoken.team, channel=spoken.channel, thread=spoken.thread, speaker=spoken.user
        )
    course = await bot.classrooms.of_channel(spoken.channel)
    if course is None or not spoken.text.strip():
        return
    policy, wait = bot.classrooms.policy(course, spoken.channel)
    if policy is ReplyPolicy.MENTION or await _has_reply(bot, spoken):
        return
    found = bot.answering.ask(spoken.text, course=course.slug)
    question = _question(spoken, course)
    if not _is_to_be_answered(policy, spoken.text, found):
        if asks_something(spoken.text) and _is_near(found):
            await keep_for_instructors(bot, question, found)
        return
    if await _people_answer(bot, spoken, timedelta(seconds=wait)):
        return
    if not await warn_if_flooding(bot, spoken, course):
        await reply_in_public(bot, question, found)


def _is_to_be_answered(policy: ReplyPolicy, text: str, found: Reply) -> bool:
    if policy is ReplyPolicy.ALWAYS:
        return not only_greets(text)
    return isinstance(found, Answer) and asks_something(text)


def _is_near(found: Reply) -> bool:
    return not isinstance(found, NoAnswer) or found.confidence >= NEAR


async def _has_reply(bot: Bot, spoken: Spoken) -> bool:
    """Whether the bot has replied in this thread: it does so once, unless it is called."""
    if spoken.thread is None:
        return False
    asks = await bot.journal.asks_in_thread(spoken.team, spoken.channel, spoken.thread)
    return any(ask.state in {AskState.REPLIED, AskState.BEGUN} and ask.message != spoken.ts for ask in asks)


async def _people_answer(bot: Bot, spoken: Spoken, wait: timedelta) -> bool:
    """Whether a person spoke in the thread while the bot left people time. Raises `Later` while that time runs.

    A word in the thread ends the wait by itself (`stand_down`). What was said while the bot was away, Slack knows.
    """
    if not wait:
        return False
    due = sent_at(spoken.ts) + wait
    if bot.clock() < due:
        raise Later(due)
    if bot.started <= sent_at(spoken.ts):
        return False
    try:
        async with asyncio.timeout(_PATIENCE):
            messages = await bot.slack.thread(spoken.channel, spoken.root, limit=200)
    except (SlackError, TimeoutError):
        return False
    later = [message for message in messages if float(message.get("ts", 0)) > float(spoken.ts)]
    return any(message.get("user") != spoken.user and not message.get("bot_id") for message in later)


def _question(spoken: Spoken, course: Course) -> Question:
    return Question(
        team=spoken.team,
        course=course,
        origin=Origin.CHANNEL,
        user=spoken.user,
        text=spoken.text,
        channel=spoken.channel,
        message=spoken.ts,
        thread=spoken.root,
    )
