"""Blocks looked through: every element, every word, and what Slack would refuse."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from bot.slack.blocks.answers import markdown_blocks
from bot.slack.blocks.model import Block, Surface
from tests.loopback.limits import violations
from tests.loopback.pings import pings_in

BASE = "https://example.com/qna"


def shown(markdown: str, surface: Surface = Surface.MESSAGE, *, base: str | None = BASE) -> list[Block]:
    """The Markdown as blocks."""
    return markdown_blocks(markdown, surface=surface, base=base, alt="picture")


def nodes(node: Any) -> Iterator[dict[str, Any]]:
    """Every object in blocks, the outer before the inner."""
    if isinstance(node, list):
        for each in node:
            yield from nodes(each)
    elif isinstance(node, dict):
        yield node
        for value in node.values():
            yield from nodes(value)


def words(blocks: Iterable[Block]) -> str:
    """The text of all elements, each block's on lines of its own."""
    return "\n".join(
        "".join(node["text"] for node in nodes(block) if isinstance(node.get("text"), str)) for block in blocks
    )


def code(blocks: list[Block]) -> list[str]:
    """The text of each preformatted element."""
    return [node["elements"][0]["text"] for node in nodes(blocks) if node.get("type") == "rich_text_preformatted"]


def outline(blocks: list[Block]) -> list[list[str]]:
    """Each block by its elements: `•` and `1.` with two spaces for each indent, `>`, code in backticks."""
    return [_lines(block) if block["type"] == "rich_text" else [block["type"]] for block in blocks]


def _lines(block: Block) -> list[str]:
    return [line for element in block["elements"] for line in _element(element)]


def _element(element: dict[str, Any]) -> Iterator[str]:
    border = "| " if element.get("border") else ""
    match element["type"]:
        case "rich_text_list":
            for number, item in enumerate(element["elements"], element.get("offset", 0) + 1):
                mark = f"{number}." if element["style"] == "ordered" else "•"
                yield f"{border}{'  ' * element['indent']}{mark} {_text(item)}"
        case "rich_text_preformatted":
            yield f"{border}`{_text(element)}`"
        case "rich_text_quote":
            yield f"> {_text(element)}"
        case _:
            yield _text(element)


def _text(element: dict[str, Any]) -> str:
    return "".join(leaf["text"] for leaf in element["elements"])


def refused(blocks: list[Block], surface: Surface) -> list[str]:
    """What Slack would refuse in these blocks there, and whom they would ping."""
    return [*violations(blocks, surface), *pings_in({"blocks": blocks})]
