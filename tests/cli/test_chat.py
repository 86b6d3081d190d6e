from __future__ import annotations

from tests.cli.running import Run

PORT = "컨테이너 포트를 밖으로 어떻게 여나요?"


def test_answers_each_line_until_the_end(qabot: Run) -> None:
    ran = qabot("chat", stdin=f"{PORT}\n\n커널이 다르면 같은 이미지를 못 쓰나요?\n")
    assert ran.status == 0
    assert ran.out.index("port1") < ran.out.index("kern1")


def test_a_word_that_leaves_ends_it(qabot: Run) -> None:
    assert qabot("chat", stdin=f"quit\n{PORT}\n").out == ""


def test_a_number_shows_that_candidate(qabot: Run) -> None:
    listed = qabot("chat", stdin="파드\n").out
    shown = qabot("chat", stdin="파드\n1\n").out
    assert " 1. " in listed
    assert "Ship School / " in shown[len(listed) - 1 :]


def test_an_unknown_course_is_told_before_the_first_question(qabot: Run) -> None:
    ran = qabot("chat", "--course", "shop", stdin=PORT)
    assert ran.status == 1
    assert ran.out == ""
