"""What words tell the importer."""

from __future__ import annotations

import pytest

from bot.knowledge.notes import wording
from bot.knowledge.notes.titles import read_title, title_of_file
from bot.knowledge.notes.wording import Role


@pytest.mark.parametrize(
    "sentence",
    [
        "이 부분은 더 확인하고 아래에 내용을 업데이트 해 놓겠습니다.",
        "이 부분은 더 확인해보고 추가정보가 있으면 더 보충설명 해 놓겠습니다.",
        "같은 의미로 쓰입니다. (혹시 다르면 업데이트 하도록 하겠습니다.)",
        "나중에 다시 알아보고 알려드릴게요",
        "확인 후 답변드릴 예정입니다.",
        "확인 중입니다.",
        "추후 업데이트 예정입니다.",
        "업데이트 예정입니다",
        "답변은 추후에 공유 예정이에요.",
        "I will check and get back to you.",
    ],
)
def test_promises_are_heard(sentence: str) -> None:
    assert wording.promises(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "교재도 업데이트 해서 올려놓았습니다.",
        "예제 추가해서 업데이트 해 놓았습니다.",
        "이후에 교재 업데이트 시 고려하겠습니다.",
        "수업시간에 자세히 설명드릴게요.",
        "뒤에 더 자세히 다룰 예정입니다.",
        "내일 다시 설명드리겠습니다.",
        "수업 자료는 추후 공유 예정입니다.",
        "다음 버전에서 업데이트 예정입니다.",
        "수업시간에 같이 확인해 봤습니다.",
        "롤링 업데이트를 사용하면 됩니다. 네, 알겠습니다.",
        "정확히는 확인하지 못해 모르겠습니다.",
        "Kubernetes will update the pods.",
    ],
)
def test_what_is_done_or_planned_for_class_is_no_promise(sentence: str) -> None:
    assert not wording.promises(sentence)


@pytest.mark.parametrize(
    ("question", "start", "answer"),
    [
        ("a?", "", "앞의 질문과 마찬가지로 됩니다."),
        ("a?", "네.", "자세한 건 위 질문의 답변을 참고하세요."),
        ("a?", "위의 내용 참조 바랍니다.", ""),
        ("a?", "위와 동일합니다.", ""),
        ("위와 같은 경우 한계점은?", "", ""),
        ("a?", "", "See the previous question."),
    ],
)
def test_looking_back_is_noticed(question: str, start: str, answer: str) -> None:
    assert wording.looks_back(question, start, answer)


@pytest.mark.parametrize(
    "answer",
    [
        "위와 같이 설정합니다.",
        "위의 예제는 80으로 엽니다.",
        "교재 그림의 가장 위 레이어입니다.",
        "맨 앞의 I는 Info입니다.",
        "아래 내용 참고하세요.",
    ],
)
def test_pointing_at_the_answer_itself_is_no_looking_back(answer: str) -> None:
    assert not wording.looks_back("위 레이어는요?", answer, answer)


@pytest.mark.parametrize(
    "text",
    [
        "되나요? (예시)",
        "되나요",
        "차이를 모르겠어요.",
        "보여주세요.",
        "무엇일까",
        "어떻게 되는지",
        "How?",
        "되죠~ ㅎㅎ",
    ],
)
def test_questions_ask(text: str) -> None:
    assert wording.asks(text)


@pytest.mark.parametrize("text", ["Markdown viewer", "네, 맞습니다.", "문서를 참고하세요.", "안되네요.", "VS Code"])
def test_statements_do_not_ask(text: str) -> None:
    assert not wording.asks(text)


@pytest.mark.parametrize(
    ("line", "role", "rest"),
    [
        ("Q. 왜?", Role.QUESTION, "왜?"),
        ("**Q1)** 왜?", Role.QUESTION, "왜?"),
        ("**Q. 왜?**", Role.QUESTION, "**왜?**"),
        ("**질문**: 왜?", Role.QUESTION, "왜?"),
        ("답변: 네", Role.ANSWER, "네"),
        ("a) 하나", None, "a) 하나"),
        ("q: 왜?", Role.QUESTION, "왜?"),
        ("QA 환경", None, "QA 환경"),
        ("Q.", None, "Q."),
    ],
)
def test_labels_tell_a_lines_role(line: str, role: Role | None, rest: str) -> None:
    assert wording.role(line) == (role, rest)


@pytest.mark.parametrize("heading", ["Q&A", "QnA", "Q & A ☕", "질문과 답변", "질문 모음", "FAQ", "Questions"])
def test_group_headings_name_no_subject(heading: str) -> None:
    assert wording.is_group(heading)


@pytest.mark.parametrize("heading", ["Docker Q&A", "Quality", "노트북", "Docker"])
def test_other_headings_do(heading: str) -> None:
    assert not wording.is_group(heading)


@pytest.mark.parametrize(
    ("heading", "subject"),
    [("Docker Summary", "Docker"), ("요약", ""), ("Summary - Docker", "Docker"), ("Docker", None)],
)
def test_a_summary_names_what_it_sums_up(heading: str, subject: str | None) -> None:
    assert wording.summarised(heading) == subject


@pytest.mark.parametrize(
    ("heading", "what"),
    [
        ("Playlist 🎵", "a playlist"),
        ("수업 시간표", "a timetable"),
        ("만족도 설문", "a survey"),
        ("Pod Scheduling", None),
    ],
)
def test_some_headings_are_never_about_questions(heading: str, what: str | None) -> None:
    assert wording.no_questions(heading) == what


@pytest.mark.parametrize(
    ("title", "name", "cohort"),
    [
        ("MSP T3 - 23-4차", "MSP T3", "23-4차"),
        ("Docker & Kubernetes 노트 (MSP T2 10차)  (✿◡‿◡)", "MSP T2", "10차"),
        ("MSP T3 - mspt3_24-1차 (AWS Track)", "MSP T3 (AWS Track)", "24-1차"),
        ("Cloud 5 차 Q&A 노트", "Cloud", "5차"),
        ("MSP T2 (22-10차)", "MSP T2", "22-10차"),
        ("MSP T2_7차", "MSP T2", "7차"),
        ("3차시 수업", "3차시 수업", None),
    ],
)
def test_titles_tell_name_and_cohort(title: str, name: str, cohort: str | None) -> None:
    assert read_title(title) == (name, cohort)


@pytest.mark.parametrize(
    ("file", "name", "cohort"),
    [("a/mspt2_10차.md", "mspt2", "10차"), ("a\\faq.json", "faq", None), ("10차.md", "10차", "10차")],
)
def test_file_names_tell_them_too(file: str, name: str, cohort: str | None) -> None:
    assert title_of_file(file) == (name, cohort)
