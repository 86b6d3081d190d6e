"""Where output goes: a terminal gets colours and wrapped lines, a pipe gets plain text.

`Screen` is the only thing that commands print with. Text from entries is made harmless first:
a control character in it must not steer the reader's terminal.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Sequence

from rich.cells import cell_len, set_cell_size
from rich.console import Console
from rich.segment import Segment, Segments
from rich.style import Style
from rich.table import Table
from rich.text import Text

from bot.text.harmless import harmless

MAX_WIDTH = 100  # longer lines are hard to read
CODE_STYLE = Style(color="cyan")

Cell = str | Text


def counted(number: int, one: str, many: str = "") -> str:
    """The number with its noun: "1 error", "2 errors", "3 entries"."""
    return f"{number} {one if number == 1 else many or one + 's'}"


class Screen:
    """Prints prose, code and tables to one stream, each in the way that the stream can take."""

    def __init__(self, console: Console | None = None) -> None:
        self.console = console or Console(highlight=False, emoji=False, markup=False)

    @property
    def is_terminal(self) -> bool:
        """Whether a person looks at it; otherwise no colours, no boxes, no wrapping."""
        return self.console.is_terminal

    @property
    def width(self) -> int:
        """Columns for prose."""
        return min(self.console.width, MAX_WIDTH)

    def line(self, text: Cell = "", *, style: str = "", first: str = "", rest: str = "") -> None:
        """One paragraph; `first` goes before its first line and `rest` before the lines it wraps to."""
        body = Text(harmless(text), style=style) if isinstance(text, str) else text
        if not self.is_terminal:
            self._out(first + body.plain.replace("\n", "\n" + rest))
            return
        wrapped = body.wrap(self.console, max(self.width - cell_len(first), 20))
        for number, part in enumerate(wrapped):
            part.rstrip()
            self._print(Text.assemble((rest if number else first, style), part))
        if not wrapped:
            self._print(Text(first))

    def unwrapped(self, text: Text) -> None:
        """One line that stays one line, as an address must."""
        if self.is_terminal:
            self._print(text)
        else:
            self._out(text.plain)

    def code(self, code: str, *, language: str = "") -> None:
        """Code exactly as stored, at column 0 and never wrapped, so that it can be copied.

        On a pipe it stands in its Markdown fence; on a terminal colour sets it apart.
        """
        if self.is_terminal:
            rows = [Segment(row, CODE_STYLE) for row in harmless(code).split("\n")]
            self.console.print(Segments(rows, new_lines=True), end="", soft_wrap=True)
            return
        longest = max((len(run) for run in re.findall(r"`{3,}", code)), default=2)
        fence = "`" * (longest + 1)
        self._out(f"{fence}{language}\n{harmless(code)}\n{fence}")

    def table(self, header: Sequence[str], rows: Iterable[Sequence[Cell]], *, wrapping: int = 1) -> None:
        """Columns aligned by display width (Hangul is two wide); on a terminal the last `wrapping` ones wrap."""
        cells = [[Text(harmless(c)) if isinstance(c, str) else c for c in row] for row in rows]
        if self.is_terminal:
            self._wrapped_table(header, cells, wrapping)
            return
        lines = [[" ".join(cell.plain.split("\n")) for cell in row] for row in cells]
        if any(header):
            lines.insert(0, list(header))
        widths = [max(map(cell_len, column)) for column in zip(*lines, strict=True)]
        for line in lines:
            padded = (set_cell_size(cell, width) for cell, width in zip(line, widths, strict=True))
            self._out("  ".join(padded).rstrip())

    def _wrapped_table(self, header: Sequence[str], rows: Iterable[Sequence[Text]], wrapping: int) -> None:
        table = Table(box=None, show_header=any(header), pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
        for number, name in enumerate(header, 1):
            table.add_column(name, no_wrap=number <= len(header) - wrapping, overflow="fold")
        for row in rows:
            table.add_row(*row)
        self.console.print(table, width=self.width)

    def _print(self, text: Text) -> None:
        self.console.print(text, soft_wrap=True)

    def _out(self, text: str) -> None:
        self.console.file.write(text + "\n")  # past rich, which would turn tabs into spaces


def stdout() -> Screen:
    """What a command was asked for."""
    return Screen()


def stderr() -> Screen:
    """Notes about the work, apart from what was asked for."""
    return Screen(Console(file=sys.stderr, highlight=False, emoji=False, markup=False))
