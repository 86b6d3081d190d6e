"""Words of two scripts that sound alike."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given

from bot.text.hangul import romanise
from bot.text.sounds import skeleton, sound_form
from tests.text.messages import anything


@pytest.mark.parametrize(
    ("korean", "english"),
    [
        ("인그레스", "ingress"),
        ("디플로이먼트", "deployment"),
        ("쿠버네티스", "kubernetes"),
        ("킬러코다", "killercoda"),
        ("밸런서", "balancer"),
        ("나이트", "knight"),
        ("폰", "phone"),
    ],
)
def test_a_loanword_has_the_bones_of_its_english_word(korean: str, english: str) -> None:
    assert skeleton(korean) == skeleton(english)


@pytest.mark.parametrize(
    ("one", "other"), [("pod", "node"), ("인그레스", "egress"), ("image", "인그레스"), ("도커", "pod")]
)
def test_words_that_sound_different_have_different_bones(one: str, other: str) -> None:
    assert skeleton(one) != skeleton(other)


def test_a_sound_form_hears_the_vowels_that_korean_spelling_adds() -> None:
    assert sound_form(romanise("쿠버네티스")) == "kapanatasa"
    assert sound_form("kubernetes") == "kapanatas"


def test_case_makes_no_sound() -> None:
    assert skeleton("Ingress") == skeleton("INGRESS") == skeleton("ingress")
    assert sound_form("Ingress") == sound_form("ingress")


@given(anything)
def test_bones_are_plain_letters_whatever_the_word(word: str) -> None:
    bones = skeleton(word)
    assert not bones or (bones.isascii() and bones.islower())
    assert all(first != second for first, second in pairwise(bones))
    assert sound_form(word) == sound_form(word)
