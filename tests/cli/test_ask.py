from __future__ import annotations

import json

from tests.cli.running import Run

PORT = "컨테이너 포트를 밖으로 어떻게 여나요?"


def test_shows_the_question_found_and_its_answer(qabot: Run) -> None:
    ran = qabot("ask", PORT)
    assert ran.status == 0
    assert ran.out.startswith(f"{PORT}\nShip School / Docker · port1 · confidence ")
    assert "- -p 옵션" not in ran.out  # code words keep their backticks on a pipe
    assert "- `-p` 옵션을 docker run에 주세요.\n  - 앞이 호스트, 뒤가 컨테이너 포트입니다.\n" in ran.out


def test_prints_code_exactly_and_never_wraps_it(qabot: Run) -> None:
    code = (
        "```bash\ndocker run -p 8080:80 nginx\n\tcurl localhost:8080   "
        "# a line that is much longer than a terminal is wide, and that must stay one line\n```\n"
    )
    assert code in qabot("ask", PORT).out


def test_lists_links_and_pictures_with_whole_addresses(qabot: Run) -> None:
    out = qabot("ask", PORT).out
    assert "[picture] https://example.com/qna/img/ports%201.png" in out
    assert "  docker run: https://docs.example.com/run/#publish\n" in out
    assert "  Networking: https://example.com/qna/guide/network.md\n" in out


def test_several_words_without_quotes_are_one_question(qabot: Run) -> None:
    assert qabot("ask", *PORT.split()).out == qabot("ask", PORT).out


def test_reads_the_question_from_standard_input(qabot: Run) -> None:
    assert qabot("ask", "-", stdin=PORT).out == qabot("ask", PORT).out


def test_asks_for_a_question_when_there_is_none(qabot: Run) -> None:
    for ran in (qabot("ask"), qabot("ask", "   "), qabot("ask", "-", stdin="\n")):
        assert ran.status == 1
        assert ran.err.startswith("Error: there is no question\n")
        assert ran.out == ""


def test_names_the_courses_when_the_course_is_unknown(qabot: Run) -> None:
    ran = qabot("ask", PORT, "--course", "shop")
    assert ran.status == 1
    assert "shop" in ran.err
    assert "ship" in ran.err


def test_says_plainly_that_no_entry_answers(qabot: Run) -> None:
    ran = qabot("ask", "점심 메뉴 추천해 주세요")
    assert ran.status == 0
    assert ran.out.startswith("No entry answers this.\n")


def test_tells_that_an_answer_is_provisional(qabot: Run) -> None:
    assert "Provisional: " in qabot("ask", "파드 아이피 대역은 누가 정하나요?").out


def test_tells_that_a_question_is_still_waiting_for_its_answer(qabot: Run) -> None:
    assert (
        "the instructor has not answered it yet" in qabot("ask", "Unknown 상태의 파드가 성공으로 끝날 수도 있나요?").out
    )


def test_tells_that_an_entry_is_overdue(qabot: Run) -> None:
    assert "Overdue: to be reviewed by 2020-01-31" in qabot("ask", "커널이 다르면 같은 이미지를 못 쓰나요?").out


def test_explains_each_word_and_its_route(qabot: Run) -> None:
    out = qabot("ask", PORT, "--explain").out
    assert "Why port1 (score " in out
    assert "matched" in out
    assert "포트" in out


def test_all_lists_more_than_the_best_five_in_json(qabot: Run) -> None:
    found = json.loads(qabot("ask", "파드 컨테이너 이미지", "--all", "--json").out)
    assert len(found["matches"]) >= 2


def test_json_has_the_promised_keys_and_no_others(qabot: Run) -> None:
    found = json.loads(qabot("ask", PORT, "--json").out)
    assert list(found) == ["outcome", "confidence", "matches"]
    assert found["outcome"] == "answer"
    assert 0 <= found["confidence"] <= 1
    best = found["matches"][0]
    assert list(best) == [
        "id", "course", "topic", "question", "status", "score", "confidence", "answer", "links", "images",
    ]  # fmt: skip
    assert (best["id"], best["course"], best["topic"], best["status"]) == ("port1", "ship", "docker", "answered")
    assert best["question"] == PORT
    assert best["answer"].startswith("- `-p` 옵션을 [docker run](https://docs.example.com/run/#publish)에 주세요.")
    assert best["links"] == [
        {"text": "docker run", "url": "https://docs.example.com/run/#publish"},
        {"text": "Networking", "url": "https://example.com/qna/guide/network.md"},
    ]
    assert best["images"] == ["https://example.com/qna/img/ports%201.png"]


def test_json_of_small_talk_is_no_answer(qabot: Run) -> None:
    assert json.loads(qabot("ask", "안녕하세요 반갑습니다", "--json").out)["outcome"] == "no_answer"


def test_piped_output_has_no_colours_and_no_boxes(qabot: Run) -> None:
    out = qabot("ask", PORT, "--explain").out
    assert "\x1b" not in out
    assert not any("\u2500" <= sign <= "\u257f" for sign in out)


def test_an_argument_that_is_not_utf8_is_no_bug(qabot: Run) -> None:
    assert qabot("ask", "포트 \udcff").status == 0
