from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.slack.blocks.budget import MESSAGE_BUDGET, VIEW_BUDGET, Budget, fit, json_length, pages, text_length
from bot.slack.blocks.controls import button, divider, plain_section
from bot.slack.blocks.model import Block
from bot.slack.blocks.rich_text import link, paragraph, preformatted, rich_text
from tests.slack.blocks.reading import code

BLOCKS = st.lists(st.integers(1, 4000).map(lambda length: paragraph("가" * length)) | st.just(divider()), max_size=80)
BUDGETS = st.builds(Budget, st.integers(1, 50), st.integers(4000, 9500), st.integers(5000, 15500))


def test_text_is_what_people_read() -> None:
    blocks = [
        paragraph("하나", link("https://example.com", "둘")),
        {"type": "image", "image_url": "https://example.com/a.png", "alt_text": "셋"},
        plain_section("넷", accessory=button("다섯", "open", value="x" * 100)),
        {"type": "table", "rows": [[{"type": "raw_text", "text": "여섯"}]]},
    ]
    assert text_length(blocks) == len("하나둘셋넷다섯여섯")


def test_json_is_counted_with_its_letters_as_they_are() -> None:
    assert json_length([{"type": "가", "n": [1, 2]}]) == len('[{"type":"가","n":[1,2]}]')


def test_what_blocks_leave_can_be_given_to_others() -> None:
    assert Budget(3, 100, 200).after([paragraph("가나다")]) == Budget(2, 97, 200 - json_length([paragraph("가나다")]))


@given(BLOCKS, BUDGETS)
def test_a_fit_is_the_longest_beginning(blocks: list[Block], budget: Budget) -> None:
    shown, rest = fit(blocks, budget)
    assert shown + rest == blocks
    assert not budget.after(shown).is_overdrawn
    assert shown or not rest
    assert not rest or len(shown) == budget.blocks or _nearly_overdrawn(budget.after([*shown, rest[0]]))


def _nearly_overdrawn(left: Budget) -> bool:
    """Brackets are counted for each block, so that a few characters may stay unused."""
    return left.text < 0 or left.json < 100


@given(BLOCKS, BUDGETS)
def test_pages_hold_every_block_in_order(blocks: list[Block], budget: Budget) -> None:
    found = pages(blocks, budget)
    assert [block for page in found for block in page] == blocks
    assert not any(budget.after(page).is_overdrawn for page in found)
    assert all(found)


def test_code_longer_than_a_message_is_left_to_the_rest_whole() -> None:
    long = rich_text(preformatted("x\n" * 6000))
    assert fit([paragraph("앞"), long, paragraph("뒤")], MESSAGE_BUDGET) == ([paragraph("앞")], [long, paragraph("뒤")])


def test_code_longer_than_a_page_is_cut_at_line_ends_and_nothing_of_it_is_lost() -> None:
    lines = "".join(f"{number:05}\t{'가' * (number % 90)}  \n" for number in range(1000))
    found = pages([paragraph("앞"), rich_text(preformatted(lines, border=True)), paragraph("뒤")], VIEW_BUDGET)
    parts = [part for page in found for part in code(page)]
    assert "".join(parts) == lines
    assert all(part.endswith("\n") for part in parts)
    assert not any(VIEW_BUDGET.after(page).is_overdrawn for page in found)
    assert len(found) == -(-len(lines) // 9_000)
    assert found[1][0]["elements"][0]["border"] == 1


@given(st.text(alphabet='a"\\\n가', min_size=200, max_size=2000))
def test_cut_code_fits_its_pages_whatever_it_holds(long: str) -> None:
    budget = Budget(blocks=2, text=150, json=220)
    found = pages([rich_text(preformatted(long))], budget)
    assert "".join(part for page in found for part in code(page)) == long
    assert not any(budget.after(page).is_overdrawn for page in found)


@pytest.mark.parametrize("budget", [Budget(0, 0, 0), Budget(1, 1, 1)])
def test_a_budget_too_small_for_anything_still_comes_to_an_end(budget: Budget) -> None:
    blocks = [divider(), paragraph("하나", link("https://example.com", "둘")), rich_text(preformatted("ab"))]
    found = pages(blocks, budget)
    assert [len(page) for page in found] == [1, 1, 1, 1]
    assert [part for page in found for part in code(page)] == ["a", "b"]


def test_a_message_and_a_page_stay_below_slacks_figures() -> None:
    assert (MESSAGE_BUDGET.blocks, MESSAGE_BUDGET.text, MESSAGE_BUDGET.json) == (50, 9_500, 15_500)
    assert VIEW_BUDGET.blocks < 100
