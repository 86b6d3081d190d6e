"""Korean words without particles and endings; running text cut into words."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from bot.text.korean import cut, is_ending, plain_form, stem, stems
from tests.text.messages import anything, hangul_words, syllables


@pytest.mark.parametrize(
    ("word", "without"),
    [
        ("파드에서는", "파드"),
        ("설치하나요", "설치"),
        ("설치를", "설치"),
        ("컨테이너랑", "컨테이너"),
        ("삭제됩니다", "삭제"),
        ("지웠", "지우"),
        ("없어졌", "없어지"),
        ("파드", "파드"),
    ],
)
def test_particles_and_endings_come_off(word: str, without: str) -> None:
    assert stem(word) == without


@pytest.mark.parametrize("tail", ["", "는", "에서는", "하나요", "으로도", "됩니다", "에서의"])
def test_particles_in_a_row_are_an_ending(tail: str) -> None:
    assert is_ending(tail)


@pytest.mark.parametrize("tail", ["파드", "이미지", "x", "는파드"])
def test_a_noun_is_no_ending(tail: str) -> None:
    assert not is_ending(tail)


@pytest.mark.parametrize(
    ("verb", "plain"),
    [("지워", "지우"), ("지웠", "지우"), ("꺼졌", "꺼지"), ("나와", "나오"), ("파드", "파드"), ("와", "와"), ("", "")],
)
def test_past_and_contraction_come_off_a_verb(verb: str, plain: str) -> None:
    assert plain_form(verb) == plain


@given(syllables | hangul_words)
def test_the_word_itself_is_the_last_of_its_stems(word: str) -> None:
    found = stems(word)
    assert found[-1] == plain_form(word)
    assert all(len(one) >= 2 or len(word) < 2 for one in found)
    assert list(map(len, found)) == sorted(map(len, found))


def test_running_text_is_cut_at_the_words_that_are_known() -> None:
    assert cut("파드로그보는법", {"파드", "로그"}.__contains__) == (["파드", "로그"], 2)
    assert cut("이미지에서컨테이너를", {"이미지", "컨테이너"}.__contains__) == (["이미지", "컨테이너"], 0)


def test_the_longer_word_wins_over_its_beginning() -> None:
    assert cut("컨테이너이미지", {"컨테이너", "테이", "이미", "이미지"}.__contains__)[0] == ["컨테이너", "이미지"]


def test_text_without_a_known_word_is_all_unknown() -> None:
    assert cut("뷁쀍", lambda _word: False) == ([], 2)
    assert cut("", lambda _word: True) == ([], 0)


@given(anything)
@settings(max_examples=60)
def test_the_pieces_of_a_cut_stand_in_the_text_in_order(run: str) -> None:
    words, unknown = cut(run, {"파드", "이미지", "컨테이너"}.__contains__)
    at = 0
    for word in words:
        at = run.index(word, at) + len(word)
    assert 0 <= unknown <= len(run) - sum(map(len, words))
