"""English words without their endings."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.text.english import STOPWORDS, stem
from tests.text.messages import anything


@pytest.mark.parametrize(
    "forms",
    [
        ("pod", "pods"),
        ("run", "running"),
        ("install", "installed", "installing", "installs"),
        ("contain", "container", "containers"),
        ("copy", "copies"),
        ("policy", "policies"),
        ("stop", "stopped", "stopping"),
        ("quick", "quickly"),
        ("class", "classes"),
        ("box", "boxes"),
        ("migrate", "migration", "migrating"),
    ],
)
def test_forms_of_one_word_have_one_stem(forms: tuple[str, ...]) -> None:
    assert len(set(map(stem, forms))) == 1


@pytest.mark.parametrize(
    "word", ["https", "kubernetes", "redis", "dns", "status", "us", "os", "aws", "is", "sing", "파드들"]
)
def test_a_word_that_only_looks_like_a_form_stays(word: str) -> None:
    assert stem(word) == word


@given(st.from_regex(r"[a-z]{1,14}", fullmatch=True))
def test_a_stem_keeps_three_letters_of_the_word(word: str) -> None:
    assert len(stem(word)) >= min(3, len(word))
    assert stem(word)[:2] == word[:2]


@given(anything)
def test_anything_has_a_stem(word: str) -> None:
    assert bool(stem(word)) == bool(word)


def test_question_words_are_stopwords_and_subjects_are_not() -> None:
    assert {"what", "the", "how", "please"} <= STOPWORDS
    assert STOPWORDS.isdisjoint({"pod", "image", "delete", "stop", "run"})
