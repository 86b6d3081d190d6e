"""How much fits: into a message, into a page of a view, and where to cut what does not.

Slack publishes 50 blocks a message and 100 a view (docs.slack.dev/reference/block-kit/blocks). It answers
`msg_blocks_too_long` to about 11,000 characters of text or 17,000 of JSON, and publishes no figure:
github.com/slackapi/bolt-js/issues/2509. A view may have 250 KB, so a page has room for what stands around it.
"""

from __future__ import annotations

import json
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from bot.slack.blocks.model import Block


@dataclass(frozen=True, slots=True)
class Budget:
    """Room for blocks, for characters of text in them, and for characters of their JSON."""

    blocks: int = 50
    text: int = 9_500
    json: int = 15_500

    def after(self, blocks: Sequence[Block]) -> Budget:
        """What these blocks leave of it; negative where they are too much."""
        return Budget(self.blocks - len(blocks), self.text - text_length(blocks), self.json - json_length(blocks))

    @property
    def is_overdrawn(self) -> bool:
        """Whether more was taken than there was."""
        return min(self.blocks, self.text, self.json) < 0


MESSAGE_BUDGET = Budget()
VIEW_BUDGET = Budget(blocks=40)


def text_length(blocks: Iterable[Any]) -> int:
    """Characters that people read in the blocks, alt texts included."""
    return sum(len(words) for block in blocks for words in _texts(block))


def json_length(blocks: Sequence[Block]) -> int:
    """Characters of the blocks' JSON, as small as it can be written, other letters than ASCII unescaped."""
    return len(json.dumps(blocks, ensure_ascii=False, separators=(",", ":")))


def fit(blocks: Sequence[Block], budget: Budget) -> tuple[list[Block], list[Block]]:
    """The longest beginning that the budget has room for, and the rest.

    No block of an answer takes more than a part of a fresh budget, but for code longer than all of it.
    """
    left = budget
    for number, block in enumerate(blocks):
        left = left.after([block])
        if left.is_overdrawn:
            return list(blocks[:number]), list(blocks[number:])
    return list(blocks), []


def packed(blocks: Sequence[Block], budget: Budget) -> list[list[Block]]:
    """The blocks in order, as many together as the budget has room for; a larger one is alone."""
    result = []
    rest = list(blocks)
    while rest:
        count = max(len(fit(rest, budget)[0]), 1)
        result.append(rest[:count])
        del rest[:count]
    return result


def pages(blocks: Iterable[Block], budget: Budget) -> list[list[Block]]:
    """All the blocks in order, page after page, each within the budget.

    Code longer than a page goes over several, cut at a line's end where there is one; its pieces put
    together are the code.
    """
    return packed([piece for block in blocks for piece in _pieces(block, budget)], budget)


def _texts(node: Any) -> Iterator[str]:
    if isinstance(node, list):
        for each in node:
            yield from _texts(each)
    elif isinstance(node, dict):
        for name, value in node.items():
            if name in {"text", "alt_text"} and isinstance(value, str):
                yield value
            else:
                yield from _texts(value)


def _pieces(block: Block, budget: Budget) -> Iterator[Block]:
    code = _only_text(block) if budget.after([block]).is_overdrawn else None
    if code is None:
        yield block
        return
    while code:
        head = _head(block, code, budget)
        yield _with_text(block, head)
        code = code[len(head) :]


def _only_text(node: dict[str, Any]) -> str | None:
    """The text of a block that holds a single one, as long code does."""
    while "elements" in node:
        if len(node["elements"]) != 1:
            return None
        node = node["elements"][0]
    return node["text"] if isinstance(node.get("text"), str) else None


def _with_text(node: dict[str, Any], text: str) -> dict[str, Any]:
    if "elements" in node:
        return node | {"elements": [_with_text(node["elements"][0], text)]}
    return node | {"text": text}


def _head(block: Block, code: str, budget: Budget) -> str:
    """As much from the code's beginning as a page holds, whole lines if possible; one character at least."""

    def is_too_long(length: int) -> bool:
        return budget.after([_with_text(block, code[:length])]).is_overdrawn

    fitting = bisect_left(range(1, min(len(code), budget.text) + 1), True, key=is_too_long)
    head = code[: max(fitting, 1)]
    return head if head == code else head[: head.rfind("\n") + 1] or head
