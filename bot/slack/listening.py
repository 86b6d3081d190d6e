"""What messages in channels, mentions and DMs have in common: a person's words, and small replies to them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import structlog

from bot.answering import only_thanks
from bot.errors import SlackError
from bot.i18n import Strings
from bot.knowledge.model import Course
from bot.slack.bot import Bot
from bot.slack.delivery import Parcel
from bot.slack.event import Spoken, sent_at, spoken_in
from bot.slack.flood import Pace
from bot.slack.message import Message
from bot.slack.views.card import Card
from bot.slack.views.notices import greeting, notice
from bot.text.cleaning import clean

log = structlog.get_logger("qabot.listening")

_HELP = re.compile(r"/?(?:help(?:\s+me)?|도움말?|사용법|도와\s?(?:줘요?|주세요))[\s?!.~]*", re.IGNORECASE)


def mention_of(user: str) -> re.Pattern[str]:
    """The mark-up of a mention of this person."""
    return re.compile(rf"<@{re.escape(user)}(?:\|[^>]*)?>")


def words_to(bot: Bot, text: str) -> str:
    """What was said, without mentions of the bot; "" where no words are left, as of emoji and addresses."""
    words = mention_of(bot.identity.user).sub(" ", text).strip()
    return words if any(map(str.isalnum, clean(words))) else ""


def asks_for_help(text: str) -> bool:
    """Whether the words ask how the bot is used, and nothing else."""
    return _HELP.fullmatch(text.strip()) is not None


def heard(body: Mapping[str, Any], test: Callable[[Spoken], bool]) -> bool:
    """Whether the event is a person speaking, in a way that passes the test."""
    spoken = spoken_in(body)
    return spoken is not None and test(spoken)


async def warn_if_flooding(bot: Bot, spoken: Spoken, course: Course | None) -> bool:
    """Whether this person asks too fast; they are told so once, and nobody else is."""
    pace = bot.flood.count(spoken.user, sent_at(spoken.ts))
    if pace is Pace.TOO_FAST:
        s = await bot.reader_strings(spoken.user, course)
        try:
            await bot.slack.whisper(spoken.channel, spoken.user, notice(s.too_fast), thread=spoken.thread)
        except SlackError as error:
            log.info("whisper_refused", error=error.code)
    return pace is not Pace.FINE


async def post_notice(bot: Bot, spoken: Spoken, message: Message) -> None:
    """Post something that is no reply to an ask, exactly once: under what was said, or after it in a DM."""
    key = f"notice:{spoken.channel}:{spoken.ts}"
    begun_before = not await bot.journal.once(key, at=bot.clock())
    parcel = Parcel(key, spoken.channel, spoken.reply_thread, spoken.ts)
    await bot.delivery.post(parcel, message, begun_before=begun_before)


def greeted(bot: Bot, words: str, cards: Sequence[Card], s: Strings) -> Message:
    """What is said back to a greeting: what is asked most, to press; to thanks, a kind word."""
    return notice(s.thanked) if only_thanks(words) else greeting(cards, s, name=bot.identity.name)
