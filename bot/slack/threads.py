"""What else was said in a thread: by what the journal knows, and for the rest by Slack, if it tells at once."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

import structlog

from bot.answering import Reply
from bot.errors import SlackError
from bot.knowledge.model import Course
from bot.slack.bot import Bot
from bot.slack.client import Json
from bot.slack.event import Spoken, is_by_a_person, sent_at
from bot.slack.listening import words_to

log = structlog.get_logger("qabot.threads")

_PATIENCE = 2.0  # seconds: some installations may ask for a thread once a minute only, and replies do not wait for it


async def reply_to(bot: Bot, spoken: Spoken, words: str, course: Course) -> Reply:
    """What a question gets; one that says too little is read together with the thread's first question."""
    if spoken.thread is None or bot.answering.stands_alone(words, course=course.slug):
        return bot.answering.ask(words, course=course.slug)
    return bot.answering.follow_up(words, await first_question(bot, spoken), course=course.slug)


async def words_above(bot: Bot, spoken: Spoken) -> str:
    """What the message says that this one hangs under, "" where there is none or nobody tells in time."""
    if spoken.thread is None:
        return ""
    ask = await bot.journal.ask_of_message(spoken.team, spoken.channel, spoken.thread)
    if ask and ask.text:
        return ask.text
    first = next(iter(await _messages(bot, spoken, limit=1)), {})
    return words_to(bot, str(first.get("text") or "")) if is_by_a_person(first) else ""


async def first_question(bot: Bot, spoken: Spoken) -> str:
    """What was asked first in this thread, before this message; "" where nothing was, or nobody tells in time."""
    if spoken.thread is None:
        return ""
    asks = await bot.journal.asks_in_thread(spoken.team, spoken.channel, spoken.thread)
    first = next((ask.text for ask in asks if ask.message != spoken.ts and ask.text), "")
    return first or await words_above(bot, spoken)


async def others_spoke_after(bot: Bot, spoken: Spoken) -> bool:
    """Whether somebody else wrote in the thread after this message; False where Slack alone knows and does not tell.

    What the bot hears while a question waits ends that by itself (`stand_down`). It has not heard what was said while
    it was away, and the journal does not keep who wrote what it knows of.
    """
    known = await bot.journal.spoken_after(team=spoken.team, channel=spoken.channel, thread=spoken.root, ts=spoken.ts)
    if not known and bot.started <= sent_at(spoken.ts):
        return False
    later = await _messages(bot, spoken, after=spoken.ts)
    return any(is_by_a_person(one) and one["user"] != spoken.user and str(one.get("ts")) > spoken.ts for one in later)


async def _messages(bot: Bot, spoken: Spoken, *, after: str | None = None, limit: int = 200) -> Sequence[Json]:
    try:
        async with asyncio.timeout(_PATIENCE):
            return await bot.slack.thread(spoken.channel, spoken.root, after=after, limit=limit)
    except (SlackError, TimeoutError) as error:
        log.warning("thread_unknown", channel=spoken.channel, error=str(error) or "no answer in time")
        return []
