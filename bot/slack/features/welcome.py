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

from bot.i18n import strings
from bot.journal.model import Event
from bot.knowledge.model import Channel, Course
from bot.knowledge.store import PutCourse
from bot.slack.bot import Bot
from bot.slack.delivery import Parcel
from bot.slack.inbox import RESUMED
from bot.slack.matching import pressed
from bot.slack.press import Press, say
from bot.slack.values import Action
from bot.slack.views.home import course_title
from bot.slack.views.notices import introduction, notice

log = structlog.get_logger("qabot.welcome")


def register(app: AsyncApp, bot: Bot) -> None:
    """Listens to comings and goings, and to the choice of a channel's course."""

    async def is_kept(context: AsyncBoltContext) -> bool:
        return "kept_event" in context

    @app.event("member_joined_channel", matchers=[is_kept])
    async def on_joined(event: dict[str, Any], context: AsyncBoltContext) -> None:
        async with bot.inbox.at_work(context) as kept:
            if event.get("user") == bot.identity.user:
                await introduce(bot, kept, event, again=bool(context.get(RESUMED)))
            else:
                bot.people.moved(str(event.get("user")))

    @app.event("member_left_channel")
    async def on_left(event: Mapping[str, Any]) -> None:
        bot.people.moved(str(event.get("user")))

    @app.action(pressed(Action.ASSIGN_CHANNEL))
    async def on_assign(ack: AsyncAck, body: dict[str, Any]) -> None:
        await ack()
        await assign(bot, Press.of(body))


async def introduce(bot: Bot, kept: Event, event: Mapping[str, Any], *, again: bool = False) -> None:
    """Say once in a channel what the bot does there, what it keeps, and how to silence it."""
    channel = str(event["channel"])
    await bot.classrooms.look_around(anew=True)
    if not await bot.journal.once(f"introduced:{kept.team}:{channel}", at=bot.clock()) and not again:
        return
    course = await bot.classrooms.of_channel(channel)
    s = strings(course.language if course else "ko")
    message = introduction(course, bot.live.now.base.courses, channel, s, name=bot.identity.name)
    parcel = Parcel(kept.id, channel, message=f"{kept.received.timestamp():.6f}")
    await bot.delivery.post(parcel, message, begun_before=again)


async def assign(bot: Bot, press: Press) -> None:
    """Write the channel into the course's settings, if an instructor of that course says so."""
    course, channel = bot.course(str(press.value.get("course"))), press.value.get("channel")
    s = await bot.reader_strings(press.user, course)
    if course is None or not channel or channel != press.channel:
        await say(bot, press, s.gone, s)
    elif not await bot.people.is_instructor(press.user, course):
        log.warning("not_an_instructor", user=press.user, action=Action.ASSIGN_CHANNEL, course=course.slug)
        await say(bot, press, s.instructors_only, s)
    elif await bot.classrooms.of_channel(str(channel)) is None:
        await _write(bot, course, str(channel))
        done = strings(course.language).channel_assigned.format(course=course_title(course))
        if press.message:
            await bot.slack.update(str(channel), press.message, notice(done))


async def _write(bot: Bot, course: Course, channel: str) -> None:
    before = course.settings()
    after = replace(before, channels=(*before.channels, Channel(channel)))
    await asyncio.to_thread(bot.store.apply, course.slug, [PutCourse(after, before)])
    await bot.live.read()
    log.info("channel_assigned", course=course.slug, channel=channel)
