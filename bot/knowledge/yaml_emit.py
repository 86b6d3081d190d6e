"""Data as lines of block YAML, in the manner of the file they go into.

Every function gives whole lines, the first one indented too: a caller that goes on from a dash strips it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bot.knowledge.yaml_scalars import double_quoted, literal, scalar


@dataclass(frozen=True, slots=True)
class Markdown:
    """A text that is written as a block literal, whatever its length."""

    text: str


@dataclass(frozen=True, slots=True)
class Verbatim:
    """A scalar just as it stood in the file."""

    source: str


@dataclass(frozen=True, slots=True)
class Spaced:
    """A list with a blank line between its items."""

    items: Sequence[Data]


Data = str | int | date | Markdown | Verbatim | Spaced | Sequence["Data"] | Mapping[str, "Data"]


@dataclass(frozen=True, slots=True)
class Style:
    """A file's manner: its line ends, and how far a list stands in from its key."""

    eol: str = "\n"
    list_offset: int = 2


STEP = 2  # how far nested keys and the lines of a literal stand in


@dataclass(frozen=True, slots=True)
class Value:
    """A value under a key: what follows the colon on its line, and the lines below."""

    head: str
    below: tuple[str, ...] = ()


def value(data: Data, column: int, style: Style, indent: int | None = None) -> Value:
    """The data as the value of a key at `column`; `indent` is the column for a literal's lines."""
    if isinstance(data, Markdown):
        block = literal(data.text, column, indent or column + STEP)
        return Value(block[0], tuple(block[1])) if block else Value(double_quoted(data.text))
    if isinstance(data, Mapping) and data:
        return Value("", tuple(fields(data, column + STEP, style)))
    if isinstance(data, Spaced):
        lines = [("", *item(each, column + style.list_offset, style)) for each in data.items]
        return Value("", tuple(line for group in lines for line in group)[1:])
    if isinstance(data, Sequence) and not isinstance(data, str) and data:
        return Value("", tuple(items(data, column + style.list_offset, style)))
    return Value(inline(data))


def fields(data: Mapping[str, Data], column: int, style: Style) -> list[str]:
    """Keys and values, the keys at `column`."""
    return [line for key, inner in data.items() for line in field(key, inner, column, style)]


def field(key: str, data: Data, column: int, style: Style) -> list[str]:
    """`key: value`, the key at `column`; the key is written as given."""
    written = value(data, column, style)
    head = f"{key}: {written.head}" if written.head else f"{key}:"
    return [" " * column + head, *written.below]


def items(data: Sequence[Data], dash: int, style: Style) -> list[str]:
    """`- value` for each, the dashes at column `dash`."""
    return [line for inner in data for line in item(inner, dash, style)]


def item(data: Data, dash: int, style: Style, width: int = STEP) -> list[str]:
    """`- value` with its dash at column `dash` and the value `width` columns further in."""
    first, *rest = item_body(data, dash + width, style)
    return [" " * dash + "-".ljust(width) + first.lstrip(" "), *rest]


def item_body(data: Data, column: int, style: Style) -> list[str]:
    """What stands behind a dash, at `column`."""
    if isinstance(data, Mapping) and data:
        return fields(data, column, style)
    if isinstance(data, Sequence) and not isinstance(data, str) and data:
        return items(data, column, style)
    return [" " * column + inline(data)]


def inline(data: Data) -> str:
    """A value on one line."""
    if isinstance(data, Verbatim):
        return data.source
    if isinstance(data, Markdown):
        return double_quoted(data.text)
    if isinstance(data, str):
        return scalar(data)
    if isinstance(data, (Sequence, Spaced)):
        return "[]"
    return "{}" if isinstance(data, Mapping) else str(data)
