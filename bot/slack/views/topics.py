"""Topics and their questions."""

from __future__ import annotations

from collections.abc import Sequence

from bot.i18n import Strings
from bot.knowledge.model import Course, Topic
from bot.slack.blocks.answers import markdown_blocks
from bot.slack.blocks.budget import MESSAGE_BUDGET, Budget, fit, pages
from bot.slack.blocks.controls import actions, button, context, plain_section
from bot.slack.blocks.model import Block, Surface
from bot.slack.blocks.rich_text import paragraph
from bot.slack.blocks.wording import clip, fallback
from bot.slack.message import Message
from bot.slack.values import Action, numbered, pack
from bot.slack.views.candidates import rows
from bot.slack.views.card import Card
from bot.slack.views.modal import Json, modal
from bot.slack.views.no_answer import topic_buttons
from bot.slack.views.turning import turning_blocks

PAGE = Budget(blocks=20)
_MOST_NEAREST = 5
_MOST_OF_NAME = 100  # characters


def topics_message(course: Course, s: Strings) -> Message:
    """Every topic of a course with the number of its questions, and a button that opens it."""
    title = s.topics_of.format(course=clip(course.name, _MOST_OF_NAME))
    heading = paragraph(title, bold=True)
    listed = topic_rows(course, course.topics, s) or [paragraph(s.no_topics)]
    shown, rest = fit(listed, MESSAGE_BUDGET.after([heading, *_more(len(course.topics), s)]))
    lines = [_label(topic, s) for topic in course.topics[: len(shown)]]
    return Message(fallback("\n".join([title, *lines])), [heading, *shown, *_more(len(rest), s)])


def _more(count: int, s: Strings) -> list[Block]:
    return [context(s.more_topics.format(count=count))] if count else []


def first_topic_rows(course: Course, most: int, s: Strings) -> list[Block]:
    """The rows of so many topics, and how many more there are."""
    return [*topic_rows(course, course.topics[:most], s), *_more(len(course.topics[most:]), s)]


def topic_rows(course: Course, topics: Sequence[Topic], s: Strings) -> list[Block]:
    """One row a topic: its name, its size, and a button that opens it."""
    return [
        plain_section(
            _label(topic, s),
            accessory=button(
                s.open, numbered(Action.OPEN_TOPIC, number), value=pack(course=course.slug, topic=topic.slug)
            ),
        )
        for number, topic in enumerate(topics)
    ]


def _label(topic: Topic, s: Strings) -> str:
    return f"{clip(topic.name, _MOST_OF_NAME)} · {s.count_questions.format(count=len(topic.entries))}"


def unknown_topic_message(wanted: str, course: Course, nearest: Sequence[Topic], s: Strings) -> Message:
    """That there is no such topic, and those that come nearest."""
    said = s.unknown_topic.format(topic=clip(wanted, _MOST_OF_NAME))
    buttons = topic_buttons(course, nearest[:_MOST_NEAREST], s)
    names = [topic.name for topic in nearest[:_MOST_NEAREST]]
    blocks = [paragraph(said), *([actions(*buttons)] if buttons else [])]
    return Message(fallback("\n".join([said, *names])), blocks)


def topic_modal(course: Course, topic: Topic, cards: Sequence[Card], s: Strings, *, page: int = 0) -> Json:
    """A topic's summary and its questions, a page of them; pages are counted from 0."""
    summary = markdown_blocks(topic.summary or "", surface=Surface.MODAL, base=course.assets_url, alt=topic.name)
    questions = rows(cards, s) or [paragraph(s.no_questions)]
    shown = pages([*summary, *questions], PAGE)
    page = max(0, min(page, len(shown) - 1))
    turning = turning_blocks(page, len(shown), s, {"course": course.slug, "topic": topic.slug})
    heading = paragraph(clip(topic.name, _MOST_OF_NAME), bold=True)
    return modal(s.topic_title, [heading, *shown[page], *turning], s)
