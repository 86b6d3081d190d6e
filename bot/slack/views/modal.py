"""The frame of every modal."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bot.i18n import Strings
from bot.slack.blocks.model import Block
from bot.slack.blocks.wording import plain

Json = dict[str, Any]
_TITLE = 24  # title, submit and close: docs.slack.dev/reference/views/modal-views


def modal(title: str, blocks: Sequence[Block], s: Strings) -> Json:
    """A modal with a title, blocks and a button that closes it."""
    return {
        "type": "modal",
        "title": plain(title, _TITLE),
        "close": plain(s.close, _TITLE),
        "blocks": list(blocks),
    }


def form(view: Json, *, callback: str, submit: str, metadata: str) -> Json:
    """The modal with a button that sends it; `metadata` comes back with it."""
    return view | {"callback_id": callback, "submit": plain(submit, _TITLE), "private_metadata": metadata}
