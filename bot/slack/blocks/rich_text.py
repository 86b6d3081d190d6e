"""Builders of `rich_text` blocks, per docs.slack.dev/reference/block-kit/blocks/rich-text-block.

They escape nothing: only explicit user and broadcast elements ping, and none are built here.
Slack refuses an empty text and an element without elements; `trimmed` leaves no empty text.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from bot.slack.blocks.model import Block, Element
from bot.text.harmless import harmless

Style = Mapping[str, bool]
DEEPEST_INDENT = 8
_PLAIN: Style = {}


def rich_text(*elements: Element) -> Block:
    """The block of these sections, lists, quotes and code."""
    return {"type": "rich_text", "elements": list(elements)}


def section(*elements: Element) -> Element:
    """A paragraph; sections in one block follow each other without a blank line."""
    return {"type": "rich_text_section", "elements": list(elements)}


def paragraph(*parts: Element | str, bold: bool = False) -> Block:
    """A block of one paragraph; strings are shown as they are."""
    style = {"bold": True} if bold else _PLAIN
    return rich_text(section(*(text(part, style) if isinstance(part, str) else part for part in parts)))


def quote(*elements: Element) -> Element:
    """A paragraph behind a bar."""
    return {"type": "rich_text_quote", "elements": list(elements)}


def preformatted(code: str, *, border: bool = False) -> Element:
    """Code to the letter, with the bar of a quote where asked."""
    return {"type": "rich_text_preformatted", "elements": [text(code)]} | ({"border": 1} if border else {})


def listing(style: str, *, indent: int = 0, offset: int = 0, border: bool = False) -> Element:
    """A list without its items yet, `bullet` or `ordered`; its first number is `offset` + 1."""
    optional = {"offset": offset, "border": int(border)}
    return {
        "type": "rich_text_list",
        "style": style,
        "indent": min(indent, DEEPEST_INDENT),
        "elements": [],
    } | {name: value for name, value in optional.items() if value}


def text(words: str, style: Style = _PLAIN) -> Element:
    """Words in a style: `bold`, `italic`, `strike`, `code`."""
    return {"type": "text", "text": harmless(words)} | ({"style": dict(style)} if style else {})


def link(url: str, words: str, style: Style = _PLAIN) -> Element:
    """Words that lead to an address, which must be one that `web_address` gave."""
    return {"type": "link", "url": url, "text": harmless(words)} | ({"style": dict(style)} if style else {})


def is_code(element: Element) -> bool:
    """Whether the words are code, which stays as it is and whole."""
    return bool(element.get("style", {}).get("code"))


def joined(elements: Iterable[Element]) -> list[Element]:
    """The elements with neighbours of one kind, style and address made one."""
    result: list[Element] = []
    for element in elements:
        if result and _apart_from_text(result[-1]) == _apart_from_text(element):
            result[-1] = element | {"text": result[-1]["text"] + element["text"]}
        else:
            result.append(element)
    return result


def trimmed(elements: Iterable[Element]) -> list[Element]:
    """The elements without white space at either end, joined; none is empty, and there may be none."""
    result = joined(elements)
    while result and _is_blank(result[-1]):
        del result[-1]
    while result and _is_blank(result[0]):
        del result[0]
    if result and not is_code(result[-1]):
        result[-1] = result[-1] | {"text": result[-1]["text"].rstrip()}
    if result and not is_code(result[0]):
        result[0] = result[0] | {"text": result[0]["text"].lstrip()}
    return result


def _is_blank(element: Element) -> bool:
    return not is_code(element) and not element["text"].strip()


def _apart_from_text(element: Element) -> Element:
    return element | {"text": ""}
