"""Checks Block Kit payloads against Slack's published limits, independently of the code that writes them.

Counts, lengths, required and unknown fields, and which block may stand where: https://docs.slack.dev/reference/block-kit.
Blocks that the app has no use for count as unknown.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from tests.loopback import limits_elements as elements
from tests.loopback.limits_text import BLOCK_ID, RICH_TEXT, plain, table, text, text_length
from tests.loopback.shapes import Rule, anything, boolean, by_type, listed, one_of, shape, string, url, whole

MOST_BLOCKS = {"message": 50, "modal": 100, "home": 100}  # https://docs.slack.dev/reference/block-kit/blocks
MOST_MARKDOWN = 12_000  # https://docs.slack.dev/reference/block-kit/blocks/markdown-block, all of a payload together
# Slack answers an undocumented msg_blocks_too_long somewhere above these (slackapi/bolt-js#2509 and #2867)
MOST_MESSAGE_TEXT, MOST_MESSAGE_JSON = 9_500, 15_500

_EVERYWHERE: Mapping[str, Rule] = {
    "section": shape(
        {},
        {
            "block_id": BLOCK_ID,
            "text": text(),
            "fields": listed(text(2_000), 10),
            "accessory": elements.IN_SECTION,
            "expand": boolean,
        },
    ),
    "rich_text": RICH_TEXT,
    "image": shape(
        {"alt_text": string(2_000)},
        {
            "block_id": BLOCK_ID,
            "image_url": url(3_000, "http", "https"),
            "slack_file": anything,
            "title": plain(2_000),
        },
    ),
    "actions": shape({"elements": listed(elements.IN_ACTIONS, 25)}, {"block_id": BLOCK_ID}),
    "context": shape(
        {"elements": listed(by_type({"plain_text": plain(), "mrkdwn": text(), "image": elements.IMAGE}), 10)},
        {"block_id": BLOCK_ID},
    ),
    "divider": shape({}, {"block_id": BLOCK_ID}),
    "header": shape({"text": plain(150)}, {"block_id": BLOCK_ID, "level": whole(1, 4)}),
}
_IN_VIEWS: Mapping[str, Rule] = {
    "input": shape(
        {"label": plain(2_000), "element": elements.IN_INPUT},
        {"block_id": BLOCK_ID, "hint": plain(2_000), "optional": boolean, "dispatch_action": boolean},
    ),
}
_CHART = shape({"title": string(50)}, {"block_id": BLOCK_ID, "chart": anything, "data": anything})
BLOCKS: Mapping[str, Rule] = {
    "message": by_type(
        {
            **_EVERYWHERE,
            "table": table,
            "context_actions": shape({"elements": listed(elements.IN_CONTEXT_ACTIONS, 5)}, {"block_id": BLOCK_ID}),
            "markdown": shape({"text": string(MOST_MARKDOWN)}, {"block_id": BLOCK_ID}),
            "data_visualization": _CHART,
        }
    ),
    "modal": by_type(
        {
            **_EVERYWHERE,
            **_IN_VIEWS,
            "alert": shape(
                {"text": text()},
                {"block_id": BLOCK_ID, "level": one_of("default", "info", "warning", "error", "success")},
            ),
        }
    ),
    "home": by_type({**_EVERYWHERE, **_IN_VIEWS}),
}
_ID = string(255, 0)
_VIEW = {"blocks": anything, "private_metadata": string(3_000, 0), "callback_id": _ID, "external_id": _ID}
_VIEWS = by_type(
    {
        "home": shape({"blocks": anything}, _VIEW),
        "modal": shape(
            {"title": plain(24), "blocks": anything},
            {
                **_VIEW,
                "submit": plain(24),
                "close": plain(24),
                "clear_on_close": boolean,
                "notify_on_close": boolean,
                "submit_disabled": boolean,
            },
        ),
    }
)


def violations(blocks: Sequence[Any], surface: str) -> list[str]:
    """Everything in these blocks that Slack would refuse on a message, modal or home, with its place."""
    found: list[str] = []
    most = MOST_BLOCKS[surface]
    if len(blocks) > most:
        found.append(f"/blocks: {len(blocks)} blocks, allowed are {most}")
    rule = BLOCKS[surface]
    for at, block in enumerate(blocks):
        before = len(found)
        rule(block, (((), "blocks"), at), found)
        if len(found) == before:
            found += [f"/blocks/{at}: {one}" for one in _inside(block)]
    good = [block for block in blocks if isinstance(block, dict)]
    found += [f"/blocks: block_id {one!r} stands twice" for one in _twice(good, "block_id")]
    kinds = Counter(block.get("type") for block in good)
    if kinds["table"] > 1:
        found.append("/blocks: only_one_table_allowed")
    if sum(len(str(block.get("text"))) for block in good if block.get("type") == "markdown") > MOST_MARKDOWN:
        found.append(f"/blocks: markdown blocks hold more than {MOST_MARKDOWN} characters together")
    return found


def view_violations(view: Mapping[str, Any]) -> list[str]:
    """Everything in a modal or Home that Slack would refuse (https://docs.slack.dev/reference/views)."""
    found: list[str] = []
    _VIEWS(view, (), found)
    blocks = view.get("blocks") or []
    found += violations(blocks, "home" if view.get("type") == "home" else "modal")
    inputs = any(isinstance(block, dict) and block.get("type") == "input" for block in blocks)
    if view.get("type") == "modal" and inputs and not view.get("submit"):
        found.append("/submit: a modal with input blocks needs it")
    return found


def sizes(blocks: Sequence[Any]) -> list[str]:
    """What is too much of all blocks of a message together: characters of text, characters of JSON."""
    found = []
    characters = text_length(blocks)
    if characters > MOST_MESSAGE_TEXT:
        found.append(f"/blocks: {characters} characters of text, allowed are {MOST_MESSAGE_TEXT}")
    written = len(json.dumps(blocks, ensure_ascii=False, separators=(",", ":")))
    if written > MOST_MESSAGE_JSON:
        found.append(f"/blocks: {written} characters of JSON, allowed are {MOST_MESSAGE_JSON}")
    return found


def _inside(block: Mapping[str, Any]) -> list[str]:
    """Rules that look at several fields of a block that is well formed."""
    kind = block["type"]
    wrong = []
    if kind == "section" and not (block.get("text") or block.get("fields")):
        wrong.append("a section needs 'text' or 'fields'")
    pictures = [one for one in (block, block.get("accessory"), *block.get("elements", ())) if one]
    sources = [("image_url" in one) + ("slack_file" in one) for one in pictures if one.get("type") == "image"]
    wrong += ["an image needs either 'image_url' or 'slack_file'" for count in sources if count != 1]
    if kind in {"actions", "context_actions"}:
        wrong += [f"action_id {one!r} stands twice" for one in _twice(block["elements"], "action_id")]
    return wrong


def _twice(items: Sequence[Mapping[str, Any]], key: str) -> list[str]:
    counts = Counter(item[key] for item in items if item.get(key))
    return [one for one, count in counts.items() if count > 1]
