"""Finding the right entry."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings

from benchmarks.messy import on_english_layout
from bot.answering import ANSWER, SUGGEST
from bot.search.builder import build
from bot.search.results import SearchResult
from tests.search.school import ENTRIES, document, first, ids, plain_school, school
from tests.text.messages import anything


@pytest.mark.parametrize(
    ("question", "entry"),
    [
        ("인그레스에 인증서를 등록하나요?", "certs"),
        ("인그레스 인증서 등록", "certs"),
        ("crashloopbackoff 로그는요?", "crash"),
        ("CrashLoopBackOff", "crash"),
        ("exit code 137", "exits"),
        ("컨테이너가 137 로 꺼져요", "exits"),
        ("/etc/hosts 수정", "hosts"),
        ("kubernetes v1.20 런타임", "shims"),
        ("안 쓰는 이미지 없애려면?", "prune"),
        ("클러스터아이피 접속", "vipip"),
    ],
)
def test_finds_the_entry_that_was_meant(question: str, entry: str) -> None:
    assert first(question) == entry


def test_a_capital_flag_is_not_the_small_one() -> None:
    assert first("docker run -p 옵션") == "ports"
    assert first("docker run -P 옵션") == "publi"


def test_ids_and_addresses_of_pasted_output_change_nothing() -> None:
    asked = "CrashLoopBackOff 로그는 어떻게 보나요?"
    noise = "3f4e5a6b7c8d 10.0.0.1:8080 550e8400-e29b-41d4-a716-446655440000"
    assert school().search(f"{asked} {noise}") == school().search(asked)


@pytest.mark.parametrize(
    "message",
    [
        "<@U123> 인그레스에 인증서를 등록하나요?",
        "<@U123>   *인그레스*에 `인증서`를 등록하나요? :pray:",
        "<https://kubernetes.io/x|인그레스>에 인증서를 등록하나요?",
        "&gt; 인그레스에 인증서를 등록하나요?",
        "```인그레스에 인증서를 등록하나요?```",
        "안녕하세요 <!here>\n인그레스에 인증서를 등록하나요?\n감사합니다!",
    ],
)
def test_markup_and_manners_do_not_hide_the_question(message: str) -> None:
    result = school().search(message)
    assert ids(result)[0] == "certs"
    assert result.confidence >= ANSWER


@pytest.mark.parametrize(
    "question",
    ["인그레스 인증서 등록", "쓰지 않는 이미지를 지우는 명령은?", "세탁건조기 필터 청소", "방범 모드 켜기"],
)
def test_hangul_typed_on_the_english_layout_is_read_as_hangul(question: str) -> None:
    assert first(on_english_layout(question)) == first(question)


@pytest.mark.parametrize("document_", ENTRIES, ids=lambda one: one.entry.id)
def test_a_question_is_found_without_its_spaces(document_: object) -> None:
    entry = next(one.entry for one in ENTRIES if one is document_)
    assert first(entry.question.replace(" ", "")) == entry.id


@pytest.mark.parametrize("document_", ENTRIES, ids=lambda one: one.entry.id)
def test_a_question_finds_its_own_entry_first_with_or_without_a_glossary(document_: object) -> None:
    entry = next(one.entry for one in ENTRIES if one is document_)
    assert first(entry.question) == first(entry.question, plain_school()) == entry.id


@pytest.mark.parametrize(
    "question", ["ingress certificate", "ingress 등록", "인그래스 인증서", "크래시 루프 백오프 로그"]
)
def test_other_scripts_and_slips_are_understood_without_any_glossary(question: str) -> None:
    assert first(question, plain_school()) in {"certs", "crash"}
    assert first(question, plain_school()) == first(question)


def test_a_glossary_makes_terms_equal_that_nothing_else_joins() -> None:
    assert school().search("k8s 1.20").matches[0].score > plain_school().search("k8s 1.20").matches[0].score


@pytest.mark.parametrize(
    "question", ["", "   ", "\n", "?!", "...", "ㅋㅋㅋ", "🎉", "<@U123>", ":smile:", "https://a.kr"]
)
def test_nothing_asked_finds_nothing(question: str) -> None:
    assert school().search(question) == SearchResult()


@pytest.mark.parametrize(
    "question", ["the of and what", "것을 하는 있는", "어떻게 하나요?", "뭐예요?", "안녕하세요 감사합니다"]
)
def test_stopwords_alone_are_never_confident(question: str) -> None:
    assert school().search(question).confidence < ANSWER


def test_words_that_no_entry_has_are_told() -> None:
    assert school().search("인그레스 뷁쀍꿻").unknown == ("뷁쀍꿻",)


def test_an_index_of_nothing_finds_nothing() -> None:
    index = build([])
    assert len(index) == 0
    assert index.search("인그레스 인증서").matches == ()
    assert ids(index.with_changes(ENTRIES[:1]).search("방범 모드")) == ["alarm"]


def test_an_index_of_one_entry_finds_it_and_not_for_anything() -> None:
    index = build([ENTRIES[1]])
    assert len(index) == 1
    assert ids(index.search("인그레스 인증서")) == ["certs"]
    assert index.search("오늘 점심은 무엇인가요?").confidence < SUGGEST


def test_a_pending_entry_is_found_by_its_question() -> None:
    result = school().search("클러스터 아이피로 서비스에 접속하나요?")
    assert ids(result)[0] == "vipip"
    assert result.confidence >= ANSWER


def test_an_entry_whose_question_says_nothing_is_found_by_its_answer() -> None:
    index = build([document("vague", "이것은?", "초인종 소리는 나사로 줄입니다."), *ENTRIES])
    assert first("초인종 소리", index) == "vague"


def test_entries_that_ask_the_same_tie_and_go_by_id() -> None:
    twins = [document(one, "파드를 지우는 명령은?", "`kubectl delete pod`") for one in ("cc", "aa", "bb")]
    matches = build(twins).search("파드를 지우는 명령은?").matches
    assert [match.document.entry.id for match in matches] == ["aa", "bb", "cc"]
    assert len({match.score for match in matches}) == 1


def test_an_entry_counts_once_by_its_best_wording() -> None:
    wordy = document("wordy", "전혀 다른 이야기", "네.", aliases=("파드 로그 보기", "노드 목록 보기"))
    index = build([wordy, *ENTRIES])
    found = index.search("노드 목록 보기", limit=20)
    assert ids(found).count("wordy") == 1
    assert ids(found)[0] == "wordy"
    alone = build([document("wordy", "노드 목록 보기", "네."), *ENTRIES]).search("노드 목록 보기", limit=20)
    assert abs(found.matches[0].score - alone.matches[0].score) < 0.15


def test_an_alias_makes_its_wording_first() -> None:
    question = "곰팡이 냄새가 나요"
    assert first(question) != "dryer"
    dryer = next(one for one in ENTRIES if one.entry.id == "dryer")
    taught = document("dryer", dryer.entry.question, dryer.entry.answer, aliases=(question,))
    index = school().with_changes([taught])
    assert first(question, index) == "dryer"
    assert index.search(question).confidence >= ANSWER


@pytest.mark.parametrize("limit", [0, 1, 3, 50])
def test_no_more_matches_than_asked_for(limit: int) -> None:
    matches = school().search("컨테이너 이미지 포트 파드 로그", limit=limit).matches
    assert len(matches) == min(limit, len(school().search("컨테이너 이미지 포트 파드 로그", limit=50).matches))


def test_fewer_matches_are_the_beginning_of_more() -> None:
    few, many = (school().search("컨테이너 포트 옵션", limit=limit) for limit in (2, 6))
    assert few.matches == many.matches[:2]
    assert few.confidence == many.confidence


@given(anything)
@settings(max_examples=150, deadline=None)
def test_any_question_gives_ranked_matches_within_bounds(question: str) -> None:
    result = school().search(question, limit=20, explain=True)
    assert result == school().search(question, limit=20, explain=True)
    scores = [match.score for match in result.matches]
    assert scores == sorted(scores, reverse=True)
    assert len(set(ids(result))) == len(result.matches)
    for match in result.matches:
        assert 0 <= match.score <= 1
        assert 0 <= match.confidence <= 1
        assert all(0 <= one.weight <= 1 for one in match.evidence)
    assert result.confidence == (result.matches[0].confidence if result.matches else 0.0)


@pytest.mark.parametrize("piece", ["파드 ", "가", "a-", "vkem ", "[", "? ", "인그레스인증서", "\ufdfa"])
def test_ten_thousand_characters_cost_a_bounded_time(piece: str) -> None:
    assert_quick(piece * (10_000 // len(piece)))


def test_ten_thousand_characters_of_different_words_cost_a_bounded_time() -> None:
    letters = "abcdefghijklmnopqrst"
    assert_quick(" ".join(f"w{one}{two}{three}" for one in letters for two in letters for three in letters[:5]))


def assert_quick(message: str) -> None:
    """The question costs little, asked again."""
    school().search(message)
    begun = time.perf_counter()
    school().search(message)
    assert time.perf_counter() - begun < 0.2  # 20 ms at most when measured


def test_a_fresh_entry_never_hides_that_the_index_is_shared() -> None:
    before = school().search("방범 모드")
    school().with_changes([document("alarm", "전혀 다른 질문")], removed=["certs"])
    assert school().search("방범 모드") == before
    assert len(school()) == len(ENTRIES)
