"""Limits of text objects and rich text.

https://docs.slack.dev/reference/block-kit/composition-objects/text-object
https://docs.slack.dev/reference/block-kit/blocks/rich-text-block
"""

from __future__ import annotations

from typing import Any

from tests.loopback.shapes import (
    Path,
    Rule,
    anything,
    boolean,
    by_type,
    listed,
    one_of,
    shape,
    string,
    told,
    url,
    whole,
)

_MANY = 10_000  # no limit is published


def plain(most: int = 3_000) -> Rule:
    """A plain_text object."""
    return by_type({"plain_text": shape({"text": string(most)}, {"emoji": boolean})})


def text(most: int = 3_000) -> Rule:
    """A plain_text or mrkdwn object."""
    return by_type(
        {
            "plain_text": shape({"text": string(most)}, {"emoji": boolean}),
            "mrkdwn": shape({"text": string(most)}, {"verbatim": boolean}),
        }
    )


STYLE = shape({}, dict.fromkeys(("bold", "italic", "strike", "code", "underline"), boolean))
_MENTION_STYLE = shape(
    {}, dict.fromkeys(("bold", "italic", "strike", "highlight", "client_highlight", "unlink"), boolean)
)
_STRING = string(_MANY)
TEXT = shape({"text": _STRING}, {"style": STYLE})
LINK = shape({"url": url(3_000, "http", "https", "mailto")}, {"text": _STRING, "unsafe": boolean, "style": STYLE})
INLINE = by_type(
    {
        "text": TEXT,
        "link": LINK,
        "emoji": shape({"name": _STRING}, {"unicode": _STRING, "skin_tone": whole(1, 6), "style": STYLE}),
        "user": shape({"user_id": _STRING}, {"style": _MENTION_STYLE}),
        "channel": shape({"channel_id": _STRING}, {"style": _MENTION_STYLE}),
        "usergroup": shape({"usergroup_id": _STRING}, {"style": _MENTION_STYLE}),
        "broadcast": shape({"range": one_of("here", "channel", "everyone")}, {"style": STYLE}),
        "color": shape({"value": _STRING}, {"style": STYLE}),
        "date": shape(
            {"timestamp": anything, "format": _STRING}, {"url": _STRING, "fallback": _STRING, "style": STYLE}
        ),
    }
)
_INLINES = listed(INLINE, _MANY)
SECTION = shape({"elements": _INLINES})
_BORDER = one_of(0, 1)
RICH_ELEMENT = by_type(
    {
        "rich_text_section": SECTION,
        "rich_text_list": shape(
            {"elements": listed(by_type({"rich_text_section": SECTION}), _MANY), "style": one_of("bullet", "ordered")},
            {"indent": whole(0, 8), "offset": whole(0, _MANY), "border": _BORDER},
        ),
        "rich_text_preformatted": shape(
            {"elements": listed(by_type({"text": TEXT, "link": LINK}), _MANY)},
            {"border": _BORDER, "language": _STRING},
        ),
        "rich_text_quote": shape({"elements": _INLINES}, {"border": _BORDER}),
    }
)
BLOCK_ID = string(255)
RICH_TEXT = shape({"elements": listed(RICH_ELEMENT, _MANY)}, {"block_id": BLOCK_ID})

# https://docs.slack.dev/reference/block-kit/blocks/table-block
MOST_ROWS, MOST_COLUMNS, MOST_CELL_TEXT = 100, 20, 10_000
_CELL = by_type(
    {"raw_text": shape({"text": _STRING}), "raw_number": shape({"value": anything}), "rich_text": RICH_TEXT}
)
_COLUMN = shape({}, {"align": one_of("left", "center", "right"), "is_wrapped": boolean})
_GRID = shape(
    {"rows": listed(listed(_CELL, MOST_COLUMNS), MOST_ROWS)},
    {
        "column_settings": listed(lambda one, path, found: one and _COLUMN(one, path, found), MOST_COLUMNS),
        "block_id": BLOCK_ID,
    },
)


def table(value: Any, path: Path, found: list[str]) -> None:
    """A table: all rows equally long, all cells together within 10,000 characters."""
    before = len(found)
    _GRID(value, path, found)
    if len(found) > before:
        return
    if len({len(row) for row in value["rows"]}) > 1:
        found.append(f"{told(path)}/rows: must all have the same number of cells")
    characters = text_length(value["rows"])
    if characters > MOST_CELL_TEXT:
        found.append(f"{told(path)}/rows: {characters} characters in all cells, allowed are {MOST_CELL_TEXT}")


def text_length(node: Any) -> int:
    """The characters of all texts in blocks or parts of them."""
    if node.__class__ is list:
        return sum(map(text_length, node))
    if node.__class__ is not dict:
        return 0
    own = node.get("text")
    length = len(own) if own.__class__ is str else 0
    return length + sum(text_length(held) for held in node.values() if held.__class__ in (list, dict))
