"""The asker edits the question: the same reply follows. Deletes it: the reply goes, unless people went on from it.

What was not replied to yet is replied to as it reads now. A change never overtakes the message's own event: while that
is open, its kept payload is changed, and the change is looked at again later.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from slack_bolt.app.async_app import AsyncApp
from slack_bolt.context.async_context import AsyncBoltContext

from bot.answering import Answer, Reply
from bot.journal.model import Ask, AskState, Origin, Review
from bot.knowledge.model import Course
from bot.slack.asking import decided, public_reply
from bot.slack.bot import Bot
from bot.slack.changing import stands, take_away, update_reply, withdraw
from bot.slack.event import Deleted, Spoken, changed_in, deleted_in, sent_at
from bot.slack.features import channel_messages, direct_messages, mentions
from bot.slack.features.channel_messages import is_worth_keeping
from bot.slack.features.hand_over import handed_reply
from bot.slack.inbox import Later
from bot.slack.listening import mention_of, words_to
from bot.slack.threads import reply_to
from bot.text.cleaning import clean

_MOST = 1000  # messages whose last change is remembered
_SOON = timedelta(seconds=1)
_FRESH = timedelta(minutes=10)  # in which an edit makes a question of what was said without calling the bot


class LastChanges:
    """When each message was changed last, as far as this process saw it: what is looked at again may be outdated."""

    def __init__(self) -> None:
        self._at: dict[tuple[str, str], str] = {}

    def is_last(self, channel: str, ts: str, at: str) -> bool:
        """Note a change; whether none is known that came after it."""
        last = max(at, self._at.pop((channel, ts), ""))
        self._at[channel, ts] = last
        if len(self._at) > _MOST:
            del self._at[next(iter(self._at))]
        return last == at


def register(app: AsyncApp, bot: Bot) -> None:
    """Listens to edits and deletions of messages."""
    changes = LastChanges()

    async def is_edit(body: Mapping[str, Any]) -> bool:
        return changed_in(body) is not None

    async def is_deletion(body: Mapping[str, Any]) -> bool:
        return deleted_in(body) is not None

    @app.event("message", matchers=[is_deletion])
    async def on_deletion(body: Mapping[str, Any], context: AsyncBoltContext) -> None:
        async with bot.inbox.at_work(context):
            gone = deleted_in(body)
            if gone and changes.is_last(gone.channel, gone.ts, gone.at):
                await _wait_for_reply(bot, gone.team, gone.channel, gone.ts, gone.restated)
                await follow_deletion(bot, gone)

    @app.event("message", matchers=[is_edit])
    async def on_edit(body: Mapping[str, Any], context: AsyncBoltContext) -> None:
        async with bot.inbox.at_work(context):
            changed = changed_in(body)
            if changed and changes.is_last(changed.spoken.channel, changed.spoken.ts, changed.at):
                said = changed.spoken
                await _wait_for_reply(bot, said.team, said.channel, said.ts, changed.restated)
                await follow_edit(bot, said)


async def _wait_for_reply(bot: Bot, team: str, channel: str, ts: str, restated: Mapping[str, Any]) -> None:
    """Raises `Later` while the message is yet to be dealt with; it is then taken as it reads now."""
    if await bot.journal.reword(team=team, channel=channel, message=ts, payload=restated):
        course = await bot.classrooms.of_channel(channel)
        _, wait = bot.classrooms.policy(course, channel) if course else (None, 0)
        raise Later(max(bot.clock(), sent_at(ts) + timedelta(seconds=wait)) + _SOON)


async def follow_edit(bot: Bot, said: Spoken) -> None:
    """Ask again with the new words, and let the reply that stands say what they get."""
    words = words_to(bot, said.text)
    text = clean(words).strip()
    ask = await bot.journal.ask_of_message(said.team, said.channel, said.ts)
    if not words or (ask and (text == ask.text or ask.user != said.user)):
        return
    if ask is None or ask.state is AskState.SILENT:
        await _say_anew(bot, said)
        ask = await bot.journal.ask_of_message(said.team, said.channel, said.ts)
    if ask is None or ask.text == text:
        return
    course = bot.course(ask.course)
    if course:
        await _ask_anew(bot, ask, course, text, await reply_to(bot, said, words, course))
    else:  # it waits for its asker to choose a course
        await bot.journal.change_ask(ask.id, text=text)


async def _say_anew(bot: Bot, said: Spoken) -> None:
    """The message as if it were said now; where the bot was not called, only a new one that nobody has replied to."""
    if said.direct:
        await direct_messages.answer(bot, said)
    elif mention_of(bot.identity.user).search(said.text):
        await mentions.answer(bot, said)
    elif bot.clock() - sent_at(said.ts) <= _FRESH and not await _spoken_after(
        bot, said.team, said.channel, said.root, said.ts
    ):
        await channel_messages.hear(bot, said)


async def _ask_anew(bot: Bot, ask: Ask, course: Course, text: str, found: Reply) -> None:
    """Change the ask, and the reply that stands; the words come last, so that another try finds them as they were."""
    if ask.state is AskState.SILENT and not is_worth_keeping(bot, text, found, course):
        await take_away(bot, ask, forget=True)
        return
    if ask.state not in {AskState.REPLIED, AskState.SILENT}:
        return
    if _is_no_question(bot, ask, course, text, found):
        await _let_go(bot, ask)
        return
    change = decided(bot, text, course, found)
    if ask.handed:
        change["review"] = ask.review
    after = await bot.journal.change_ask(ask.id, **change)
    if after and stands(after):
        passed_on = after.handed and not isinstance(found, Answer)
        reply = handed_reply(bot, after, course) if passed_on else public_reply(bot, after, course, found)
        await update_reply(bot, after, await reply)
    await bot.journal.change_ask(ask.id, text=text)


def _is_no_question(bot: Bot, ask: Ask, course: Course, text: str, found: Reply) -> bool:
    """Whether what was answered without a call of the bot is no question any more, so that nobody wants a reply."""
    uncalled = ask.origin is Origin.CHANNEL and not isinstance(found, Answer)
    return uncalled and not bot.answering.asks_something(text, course=course.slug)


async def follow_deletion(bot: Bot, gone: Deleted) -> None:
    """Take the reply away with its question; where people spoke after it, only the question's words are forgotten."""
    ask = await bot.journal.ask_of_message(gone.team, gone.channel, gone.ts)
    if ask:
        await _let_go(bot, ask)


async def _let_go(bot: Bot, ask: Ask) -> None:
    there = ask.channel and ask.thread and ask.reply
    if there and await _spoken_after(bot, ask.team, ask.channel or "", ask.thread or "", ask.reply or ""):
        await withdraw(bot, ask)
        await bot.journal.change_ask(ask.id, text="", review=Review.NONE)
    else:
        await take_away(bot, ask, forget=True)


async def _spoken_after(bot: Bot, team: str, channel: str, thread: str, ts: str) -> bool:
    return await bot.journal.spoken_after(team=team, channel=channel, thread=thread, ts=ts)
