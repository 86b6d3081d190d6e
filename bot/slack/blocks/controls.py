"""Small builders of the blocks around an answer: buttons, quiet lines, headings.

Limits: docs.slack.dev/reference/block-kit/block-elements/button-element and the pages beside it.
"""

from __future__ import annotations

from bot.slack.blocks.model import Block, Element
from bot.slack.blocks.wording import plain

LONGEST_LABEL = 75
LONGEST_HEADER = 150


def button(
    label: str, action_id: str, *, value: str | None = None, url: str | None = None, style: str | None = None
) -> Element:
    """A button; `style` is `primary` or `danger`. `url` is one that `web_address` gave."""
    return {"type": "button", "text": plain(label, LONGEST_LABEL), "action_id": action_id} | _given(
        value=value, url=url, style=style
    )


def actions(*elements: Element) -> Block:
    """A row of up to 25 buttons and menus."""
    return {"type": "actions", "elements": list(elements)}


def context(*texts: str) -> Block:
    """Up to ten texts in one quiet line, shown as they are."""
    return {"type": "context", "elements": [plain(text) for text in texts]}


def header(text: str) -> Block:
    """A large heading."""
    return {"type": "header", "text": plain(text, LONGEST_HEADER)}


def divider() -> Block:
    """A thin line."""
    return {"type": "divider"}


def plain_section(text: str, *, accessory: Element | None = None) -> Block:
    """A text shown as it is, with a button or menu at its right if given."""
    return {"type": "section", "text": plain(text)} | _given(accessory=accessory)


def _given(**optional: str | Element | None) -> Element:
    return {name: value for name, value in optional.items() if value is not None}
