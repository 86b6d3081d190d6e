"""Sentences and what they do."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings

from bot.text.sentences import Act, act, sentences
from tests.text.messages import anything


@pytest.mark.parametrize(
    "text",
    [
        "파드가 뭔가요?",
        "파드를 지워도 되나요",
        "이미지는 어떻게 지우나요",
        "왜 그럴까요",
        "파드를 설명해주세요",
        "차이가 궁금합니다",
        "잘 모르겠어요",
        "What is a pod?",
        "how do I delete it",
        "can I use two ingresses",
    ],
)
def test_a_question_asks(text: str) -> None:
    assert act(text) is Act.ASKS


@pytest.mark.parametrize("text", ["안녕하세요", "감사합니다!", "수고하셨습니다", "thanks a lot", "좋은 하루 보내세요"])
def test_a_greeting_greets(text: str) -> None:
    assert act(text) is Act.GREETS


@pytest.mark.parametrize("text", ["오늘 수업은 10시에 시작합니다.", "저는 다 했어요", "이제 잘 되네요"])
def test_a_statement_tells(text: str) -> None:
    assert act(text) is Act.TELLS


@pytest.mark.parametrize("text", ["파드 삭제", "ingress tls", "exit code 137"])
def test_keywords_only_name(text: str) -> None:
    assert act(text) is Act.NAMES


@pytest.mark.parametrize(
    "line", ["$ kubectl get pods", "NAME   READY   STATUS", "Error: ImagePullBackOff", "minji@lab:~$ ls", "x" * 61]
)
def test_latin_lines_in_a_korean_message_were_pasted(line: str) -> None:
    assert act(line) is Act.PASTED
    found = sentences(f"파드가 안 떠요\n{line}\n왜 그럴까요")
    assert [sentence.act for sentence in found][1:] == [Act.PASTED, Act.ASKS]


def test_an_english_message_is_not_pasted() -> None:
    (found,) = sentences("Error: ImagePullBackOff is what I get, and what does that mean for my pod")
    assert found.act is not Act.PASTED


def test_a_greeting_before_a_question_leaves_the_question() -> None:
    found = sentences("안녕하세요! 파드가 뭔가요?\n감사합니다.")
    assert [(sentence.text, sentence.act) for sentence in found] == [
        ("안녕하세요!", Act.GREETS),
        ("파드가 뭔가요?", Act.ASKS),
        ("감사합니다.", Act.GREETS),
    ]


@pytest.mark.parametrize("text", ["", " ", "...", "?!", "\n\n", "🎉"])
def test_marks_alone_are_no_sentence(text: str) -> None:
    assert sentences(text) == []


@given(anything)
@settings(max_examples=200, deadline=None)
def test_the_sentences_of_any_text_stand_in_it_in_order(text: str) -> None:
    at = 0
    for sentence in sentences(text):
        at = text.index(sentence.text, at) + len(sentence.text)
    assert sentences(text) == sentences(text)


@pytest.mark.parametrize("piece", ["요, ", "! ", "입니다)))", "A  ", "?", "\n", "알려 ", "수강생입니다:"])
def test_hostile_repetition_is_split_in_bounded_time(piece: str) -> None:
    begun = time.perf_counter()
    sentences(piece * (4000 // len(piece)))
    assert time.perf_counter() - begun < 0.5
