"""The asker edits the question: the same reply follows. Deletes it: the reply goes, unless people went on from it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from slack_bolt.app.async_app import AsyncApp
from slack_bolt.context.async_context import AsyncBoltContext

from bot.answering import Answer, asks_something
from bot.errors import SlackError
from bot.journal.model import Ask, AskChange, AskState, Origin, Review
from bot.knowledge.model import Course, ReplyPolicy
from bot.slack.asking import Question, decided, public_reply, reply_in_public
from bot.slack.bot import Bot
from bot.slack.changing import log, take_away
from bot.slack.delivery import Parcel
from bot.slack.event import Changed, Deleted, changed_in, deleted_in
from bot.slack.listening import mention_of
from bot.text.cleaning import clean


def register(app: AsyncApp, bot: Bot) -> None:
    """Listens to edits and deletions of messages."""

    async def is_edit(body: Mapping[str, Any]) -> bool:
        return changed_in(body) is not None

    async def is_deletion(body: Mapping[str, Any]) -> bool:
        return deleted_in(body) is not None

    @app.event("message", matchers=[is_deletion])
    async def on_deletion(body: Mapping[str, Any], context: AsyncBoltContext) -> None:
        async with bot.inbox.at_work(context):
            if deleted := deleted_in(body):
                await follow_deletion(bot, deleted)

    @app.event("message", matchers=[is_edit])
    async def on_edit(body: Mapping[str, Any], context: AsyncBoltContext) -> None:
        async with bot.inbox.at_work(context):
            if changed := changed_in(body):
                await follow_edit(bot, changed)


async def follow_edit(bot: Bot, changed: Changed) -> None:
    """Ask again with the new words, and let the reply that stands say what they get."""
    ask = await bot.journal.ask_of_message(changed.team, changed.channel, changed.ts)
    course = bot.course(ask.course) if ask else None
    words = mention_of(bot.identity.user).sub(" ", changed.text).strip()
    text = clean(words).strip()
    if ask is None or course is None or not text or text == ask.text or ask.user != changed.user:
        return
    found = bot.answering.ask(words, course=course.slug)
    change: AskChange = {**decided(found), "text": text}
    if ask.state is AskState.REPLIED and ask.reply:
        after = await bot.journal.change_ask(ask.id, **change) or ask
        try:
            await bot.delivery.update(Parcel.of(after), ask.reply, await public_reply(bot, after, course, found))
        except SlackError as error:
            if error.again:
                raise
            log.warning("reply_not_updated", ask=ask.id, error=error.code)
    elif ask.state is AskState.SILENT:
        await bot.journal.change_ask(ask.id, **change)
        policy, _ = bot.classrooms.policy(course, changed.channel)
        if policy is not ReplyPolicy.MENTION and isinstance(found, Answer) and asks_something(words):
            await reply_in_public(bot, _again(ask, course, words), found)


def _again(ask: Ask, course: Course, words: str) -> Question:
    return Question(
        team=ask.team,
        course=course,
        origin=Origin.CHANNEL,
        user=ask.user or "",
        text=words,
        channel=ask.channel,
        message=ask.message,
        thread=ask.thread,
    )


async def follow_deletion(bot: Bot, deleted: Deleted) -> None:
    """Take the reply away with its question; where people spoke after it, only the question's words are forgotten."""
    ask = await bot.journal.ask_of_message(deleted.team, deleted.channel, deleted.ts)
    if ask is None:
        return
    if ask.reply and ask.thread and await _went_on(bot, ask):
        await bot.journal.change_ask(ask.id, text="", review=Review.NONE)
    else:
        await take_away(bot, ask, forget=True)


async def _went_on(bot: Bot, ask: Ask) -> bool:
    return await bot.journal.spoken_after(
        team=ask.team, channel=ask.channel or "", thread=ask.thread or "", ts=ask.reply or ""
    )
