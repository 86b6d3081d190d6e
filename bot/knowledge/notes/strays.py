"""Blocks that are no entry, as pieces that a person can find again."""

from __future__ import annotations

from collections.abc import Iterable

from bot.knowledge.notes.blocks import Block, Kind
from bot.knowledge.notes.parsed import LeftOut


def leave_out(blocks: Iterable[Block], reason: str) -> list[LeftOut]:
    """One piece for each heading, fence, paragraph or table, and bullet with what is below it."""
    pieces: list[list[Block]] = []
    apart = True
    for block in blocks:
        if block.kind in (Kind.BLANK, Kind.RULE):
            apart = True
            continue
        if not apart and _belongs(block, pieces[-1]):
            pieces[-1].append(block)
        else:
            pieces.append([block])
        apart = False
    return [LeftOut(piece[0].line, "\n".join(block.source for block in piece), reason) for piece in pieces]


def is_picture(block: Block) -> bool:
    """Whether the line starts with a picture."""
    return block.kind is Kind.TEXT and block.text.startswith(("![", "<img"))


def _belongs(block: Block, piece: list[Block]) -> bool:
    if piece[0].kind is Kind.ITEM:
        return block.indent > piece[0].indent
    return piece[0].kind is Kind.TEXT and block.kind is Kind.TEXT
