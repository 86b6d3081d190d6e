"""The answer: in a thread, shown to one person, and page by page in a modal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from bot.i18n import Strings
from bot.knowledge.model import Status
from bot.slack.blocks.budget import MESSAGE_BUDGET, VIEW_BUDGET, fit, pages
from bot.slack.blocks.controls import actions, button, context
from bot.slack.blocks.model import Block, Element, Surface
from bot.slack.blocks.wording import plain
from bot.slack.message import Message
from bot.slack.values import Action, numbered, pack
from bot.slack.views.card import MOST_LINKS, Card, answer_blocks, link_block, note_block, question_block, spoken
from bot.slack.views.modal import Json, modal
from bot.slack.views.turning import turning_blocks

_About = dict[str, str | int | None]


class Share(Enum):
    """Where an answer that one person sees can be made public."""

    NO = 0
    IN_CHANNEL = 1
    IN_THREAD = 2
    INVITE = 3  # in the thread, once the bot is invited there


@dataclass(frozen=True, slots=True)
class Offers:
    """What people may do with an answer beside reading it.

    `choose` is to say that it is the one they were looking for, `rated` what this reader said of it before.
    `name` is what the bot is invited by, `thread` the address of where it was asked.
    """

    ask: str | None = None
    others: bool = False
    choose: bool = False
    share: Share = Share.NO
    rated: bool | None = None
    name: str = ""
    thread: str | None = None


def answer_message(card: Card, offers: Offers, s: Strings, *, note: str = "", lead: Sequence[Block] = ()) -> Message:
    """The reply in a thread or DM: everybody there sees it, and may say whether it helps. `lead` goes before it."""
    buttons = [*_tell_me(card, offers, s), *_others(card, offers, s), *_to_thread(offers, s)]
    tail = [actions(*buttons)] if buttons else []
    if offers.ask and card.entry.answer:
        tail.insert(0, _feedback_block(offers.ask, s))
    elif offers.ask:
        tail.append(removal_block(offers.ask, s))
    foot = [*link_block(card), note_block(card, s, more=note), *tail]
    return Message(spoken(card, s), _with_answer([*lead, question_block(card)], foot, card, offers, s))


def private_answer(card: Card, offers: Offers, s: Strings) -> Message:
    """The answer shown to one person: feedback is plain buttons there, and it can be shared."""
    about: _About = {"ask": offers.ask, "entry": card.entry.id}
    foot = [*link_block(card), note_block(card, s), *_private_controls(card, offers, s, about)]
    return Message(spoken(card, s), _with_answer([question_block(card)], foot, card, offers, s))


def _with_answer(head: Sequence[Block], foot: Sequence[Block], card: Card, offers: Offers, s: Strings) -> list[Block]:
    """The answer between its head and foot, as much of it as a message has room for."""
    body = answer_blocks(card, Surface.MESSAGE, s)
    shown, rest = fit(body, MESSAGE_BUDGET.after([*head, *foot, _read_on_block(card, offers, s, len(body))]))
    read_on = [_read_on_block(card, offers, s, len(shown))] if rest else []
    return [*head, *shown, *read_on, *foot]


def answer_modal(card: Card, offers: Offers, s: Strings, *, page: int = 0, start: int = 0) -> Json:
    """The answer in a modal, one page of it; pages are counted from 0.

    `start` is the block from which on it is shown: what a message had no room for.
    """
    whole = answer_blocks(card, Surface.MODAL, s)
    body = pages(whole[start:] or whole, VIEW_BUDGET)  # the answer may have become shorter since
    page = max(0, min(page, len(body) - 1))
    about: _About = {"ask": offers.ask, "course": card.course.slug, "entry": card.entry.id, "start": start}
    blocks = [
        question_block(card),
        *body[page],
        *turning_blocks(page, len(body), s, about),
        *link_block(card),
        note_block(card, s),
        *_private_controls(card, offers, s, about | {"page": page}),
    ]
    return modal(s.answer_title, blocks, s)


def _feedback_block(ask: str, s: Strings) -> Block:
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


def removal_block(ask: str, s: Strings) -> Block:
    """The bin alone: the asker and instructors may take a reply away."""
    return {"type": "context_actions", "elements": [_bin(ask, s)]}


def _bin(ask: str, s: Strings) -> Element:
    return {
        "type": "icon_button",
        "icon": "trash",
        "text": plain(s.remove),
        "action_id": Action.REMOVE,
        "value": pack(ask=ask),
        "accessibility_label": s.remove_label,
    }


def _private_controls(card: Card, offers: Offers, s: Strings, about: _About) -> list[Block]:
    """One row of buttons; `about` is what an answer that was rated is drawn anew from."""
    buttons = [*_sharing(card, offers, s), *_choosing(card, offers, s), *_tell_me(card, offers, s)]
    if offers.ask and card.entry.answer and not offers.choose:
        buttons += _rating(offers, s, about)
    buttons += _others(card, offers, s)
    hint = [context(s.invite_to_share.format(name=offers.name))] if offers.share is Share.INVITE else []
    return [*hint, *([actions(*buttons)] if buttons else [])]


def _sharing(card: Card, offers: Offers, s: Strings) -> list[Element]:
    labels = {Share.IN_CHANNEL: s.share, Share.IN_THREAD: s.share_in_thread}
    if offers.share not in labels:
        return []
    value = pack(ask=offers.ask, entry=card.entry.id)
    return [button(labels[offers.share], Action.SHARE, value=value, style="primary")]


def _choosing(card: Card, offers: Offers, s: Strings) -> list[Element]:
    if not (offers.choose and offers.ask):
        return []
    value = pack(ask=offers.ask, entry=card.entry.id)
    return [button(s.this_one, numbered(Action.CHOOSE, 0), value=value, style="primary")]


def _rating(offers: Offers, s: Strings, about: _About) -> list[Element]:
    """Two buttons; that of the verdict given before stands out."""
    return [
        button(
            label,
            numbered(Action.RATE, helpful),
            value=pack(**about, helpful=helpful),
            style="primary" if offers.rated is bool(helpful) else None,
        )
        for helpful, label in ((1, s.helpful), (0, s.unhelpful))
    ]


def _others(card: Card, offers: Offers, s: Strings) -> list[Element]:
    if not (offers.others and offers.ask):
        return []
    return [button(s.others, Action.OTHERS, value=pack(ask=offers.ask, entry=card.entry.id))]


def _tell_me(card: Card, offers: Offers, s: Strings) -> list[Element]:
    if card.entry.status is not Status.PENDING:
        return []
    value = pack(ask=offers.ask, course=card.course.slug, entry=card.entry.id)
    return [button(s.tell_me, Action.TELL_ME, value=value)]


def _to_thread(offers: Offers, s: Strings) -> list[Element]:
    return [to_thread_button(offers.thread, s)] if offers.thread else []


def to_thread_button(link: str, s: Strings) -> Element:
    """The way to the thread in which something was asked."""
    return button(s.to_thread, numbered(Action.LINK, MOST_LINKS), url=link)


def _read_on_block(card: Card, offers: Offers, s: Strings, start: int) -> Block:
    value = pack(ask=offers.ask, course=card.course.slug, entry=card.entry.id, start=start)
    return actions(button(s.read_on, Action.READ_ON, value=value, style="primary"))
