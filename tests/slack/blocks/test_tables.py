from __future__ import annotations

import pytest

from bot.slack.blocks.budget import VIEW_BUDGET, pages
from bot.slack.blocks.model import Block, Surface
from bot.slack.blocks.rich_text import link, rich_text, section, text
from bot.slack.blocks.tables import width
from tests.slack.blocks.reading import code, outline, refused, shown, words

SMALL = "| 이름 | 개수 | 비고 |\n|---|--:|:-:|\n| 파드 | 1 | `x` |\n| service | 22 | |\n"


def table_of(columns: int, rows: int, cell: str = "x") -> str:
    line = f"|{f'{cell}|' * columns}\n"
    return line + f"|{'---|' * columns}\n" + line * (rows - 1)


def raw(words: str) -> Block:
    return {"type": "raw_text", "text": words}


def test_a_table_of_a_message_is_slacks_own() -> None:
    bold = {"bold": True}
    assert shown(SMALL) == [
        {
            "type": "table",
            "column_settings": [
                {"align": "left", "is_wrapped": True},
                {"align": "right", "is_wrapped": True},
                {"align": "center", "is_wrapped": True},
            ],
            "rows": [
                [rich_text(section(text(name, bold))) for name in ("이름", "개수", "비고")],
                [raw("파드"), raw("1"), rich_text(section(text("x", {"code": True})))],
                [raw("service"), raw("22"), raw(" ")],
            ],
        }
    ]


@pytest.mark.parametrize("surface", [Surface.MODAL, Surface.HOME])
def test_a_table_elsewhere_is_aligned_text(surface: Surface) -> None:
    assert code(shown(SMALL, surface)) == ["이름     개수  비고\n파드        1   x\nservice    22"]


def test_only_the_first_table_of_a_message_is_slacks_own() -> None:
    assert outline(shown(f"{SMALL}\n글\n\n{table_of(2, 2)}")) == [["table"], ["글"], ["`x  x\nx  x`"]]


@pytest.mark.parametrize(
    "markdown", [table_of(21, 2), table_of(2, 101), table_of(3, 90, "가" * 40), table_of(20, 60, "**a**")]
)
def test_a_table_too_large_for_slack_is_aligned_text(markdown: str) -> None:
    blocks = shown(markdown)
    assert [block["type"] for block in blocks] == ["rich_text"]
    assert [problem for page in pages(blocks, VIEW_BUDGET) for problem in refused(page, Surface.MODAL)] == []


def test_the_largest_table_that_slack_takes_is_one() -> None:
    assert shown(table_of(2, 100))[0]["type"] == "table"
    assert shown(table_of(20, 10))[0]["type"] == "table"


def test_links_in_cells_lead_somewhere_and_pictures_follow_the_table() -> None:
    blocks = shown("| a |\n|---|\n| [문서](x.md) ![그림](g.png) |\n")
    assert blocks[0]["rows"][1] == [rich_text(section(link("https://example.com/qna/x.md", "문서"), text(" 그림")))]
    assert [block["type"] for block in blocks] == ["table", "image"]


def test_a_table_without_a_header_has_none() -> None:
    assert len(shown("| | |\n|---|---|\n| a | b |\n")[0]["rows"]) == 1
    assert shown("| | |\n|---|---|\n| | |\n") == []


def test_a_table_in_an_item_interrupts_the_list() -> None:
    assert outline(shown("1. 하나\n\n   | a |\n   |---|\n   | b |\n\n2. 둘")) == [["1. 하나"], ["table"], ["2. 둘"]]


def test_one_long_cell_does_not_widen_its_column_for_all() -> None:
    lines = code(shown(f"| a | b |\n|---|---|\n| {'x' * 300} | y |\n| 1 | 2 |\n", Surface.MODAL))[0].split("\n")
    assert lines[1] == f"{'x' * 300}  y"
    assert lines[2] == f"1{' ' * 39}  2"


def test_breaks_in_cells_do_not_break_the_rows_of_aligned_text() -> None:
    assert words(shown("| a |\n|---|\n| b<br>c |\n", Surface.HOME)) == "a\nb c"


@pytest.mark.parametrize(
    ("letters", "columns"), [("ab", 2), ("파드", 4), ("ｱ", 1), ("，", 2), ("e\u0301", 1), ("🚀", 2)]
)
def test_widths_are_those_of_a_fixed_width_font(letters: str, columns: int) -> None:
    assert width(letters) == columns
