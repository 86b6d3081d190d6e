"""Which course a command or a shortcut is about: the channel's, or one that the person takes and, of several, chose."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.answering import Reply
from bot.journal.model import Ask, AskChange, AskState, Origin
from bot.knowledge.model import Course
from bot.slack.asking import Question, decided
from bot.slack.bot import Bot
from bot.slack.press import Press
from bot.text.cleaning import clean


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody asked by a command or a shortcut, before its course is known."""

    origin: Origin
    team: str
    user: str
    channel: str
    text: str
    thread: str | None = None

    def about(self, course: Course) -> Question:
        """The question, now that its course is known."""
        return Question(self.team, course, self.origin, self.user, self.text, self.channel, thread=self.thread)


async def course_for(bot: Bot, team: str, user: str, channel: str) -> tuple[Course | None, Sequence[Course]]:
    """The course to use, with those there are to choose from (None: they must choose)."""
    course = await bot.classrooms.of_channel(channel)
    return (course, [course]) if course else await bot.classrooms.of_person(team, user)


async def keep_for_later(bot: Bot, asked: Asked) -> Ask:
    """Remember a question until its asker says which course it is about."""
    ask = Ask(
        id=bot.new_id(),
        team=asked.team,
        course="",
        origin=asked.origin,
        asked=bot.clock(),
        user=asked.user,
        text=clean(asked.text).strip(),
        channel=asked.channel,
        thread=asked.thread,
        state=AskState.REPLIED,
    )
    return await bot.journal.add_ask(ask)


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
    found = bot.answering.ask(ask.text, course=course.slug)
    change: AskChange = {**decided(found), "course": course.slug}
    return await bot.journal.change_ask(ask.id, **change) or replace(ask, **change), course, found
