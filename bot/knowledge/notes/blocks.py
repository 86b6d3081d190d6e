"""Notes as a row of blocks: lines, with those kept together that a fence or a comment holds together.

Line by line rather than by a Markdown parser: to Markdown a fence at column 0 ends the list that
the question is in, while to the writer of the notes it belongs to the answer above.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, auto

from bot.knowledge.notes import comment

TAB = 4

_HEADING = re.compile(r" ?(#{1,6})(?:[ \t]+(.*?))?(?:[ \t]+#+)?[ \t]*")
_UNDERLINE = re.compile(r"(?:(?P<title>={2,})|-{3,})[ \t]*")
_NO_HEADING = re.compile(r"[>|<`~]|!\[|[-*+] |\d{1,9}[.)] ")
_RULE = re.compile(r" ?([-*_])(?:[ \t]*\1){2,}[ \t]*")
_ITEM = re.compile(r"([ \t]*)([-*+]|\d{1,9}[.)])(?:[ \t]+(.*))?")
_FENCE = re.compile(r"[ \t]*(`{3,}(?=[^`]*$)|~{3,}).*")
_BEGINS_ANEW = re.compile(r"#{1,6} |[-*+] ")


class Kind(Enum):
    """What a block is."""

    BLANK = auto()
    HEADING = auto()
    RULE = auto()
    ITEM = auto()  # the line of a bullet or number; a fence that opens on it included
    CODE = auto()  # a fence with its lines
    COMMENT = auto()  # an HTML comment; `meta` when it is one that our own export wrote
    TEXT = auto()  # one line of anything else


@dataclass(frozen=True, slots=True)
class Block:
    """Lines that stay together; `line` is the first one's number, `indent` its columns.

    `marker` is a heading's or item's sign, `text` what stands behind it. `meta` is what our own
    export wrote about the question or heading above; the block then holds all it speaks for.
    """

    kind: Kind
    line: int
    lines: tuple[str, ...]
    indent: int = 0
    marker: str = ""
    text: str = ""
    meta: comment.Meta | None = None

    @property
    def source(self) -> str:
        """The lines as they were written."""
        return "\n".join(self.lines)


def scan(text: str, file: str) -> Iterator[Block]:
    """The blocks of notes whose lines end in a line feed; no line is lost.

    Raises `ImportFileError` for a comment of our own export that does not parse any more.
    """
    lines = text.split("\n")
    at = 0
    before: Block | None = None
    while at < len(lines):
        block = _own_comment(lines, at, before, file) or _own_question(lines, at) or _block(lines, at)
        yield block
        before = block
        at += len(block.lines)


def width(line: str) -> int:
    """The columns of white space that a line starts with; a tab reaches to the next multiple of four."""
    columns = 0
    for char in line:
        if char == "\t":
            columns += TAB - columns % TAB
        elif char == " ":
            columns += 1
        else:
            break
    return columns


def _block(lines: Sequence[str], at: int) -> Block:
    found = (recognise(lines, at) for recognise in (_blank, _comment, _code, _heading, _rule, _item))
    line = lines[at]
    return next(filter(None, found), None) or Block(Kind.TEXT, at + 1, (line,), width(line), text=line.strip())


def _blank(lines: Sequence[str], at: int) -> Block | None:
    return None if lines[at].strip() else Block(Kind.BLANK, at + 1, (lines[at],))


def _comment(lines: Sequence[str], at: int) -> Block | None:
    """An HTML comment; one that never ends is text."""
    if not lines[at].lstrip().startswith("<!--"):
        return None
    end = next((end for end in range(at, len(lines)) if "-->" in lines[end]), None)
    return None if end is None else Block(Kind.COMMENT, at + 1, tuple(lines[at : end + 1]), width(lines[at]))


def _code(lines: Sequence[str], at: int) -> Block | None:
    if not _FENCE.fullmatch(lines[at]):
        return None
    return Block(Kind.CODE, at + 1, _fence(lines, at, lines[at]), width(lines[at]))


def _heading(lines: Sequence[str], at: int) -> Block | None:
    """A heading with `#` before it, or with `====` or `----` right below it."""
    if match := _HEADING.fullmatch(lines[at]):
        return Block(Kind.HEADING, at + 1, (lines[at],), marker=match[1], text=match[2] or "")
    if at + 1 == len(lines) or _NO_HEADING.match(lines[at]) or width(lines[at]):
        return None
    underline = _UNDERLINE.fullmatch(lines[at + 1])
    if underline is None or (at > 0 and lines[at - 1].strip()):
        return None
    marker = "#" if underline["title"] else "##"
    return Block(Kind.HEADING, at + 1, tuple(lines[at : at + 2]), marker=marker, text=lines[at].strip())


def _rule(lines: Sequence[str], at: int) -> Block | None:
    return Block(Kind.RULE, at + 1, (lines[at],)) if _RULE.fullmatch(lines[at]) else None


def _item(lines: Sequence[str], at: int) -> Block | None:
    match = _ITEM.fullmatch(lines[at])
    if match is None:
        return None
    text = (match[3] or "").strip()
    together = _fence(lines, at, text) if _FENCE.fullmatch(text) else (lines[at],)
    return Block(Kind.ITEM, at + 1, together, width(lines[at]), match[2], text)


def _own_question(lines: Sequence[str], at: int) -> Block | None:
    """A question of our own export, whatever its words look like: the comment below it tells."""
    if not lines[at].startswith("- ") or at + 1 == len(lines) or not comment.is_own(lines[at + 1]):
        return None
    return Block(Kind.ITEM, at + 1, (lines[at],), 0, "-", lines[at][2:].strip())


def _own_comment(lines: Sequence[str], at: int, before: Block | None, file: str) -> Block | None:
    """A comment of our own export, right below what it is about, with the indented lines that follow."""
    if before is None or before.kind not in (Kind.HEADING, Kind.ITEM):
        return None
    meta = comment.read(lines[at], f"{file}:{at + 1}")
    if meta is None:
        return None
    end = at + 1
    while end < len(lines) and (not lines[end].strip() or lines[end].startswith(comment.INDENT)):
        end += 1
    return Block(Kind.COMMENT, at + 1, tuple(lines[at:end]), width(lines[at]), meta=meta)


def _fence(lines: Sequence[str], at: int, opening: str) -> tuple[str, ...]:
    """The lines of the fence that opens at `at`, to its end."""
    sign = opening.strip()[0]
    length = len(opening.strip()) - len(opening.strip().lstrip(sign))
    closing = re.compile(rf"[ \t]*{re.escape(sign)}{{{length},}}[ \t]*")
    deepest = width(lines[at]) + 3  # deeper than that, it is a line of the code
    for end in range(at + 1, len(lines)):
        if closing.fullmatch(lines[end]) and width(lines[end]) <= deepest:
            return tuple(lines[at : end + 1])
    return _unclosed(lines, at)


def _unclosed(lines: Sequence[str], at: int) -> tuple[str, ...]:
    """A fence without an end goes as far as the next thing that clearly is no code: it must not swallow questions."""
    for end in range(at + 1, len(lines)):
        if not lines[end - 1].strip() and _BEGINS_ANEW.match(lines[end]):
            return tuple(lines[at:end])
    return tuple(lines[at:])
