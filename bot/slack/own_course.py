"""Which course a question outside of a course's channels is about: one that its asker takes and, of several, chose."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.answering import Reply
from bot.journal.model import Ask, AskState
from bot.knowledge.model import Course
from bot.slack.asking import Question, decided, new_ask
from bot.slack.bot import Bot
from bot.slack.press import Press


async def course_for(bot: Bot, team: str, user: str, channel: str) -> tuple[Course | None, Sequence[Course]]:
    """The course to use, with those there are to choose from (None: they must choose)."""
    course = await bot.classrooms.of_channel(channel)
    return (course, [course]) if course else await bot.classrooms.of_person(team, user)


async def keep_for_later(bot: Bot, question: Question) -> Ask:
    """Remember a question until its asker says which course it is about."""
    return await bot.journal.add_ask(replace(new_ask(bot, question), state=AskState.REPLIED))


async def chosen_course(bot: Bot, press: Press) -> Course | None:
    """The course that was chosen, remembered from now on; None when it is gone, or not theirs."""
    course = bot.course(str(press.value.get("course")))
    if course is None or not await bot.classrooms.takes(press.user, course):
        return None
    await bot.journal.remember_course(press.team, press.user, course.slug)
    return course


async def ask_in_chosen(bot: Bot, press: Press) -> tuple[Ask, Course, Reply] | None:
    """The question that waited for this choice, and the reply to it; None when either is gone, or not theirs."""
    ask = await bot.journal.ask(str(press.value.get("ask")))
    if ask is None or ask.user != press.user or ask.team != press.team or not ask.text:
        return None
    course = await chosen_course(bot, press)
    if course is None or ask.course not in {"", course.slug}:
        return None
    settled, found = await ask_of(bot, ask, course)
    return settled, course, found


async def ask_of(bot: Bot, ask: Ask, course: Course) -> tuple[Ask, Reply]:
    """Ask the course what waited for it; gives the ask as it now is, and the reply to it."""
    found = bot.answering.ask(ask.text, course=course.slug)
    change = decided(bot, ask.text, course, found)
    return await bot.journal.change_ask(ask.id, **change) or replace(ask, **change), found
