"""What a sentence asks for."""

from __future__ import annotations

import time

import pytest
from hypothesis import given

from bot.text.modes import modes
from tests.text.messages import anything


@pytest.mark.parametrize(
    ("text", "mode"),
    [
        ("언제까지 내나요", "when"),
        ("when is the deadline", "when"),
        ("얼마나 오래 걸려요", "duration"),
        ("how long does it take", "duration"),
        ("설정 파일이 어디에 있나요", "where"),
        ("몇 개까지 띄울 수 있나요", "amount"),
        ("누가 정하나요", "who"),
        ("왜 죽나요", "why"),
        ("what is the reason", "why"),
        ("어떻게 지우나요", "how"),
        ("이게 뭐예요", "what"),
        ("둘 중 어느 쪽인가요", "which"),
        ("파드와 노드의 차이", "difference"),
        ("pod vs node", "difference"),
        ("지우지 마세요", "forbid"),
        ("써도 되나요", "may"),
        ("꼭 설치해야 하나요", "must"),
        ("에러가 나요", "failing"),
        ("알려주세요", "please"),
        ("같이 합시다", "let"),
    ],
)
def test_a_sentence_has_the_mode_of_its_words(text: str, mode: str) -> None:
    assert mode in modes(text)


def test_bare_keywords_ask_for_nothing_in_particular() -> None:
    assert modes("파드 로그") == frozenset()


def test_languages_share_their_modes() -> None:
    assert modes("where") & modes("어디")
    assert modes("why") & modes("왜")


@given(anything)
def test_any_text_has_steady_modes(text: str) -> None:
    assert modes(text) == modes(text)


def test_only_the_beginning_of_a_long_text_is_looked_at() -> None:
    begun = time.perf_counter()
    assert modes("가 " * 5000 + "왜") == frozenset()
    assert time.perf_counter() - begun < 0.2
