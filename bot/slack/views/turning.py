"""The way from page to page in a modal."""

from __future__ import annotations

from collections.abc import Mapping

from bot.i18n import Strings
from bot.slack.blocks.controls import actions, button, context
from bot.slack.blocks.model import Block
from bot.slack.values import Action, numbered, pack


def turning_blocks(page: int, count: int, s: Strings, about: Mapping[str, str | int | None]) -> list[Block]:
    """Where this page is among the others, and buttons to its neighbours; nothing where there is one page.

    Pages are counted from 0; `about` says what is being read.
    """
    if count == 1:
        return []
    ways = [(page - 1, s.previous), (page + 1, s.next)]
    buttons = [
        button(label, numbered(Action.PAGE, to), value=pack(page=to, **about)) for to, label in ways if 0 <= to < count
    ]
    return [actions(*buttons), context(s.page.format(page=page + 1, pages=count))]
