"""Short things the bot says about itself: help, introductions, choices of a course, friendly refusals."""

from __future__ import annotations

from collections.abc import Sequence

from bot.i18n import Strings
from bot.knowledge.model import Course, ReplyPolicy
from bot.slack.blocks.controls import actions, button, context
from bot.slack.blocks.model import Block
from bot.slack.blocks.rich_text import listing, paragraph, rich_text, section, text
from bot.slack.blocks.wording import fallback
from bot.slack.message import Message
from bot.slack.values import Action, numbered, pack
from bot.slack.views.candidates import rows
from bot.slack.views.card import Card
from bot.slack.views.modal import Json, modal

_MOST_COURSES = 20


def notice(words: str, *, reference: str = "", s: Strings | None = None) -> Message:
    """One sentence, with a reference to look up in the log where there is one."""
    blocks: list[Block] = [paragraph(words)]
    if reference and s:
        blocks.append(context(s.reference.format(reference=reference)))
    return Message(fallback(words), blocks)


def notice_modal(words: str, s: Strings, *, reference: str = "") -> Json:
    """The same in a modal."""
    return modal(s.answer_title, notice(words, reference=reference, s=s).blocks, s)


def help_message(s: Strings, *, name: str) -> Message:
    """What the bot does and how to ask it."""
    lines = [line.format(name=name) for line in s.help_lines]
    items = listing("bullet")
    items["elements"] = [section(text(line)) for line in lines]
    blocks = [paragraph(s.help_title, bold=True), rich_text(items), context(s.privacy)]
    return Message(fallback("\n".join([s.help_title, *lines])), blocks)


def introduction(course: Course, s: Strings, *, name: str, policy: ReplyPolicy = ReplyPolicy.CONFIDENT) -> Message:
    """Said once in a channel of the course: what the bot answers there, what it keeps, how to silence it."""
    manner = {
        ReplyPolicy.CONFIDENT: s.intro_confident,
        ReplyPolicy.ALWAYS: s.intro_always,
        ReplyPolicy.MENTION: s.intro_mention,
    }
    return _introduced([s.intro_course.format(course=course.title), manner[policy]], s, name)


def introduction_without_course(courses: Sequence[Course], channel: str, s: Strings, *, name: str) -> Message:
    """The same in a channel that no course has: its instructors may choose one."""
    told = _introduced([s.intro_no_course], s, name)
    return Message(told.text, [*told.blocks, *assignment_blocks(courses, channel)])


def _introduced(about: Sequence[str], s: Strings, name: str) -> Message:
    title = s.intro_title.format(name=name)
    lines = [*about, *(line.format(name=name) for line in s.intro_lines)]
    items = listing("bullet")
    items["elements"] = [section(text(line)) for line in lines]
    return Message(fallback("\n".join([title, *lines])), [paragraph(title, bold=True), rich_text(items)])


def staff_introduction(course: Course, s: Strings, *, name: str) -> Message:
    """Said once in the channel where a course's instructors get the questions that students pass on."""
    title, words = s.intro_title.format(name=name), s.intro_staff.format(course=course.title)
    return Message(fallback(f"{title}\n{words}"), [paragraph(title, bold=True), paragraph(words)])


def assigned(done: str, told: Message) -> Message:
    """An introduction, now that the channel has a course, below the word that it has."""
    return Message(f"{fallback(done)}\n{told.text}", [paragraph(done), *told.blocks])


def assignment_blocks(courses: Sequence[Course], channel: str) -> list[Block]:
    """One button a course, with which an instructor gives the channel to it."""
    buttons = [
        button(
            course.title,
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


def choose_course_message(
    courses: Sequence[Course], ask: str | None, s: Strings, *, action: Action = Action.CHOOSE_COURSE, **about: str
) -> Message:
    """Which course a question, or what somebody wants to see, is about; `about` comes back with the choice."""
    buttons = [
        button(course.title, numbered(action, number), value=pack(ask=ask, course=course.slug, **about))
        for number, course in enumerate(courses[:_MOST_COURSES])
    ]
    names = "\n".join(course.title for course in courses[:_MOST_COURSES])
    return Message(fallback(f"{s.which_course}\n{names}"), [paragraph(s.which_course), actions(*buttons)])


def other_courses(course: Course, others: Sequence[Course], ask: str, s: Strings) -> list[Block]:
    """Which course a question in a DM was asked of, and the way to ask another one."""
    buttons = [
        button(each.title, numbered(Action.CHOOSE_COURSE, number), value=pack(ask=ask, course=each.slug))
        for number, each in enumerate(others[:_MOST_COURSES])
    ]
    return [context(s.other_course.format(course=course.title)), actions(*buttons)]


def choose_course_modal(courses: Sequence[Course], ask: str, s: Strings, *, action: Action) -> Json:
    """The same in a modal."""
    return modal(s.answer_title, choose_course_message(courses, ask, s, action=action).blocks, s)


def greeting(cards: Sequence[Card], s: Strings, *, name: str) -> Message:
    """The answer to a greeting in a DM: what is asked most, to press."""
    words = s.greeting.format(name=name)
    blocks: list[Block] = [paragraph(words)]
    if cards:
        blocks += [paragraph(s.home_most_asked, bold=True), *rows(cards, s)]
    return Message(fallback("\n".join([words, *(card.question for card in cards)])), blocks)
