"""A Markdown table as Slack's table block, or as text in aligned columns where that cannot stand.

Limits: docs.slack.dev/reference/block-kit/blocks/table-block
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field

from markdown_it.token import Token

from bot.slack.blocks.budget import Budget
from bot.slack.blocks.inline import Line, Picture
from bot.slack.blocks.model import Block, Element
from bot.slack.blocks.rich_text import rich_text, section

MOST_ROWS, MOST_COLUMNS = 100, 20
ROOM = Budget(blocks=1, text=8_000, json=12_000)  # a message's, less the question above and the buttons below
WIDEST_COLUMN = 40  # a longer cell pushes its own row only

Cell = list[Element]


@dataclass(slots=True)
class Table:
    """Rows of cells, all of one length, the header first where it says anything; and how columns align."""

    aligns: list[str] = field(default_factory=list)
    rows: list[list[Cell]] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)


def read_table(tokens: Iterable[Token], base: str | None) -> Table:
    """The table whose tokens follow; pictures in cells are their alt text there, and told beside."""
    table = Table()
    is_header = False
    for token in tokens:
        match token.type:
            case "tr_open":
                table.rows.append([])
            case "th_open" | "td_open":
                is_header = token.type == "th_open"
                if is_header:
                    table.aligns.append(str(token.attrs.get("style", "left")).removeprefix("text-align:"))
            case "inline":
                line = Line(base, bold=is_header, pictures_as_words=True)
                line.read(token.children or ())
                table.rows[-1].append(line.elements())
                table.pictures += line.pictures
    table.rows = [row for row in table.rows if any(element["text"].strip() for cell in row for element in cell)]
    return table


def table_block(table: Table) -> Block | None:
    """The table as Slack's own; None if it is too large for that."""
    if len(table.rows) > MOST_ROWS or len(table.aligns) > MOST_COLUMNS:
        return None
    block = {
        "type": "table",
        "column_settings": [{"align": align, "is_wrapped": True} for align in table.aligns],
        "rows": [[_cell(cell) for cell in row] for row in table.rows],
    }
    return None if ROOM.after([block]).is_overdrawn else block


def _cell(cell: Cell) -> Element:
    """The smallest that shows it; Slack refuses empty cells."""
    if not cell:
        return {"type": "raw_text", "text": " "}
    if len(cell) == 1 and cell[0].keys() == {"type", "text"}:
        return {"type": "raw_text", "text": cell[0]["text"]}
    return rich_text(section(*cell))


def aligned_text(table: Table) -> str:
    """The table as lines of fixed-width text; Hangul and the like take two columns."""
    rows = [[" ".join("".join(element["text"] for element in cell).split()) for cell in row] for row in table.rows]
    widths = [min(max(map(width, column)), WIDEST_COLUMN) for column in zip(*rows, strict=True)]
    return "\n".join("  ".join(map(_padded, row, widths, table.aligns)).rstrip() for row in rows)


def width(text: str) -> int:
    """Columns that the text takes in a fixed-width font."""
    return sum(_char_width(char) for char in text)


def _char_width(char: str) -> int:
    if unicodedata.category(char) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def _padded(text: str, columns: int, align: str) -> str:
    missing = max(columns - width(text), 0)
    before = {"left": 0, "center": missing // 2, "right": missing}[align]
    return " " * before + text + " " * (missing - before)
