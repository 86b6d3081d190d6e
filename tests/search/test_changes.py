"""A changed index is the index that would have been built anew."""

from __future__ import annotations

import time

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.search.builder import build
from bot.search.index import Index
from bot.search.results import Document
from tests.search.school import ENTRIES, GLOSSARY, document, first, school

_PIECES = """
    파드를 컨테이너이미지 ingress 인그레스 CrashLoopBackOff -P -p /etc/hosts 1.20 137 지우나요 로그는
    방범모드 방범 모드 세탁 건조기 세탁건조기 왜 어떻게 차이 kubectl
"""
wordings = st.lists(st.sampled_from(_PIECES.split()), min_size=1, max_size=5).map(" ".join)
documents = st.builds(
    document,
    st.sampled_from("abcdefgh"),
    wordings,
    wordings | st.just(""),
    aliases=st.lists(wordings, max_size=2).map(tuple),
)
changes = st.tuples(st.lists(documents, max_size=3), st.lists(st.sampled_from("abcdefghz"), max_size=3))

QUESTIONS = (
    "파드 로그는 어떻게 보나요?",
    "인그래스 지우기",
    "ingress 차이",
    "방범모드 켜기",
    "세탁 건조기 필터",
    "CrashLoopBackof 왜 나요",
    "docker -P",
    "vkem fhrm",
    "1.20 137",
    "컨테이너이미지지우나요",
)


def rebuilt(held: dict[str, Document]) -> Index:
    """The slow and obvious way."""
    return build(held.values(), GLOSSARY)


def assert_same(changed: Index, anew: Index, questions: tuple[str, ...]) -> None:
    """Both find the same, down to the evidence."""
    assert len(changed) == len(anew)
    assert changed.size == anew.size
    for question in questions:
        assert changed.search(question, limit=10, explain=True) == anew.search(question, limit=10, explain=True)


@given(st.lists(documents, max_size=6), st.lists(changes, min_size=1, max_size=5), wordings)
@settings(max_examples=60, deadline=None)
def test_finds_exactly_what_a_rebuilt_index_finds(
    begun: list[Document], steps: list[tuple[list[Document], list[str]]], asked: str
) -> None:
    held = {one.entry.id: one for one in begun}
    index = rebuilt(held)
    for added, removed in steps:
        index = index.with_changes(added, removed)
        for entry_id in removed:
            held.pop(entry_id, None)
        held |= {one.entry.id: one for one in added}
    assert_same(index, rebuilt(held), (*QUESTIONS, asked, *(one.entry.question for one in held.values())))


def test_entries_come_and_go_without_a_trace() -> None:
    visitor = document("visit", "인그레스 뷁쀍꿻 지우기", "뷁쀍꿻", aliases=("방범모드",))
    index = school().with_changes([visitor]).with_changes(removed=["visit"])
    assert_same(index, school(), (*QUESTIONS, "뷁쀍꿻", *(one.entry.question for one in ENTRIES)))
    assert index.count("뷁쀍꿻") == 0


def test_an_entry_added_under_a_known_id_replaces_it() -> None:
    index = school().with_changes([document("alarm", "초인종 소리를 줄이는 법", "나사를 돌리세요.")])
    assert len(index) == len(ENTRIES)
    assert first("초인종 소리", index) == "alarm"
    assert first("방범 모드는 어떻게 켜나요?", index) != "alarm"


def test_removing_an_unknown_id_changes_nothing() -> None:
    index = school().with_changes(removed=["nobody"])
    assert_same(index, school(), QUESTIONS)


def test_the_last_of_two_additions_under_one_id_holds() -> None:
    one, two = document("new", "초인종 소리"), document("new", "현관 번호 바꾸기")
    index = school().with_changes([one, two])
    assert len(index) == len(ENTRIES) + 1
    assert_same(index, build([*ENTRIES, two], GLOSSARY), (*QUESTIONS, "초인종 소리", "현관 번호"))


def test_an_emptied_index_is_an_empty_one() -> None:
    index = school().with_changes(removed=[one.entry.id for one in ENTRIES])
    assert_same(index, build([], GLOSSARY), QUESTIONS)


def test_the_packed_arrays_are_shared() -> None:
    index = school().with_changes([document("new", "초인종 소리")])
    assert index.terms.rows is school().terms.rows
    assert index.grams.impacts is school().grams.impacts
    assert index.lexicon is school().lexicon


def test_many_equal_entries_are_chosen_by_id_however_the_index_came_about() -> None:
    many = [document(f"n{number:03}", "파드를 지우는 명령은?", "네.") for number in range(120)]
    anew = build(many, GLOSSARY)
    grown = build(many[20:], GLOSSARY).with_changes(many[:20])
    assert_same(grown, anew, ("파드를 지우는 명령은?", "파드"))
    assert first("파드 지우기", grown) == "n000"


def test_one_change_among_many_entries_is_quick() -> None:
    many = [
        document(f"n{number}", f"{number} 번째 파드를 지우는 명령은 {number * 7}?", "네.") for number in range(1500)
    ]
    index = build(many, GLOSSARY)
    begun = time.perf_counter()
    index.with_changes([document("n7", "초인종 소리를 줄이는 법", "나사를 돌리세요.")])
    assert time.perf_counter() - begun < 0.1  # 5 ms when measured
