"""The modal in which entries appear while a student types."""

from __future__ import annotations

from collections.abc import Sequence

from bot.i18n import Strings
from bot.knowledge.model import Course
from bot.slack.blocks.model import Block, Element
from bot.slack.blocks.rich_text import paragraph
from bot.slack.blocks.wording import plain
from bot.slack.values import Action, pack
from bot.slack.views.candidates import rows
from bot.slack.views.card import Card
from bot.slack.views.modal import Json, form, modal

CALLBACK = "search"
QUESTION = "question"  # the block that is typed into
MOST_RESULTS = 5
MOST_TYPED = 3_000


def search_modal(course: Course, typed: str, cards: Sequence[Card], s: Strings, *, channel: str | None = None) -> Json:
    """The input, the entries that match what is in it, and a button that sends the question to the instructors.

    Slack keeps what was typed over updates, and takes the initial value only when the modal is opened.
    """
    blocks: list[Block] = [_input(s, typed)]
    if cards:
        blocks += [paragraph(s.search_found, bold=True), *rows(cards[:MOST_RESULTS], s)]
    elif typed.strip():
        blocks.append(paragraph(s.search_nothing))
    metadata = pack(course=course.slug, channel=channel)
    return form(modal(s.search_title, blocks, s), callback=CALLBACK, submit=s.send_on, metadata=metadata)


def _input(s: Strings, initial: str) -> Block:
    element: Element = {
        "type": "plain_text_input",
        "action_id": Action.ASK_TYPED,
        "multiline": True,
        "max_length": MOST_TYPED,
        "placeholder": plain(s.search_placeholder, 150),
        "dispatch_action_config": {"trigger_actions_on": ["on_character_entered"]},
        "focus_on_load": True,
    }
    if initial:
        element["initial_value"] = initial[:MOST_TYPED]
    return {
        "type": "input",
        "block_id": QUESTION,
        "dispatch_action": True,
        "label": plain(s.search_label),
        "element": element,
    }


def sent_modal(s: Strings) -> Json:
    """That the question was sent on."""
    return modal(s.search_title, [paragraph(s.handed)], s)
