"""The bot comes into a channel: it introduces itself once, and lets instructors choose the channel's course."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import structlog
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_bolt.context.async_context import AsyncBoltContext

from bot.errors import SlackError
from bot.journal.model import Event
from bot.knowledge.model import Channel, Course
from bot.knowledge.store import PutCourse
from bot.slack.bot import Bot
from bot.slack.delivery import Parcel
from bot.slack.inbox import KEPT
from bot.slack.matching import pressed
from bot.slack.message import Message
from bot.slack.press import Press, say, say_gone
from bot.slack.values import Action
from bot.slack.views.notices import assigned, introduction, introduction_without_course, staff_introduction

log = structlog.get_logger("qabot.welcome")


def register(app: AsyncApp, bot: Bot) -> None:
    """Listens to comings and goings, and to the choice of a channel's course."""

    async def is_kept(context: AsyncBoltContext) -> bool:
        return KEPT in context

    @app.event("member_joined_channel", matchers=[is_kept])
    async def on_joined(event: dict[str, Any], context: AsyncBoltContext) -> None:
        async with bot.inbox.at_work(context) as kept:
            _note_move(bot, event)
            if event.get("user") == bot.identity.user:
                await introduce(bot, kept, str(event.get("channel")))

    @app.event("member_left_channel")
    async def on_left(event: Mapping[str, Any]) -> None:
        _note_move(bot, event)

    @app.action(pressed(Action.ASSIGN_CHANNEL))
    async def on_assign(ack: AsyncAck, body: dict[str, Any]) -> None:
        await ack()
        await assign(bot, Press.of(body))


def _note_move(bot: Bot, event: Mapping[str, Any]) -> None:
    bot.people.moved(str(event.get("user")), str(event.get("channel")))


async def introduce(bot: Bot, kept: Event, channel: str) -> None:
    """Say once in a channel what the bot does there, what it keeps, and how to silence it."""
    await bot.classrooms.look_around(anew=True)
    begun_before = not await bot.journal.once(f"introduction:{kept.id}", at=bot.clock())
    first = await bot.journal.once(f"introduced:{kept.team}:{channel}", at=bot.clock())
    if first or begun_before:
        parcel = Parcel(kept.id, channel, message=f"{kept.received.timestamp():.6f}")
        message = await introduction_to(bot, channel)
        await bot.delivery.post(parcel, message, begun_before=begun_before)


async def introduction_to(bot: Bot, channel: str) -> Message:
    """What the bot says of itself in this channel."""
    course = await bot.classrooms.of_channel(channel)
    s, name = bot.channel_strings(course), bot.identity.name
    if course is None:
        return introduction_without_course(bot.live.now.base.courses, channel, s, name=name)
    if bot.classrooms.is_staff_room(course, channel):
        return staff_introduction(course, s, name=name)
    policy, _ = bot.classrooms.policy(course, channel)
    return introduction(course, s, name=name, policy=policy)


async def assign(bot: Bot, press: Press) -> None:
    """Write the channel into the course's settings, if an instructor of that course says so."""
    course, channel = bot.course(str(press.value.get("course"))), str(press.value.get("channel"))
    if course is None or channel != press.channel:
        await say_gone(bot, press, course)
    elif not await bot.people.is_instructor(press.user, course):
        log.warning("not_an_instructor", user=press.user, action=Action.ASSIGN_CHANNEL, course=course.slug)
        s = await bot.reader_strings(press.user, course)
        await say(bot, press, s.instructors_only, s)
    else:
        if await bot.classrooms.of_channel(channel) is None:
            await _write(bot, course, channel)
        await _show_assigned(bot, press, channel)


async def _write(bot: Bot, course: Course, channel: str) -> None:
    before = course.settings()
    after = replace(before, channels=(*before.channels, Channel(channel)))
    await asyncio.to_thread(bot.store.apply, course.slug, [PutCourse(after, before)])
    await bot.live.read()
    log.info("channel_assigned", course=course.slug, channel=channel)


async def _show_assigned(bot: Bot, press: Press, channel: str) -> None:
    """Put the course that the channel has in the place of the choice."""
    course = await bot.classrooms.of_channel(channel)
    if course is None or press.message is None:
        return
    done = bot.channel_strings(course).channel_assigned.format(course=course.title)
    try:
        await bot.slack.update(channel, press.message, assigned(done, await introduction_to(bot, channel)))
    except SlackError as error:
        log.warning("choice_not_replaced", channel=channel, error=error.code)
