from __future__ import annotations

import sqlite3

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.systems_fts5 import match_query, trigrams, words


def test_words_are_cut_as_the_tokenizer_cuts_them() -> None:
    assert list(words("Docker_build -P: 로그는?")) == ["docker", "build", "p", "로그는"]


def test_trigrams_run_over_spaces() -> None:
    assert list(trigrams(" 로그  보기 ")) == ["로그 ", "그 보", " 보기"]


def test_pieces_are_quoted_once_each() -> None:
    assert match_query(["a", 'b"c', "a"]) == '"a" OR "b""c"'
    assert match_query([]) == ""


@pytest.mark.parametrize("tokenizer", ["unicode61", "trigram"])
@given(
    pieces=st.lists(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1), min_size=1)
)
def test_any_pieces_are_a_valid_expression(tokenizer: str, pieces: list[str]) -> None:
    connection = sqlite3.connect(":memory:")
    connection.execute(f"CREATE VIRTUAL TABLE entries USING fts5(body, tokenize='{tokenizer}')")
    connection.execute("SELECT rowid FROM entries WHERE entries MATCH ?", (match_query(pieces),)).fetchall()
    connection.close()
