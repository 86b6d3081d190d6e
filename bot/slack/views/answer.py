"""The answer: in a thread, shown to one person, and page by page in a modal."""

from __future__ import annotations

from dataclasses import dataclass

from bot.i18n import Strings
from bot.knowledge.model import Status
from bot.slack.blocks.budget import MESSAGE_BUDGET, VIEW_BUDGET, fit, pages
from bot.slack.blocks.controls import actions, button
from bot.slack.blocks.model import Block, Element, Surface
from bot.slack.blocks.wording import plain
from bot.slack.message import Message
from bot.slack.values import Action, numbered, pack
from bot.slack.views.card import Card, answer_blocks, link_block, note_block, question_block, spoken
from bot.slack.views.modal import Json, modal
from bot.slack.views.turning import turning_blocks


@dataclass(frozen=True, slots=True)
class Offers:
    """What people may do with an answer beside reading it. `share` is where it can be made public."""

    ask: str | None = None
    others: bool = False
    share: bool = False


def answer_message(card: Card, offers: Offers, s: Strings, *, note: str = "") -> Message:
    """The reply in a thread or DM: everybody there sees it, and may say whether it helps."""
    controls = [_feedback_block(offers.ask, s)] if offers.ask and card.entry.answer else []
    removal = [removal_block(offers.ask, s)] if offers.ask and not controls else []
    return _message(card, [*_pending_actions(card, offers, s), *controls, *removal], offers, s, note)


def private_answer(card: Card, offers: Offers, s: Strings) -> Message:
    """The answer shown to one person: feedback is plain buttons there, and it can be shared."""
    buttons = [] if offers.ask is None else [*_rating_buttons(offers.ask, s)]
    if offers.share:
        buttons.insert(
            0, button(s.share, Action.SHARE, value=pack(ask=offers.ask, entry=card.entry.id), style="primary")
        )
    tail = [*_pending_actions(card, offers, s), *([actions(*buttons)] if buttons else [])]
    return _message(card, tail, offers, s, "")


def _message(card: Card, tail: list[Block], offers: Offers, s: Strings, note: str) -> Message:
    head = [question_block(card)]
    body = answer_blocks(card, Surface.MESSAGE, s)
    more = _more_block(card, offers, s)
    foot = [*link_block(card), note_block(card, s, more=note), *tail]
    room = MESSAGE_BUDGET.after([*head, *foot, *more, _read_on_block(card, offers, s, len(body))])
    shown, rest = fit(body, room)
    read_on = [_read_on_block(card, offers, s, len(shown))] if rest else []
    return Message(spoken(card, s), [*head, *shown, *read_on, *foot, *more])


def answer_modal(card: Card, offers: Offers, s: Strings, *, page: int = 0, start: int = 0) -> Json:
    """The answer in a modal, one page of it; pages are counted from 0.

    `start` is the block from which on it is shown: what a message had no room for.
    """
    body = pages(answer_blocks(card, Surface.MODAL, s)[start:], VIEW_BUDGET) or [[]]
    page = max(0, min(page, len(body) - 1))
    about = {"ask": offers.ask, "course": card.course.slug, "entry": card.entry.id, "start": start}
    turning = turning_blocks(page, len(body), s, about)
    rating = [actions(*_rating_buttons(offers.ask, s))] if offers.ask and card.entry.answer else []
    sharing = [_share_block(card, offers, s)] if offers.share else []
    blocks = [
        question_block(card),
        *body[page],
        *turning,
        *link_block(card),
        note_block(card, s),
        *_pending_actions(card, offers, s),
        *sharing,
        *rating,
    ]
    return modal(s.answer_title, blocks, s)


def _feedback_block(ask: str | None, s: Strings) -> Block:
    """Slack's own feedback buttons, and the bin.

    docs.slack.dev/reference/block-kit/blocks/context-actions-block
    """
    good, bad = pack(ask=ask, helpful=1), pack(ask=ask, helpful=0)
    feedback = {
        "type": "feedback_buttons",
        "action_id": Action.RATE,
        "positive_button": {"text": plain(s.helpful), "accessibility_label": s.helpful_label, "value": good},
        "negative_button": {"text": plain(s.unhelpful), "accessibility_label": s.unhelpful_label, "value": bad},
    }
    return {"type": "context_actions", "elements": [feedback, _bin(ask, s)]}


def removal_block(ask: str | None, s: Strings) -> Block:
    """The bin alone: the asker and instructors may take a reply away."""
    return {"type": "context_actions", "elements": [_bin(ask, s)]}


def _bin(ask: str | None, s: Strings) -> Element:
    return {
        "type": "icon_button",
        "icon": "trash",
        "text": plain(s.remove),
        "action_id": Action.REMOVE,
        "value": pack(ask=ask),
        "accessibility_label": s.remove_label,
    }


def _rating_buttons(ask: str | None, s: Strings) -> list[Element]:
    return [
        button(s.helpful, numbered(Action.RATE, 1), value=pack(ask=ask, helpful=1)),
        button(s.unhelpful, numbered(Action.RATE, 0), value=pack(ask=ask, helpful=0)),
    ]


def _pending_actions(card: Card, offers: Offers, s: Strings) -> list[Block]:
    if card.entry.status is not Status.PENDING:
        return []
    value = pack(ask=offers.ask, course=card.course.slug, entry=card.entry.id)
    return [actions(button(s.tell_me, Action.TELL_ME, value=value))]


def _more_block(card: Card, offers: Offers, s: Strings) -> list[Block]:
    if not (offers.others and offers.ask):
        return []
    return [actions(button(s.others, Action.OTHERS, value=pack(ask=offers.ask, entry=card.entry.id)))]


def _read_on_block(card: Card, offers: Offers, s: Strings, start: int) -> Block:
    value = pack(ask=offers.ask, course=card.course.slug, entry=card.entry.id, start=start)
    return actions(button(s.read_on, Action.READ_ON, value=value, style="primary"))


def _share_block(card: Card, offers: Offers, s: Strings) -> Block:
    value = pack(ask=offers.ask, entry=card.entry.id)
    return actions(button(s.share_in_thread, Action.SHARE, value=value, style="primary"))
