from __future__ import annotations

import io
import re

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console

from bot.cli.markdown_view import MarkdownView
from bot.cli.terminal import Screen

ESCAPES = re.compile(r"\x1b\][^\x1b]*\x1b\\|\x1b\[[0-9;]*m")


def shown(markdown: str, *, terminal: bool = False, width: int = 40, base: str | None = None) -> str:
    """What the view prints, without colours."""
    stream = io.StringIO()
    console = Console(file=stream, force_terminal=terminal, width=width, highlight=False, emoji=False, markup=False)
    MarkdownView(Screen(console), base=base).show(markdown)
    return ESCAPES.sub("", stream.getvalue())


def test_nested_lists_stay_nested() -> None:
    assert shown("- one\n  - two\n    1. three\n    2. four\n- five\n") == (
        "- one\n  - two\n    1. three\n    2. four\n- five\n"
    )


def test_a_list_on_a_terminal_wraps_below_its_text_by_display_width() -> None:
    lines = shown(
        "- 컨테이너 레이어에서 어떤 파일을 사용할지 결정할 때 순서는 어떻게 정해지나요?", terminal=True
    ).splitlines()
    assert lines[0].startswith("• 컨테이너")
    assert all(line.startswith("  ") for line in lines[1:])
    assert all(cell_len(line) <= 40 for line in lines)


def test_code_keeps_tabs_and_trailing_spaces_on_a_terminal_and_on_a_pipe() -> None:
    code = "\tx = 1  \n\n" + "y" * 120
    markdown = f"- see\n  ```go\n{code}\n  ```\n".replace("\n\tx", "\n  \tx").replace("\ny", "\n  y")
    assert f"\n{code}\n" in shown(markdown, terminal=True)
    assert f"\n```go\n{code}\n```\n" in shown(markdown)


def test_code_with_a_fence_in_it_gets_a_longer_fence() -> None:
    assert shown("````\n```\nx\n```\n````\n") == "````\n```\nx\n```\n````\n"


def test_blocks_stand_apart_and_tight_items_together() -> None:
    assert shown("One.\n\n- two\n- three\n\n```\nfour\n```\n\n> five\n") == (
        "One.\n\n- two\n- three\n\n```\nfour\n```\n\n> five\n"
    )


def test_a_picture_stands_in_its_place_with_its_whole_address() -> None:
    assert shown("See ![map](img/a.png) here.", base="https://example.com/qna") == (
        "See [picture] https://example.com/qna/img/a.png here.\n"
    )


def test_tables_align_wide_letters() -> None:
    assert shown("| 이름 | n |\n|---|---|\n| 파드 | 1 |\n| x | 22 |\n") == "이름  n\n파드  1\nx     22\n"


def test_emphasis_next_to_hangul_is_emphasis() -> None:
    assert shown('**"예"**라고 하세요.') == '"예"라고 하세요.\n'


def test_a_link_on_a_terminal_can_be_clicked() -> None:
    stream = io.StringIO()
    MarkdownView(Screen(Console(file=stream, force_terminal=True, width=40))).show("[run](https://example.com/run)")
    assert "https://example.com/run" in stream.getvalue()
    assert ESCAPES.sub("", stream.getvalue()) == "run\n"


def test_control_characters_do_not_reach_the_terminal() -> None:
    assert "\x1b" not in shown("a \x1b[31m b `\x1b]0;t\x07`\n\n```\n\x1b[2J\n```\n")


@given(st.text(alphabet=st.sampled_from("ab 가-*>#|`1.\n\t[](!)_<&\\"), max_size=80), st.booleans())
def test_any_markdown_can_be_shown(markdown: str, terminal: bool) -> None:
    shown(markdown, terminal=terminal)


@given(st.text(alphabet=st.characters(blacklist_categories=("Cc", "Cs", "Cf", "Zl", "Zp")), max_size=60))
def test_code_is_copied_to_the_letter(code: str) -> None:
    fence = "`" * 70
    for terminal in (True, False):
        assert f"{code}\n" in shown(f"{fence}\n{code}\n{fence}\n", terminal=terminal)
