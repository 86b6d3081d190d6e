"""Whom a payload rings: mentions in mrkdwn, and the rich text elements that mention."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from tests.loopback.args import flag
from tests.loopback.records import Json

# https://docs.slack.dev/messaging/formatting-message-text: mentions in mrkdwn
IN_MRKDWN = re.compile(r"<(?:!(?:channel|here|everyone)|@[UW][A-Z0-9_]+|!subteam\^S[A-Z0-9_]+)(?:\|[^>]*)?>")
BY_NAME = re.compile(r"(?<!\w)@(?:channel|here|everyone)\b")  # with link_names or parse=full alone
ELEMENTS = {"broadcast": "range", "user": "user_id", "usergroup": "usergroup_id"}


def pings_in(args: Json) -> list[str]:
    """Every ping in a message's or view's arguments, as written or as `broadcast:here`, `user:U1`, `usergroup:S1`."""
    text = args.get("text")
    found: list[str] = []
    if isinstance(text, str):
        found += IN_MRKDWN.findall(text)
        if flag(args, "link_names") or args.get("parse") == "full":
            found += BY_NAME.findall(text)
    for part in ("blocks", "attachments"):
        found += _inside(args.get(part))
    return found


def _inside(node: Any) -> Iterator[str]:
    if isinstance(node, list):
        for one in node:
            yield from _inside(one)
    elif isinstance(node, dict):
        kind = node.get("type")
        if kind in ("mrkdwn", "markdown") or "fallback" in node:
            yield from IN_MRKDWN.findall(str(node.get("text", "")))
        elif kind in ELEMENTS:
            yield f"{kind}:{node.get(ELEMENTS[kind])}"
        for key, value in node.items():
            if value.__class__ in (list, dict) and key != "metadata":
                yield from _inside(value)
