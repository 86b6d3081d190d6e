"""App Home: search, topics, what is asked most, one's own questions, and their deletion."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import structlog
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck

from bot.errors import SlackError
from bot.journal.model import Ask
from bot.knowledge.model import Course, Problem
from bot.slack.bot import Bot
from bot.slack.changing import withdraw
from bot.slack.features.search_modal import matching_cards, typed_in
from bot.slack.matching import pressed
from bot.slack.most_asked import most_asked
from bot.slack.press import Press, say, show
from bot.slack.values import Action
from bot.slack.views.home import MOST_ASKED, MOST_OWN, HomeContent, Own, home_view
from bot.slack.views.search import search_modal

log = structlog.get_logger("qabot.home")

_ALL = 10_000  # questions of one person


def register(app: AsyncApp, bot: Bot) -> None:
    """Listens to Home being opened and used."""

    async def is_home(event: Mapping[str, Any]) -> bool:
        return event.get("tab") == "home"

    @app.event("app_home_opened", matchers=[is_home])
    async def on_opened(event: dict[str, Any], body: dict[str, Any]) -> None:
        await publish(bot, str(body.get("team_id") or ""), str(event["user"]))

    @app.action(pressed(Action.HOME_SEARCH))
    async def on_search(ack: AsyncAck, body: dict[str, Any]) -> None:
        await ack()
        await search(bot, Press.of(body))

    @app.action(pressed(Action.HOME_COURSE))
    async def on_course(ack: AsyncAck, body: dict[str, Any]) -> None:
        await ack()
        await choose_course(bot, Press.of(body))

    @app.action(pressed(Action.FORGET_ME))
    async def on_forget(ack: AsyncAck, body: dict[str, Any]) -> None:
        await ack()
        await forget(bot, Press.of(body))


async def publish(bot: Bot, team: str, user: str) -> None:
    """Show this person's Home as it now is."""
    course, courses = await bot.classrooms.of_person(team, user)
    content = HomeContent(
        course=course,
        courses=courses,
        most_asked=await most_asked(bot, course, MOST_ASKED),
        own=[_own(bot, ask) for ask in await bot.journal.asks_of(team, user, limit=MOST_OWN)],
        problems=await _problems(bot, user, course),
    )
    await bot.slack.publish_home(user, home_view(content, await bot.reader_strings(user, course)))


def _own(bot: Bot, ask: Ask) -> Own:
    course = bot.course(ask.course)
    return Own(ask, bot.card(course, ask.shown) if course and ask.shown else None)


async def _problems(bot: Bot, user: str, course: Course | None) -> list[Problem]:
    """What is to be mended in the course's files, for its instructors."""
    if course is None or not await bot.people.is_instructor(user, course):
        return []
    return [problem for problem in bot.live.now.problems if problem.file.split("/", 1)[0] == course.slug]


async def search(bot: Bot, press: Press) -> None:
    """Open the search, with what was typed into Home already looked up."""
    course, _ = await bot.classrooms.of_person(press.team, press.user)
    s = await bot.reader_strings(press.user, course)
    if course is None:
        await say(bot, press, s.no_course, s)
        return
    typed = typed_in(press.view or {})
    await show(bot, press, search_modal(course, typed, matching_cards(bot, course, typed), s))


async def choose_course(bot: Bot, press: Press) -> None:
    """Remember the course, and show it."""
    course = bot.course(str(press.value.get("course")))
    if course and await bot.classrooms.takes(press.user, course):
        await bot.journal.remember_course(press.team, press.user, course.slug)
    await publish(bot, press.team, press.user)


async def forget(bot: Bot, press: Press) -> None:
    """Take everything about this person out of the journal, and what was passed on of it out of Slack."""
    asks = await bot.journal.asks_of(press.team, press.user, limit=_ALL)
    count = await bot.journal.forget(press.user, team=press.team)
    log.info("forgotten", asks=count)
    for ask in asks:
        await _withdraw(bot, ask)
    await publish(bot, press.team, press.user)


async def _withdraw(bot: Bot, ask: Ask) -> None:
    """As far as Slack allows: what the journal held is gone by now."""
    try:
        await withdraw(bot, ask)
    except SlackError as error:
        log.error("notice_not_deleted", ask=ask.id, error=error.code)
