"""Several entries to choose from: 'did you mean' in a thread, other answers in a modal."""

from __future__ import annotations

from collections.abc import Sequence

from bot.answering import SUGGESTIONS
from bot.i18n import Strings
from bot.knowledge.model import Status
from bot.slack.blocks.controls import LONGEST_LABEL, actions, button, plain_section
from bot.slack.blocks.model import Block
from bot.slack.blocks.rich_text import listing, paragraph, rich_text, section, text
from bot.slack.blocks.wording import fallback
from bot.slack.message import Message
from bot.slack.values import Action, numbered, pack
from bot.slack.views.answer import removal_block
from bot.slack.views.card import Card
from bot.slack.views.modal import Json, modal

_MOST_ROWS = 20


def suggestions_message(cards: Sequence[Card], ask: str, s: Strings, *, public: bool = True) -> Message:
    """Up to three entries that may be meant, as buttons with their questions, and 'none of these'.

    A question too long for a button stands in full above them.
    """
    cards = cards[:SUGGESTIONS]
    choices = [
        button(f"{number}. {card.question}", numbered(Action.CHOOSE, number), value=pack(ask=ask, entry=card.entry.id))
        for number, card in enumerate(cards, 1)
    ]
    none = button(s.none_of_these, Action.NONE_OF_THESE, value=pack(ask=ask))
    blocks = [paragraph(s.did_you_mean), *_in_full(cards), actions(*choices, none)]
    if public:
        blocks.append(removal_block(ask, s))
    questions = "\n".join(f"{number}. {card.question}" for number, card in enumerate(cards, 1))
    return Message(fallback(f"{s.did_you_mean}\n{questions}"), blocks)


def _in_full(cards: Sequence[Card]) -> list[Block]:
    if all(len(f"1. {card.question}") <= LONGEST_LABEL for card in cards):
        return []
    items = listing("ordered")
    items["elements"] = [section(text(card.question)) for card in cards]
    return [rich_text(items)]


def candidates_modal(
    cards: Sequence[Card], ask: str, s: Strings, *, lead: str = "", between: Sequence[Block] = ()
) -> Json:
    """Entries, each with a button that opens it; at the end the way to an instructor, with `between` before it."""
    blocks: list[Block] = [paragraph(lead)] if lead else []
    blocks += rows(cards, s, ask=ask) or ([] if between else [paragraph(s.nothing_else)])
    return modal(s.others_title, [*blocks, *between, actions(hand_over_button(ask, s))], s)


def rows(cards: Sequence[Card], s: Strings, *, ask: str | None = None) -> list[Block]:
    """One row an entry: its question, and a button that opens it."""
    return [
        plain_section(
            _row_label(card, s),
            accessory=button(
                s.open,
                numbered(Action.OPEN_ENTRY, number),
                value=pack(ask=ask, course=card.course.slug, entry=card.entry.id),
            ),
        )
        for number, card in enumerate(cards[:_MOST_ROWS])
    ]


def _row_label(card: Card, s: Strings) -> str:
    return card.question if card.entry.status is not Status.PENDING else f"{card.question} ({s.pending_short})"


def hand_over_button(ask: str, s: Strings) -> Block:
    """The button that passes an ask to the instructors."""
    return button(s.ask_instructor, Action.HAND_OVER, value=pack(ask=ask))


def other_answers(cards: Sequence[Card], ask: str, s: Strings) -> Message:
    """The same for one person, after they found a reply not helpful."""
    blocks = [paragraph(s.rated_down), *rows(cards, s, ask=ask), actions(hand_over_button(ask, s))]
    return Message(fallback("\n".join([s.rated_down, *(card.question for card in cards)])), blocks)
