"""What is said when no entry answers, and what follows: asking an instructor, and being told."""

from __future__ import annotations

import json
from collections.abc import Sequence

from bot.i18n import Strings
from bot.journal.model import Ask
from bot.knowledge.model import Course, Topic
from bot.slack.blocks.controls import actions, button, context, plain_section
from bot.slack.blocks.model import Block, Element
from bot.slack.blocks.rich_text import paragraph, preformatted, quote, rich_text, text
from bot.slack.blocks.wording import clip, fallback
from bot.slack.message import Message
from bot.slack.values import Action, numbered, pack
from bot.slack.views.answer import removal_block, to_thread_button
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


def topic_buttons(course: Course, topics: Sequence[Topic], s: Strings) -> list[Element]:
    """One button a topic, which opens its questions."""
    return [
        button(
            s.topic_button.format(topic=topic.name),
            numbered(Action.OPEN_TOPIC, number),
            value=pack(course=course.slug, topic=topic.slug),
        )
        for number, topic in enumerate(topics)
    ]


def handed_message(ask: str, s: Strings, *, others: int | None = None) -> Message:
    """That an instructor has the question now. `others` is how many wait with the asker; None where nobody could."""
    blocks: list[Block] = [paragraph(s.handed)]
    if others is not None:
        label = s.me_too_count.format(count=others) if others else s.me_too
        blocks.append(actions(button(label, Action.ME_TOO, value=pack(ask=ask))))
    return Message(fallback(s.handed), [*blocks, removal_block(ask, s)])


def handed_notice(ask: Ask, s: Strings, *, who: str, link: str | None, shown: str = "") -> Message:
    """What the instructors' channel sees: the question, who asked it, and the way to answer.

    `shown` is the question of the entry that was shown as the answer and did not help.
    """
    title = (s.handed_unhelpful if shown else s.handed_notice).format(who=who or s.somebody)
    blocks: list[Block] = [
        paragraph(title),
        question_quote(ask),
        *([context(s.shown_answer.format(question=shown))] if shown else []),
        actions(*_ways_to_answer(ask, s, link)),
        context(s.reference.format(reference=ask.id)),
    ]
    return Message(fallback(f"{title}\n{clip(ask.text, _MOST_QUOTED)}"), blocks)


def question_quote(ask: Ask) -> Block:
    """The asker's own words."""
    return rich_text(quote(text(clip(ask.text, _MOST_QUOTED) or "…")))


def _ways_to_answer(ask: Ask, s: Strings, link: str | None) -> list[Element]:
    ways = [button(s.answer_ask, Action.ANSWER_ASK, value=pack(ask=ask.id), style="primary")]
    return [*ways, to_thread_button(link, s)] if link else ways


def how_to_answer_modal(ask: Ask, course: Course, s: Strings, *, link: str | None) -> Json:
    """How an instructor answers an ask for good: an entry in the knowledge base, in its own file."""
    wording = json.dumps(clip(" ".join(ask.text.split()), 300), ensure_ascii=False)  # a string in JSON is one in YAML
    blocks: list[Block] = [
        question_quote(ask),
        paragraph(s.how_to_answer.format(course=course.slug)),
        rich_text(preformatted(f"  - question: {wording}\n    aliases: [{wording}]\n    answer: |\n      - ")),
        plain_section(s.how_to_answer_then),
    ]
    if link:
        blocks.append(actions(to_thread_button(link, s)))
    return modal(s.answer_ask, blocks, s)
