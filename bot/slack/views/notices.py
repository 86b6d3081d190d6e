"""Short things the bot says about itself: help, introductions, choices of a course, friendly refusals."""

from __future__ import annotations

from collections.abc import Sequence

from bot.i18n import Strings
from bot.knowledge.model import Course
from bot.slack.blocks.controls import actions, button, context
from bot.slack.blocks.model import Block
from bot.slack.blocks.rich_text import listing, paragraph, rich_text, section, text
from bot.slack.blocks.wording import fallback
from bot.slack.message import Message
from bot.slack.values import Action, numbered, pack
from bot.slack.views.candidates import rows
from bot.slack.views.card import Card
from bot.slack.views.home import course_title
from bot.slack.views.modal import Json, modal

_MOST_COURSES = 20


def notice(words: str, *, reference: str = "", s: Strings | None = None) -> Message:
    """One sentence, with a reference to look up in the log where there is one."""
    blocks: list[Block] = [paragraph(words)]
    if reference and s:
        blocks.append(context(s.reference.format(reference=reference)))
    return Message(fallback(words), blocks)


def notice_modal(words: str, s: Strings) -> Json:
    """One sentence in a modal."""
    return modal(s.answer_title, [paragraph(words)], s)


def help_message(s: Strings, *, name: str) -> Message:
    """What the bot does and how to ask it."""
    lines = [line.format(name=name) for line in s.help_lines]
    items = listing("bullet")
    items["elements"] = [section(text(line)) for line in lines]
    blocks = [paragraph(s.help_title, bold=True), rich_text(items), context(s.privacy)]
    return Message(fallback("\n".join([s.help_title, *lines])), blocks)


def introduction(course: Course | None, courses: Sequence[Course], channel: str, s: Strings, *, name: str) -> Message:
    """Said once in a channel the bot was invited to; without a course, instructors may choose one."""
    about = s.intro_course.format(course=course_title(course)) if course else s.intro_no_course
    lines = [about, *(line.format(name=name) for line in s.intro_lines)]
    items = listing("bullet")
    items["elements"] = [section(text(line)) for line in lines]
    blocks = [paragraph(s.intro_title.format(name=name), bold=True), rich_text(items)]
    if course is None:
        blocks += assignment_blocks(courses, channel)
    return Message(fallback("\n".join([s.intro_title.format(name=name), *lines])), blocks)


def assignment_blocks(courses: Sequence[Course], channel: str) -> list[Block]:
    """One button a course, with which an instructor gives the channel to it."""
    buttons = [
        button(
            course_title(course),
            numbered(Action.ASSIGN_CHANNEL, number),
            value=pack(course=course.slug, channel=channel),
        )
        for number, course in enumerate(courses[:_MOST_COURSES])
    ]
    return [actions(*buttons)] if buttons else []


def no_course_message(courses: Sequence[Course], channel: str, s: Strings) -> Message:
    """That no course has this channel yet, and for instructors the choice."""
    return Message(
        fallback(s.channel_without_course), [paragraph(s.channel_without_course), *assignment_blocks(courses, channel)]
    )


def choose_course_message(courses: Sequence[Course], ask: str, s: Strings) -> Message:
    """Which course a question in a DM is about."""
    buttons = [
        button(course_title(course), numbered(Action.CHOOSE_COURSE, number), value=pack(ask=ask, course=course.slug))
        for number, course in enumerate(courses[:_MOST_COURSES])
    ]
    names = "\n".join(course_title(course) for course in courses[:_MOST_COURSES])
    return Message(fallback(f"{s.which_course}\n{names}"), [paragraph(s.which_course), actions(*buttons)])


def greeting(cards: Sequence[Card], s: Strings, *, name: str) -> Message:
    """The answer to a greeting in a DM: what is asked most, to press."""
    words = s.greeting.format(name=name)
    blocks: list[Block] = [paragraph(words)]
    if cards:
        blocks += [paragraph(s.home_most_asked, bold=True), *rows(cards, s)]
    return Message(fallback("\n".join([words, *(card.question for card in cards)])), blocks)
