from __future__ import annotations

import io

from rich.console import Console
from rich.text import Text

from bot.cli.terminal import Screen


def screen(*, terminal: bool, width: int = 40) -> tuple[Screen, io.StringIO]:
    stream = io.StringIO()
    return Screen(Console(file=stream, force_terminal=terminal, width=width, no_color=True, highlight=False)), stream


def test_columns_on_a_pipe_align_by_display_width_and_are_never_cut() -> None:
    pipe, out = screen(terminal=False)
    pipe.table(("id", "question"), [("a", "파드 " * 40), ("파드", "x")])
    assert out.getvalue() == f"id    question\na     {('파드 ' * 40).rstrip()}\n파드  x\n"


def test_the_last_column_wraps_on_a_terminal() -> None:
    terminal, out = screen(terminal=True)
    terminal.table(("", ""), [("id", "파드 " * 15)])
    lines = out.getvalue().splitlines()
    assert len(lines) > 1
    assert all(line.startswith("    ") for line in lines[1:])


def test_a_table_without_rows_shows_its_header() -> None:
    pipe, out = screen(terminal=False)
    pipe.table(("id", "question"), [])
    assert out.getvalue() == "id  question\n"


def test_an_address_is_never_wrapped() -> None:
    terminal, out = screen(terminal=True)
    address = "https://example.com/" + "a" * 80
    terminal.unwrapped(Text(address))
    assert address in out.getvalue()


def test_markup_of_rich_is_plain_text_here() -> None:
    pipe, out = screen(terminal=False)
    pipe.line("[bold]not bold[/bold] :smile:")
    assert out.getvalue() == "[bold]not bold[/bold] :smile:\n"
