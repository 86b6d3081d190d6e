"""Several entries to choose from: 'did you mean' in a thread, other answers in a modal."""

from __future__ import annotations

from collections.abc import Sequence

from bot.answering import SUGGESTIONS
from bot.i18n import Strings
from bot.knowledge.model import Status
from bot.slack.blocks.controls import LONGEST_LABEL, actions, button, plain_section
from bot.slack.blocks.model import Block, Element
from bot.slack.blocks.rich_text import listing, paragraph, rich_text, section, text
from bot.slack.blocks.wording import clip, fallback
from bot.slack.message import Message
from bot.slack.values import Action, numbered, pack
from bot.slack.views.answer import removal_block
from bot.slack.views.card import LISTED, Card
from bot.slack.views.modal import Json, modal

_SEEN = 30  # characters of a label that a small screen shows


def suggestions_message(cards: Sequence[Card], ask: str, s: Strings, *, public: bool = True) -> Message:
    """Up to three entries that may be meant, as buttons with their questions, and 'none of these'.

    Where a question is too long to be read on a button, all stand in full above them.
    """
    cards = cards[:SUGGESTIONS]
    in_full = _in_full(cards)
    choices = [
        button(
            clip(f"{number}. {card.question}", _SEEN if in_full else LONGEST_LABEL),
            numbered(Action.CHOOSE, number),
            value=pack(ask=ask, entry=card.entry.id),
        )
        for number, card in enumerate(cards, 1)
    ]
    none = button(s.none_of_these, Action.NONE_OF_THESE, value=pack(ask=ask))
    blocks = [paragraph(s.did_you_mean), *in_full, actions(*choices, none)]
    if public:
        blocks.append(removal_block(ask, s))
    questions = "\n".join(f"{number}. {card.question}" for number, card in enumerate(cards, 1))
    return Message(fallback(f"{s.did_you_mean}\n{questions}"), blocks)


def _in_full(cards: Sequence[Card]) -> list[Block]:
    if all(len(f"1. {card.question}") <= _SEEN for card in cards):
        return []
    items = listing("ordered")
    items["elements"] = [section(text(clip(card.question, LISTED))) for card in cards]
    return [rich_text(items)]


def candidates_modal(title: str, blocks: Sequence[Block], ask: str, s: Strings) -> Json:
    """What came near, and at the end the way to an instructor."""
    return modal(title, [*blocks, actions(hand_over_button(ask, s))], s)


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
        for number, card in enumerate(cards)
    ]


def _row_label(card: Card, s: Strings) -> str:
    question = clip(card.question, LISTED)
    return question if card.entry.status is not Status.PENDING else f"{question} ({s.pending_short})"


def hand_over_button(ask: str, s: Strings) -> Element:
    """The button that passes an ask to the instructors."""
    return button(s.ask_instructor, Action.HAND_OVER, value=pack(ask=ask))


def other_answers(cards: Sequence[Card], ask: str, s: Strings, *, lead: str) -> list[Block]:
    """What else may answer, below a few words."""
    return [paragraph(lead), *rows(cards, s, ask=ask)]


def other_answers_message(cards: Sequence[Card], ask: str, s: Strings) -> Message:
    """For one person, after they found a reply not helpful."""
    words = rated_down(cards, s)
    blocks = [*other_answers(cards, ask, s, lead=words), actions(hand_over_button(ask, s))]
    return Message(fallback("\n".join([words, *(card.question for card in cards)])), blocks)


def rated_down(cards: Sequence[Card], s: Strings) -> str:
    """What is said to whom a reply did not help."""
    return s.rated_down if cards else s.rated_down_alone
