"""What is said when no entry answers, and what follows: asking an instructor, and being told."""

from __future__ import annotations

from collections.abc import Sequence

from bot.i18n import Strings
from bot.journal.model import Ask
from bot.knowledge.model import Course, Topic
from bot.slack.blocks.controls import actions, button, context, plain_section
from bot.slack.blocks.model import Block
from bot.slack.blocks.rich_text import paragraph, preformatted, quote, rich_text, section, text
from bot.slack.blocks.wording import clip, escape, fallback
from bot.slack.message import Message
from bot.slack.values import Action, numbered, pack
from bot.slack.views.answer import removal_block
from bot.slack.views.candidates import hand_over_button
from bot.slack.views.modal import Json, modal

_MOST_QUOTED = 1_500  # characters of a question
_MOST_TOPICS = 3


def no_answer_message(ask: str, course: Course, topics: Sequence[Topic], s: Strings, *, public: bool = True) -> Message:
    """That no entry answers, the nearest topics, and the way to an instructor."""
    buttons = [hand_over_button(ask, s), *topic_buttons(course, topics[:_MOST_TOPICS], s)]
    blocks = [paragraph(s.no_answer), actions(*buttons)]
    if public:
        blocks.append(removal_block(ask, s))
    return Message(fallback(s.no_answer), blocks)


def topic_buttons(course: Course, topics: Sequence[Topic], s: Strings) -> list[Block]:
    """One button a topic, which opens its questions."""
    return [
        button(
            s.topic_button.format(topic=topic.name),
            numbered(Action.OPEN_TOPIC, number),
            value=pack(course=course.slug, topic=topic.slug),
        )
        for number, topic in enumerate(topics)
    ]


def handed_message(ask: str, s: Strings, *, waiting: int, public: bool = True) -> Message:
    """That an instructor has the question now; others who want to know can say so."""
    blocks: list[Block] = [paragraph(s.handed)]
    if public:
        label = s.me_too_count.format(count=waiting) if waiting else s.me_too
        blocks += [actions(button(label, Action.ME_TOO, value=pack(ask=ask))), removal_block(ask, s)]
    return Message(fallback(s.handed), blocks)


def handed_notice(ask: Ask, s: Strings, *, link: str | None) -> Message:
    """What the instructors' channel sees: the question, who asked it, and the way to answer."""
    who = f"<@{ask.user}>" if ask.user else escape(s.somebody)
    title = s.handed_notice.format(who=who)
    quoted = clip(ask.text, _MOST_QUOTED) or "…"
    blocks: list[Block] = [
        {"type": "section", "text": {"type": "mrkdwn", "text": title}},
        rich_text(quote(text(quoted))),
        actions(*_ways_to_answer(ask, s, link)),
        context(s.reference.format(reference=ask.id)),
    ]
    return Message(fallback(f"{s.handed_notice.format(who=s.somebody)}\n{quoted}"), blocks)


def _ways_to_answer(ask: Ask, s: Strings, link: str | None) -> list[Block]:
    ways = [button(s.answer_ask, Action.ANSWER_ASK, value=pack(ask=ask.id), style="primary")]
    if link:
        ways.append(button(s.to_thread, numbered(Action.LINK, 0), url=link))
    return ways


def how_to_answer_modal(ask: Ask, course: Course, s: Strings, *, link: str | None) -> Json:
    """How an instructor answers an ask for good: an entry in the knowledge base, in its own file."""
    wording = clip(" ".join(ask.text.split()), 300)
    example = f"  - question: {wording}\n    answer: |\n      - "
    blocks: list[Block] = [
        rich_text(quote(text(clip(ask.text, _MOST_QUOTED) or "…"))),
        rich_text(section(text(s.how_to_answer.format(course=course.slug)))),
        rich_text(preformatted(example)),
        plain_section(s.how_to_answer_then),
    ]
    if link:
        blocks.append(actions(button(s.to_thread, numbered(Action.LINK, 0), url=link)))
    return modal(s.answer_ask, blocks, s)
