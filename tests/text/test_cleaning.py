"""From Slack's markup to plain text."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings

from bot.text.cleaning import LONGEST, clean
from tests.text.messages import anything


@pytest.mark.parametrize(
    ("message", "plain"),
    [
        ("<@U123ABC> 파드가 뭔가요?", "파드가 뭔가요?"),
        ("<@U123ABC|minji> 파드가 뭔가요?", "파드가 뭔가요?"),
        ("@민지 파드가 뭔가요?", "파드가 뭔가요?"),
        ("<!here> 파드가 뭔가요?", "파드가 뭔가요?"),
        ("<!subteam^S1|@assistants> 파드?", "파드?"),
        ("<#C123|docker-qna> 보세요", "docker-qna 보세요"),
        ("<#C123> 보세요", "보세요"),
        ("<https://docs.docker.com/run?x=1|도커 문서> 보세요", "도커 문서 보세요"),
        ("<https://docs.docker.com/run> 보세요", "보세요"),
        ("https://docs.docker.com/run?x=1#y 보세요", "보세요"),
        ("https://docs.docker.com/run를 보세요", "를 보세요"),
        ("<mailto:jun@example.com|Jun>에게", "Jun 에게"),
        ("[docker run](https://x.kr/(a)) 보세요", "docker run 보세요"),
        ("파드 :smile: :+1: 안녕", "파드 안녕"),
        ("*굵게* **굵게**라고 ~~취소~~", "*굵게* 굵게라고 취소"),
        ("파드\u200b가 \ufeff죽\u202e음", "파드가 죽음"),
        ("ＰＯＤ ①", "POD 1"),
        ("안됨ㅠㅠㅠ ㅋㅋㅋ 왜", "안됨 왜"),
        ("진짜요???", "진짜요?"),
        ("pod\x00 \x1b 죽음", "pod 죽음"),
    ],
)
def test_markup_goes_and_words_stay(message: str, plain: str) -> None:
    assert " ".join(clean(message).split()) == plain


def test_code_keeps_its_text_and_loses_its_fence() -> None:
    assert clean("`docker run -P` 는?") == "docker run -P 는?"
    assert clean("```bash\ndocker ps\n\tls\n```\n왜?").split() == ["docker", "ps", "ls", "왜?"]
    assert clean("```kubectl get po```").strip() == "kubectl get po"


def test_quoted_lines_lose_their_mark_and_stay_lines() -> None:
    assert clean("&gt; 파드가 죽어요\n> 로그\n왜죠?").split("\n") == ["파드가 죽어요", "로그", "왜죠?"]


def test_escapes_become_the_characters_that_were_typed() -> None:
    assert clean("a &lt; b &amp;&amp; c &gt; d") == "a < b && c > d"


def test_escaped_markup_is_text_that_somebody_typed() -> None:
    assert clean("&lt;#C123&gt; 는 무엇인가요?") == "<#C123> 는 무엇인가요?"


@pytest.mark.parametrize(
    "text", ["std::vector", "10:20:30", "C:\\Users", "80:80:tcp", "a@b.com", "a < b", "kubectl get po -n dev"]
)
def test_what_only_looks_like_markup_stays(text: str) -> None:
    assert clean(text) == text


def test_of_a_long_message_both_ends_are_looked_at() -> None:
    cleaned = clean("처음에 " + "가나다라 " * 3000 + " 마지막에")
    assert cleaned.startswith("처음에")
    assert cleaned.endswith("마지막에")
    assert len(cleaned) <= LONGEST + 1


def test_a_letter_that_normalises_to_eighteen_makes_no_message_longer() -> None:
    assert len(clean("\ufdfa" * 10_000)) <= LONGEST + 1


@pytest.mark.parametrize(
    "piece", ["[", "[](", "<@", "<http://", ":a", "> ", "`", "&lt;", "www.", "@", "![x](", "~", "?!", "\\_"]
)
def test_hostile_repetition_is_cleaned_in_bounded_time(piece: str) -> None:
    begun = time.perf_counter()
    clean(piece * (10_000 // len(piece)))
    assert time.perf_counter() - begun < 0.5  # 25 ms at most when measured


@given(anything)
@settings(max_examples=300, deadline=None)
def test_any_message_cleans_to_text_without_control_or_invisible_characters(message: str) -> None:
    cleaned = clean(message)
    assert cleaned == clean(message)
    assert not set(cleaned) & {"\x00", "\x1b", "\u200b", "\u202e", "\ufeff"}
