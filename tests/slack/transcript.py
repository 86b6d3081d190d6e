"""Block Kit as plain text, as a person reads it off the screen: for transcripts, and for looking at what was made."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

Json = dict[str, Any]
_DATE = re.compile(r"<!date\^[^|>]*\|([^>]*)>")
_BULLETS = "•◦▪"


def as_text(blocks: Iterable[Json]) -> str:
    """The blocks in order, one line a line; buttons in brackets, code behind a bar."""
    return "\n".join(line for block in blocks for line in _block(block))


def _block(block: Json) -> Iterator[str]:
    match block["type"]:
        case "rich_text":
            for element in block["elements"]:
                yield from _rich(element)
        case "table":
            yield from (" | ".join(_cell(cell) for cell in row) for row in block["rows"])
        case _:
            yield _line(block)


def _line(block: Json) -> str:
    match block["type"]:
        case "section" | "header":
            text, accessory = str(block["text"]["text"]), block.get("accessory")
            return f"{text}  {_control(accessory)}" if accessory else text
        case "context":
            return _DATE.sub(r"\1", "  ".join(element["text"] for element in block["elements"]))
        case "actions" | "context_actions":
            return " ".join(_control(element) for element in block["elements"])
        case "image":
            return f"[picture: {block['alt_text']}] {block['image_url']}"
        case "input":
            return f"{block['label']['text']}: {_control(block['element'])}"
        case other:
            return "─" * 40 if other == "divider" else f"({other})"


def _rich(element: Json) -> Iterator[str]:
    match element["type"]:
        case "rich_text_section":
            yield from _words(element).split("\n")
        case "rich_text_list":
            indent = "   " * element.get("indent", 0)
            for number, item in enumerate(element["elements"], element.get("offset", 0) + 1):
                mark = f"{number}." if element["style"] == "ordered" else _BULLETS[element.get("indent", 0) % 3]
                yield f"{indent}{mark} " + _words(item).replace("\n", f"\n{indent}  ")
        case "rich_text_quote":
            yield from (f"▎ {line}" for line in _words(element).split("\n"))
        case "rich_text_preformatted":
            yield from (f"│ {line}" for line in _words(element).split("\n"))


def _words(element: Json) -> str:
    return "".join(_word(part) for part in element["elements"])


def _word(part: Json) -> str:
    style = part.get("style", {})
    text = str(part.get("text", part.get("url", "")))
    for name, mark in (("code", "`"), ("italic", "_"), ("bold", "*"), ("strike", "~")):
        text = f"{mark}{text}{mark}" if style.get(name) else text
    return text


def _cell(cell: Json) -> str:
    return "".join(_words(each) for each in cell["elements"]) if cell["type"] == "rich_text" else str(cell["text"])


def _control(element: Json) -> str:
    match element["type"]:
        case "feedback_buttons":
            return f"[{element['positive_button']['text']['text']}] [{element['negative_button']['text']['text']}]"
        case "plain_text_input":
            return f"[{element.get('initial_value') or element.get('placeholder', {}).get('text', '')}]"
        case "static_select":
            chosen = element.get("initial_option") or {"text": element["placeholder"]}
            return f"[{chosen['text']['text']} ▾]"
        case "icon_button":
            return "[🗑]"
        case _:
            return f"[{element['text']['text']}]"
