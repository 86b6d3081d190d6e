"""Why an entry matched."""

from __future__ import annotations

import pytest

from benchmarks.messy import on_english_layout
from tests.search.school import evidence, plain_school, school


@pytest.mark.parametrize(
    ("question", "word", "term", "route"),
    [
        ("exit code 137", "137", "137", "exact"),
        ("/etc/hosts 수정", "/etc/hosts", "/etc/hosts", "exact"),
        ("docker run -P", "-P", "-P", "exact"),
        ("인그레스에 등록", "인그레스에", "인그레스", "stem"),
        ("pods 로그", "pods", "파드", "glossary"),
        ("클러스터아이피 접속", "클러스터아이피", "클러스터아이피", "glossary"),
        ("인증서 등록", "인증서", "certificate", "lexicon"),
        ("인증서등록", "인증서등록", "등록", "segment"),
        (on_english_layout("인그레스 등록"), "인그레스", "인그레스", "keyboard"),
        ("ingress 등록", "ingress", "인그레스", "sound"),
        ("인그래스 등록", "인그래스", "인그레스", "typo"),
        ("세탁 건조기 필터", "세탁", "세탁건조기", "joined"),
    ],
)
def test_the_route_tells_how_a_word_met_its_term(question: str, word: str, term: str, route: str) -> None:
    found = evidence(question)[word]
    assert (found.term, found.route) == (term, route)


def test_a_class_of_words_near_in_meaning_is_told_by_its_first_word() -> None:
    found = evidence("안 쓰는 이미지 없애는 명령")["없애는"]
    assert found.route == "class"
    assert found.term == "delete"


def test_without_a_glossary_no_evidence_comes_from_one() -> None:
    for question in ("pods 로그", "클러스터 아이피", "k8s 1.20"):
        assert all(one.route != "glossary" for one in evidence(question, plain_school()).values())


@pytest.mark.parametrize(
    ("question", "word", "field"),
    [("인그레스 등록", "인그레스", "question"), ("커널", "커널", "answer"), ("containers 청소", "containers", "topic")],
)
def test_the_field_tells_where_the_word_stands(question: str, word: str, field: str) -> None:
    assert evidence(question)[word].field == field


def test_the_weightiest_word_comes_first_and_shares_make_up_one_at_most() -> None:
    (match, *_) = school().search("컨테이너에 인그레스 인증서를 등록하나요?", explain=True).matches
    weights = [one.weight for one in match.evidence]
    assert weights == sorted(weights, reverse=True)
    assert 0 < sum(weights) <= 1.001


def test_words_without_a_match_are_no_evidence() -> None:
    assert "뷁쀍꿻" not in evidence("인그레스 뷁쀍꿻")


def test_evidence_is_given_only_when_asked_for() -> None:
    assert all(match.evidence == () for match in school().search("인그레스 등록").matches)
