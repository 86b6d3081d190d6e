"""Puts rich text elements together, in order, into blocks of a bounded size."""

from __future__ import annotations

import re
from collections.abc import Iterable

from bot.slack.blocks.budget import Budget, packed
from bot.slack.blocks.model import Block, Element
from bot.slack.blocks.rich_text import is_code, rich_text, trimmed

# Of one block: less than a third of a message, so that a cut between blocks wastes little of it.
PART = Budget(blocks=1_000, text=3_000, json=6_000)

_PIECE = re.compile(r".{1,999}(?:\s|\Z)|.{1,999}", re.DOTALL)


class Writer:
    """Gathers blocks. One `rich_text` block stays open for further elements until it is full or closed.

    No block is larger than `PART`, but for code, which is not cut: beyond that it is alone in its block.
    """

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self._open: list[Element] = []
        self._left = PART

    def close(self) -> None:
        """End the open block; what follows stands apart from it by a gap."""
        if self._open:
            self.blocks.append(rich_text(*self._open))
        self._open = []
        self._left = PART

    def block(self, block: Block) -> None:
        """Add a block that is whole already."""
        self.close()
        self.blocks.append(block)

    def element(self, element: Element) -> None:
        """Add an element, to the open block if that has room."""
        if not self._take([element]):
            self.close()
            self._left = PART.after([element])
        self._open.append(element)

    def extend(self, element: Element | None, parts: list[Element]) -> bool:
        """Add parts to the element that was added last; False if it is another one, or if there is no room."""
        if element is None or not self._open or self._open[-1] is not element or not self._take(parts):
            return False
        element["elements"].extend(parts)
        return True

    def _take(self, elements: list[Element]) -> bool:
        left = self._left.after(elements)
        if left.is_overdrawn:
            return False
        self._left = left
        return True


def parted(elements: Iterable[Element]) -> list[list[Element]]:
    """The elements of one paragraph in as many parts as are needed for each to fit into a block; code stays whole."""
    pieces = [piece for element in elements for piece in _pieces(element)]
    return [part for part in map(trimmed, packed(pieces, PART)) if part]


def _pieces(element: Element) -> list[Element]:
    if is_code(element):
        return [element]
    return [element | {"text": words} for words in _PIECE.findall(element["text"])]
