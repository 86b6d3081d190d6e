"""Packed postings against a dictionary of dictionaries."""

from __future__ import annotations

import math

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.search.postings import Posting, Postings, PostingsBuilder, inverse_frequency

rows = st.dictionaries(
    st.sampled_from("abcdef"), st.tuples(st.floats(0.125, 4, width=32), st.integers(1, 7)), max_size=4
)
Row = dict[str, Posting]


def packed(begun: list[Row]) -> Postings:
    """Postings of these rows."""
    builder = PostingsBuilder()
    for row in begun:
        builder.add(row)
    return builder.build()


def assert_holds(postings: Postings, every: dict[int, Row], live: set[int]) -> None:
    """What is found is what the rows say."""
    for term in "abcdefz":
        numbers, impacts, fields = postings.find(term)
        assert numbers.tolist() == sorted(numbers.tolist())
        found = dict(zip(numbers.tolist(), zip(impacts.tolist(), fields.tolist(), strict=True), strict=True))
        assert found == {number: row[term] for number, row in every.items() if term in row}
        assert postings.count(term) == sum(term in every[number] for number in live)


def slow_norms(every: dict[int, Row], live: set[int]) -> list[float]:
    """The lengths of all rows, one by one."""

    def weight(term: str) -> float:
        return inverse_frequency(len(live), sum(term in every[number] for number in live))

    return [
        math.sqrt(sum((impact * weight(term)) ** 2 for term, (impact, _) in every[number].items()))
        for number in sorted(every)
    ]


@given(st.lists(rows, max_size=6), st.lists(st.tuples(st.lists(rows, max_size=2), st.integers(0, 3)), max_size=4))
@settings(max_examples=150, deadline=None)
def test_rows_that_come_and_go_are_counted_and_found(begun: list[Row], steps: list[tuple[list[Row], int]]) -> None:
    postings = packed(begun)
    every = dict(enumerate(begun))
    live = set(every)
    assert_holds(postings, every, live)
    for added, goes in steps:
        gone = sorted(live)[:goes]
        fresh = dict(enumerate(added, start=len(every)))
        postings = postings.changed(fresh.items(), (every[number] for number in gone))
        every |= fresh
        live = (live | set(fresh)) - set(gone)
        assert_holds(postings, every, live)
        np.testing.assert_allclose(postings.norms(len(live), len(every)), slow_norms(every, live), atol=2e-6)


def test_nothing_is_found_in_no_rows() -> None:
    postings = packed([])
    assert postings.count("a") == 0
    assert [len(part) for part in postings.find("a")] == [0, 0, 0]
    assert postings.norms(0, 0).tolist() == []


def test_the_first_row_added_to_none_has_a_length() -> None:
    postings = packed([]).changed([(0, {"a": (1.0, 1)})], [])
    assert postings.norms(1, 1).tolist() == [round(math.log(1 + 0.5 / 1.5), 6)]


def test_a_change_leaves_the_original_as_it_was() -> None:
    postings = packed([{"a": (1.0, 1)}])
    postings.changed([(1, {"a": (2.0, 1), "b": (1.0, 1)})], [{"a": (1.0, 1)}])
    assert postings.count("a") == 1
    assert postings.count("b") == 0
    assert postings.find("a")[0].tolist() == [0]


@given(st.integers(0, 1000), st.integers(0, 1000))
def test_the_inverse_frequency_falls_with_the_count_and_is_never_negative(size: int, count: int) -> None:
    value = inverse_frequency(size, count)
    assert value >= 0
    assert value >= inverse_frequency(size, count + 1)
