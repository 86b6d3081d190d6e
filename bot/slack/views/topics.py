"""Topics and their questions."""

from __future__ import annotations

from collections.abc import Sequence

from bot.i18n import Strings
from bot.knowledge.model import Course, Topic
from bot.slack.blocks.answers import markdown_blocks
from bot.slack.blocks.budget import VIEW_BUDGET, fit
from bot.slack.blocks.controls import actions, button, context, plain_section
from bot.slack.blocks.model import Block, Surface
from bot.slack.blocks.rich_text import paragraph
from bot.slack.blocks.wording import fallback
from bot.slack.message import Message
from bot.slack.values import Action, numbered, pack
from bot.slack.views.candidates import rows
from bot.slack.views.card import Card
from bot.slack.views.modal import Json, modal
from bot.slack.views.no_answer import topic_buttons
from bot.slack.views.turning import turning_blocks

PAGE = 15  # questions a page
_MOST_TOPICS = 45  # in one message, whose 50 blocks they share with a heading


def topics_message(course: Course, s: Strings) -> Message:
    """Every topic of a course with the number of its questions, and a button that opens it."""
    title = s.topics_of.format(course=course.name)
    listed = course.topics[:_MOST_TOPICS]
    lines = [f"{topic.name}: {s.count_questions.format(count=len(topic.entries))}" for topic in listed]
    blocks = [paragraph(title, bold=True), *topic_rows(course, listed, s)]
    if not listed:
        blocks.append(paragraph(s.no_topics))
    if len(course.topics) > _MOST_TOPICS:
        blocks.append(context(s.more_topics.format(count=len(course.topics) - _MOST_TOPICS)))
    return Message(fallback("\n".join([title, *lines])), blocks)


def topic_rows(course: Course, topics: Sequence[Topic], s: Strings) -> list[Block]:
    """One row a topic: its name, its size, and a button that opens it."""
    return [
        plain_section(
            f"{topic.name} · {s.count_questions.format(count=len(topic.entries))}",
            accessory=button(
                s.open, numbered(Action.OPEN_TOPIC, number), value=pack(course=course.slug, topic=topic.slug)
            ),
        )
        for number, topic in enumerate(topics)
    ]


def unknown_topic_message(wanted: str, course: Course, nearest: Sequence[Topic], s: Strings) -> Message:
    """That there is no such topic, and those that come nearest."""
    said = s.unknown_topic.format(topic=wanted)
    return Message(fallback(said), [paragraph(said), actions(*topic_buttons(course, nearest, s))])


def topic_modal(course: Course, topic: Topic, cards: Sequence[Card], s: Strings, *, page: int = 0) -> Json:
    """A topic's summary and its questions, a page of them; pages are counted from 0."""
    count = max(1, -(-len(cards) // PAGE))
    page = max(0, min(page, count - 1))
    blocks: list[Block] = [paragraph(topic.name, bold=True)]
    if topic.summary and page == 0:
        summary = markdown_blocks(topic.summary, surface=Surface.MODAL, base=course.assets_url, alt=topic.name)
        blocks += fit(summary, VIEW_BUDGET)[0]
    blocks += rows(cards[page * PAGE : (page + 1) * PAGE], s) or [paragraph(s.no_questions)]
    blocks += turning_blocks(page, count, s, {"course": course.slug, "topic": topic.slug})
    return modal(s.topic_title, blocks, s)
