from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.slack.matching import pressed
from bot.slack.values import LONGEST, Action, numbered, pack, unpack

WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), max_size=100)


@given(WORDS, st.integers(0, 10**6))
def test_what_was_packed_comes_back(entry: str, page: int) -> None:
    assert unpack(pack(entry=entry, page=page, ask=None)) == {"entry": entry, "page": page}


@given(st.one_of(st.none(), st.text(), st.integers(), st.binary(), st.recursive(st.text(), st.lists).map(str)))
def test_anything_else_is_nothing_that_could_do_harm(value: object) -> None:
    for each in unpack(value).values():
        assert isinstance(each, int) or str(each).isprintable()


@pytest.mark.parametrize(
    "value",
    [
        "[" * LONGEST,
        '{"a":' * 400,
        '{"ask": "\\ud800"}',
        '{"ask": "a\\u0000"}',
        '{"ask": ["x"]}',
        "NaN",
        "1e999",
        "\ud800",
    ],
)
def test_forged_values_are_empty(value: str) -> None:
    assert unpack(value) == {}


def test_an_action_is_known_by_its_whole_name_numbered_or_not() -> None:
    assert [bool(pressed(Action.CHOOSE).search(name)) for name in ("choose", "choose:3")] == [True, True]
    others = ("choose_course", "choose:", "choose:x", "xchoose", "choose:1:2", "choose\nx")
    assert not any(pressed(Action.CHOOSE).search(name) for name in others)


@pytest.mark.parametrize("action", list(Action))
def test_no_action_is_taken_for_another(action: Action) -> None:
    assert [other for other in Action if pressed(other).search(numbered(action, 1))] == [action]
