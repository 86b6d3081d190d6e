"""Text as Slack takes it: harmless, escaped where that is due, and never too long.

`rich_text` and `plain_text` show what they are given. Only mrkdwn and a message's own `text` read
`<!here>` and `<@U1>` as pings: docs.slack.dev/messaging/formatting-message-text
"""

from __future__ import annotations

import re

from bot.slack.blocks.model import Element
from bot.text.harmless import harmless

LONGEST_TEXT = 3_000  # any text object: docs.slack.dev/reference/block-kit/composition-objects/text-object

_CUT_ESCAPE = re.compile(r"&[a-z]*…$")


def escape(text: str) -> str:
    """The text for mrkdwn, where it pings nobody and links nothing."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def clip(text: str, most: int) -> str:
    """The harmless text in at most that many characters, cut at a word's end where one is near."""
    text = harmless(text)
    if len(text) <= most:
        return text
    kept = text[: most - 1]
    end = max(kept.rfind(" "), kept.rfind("\n"))
    if end >= most // 2 and not text[most - 1].isspace():
        kept = kept[:end]
    return kept.rstrip() + "…"


def fallback(text: str) -> str:
    """The top-level `text` of a message, for notifications and screen readers."""
    return _CUT_ESCAPE.sub("…", clip(escape(text), LONGEST_TEXT))


def plain(text: str, most: int = LONGEST_TEXT) -> Element:
    """A plain_text object; colons make no emoji. Slack refuses an empty one: that shows "…"."""
    return {"type": "plain_text", "text": clip(text, most) if text.strip() else "…", "emoji": False}
