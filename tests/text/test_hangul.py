"""Syllables, jamo, and the keys of the two-set keyboard."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.messy import on_english_layout
from bot.text.hangul import LEADS, TAILS, VOWELS, from_keys, has_hangul, is_syllable, jamo, join, romanise, split
from tests.text.messages import anything, hangul_words, syllables


@given(st.sampled_from(LEADS), st.sampled_from(VOWELS), st.sampled_from(TAILS))
def test_splitting_undoes_joining(lead: str, vowel: str, tail: str) -> None:
    assert split(join(lead, vowel, tail)) == (lead, vowel, tail)


@given(syllables)
def test_joining_undoes_splitting(word: str) -> None:
    assert "".join(join(*split(syllable)) for syllable in word) == word


@pytest.mark.parametrize(
    ("text", "letters"),
    [
        ("파드", "ㅍㅏㄷㅡ"),
        ("값", "ㄱㅏㅂㅅ"),
        ("왜", "ㅇㅗㅐ"),
        ("의", "ㅇㅡㅣ"),
        ("꽃", "ㄲㅗㅊ"),
        ("pod 파", "pod ㅍㅏ"),
        ("", ""),
    ],
)
def test_jamo_are_the_key_strokes_of_a_text(text: str, letters: str) -> None:
    assert jamo(text) == letters


@given(anything)
def test_jamo_leave_no_syllable_and_are_their_own_jamo(text: str) -> None:
    letters = jamo(text)
    assert not has_hangul(letters)
    assert jamo(letters) == letters


@given(syllables | hangul_words)
def test_what_was_typed_on_the_wrong_layout_is_read_back(word: str) -> None:
    assert from_keys(on_english_layout(word)) == word


@pytest.mark.parametrize(
    ("keys", "meant"),
    [("vkem", "파드"), ("zjsxpdlsj", "컨테이너"), ("Rhc", "꽃"), ("VKEM", "파뜨"), ("rkqtdjcl", "값어치")],
)
def test_keys_give_the_word_that_was_meant(keys: str, meant: str) -> None:
    assert from_keys(keys) == meant


@pytest.mark.parametrize("keys", ["", "pod", "k8s", "run", "vkem!", "rrk", "r", "kk", "파드", "get pods"])
def test_keys_that_compose_to_no_whole_syllables_mean_nothing(keys: str) -> None:
    assert from_keys(keys) is None


@given(anything)
def test_any_keys_give_whole_syllables_or_nothing(text: str) -> None:
    meant = from_keys(text)
    assert meant is None or (meant and all(map(is_syllable, meant)))


@pytest.mark.parametrize(
    ("word", "romanised"),
    [("인그레스", "ingeureseu"), ("파드", "padeu"), ("학교", "hakgyo"), ("왜", "wae"), ("깃 pod", "git pod")],
)
def test_romanising_writes_each_syllable_in_latin_letters(word: str, romanised: str) -> None:
    assert romanise(word) == romanised


@given(anything)
def test_romanising_leaves_no_syllable(text: str) -> None:
    assert not has_hangul(romanise(text))
