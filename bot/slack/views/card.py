"""An entry as people see it, on any surface: question, answer, links, and one quiet line."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bot.i18n import Strings
from bot.knowledge.model import Course, Entry, Status
from bot.search.results import Document
from bot.slack.blocks.addresses import web_address
from bot.slack.blocks.answers import markdown_blocks
from bot.slack.blocks.controls import actions, button, context
from bot.slack.blocks.inline import inline
from bot.slack.blocks.model import Block, Surface
from bot.slack.blocks.rich_text import paragraph, rich_text, section
from bot.slack.blocks.wording import clip, fallback
from bot.slack.values import Action, numbered
from bot.text import markdown

MOST_LINKS = 5
LISTED = 500  # characters of a question in a list; it stands in full above its answer
_MOST_OF_QUESTION = 1_500  # characters, so that an answer has room beside it
_MOST_OF_LINKS = 4_000  # characters of all addresses together, for the same reason
_MOST_OF_NAME = 150  # characters of a topic's or a cohort's name


@dataclass(frozen=True, slots=True)
class Card:
    """An entry with the course it stands in, as seen on a day."""

    course: Course
    document: Document
    today: date

    @property
    def entry(self) -> Entry:
        """The entry itself."""
        return self.document.entry

    @property
    def question(self) -> str:
        """The entry's question as plain text."""
        return markdown.plain_inline(self.entry.question)


def question_block(card: Card) -> Block:
    """The entry's question, in bold."""
    elements = inline(card.entry.question, base=card.course.assets_url, bold=True)
    if not elements or len(card.entry.question) > _MOST_OF_QUESTION:
        return paragraph(clip(card.question, _MOST_OF_QUESTION) or "…", bold=True)
    return rich_text(section(*elements))


def answer_blocks(card: Card, surface: Surface, s: Strings) -> list[Block]:
    """The answer's blocks; for a pending entry, that it has none yet."""
    if not card.entry.answer:
        return [paragraph(s.pending)]
    return markdown_blocks(card.entry.answer, surface=surface, base=card.course.assets_url, alt=card.question)


def link_block(card: Card) -> list[Block]:
    """The doc links as buttons, or nothing."""
    found: dict[str, str] = {}
    room = _MOST_OF_LINKS
    for words, url in links(card):
        address = web_address(url, card.course.assets_url)
        if address and address not in found and len(address) <= room:
            found[address] = words
            room -= len(address)
    buttons = [
        button(words, numbered(Action.LINK, number), url=url)
        for number, (url, words) in enumerate(list(found.items())[:MOST_LINKS])
    ]
    return [actions(*buttons)] if buttons else []


def links(card: Card) -> list[tuple[str, str]]:
    """The entry's links as (words, address as written): those in its text, then the explicit ones."""
    entry = card.entry
    inside = [*markdown.links(entry.question), *markdown.links(entry.answer)]
    return [*inside, *((link.text or link.url, link.url) for link in entry.links)]


def note_block(card: Card, s: Strings, *, more: str = "") -> Block:
    """The quiet line: topic, cohort, and what to be careful about."""
    entry = card.entry
    names = [card.document.topic_name, entry.cohort or card.course.cohort or ""]
    parts = [clip(name, _MOST_OF_NAME) for name in names]
    if entry.status is Status.PROVISIONAL:
        parts.append(s.provisional)
    if entry.review_by and entry.review_by < card.today:
        parts.append(s.overdue.format(day=entry.review_by.isoformat()))
    parts.append(more)
    return context(" · ".join(part for part in parts if part))


def spoken(card: Card, s: Strings) -> str:
    """The whole card for notifications and screen readers."""
    answer = markdown.plain_text(card.entry.answer) if card.entry.answer else s.pending
    return fallback(f"{card.question}\n{answer}")
