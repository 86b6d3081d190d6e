"""What every knowledge store promises, held against each of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from bot.errors import (
    ConflictError,
    InvalidFileError,
    UnknownCourseError,
    UnknownEntryError,
    UnknownTopicError,
)
from bot.knowledge.memory_store import MemoryStore
from bot.knowledge.model import Channel, Course, Entry, KnowledgeBase, Link, ReplyPolicy, Source, Status
from bot.knowledge.store import DeleteEntry, KnowledgeStore, PutCourse, PutEntry, PutTopic
from bot.knowledge.yaml_store import YamlStore

POD = Entry("pod1", "파드란?", "컨테이너의 묶음")
SVC = Entry("svc1", "서비스란?")
FULL = Entry(
    id="full",
    question="`docker run -P`: 무엇인가요? #포트",
    answer="- 네\n  ```bash\n\tdocker run -P  \n\n  ```\n> 끝  ",
    status=Status.PROVISIONAL,
    aliases=("- 대시", "no", "it's", "2024"),
    links=(Link("문서 [1]", "https://docs.docker.com/a%20b_(c)"), Link("https://x.kr/#a", "https://x.kr/#a")),
    related=("pod1", "svc1"),
    source=Source("notes/mspt3 23-4차.md", 12, "Jun"),
    cohort="23-4차",
    created=date(2024, 1, 2),
    updated=date(2024, 1, 3),
    updated_by="Jun",
    review_by=date(2025, 1, 1),
)
OPS = Course(
    slug="ops",
    name="Ops: 실습",
    cohort="2023",
    language="en",
    assets_url="https://x.kr/a/",
    notes_url="https://x.kr/n/",
    channels=(Channel("C01"), Channel("#ops", ReplyPolicy.MENTION, 0)),
    reply=ReplyPolicy.ALWAYS,
    wait=60,
    instructors=("U01", "S01", "G01"),
    instructors_channel="#ops-help",
    retention_days=30,
    glossary=(("파드", "pod"), ("a=b", "equal")),
)


@pytest.fixture(params=["memory", "yaml"])
def open_store(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[], KnowledgeStore]:
    """Opens the store anew: what was saved must still be there."""
    memory = MemoryStore()
    return (lambda: memory) if request.param == "memory" else lambda: YamlStore(tmp_path)


@pytest.fixture
def store(open_store: Callable[[], KnowledgeStore]) -> KnowledgeStore:
    store = open_store()
    store.apply("ops", [PutCourse(OPS), PutTopic("k8s", "Kubernetes"), PutEntry("k8s", POD), PutEntry("k8s", SVC)])
    return store


def ops(store: KnowledgeStore) -> Course:
    course = store.load().course("ops")
    assert course
    return course


def test_a_new_store_is_empty(open_store: Callable[[], KnowledgeStore]) -> None:
    assert open_store().load() == KnowledgeBase()


def test_everything_put_is_there_later(store: KnowledgeStore, open_store: Callable[[], KnowledgeStore]) -> None:
    given = store.apply("ops", [PutTopic("docker", "Docker", "![](img/a.png)"), PutEntry("docker", FULL)])
    base = open_store().load()
    assert base == KnowledgeBase((given,))
    assert given.find("full") == (given.topics[0], FULL)
    assert given.settings() == OPS


def test_changes_every_field_and_takes_them_away_again(store: KnowledgeStore) -> None:
    bare = Entry("full", "짧게?", status=Status.PENDING)
    store.apply("ops", [PutEntry("k8s", FULL)])
    store.apply("ops", [PutEntry("k8s", bare, FULL)])
    assert ops(store).find("full") == (ops(store).topics[0], bare)
    store.apply("ops", [PutEntry("k8s", FULL, bare)])
    assert ops(store).find("full") == (ops(store).topics[0], FULL)


def test_an_entry_without_an_answer_is_pending(store: KnowledgeStore) -> None:
    found = ops(store).find("svc1")
    assert found
    assert found[1].status is Status.PENDING


def test_changes_in_one_go_build_on_each_other(store: KnowledgeStore) -> None:
    later = replace(POD, answer="다시")
    course = store.apply("ops", [PutEntry("k8s", later, POD), PutEntry("k8s", replace(later, cohort="24"), later)])
    assert course.topics[0].entries[0] == replace(POD, answer="다시", cohort="24")


def test_a_move_takes_the_entry_to_the_end_of_the_other_topic(store: KnowledgeStore) -> None:
    store.apply("ops", [PutTopic("docker", "Docker"), PutEntry("docker", FULL)])
    course = store.apply("ops", [PutEntry("docker", replace(POD, cohort="24"), POD)])
    assert [(topic.slug, entry.id) for topic, entry in course.entries()] == [
        ("docker", "full"),
        ("docker", "pod1"),
        ("k8s", "svc1"),
    ]
    assert course == ops(store)


def test_two_topics_can_swap_their_entries(store: KnowledgeStore) -> None:
    store.apply("ops", [PutTopic("docker", "Docker"), PutEntry("docker", FULL)])
    course = store.apply("ops", [PutEntry("docker", POD, POD), PutEntry("k8s", FULL, FULL)])
    assert [(topic.slug, entry.id) for topic, entry in course.entries()] == [
        ("docker", "pod1"),
        ("k8s", "svc1"),
        ("k8s", "full"),
    ]


def test_a_deleted_id_is_never_given_again(store: KnowledgeStore) -> None:
    course = store.apply("ops", [DeleteEntry(POD)])
    assert course.retired_ids == ("pod1",)
    with pytest.raises(ConflictError, match="never given again"):
        store.apply("ops", [PutEntry("k8s", POD)])
    forgetful = replace(course.settings(), retired_ids=())
    assert store.apply("ops", [PutCourse(forgetful, course.settings())]).retired_ids == ("pod1",)


def test_a_change_made_from_something_else_is_refused_and_shows_what_is_there(store: KnowledgeStore) -> None:
    seen_by_minji = replace(POD, answer="옛날 답")
    with pytest.raises(ConflictError, match="answer") as caught:
        store.apply("ops", [PutEntry("k8s", replace(POD, answer="새 답"), seen_by_minji)])
    assert caught.value.current == POD
    with pytest.raises(ConflictError):
        store.apply("ops", [DeleteEntry(seen_by_minji)])
    with pytest.raises(ConflictError):
        store.apply("ops", [PutEntry("k8s", replace(POD, answer="새 답"))])
    with pytest.raises(ConflictError):
        store.apply("ops", [PutCourse(OPS, replace(OPS, name="Old"))])


def test_nothing_is_changed_when_one_change_is_refused(store: KnowledgeStore) -> None:
    before = store.load()
    with pytest.raises(UnknownTopicError):
        store.apply("ops", [PutTopic("new", "New"), DeleteEntry(POD), PutEntry("nowhere", FULL)])
    assert store.load() == before


def test_what_is_unknown_is_named(store: KnowledgeStore) -> None:
    with pytest.raises(UnknownCourseError, match="nowhere"):
        store.apply("nowhere", [PutTopic("a", "A")])
    with pytest.raises(UnknownEntryError, match="gone"):
        store.apply("ops", [DeleteEntry(FULL)])
    with pytest.raises(UnknownEntryError, match="gone"):
        store.apply("ops", [PutEntry("k8s", FULL, FULL)])


@pytest.mark.parametrize("slug", ["course", "../up", "a/b", ".hidden", "_draft", "", " a", "a\n", "x" * 300])
def test_a_topic_needs_a_name_that_a_file_can_have(store: KnowledgeStore, slug: str) -> None:
    with pytest.raises(InvalidFileError):
        store.apply("ops", [PutTopic(slug, "A")])


def test_a_topic_keeps_its_entries_when_it_is_renamed(store: KnowledgeStore) -> None:
    course = store.apply("ops", [PutTopic("k8s", "쿠버네티스: 기초", "요약\n\n![](a.png)")])
    assert [entry.id for entry in course.topics[0].entries] == ["pod1", "svc1"]
    course = store.apply("ops", [PutTopic("k8s", "k8s")])
    assert (course.topics[0].name, course.topics[0].summary) == ("k8s", None)
    assert course == ops(store)


def test_values_are_tidied_on_the_way_in(store: KnowledgeStore) -> None:
    untidy = Entry("u", " 두\n줄? ", "\n\n  code\n\n", aliases=("", " a\nb "), links=(Link("", "u"),), source=Source())
    course = store.apply("ops", [PutEntry("k8s", untidy)])
    tidy = Entry("u", "두 줄?", "  code", aliases=("a b",), links=(Link("u", "u"),))
    assert course.topics[0].entries[-1] == tidy
    assert course == ops(store)


def test_settings_change_without_touching_entries(store: KnowledgeStore) -> None:
    new = replace(OPS, name="새 이름", language="ko", channels=(), glossary=(("a=b", "equal"), ("k8s", "쿠버네티스")))
    course = store.apply("ops", [PutCourse(new, OPS)])
    assert course.settings() == new
    assert course == ops(store)


def test_an_entry_without_id_or_with_another_one_is_a_bug(store: KnowledgeStore) -> None:
    for change in (PutEntry("k8s", Entry("", "q")), PutEntry("k8s", replace(POD, id="other"), POD)):
        with pytest.raises(ValueError, match="id"):
            store.apply("ops", [change])
