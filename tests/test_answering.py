"""An ask becomes a reply."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from bot.answering import (
    ANSWER,
    SUGGEST,
    Answer,
    Answering,
    NoAnswer,
    Suggestions,
    decide,
    only_greets,
    only_thanks,
)
from bot.bootstrap import open_answering
from bot.errors import UnknownCourseError
from bot.knowledge.model import Course, KnowledgeBase, Topic
from bot.search.builder import build
from bot.search.results import Match
from tests.search.school import ENTRIES, document
from tests.text.messages import anything

HOME = (
    document("boil", "보일러 온도는 어떻게 올리나요?", "벽의 다이얼을 돌리세요.", course="home"),
    document("door", "현관문 비밀번호는 어떻게 바꾸나요?", "안쪽 덮개를 여세요.", course="home"),
)
ANSWERING = Answering({"ship": build(ENTRIES), "home": build(HOME)})
MATCH = Match(ENTRIES[0], 0.5, 0.5)


@pytest.mark.parametrize(
    ("confidence", "kind", "outcome"),
    [
        (1.0, Answer, "answer"),
        (ANSWER, Answer, "answer"),
        (ANSWER - 0.001, Suggestions, "suggestions"),
        (SUGGEST, Suggestions, "suggestions"),
        (SUGGEST - 0.001, NoAnswer, "no_answer"),
        (0.0, NoAnswer, "no_answer"),
    ],
)
def test_confidence_decides_between_three_outcomes(confidence: float, kind: type[object], outcome: str) -> None:
    reply = decide((MATCH,), confidence)
    assert type(reply) is kind
    assert (reply.outcome, reply.confidence, reply.matches) == (outcome, confidence, (MATCH,))


def test_without_a_match_there_is_no_answer_however_sure() -> None:
    assert decide((), 1.0).outcome == "no_answer"


def test_a_clear_question_is_answered_with_its_entry_first() -> None:
    reply = ANSWERING.ask("인그레스에 인증서를 등록하나요?")
    assert reply.outcome == "answer"
    assert reply.matches[0].document.entry.id == "certs"
    assert reply.confidence == reply.matches[0].confidence >= ANSWER


@pytest.mark.parametrize("question", ["", "안녕하세요", "오늘 점심 뭐 먹지", "뷁쀍꿻은 뭔가요?"])
def test_what_no_entry_knows_is_not_answered(question: str) -> None:
    assert ANSWERING.ask(question).outcome == "no_answer"


def test_words_that_no_entry_has_are_passed_on() -> None:
    assert ANSWERING.ask("인그레스 뷁쀍꿻").unknown == ("뷁쀍꿻",)


def test_without_a_course_all_courses_are_asked() -> None:
    assert ANSWERING.ask("보일러 온도 올리기").matches[0].document.course == "home"
    assert ANSWERING.ask("CrashLoopBackOff 로그").matches[0].document.course == "ship"


def test_matches_of_all_courses_stand_in_one_ranking() -> None:
    matches = ANSWERING.ask("인그레스 비밀번호", limit=20).matches
    assert {match.document.course for match in matches} == {"home", "ship"}
    assert [match.score for match in matches] == sorted((match.score for match in matches), reverse=True)
    assert ANSWERING.ask("인그레스 비밀번호", limit=2).matches == matches[:2]


@pytest.mark.parametrize("question", [one.entry.question for one in HOME])
def test_another_course_never_answers_for_the_one_that_was_asked(question: str) -> None:
    assert ANSWERING.ask(question, course="home").outcome == "answer"
    reply = ANSWERING.ask(question, course="ship", limit=20)
    assert reply.outcome != "answer"
    assert all(match.document.course == "ship" for match in reply.matches)


def test_equal_matches_go_by_course_and_then_id() -> None:
    question = "파드를 지우는 명령은?"
    twins = {
        course: build([document(one, question, "네.", course=course) for one in ("b", "a")]) for course in ("y", "x")
    }
    for indexes in (twins, dict(reversed(twins.items()))):
        found = Answering(indexes).ask(question).matches
        assert [(m.document.course, m.document.entry.id) for m in found] == [
            ("x", "a"),
            ("x", "b"),
            ("y", "a"),
            ("y", "b"),
        ]


def test_an_unknown_course_is_an_error_that_names_the_known_ones() -> None:
    with pytest.raises(UnknownCourseError, match="no course 'moon'") as caught:
        ANSWERING.ask("파드", course="moon")
    assert "home, ship" in caught.value.remedy


def test_without_any_course_nothing_is_answered() -> None:
    assert Answering({}).ask("파드").outcome == "no_answer"
    with pytest.raises(UnknownCourseError) as caught:
        Answering({}).ask("파드", course="ship")
    assert "none" in caught.value.remedy


def test_evidence_is_given_when_it_is_asked_for() -> None:
    assert ANSWERING.ask("인그레스", explain=True).matches[0].evidence
    assert not ANSWERING.ask("인그레스").matches[0].evidence


def test_a_knowledge_base_answers_with_the_glossary_of_each_course() -> None:
    entries = tuple(one.entry for one in ENTRIES)
    topics = (Topic("containers", "Containers", entries=entries),)
    courses = (Course("ship", "Ship", glossary=(("인그레스", "정문"),), topics=topics), Course("void", "Void"))
    answering = open_answering(KnowledgeBase(courses))
    assert answering.ask("정문에 인증서를 등록하나요?", course="ship").matches[0].document.entry.id == "certs"
    assert answering.ask("정문에 인증서를 등록하나요?", course="void").outcome == "no_answer"


@given(anything)
@settings(max_examples=80, deadline=None)
def test_any_ask_gets_one_reply_and_always_the_same(question: str) -> None:
    reply = ANSWERING.ask(question)
    assert reply == ANSWERING.ask(question)
    assert reply.outcome == decide(reply.matches, reply.confidence).outcome
    assert len(reply.matches) <= 5


def test_a_question_that_says_too_little_is_read_with_the_one_before() -> None:
    before, more = "인그레스에 인증서를 등록하나요?", "그럼 예시는요?"
    assert ANSWERING.ask(more, course="ship").outcome != "answer"
    assert not ANSWERING.stands_alone(more, course="ship")
    reply = ANSWERING.follow_up(more, before, course="ship")
    assert reply.outcome == "answer"
    assert reply.matches[0].document.entry.id == "certs"
    assert ANSWERING.follow_up(more, "", course="ship") == ANSWERING.ask(more, course="ship")


def test_a_question_that_says_enough_is_read_alone() -> None:
    question = ENTRIES[0].entry.question
    assert ANSWERING.stands_alone(question, course="ship")
    assert ANSWERING.follow_up(question, "보일러 온도는?", course="ship") == ANSWERING.ask(question, course="ship")


def test_what_was_asked_before_makes_nothing_worse() -> None:
    alone = ANSWERING.ask("파드요", course="ship")
    assert ANSWERING.follow_up("파드요", "오늘 점심 뭐 먹지", course="ship").confidence >= alone.confidence


@pytest.mark.parametrize(
    "message",
    [
        "인그레스에 인증서를 등록하나요?",
        "안녕하세요. 인증서 등록하는 법 궁금합니다",
        "야믈에서앞에대시붙는거랑안붙는거차이가뭐에요",
        "how do I register a certificate",
        "dlswmdtj emdfhr djEjgrp gkskdy",  # on the wrong keyboard layout
        "docker push 하니까\ndenied: requested access to the resource is denied",
    ],
)
def test_reads_as_a_question(message: str) -> None:
    assert ANSWERING.asks_something(message, course="ship")


@pytest.mark.parametrize(
    "message",
    [
        "",
        "안녕하세요!",
        "감사합니다!!",
        "인증서 등록했습니다.",
        "교재 업데이트했습니다. git pull 받아주세요.",
        "저도 그랬는데 sudo 붙이니까 되더라고요",
        "ㅇㅇ 나도 그렇게 생각함",
    ],
)
def test_does_not_read_as_a_question(message: str) -> None:
    assert not ANSWERING.asks_something(message, course="ship")


@pytest.mark.parametrize("message", ["안녕하세요", "hello everyone", "반갑습니다!", ":wave:", "👋", "???", ""])
def test_only_greets(message: str) -> None:
    assert only_greets(message)
    assert not only_thanks(message)


@pytest.mark.parametrize("message", ["감사합니다!!", "thx!", "정말 고맙습니다 :)"])
def test_only_thanks(message: str) -> None:
    assert only_greets(message)
    assert only_thanks(message)


@pytest.mark.parametrize("message", ["안녕하세요. 파드가 뭐예요?", "감사합니다. 그런데 로그는 어떻게 보나요?", "파드"])
def test_does_more_than_greet(message: str) -> None:
    assert not only_greets(message)
    assert not only_thanks(message)


TOPICS = tuple(Topic(name.casefold(), name) for name in ("Docker", "Kubernetes", "Service Mesh"))
COURSE = Course("ship", "Ship", topics=TOPICS)


@pytest.mark.parametrize(
    ("wanted", "slug"),
    [
        ("Kubernetes", "kubernetes"),
        ("KUBERNETES", "kubernetes"),
        ("kuberntes", "kubernetes"),
        ("쿠버네티스", "kubernetes"),
        ("쿠버네티즈", "kubernetes"),
        ("도커", "docker"),
        ("서비스 메시", "service mesh"),
        ("ehzj", "docker"),
    ],
)
def test_a_topic_is_found_in_either_script_and_with_slips(wanted: str, slug: str) -> None:
    meant, nearest = ANSWERING.topic(COURSE, wanted)
    assert meant
    assert meant.slug == slug
    assert sorted(nearest, key=lambda topic: topic.slug) == sorted(TOPICS, key=lambda topic: topic.slug)


@pytest.mark.parametrize("wanted", ["젠킨스", "boiler", "", "!!!"])
def test_an_unknown_topic_gives_all_topics(wanted: str) -> None:
    meant, nearest = ANSWERING.topic(COURSE, wanted)
    assert meant is None
    assert len(nearest) == 3


def test_a_course_without_topics_has_none_to_give() -> None:
    assert ANSWERING.topic(Course("void", "Void"), "Docker") == (None, [])


@pytest.mark.parametrize(
    ("message", "names"),
    [("컨테이너 포트 옵션", True), ("컨테이너 포트 어떻게 여나요?", False), ("감사합니다", False), ("ㅋㅋㅋㅋ", False)],
)
def test_bare_keywords_name_something_of_the_course(message: str, *, names: bool) -> None:
    assert ANSWERING.names_something(message, course="ship") is names
