"""The lines below a question as an answer: Markdown of its own, in the same order, code byte for byte."""

from __future__ import annotations

from collections.abc import Sequence

from bot.knowledge.notes.blocks import TAB, Block, Kind, width
from bot.knowledge.tidy import body


def as_markdown(blocks: Sequence[Block], offset: int) -> str:
    """The answer in these blocks, moved left as far as its list stood inside the question's item.

    `offset` is the column at which the question's item has its text; what stands at column 0, such
    as a fence between two bullets, stays there.
    """
    shift = _shift(blocks, offset)
    return body("\n".join(line for block in blocks for line in _moved(block, shift)))


def _shift(blocks: Sequence[Block], offset: int) -> int:
    """The columns to take away: those of the outermost bullet, or of the first indented text."""
    items = [block.indent for block in blocks if block.kind is Kind.ITEM]
    if items:
        return min(items)
    first = next((block.indent for block in blocks if block.indent), 0)
    return first if first < offset + 4 else offset  # four deeper than the item's text is indented code


def _moved(block: Block, shift: int) -> list[str]:
    if block.kind is Kind.BLANK:
        return [""]
    if block.kind is Kind.CODE:
        shift = _code_shift(block, shift)
    return [_moved_line(line, shift) for line in block.lines]


def _code_shift(block: Block, shift: int) -> int:
    """All of a fence's indent when its code stands further left: inside a list that would end the fence."""
    sticks_out = any(line.strip() and width(line) < block.indent for line in block.lines)
    return block.indent if sticks_out else min(block.indent, shift)


def _moved_line(line: str, columns: int) -> str:
    """The line without so many columns of indent; a tab that reaches further stays whole."""
    while columns > 0 and line.startswith((" ", "\t")):
        columns -= TAB if line[0] == "\t" else 1
        if columns < 0:
            break
        line = line[1:]
    return line
