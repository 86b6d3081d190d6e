"""From one snapshot to the next: nothing is done twice, and what is found equals a fresh build."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from bot.knowledge.model import Course, Entry, KnowledgeBase, Topic
from bot.live import snapshot
from bot.live.snapshot import Built, Difference, Snapshot, advance, difference, goes
from bot.search.builder import build_index
from tests.live.school import fresh

WORDS = (
    "파드",
    "로그",
    "포트",
    "이미지",
    "인그레스",
    "시크릿",
    "docker",
    "kubectl",
    "지우나요",
    "여나요",
    "보나요",
    "oom",
)
WORDINGS = st.lists(st.sampled_from(WORDS), min_size=1, max_size=4).map(" ".join)
QUESTIONS = ("파드 로그 보나요", "pod 이미지 지우기", "dokcer 포트", "인그래스 시크릿")
GLOSSARIES = st.sampled_from([(), (("파드", "pod"),), (("파드", "pod"), ("로그", "log"))])


def entry(key: str, question: str, answer: str = "네.") -> Entry:
    return Entry(key, question, answer)


def course(size: int, slug: str = "ship", glossary: tuple[tuple[str, ...], ...] = ()) -> Course:
    """A course of so many entries on ten topics."""
    entries = [entry(f"e{n}", f"{WORDS[n % 12]} {n} 번은 {WORDS[n % 7]}?") for n in range(size)]
    topics = tuple(Topic(f"t{n}", f"T{n}", None, tuple(entries[n::10])) for n in range(10))
    return Course(slug, slug.title(), glossary=glossary, topics=topics)


def with_first(old: Course, *entries: Entry) -> Course:
    """The course with these entries in place of those of its first topic."""
    return replace(old, topics=(replace(old.topics[0], entries=entries), *old.topics[1:]))


def base(*courses: Course) -> KnowledgeBase:
    return KnowledgeBase(courses)


def found(now: Snapshot) -> list[tuple[str, str, float]]:
    return [
        (question, match.document.entry.id, match.confidence)
        for question in QUESTIONS
        for match in now.answering.ask(question).matches
    ]


def test_an_equal_state_gives_the_same_snapshot() -> None:
    old = fresh(base(course(20), course(20, "ops")))
    assert advance(old, base(course(20), course(20, "ops"))).snapshot is old


def test_a_course_that_did_not_change_keeps_its_index() -> None:
    old = fresh(base(course(20), course(20, "ops")))
    new = advance(old, base(with_first(course(20), entry("new", "새로운 파드 질문?")), course(20, "ops"))).snapshot
    assert new.answering.indexes["ops"] is old.answering.indexes["ops"]
    assert new.answering.indexes["ship"] is not old.answering.indexes["ship"]


def test_few_changes_are_made_in_the_index() -> None:
    old = fresh(base(course(100)))
    changed = with_first(course(100), *course(100).topics[0].entries[1:], entry("new", "새로운 파드 질문?"))
    new = advance(old, base(changed)).snapshot
    assert new.answering.indexes["ship"].terms.rows is old.answering.indexes["ship"].terms.rows
    assert found(new) == found(fresh(base(changed)))


def test_the_difference_names_entries_that_came_changed_moved_or_went() -> None:
    a, b, c, d = (entry(key, f"{key}?") for key in "abcd")
    old = Course("s", "S", topics=(Topic("x", "X", None, (a, b)), Topic("y", "Y", None, (c,))))
    changed = replace(b, answer="아니요.")
    new = Course("s", "S", topics=(Topic("x", "X", None, (changed,)), Topic("y", "Y", None, (c, d))))
    change = difference(old, new)
    assert ([document.entry for document in change.added], change.removed) == ([changed, d], ("a",))
    moved = replace(old, topics=(Topic("x", "X", None, (a,)), Topic("y", "Y", None, (c, b))))
    assert [(one.topic, one.entry.id) for one in difference(old, moved).added] == [("y", "b")]
    assert difference(old, replace(old, name="T")) == Difference()
    renamed = replace(old, topics=(replace(old.topics[0], name="Z"), old.topics[1]))
    assert [one.topic_name for one in difference(old, renamed).added] == ["Z", "Z"]


def test_another_glossary_builds_a_small_course_at_once() -> None:
    step = advance(fresh(base(course(20))), base(course(20, glossary=(("파드", "pod"),))))
    assert not step.unbuilt
    assert found(step.snapshot) == found(fresh(base(course(20, glossary=(("파드", "pod"),)))))


def test_a_new_large_course_is_not_there_until_it_is_built() -> None:
    large = course(snapshot.SMALL + 1)
    step = advance(fresh(base(course(20, "ops"))), base(course(20, "ops"), large))
    assert [one.slug for one in step.snapshot.base.courses] == ["ops"]
    assert step.unbuilt == (large,)
    built = {"ship": Built(large, build_index(large))}
    step = advance(step.snapshot, base(course(20, "ops"), large), built)
    assert step.unbuilt == ()
    assert step.snapshot.answering.indexes["ship"] is built["ship"].index


def test_a_large_course_shows_an_edit_while_its_new_glossary_is_still_to_be_built() -> None:
    large = course(snapshot.SMALL + 10)
    old = fresh(base(large))
    with_glossary = replace(large, glossary=(("crashloop", "반복재시작"),))
    wanted = with_first(with_glossary, *large.topics[0].entries, entry("new", "반복재시작 고치는 법?"))
    step = advance(old, base(wanted))
    assert step.unbuilt == (wanted,)
    assert step.snapshot.base == base(wanted)
    assert "new" in step.snapshot.answering.indexes["ship"].places
    step = advance(step.snapshot, base(wanted), {"ship": Built(with_glossary, build_index(with_glossary))})
    assert step.unbuilt == ()
    assert found(step.snapshot) == found(fresh(base(wanted)))


def test_a_large_course_stays_as_it_was_until_many_changes_are_built() -> None:
    large = course(snapshot.SMALL + 10)
    wanted = replace(large, topics=tuple(replace(topic, name=f"{topic.name}!") for topic in large.topics))
    old = fresh(base(large))
    step = advance(old, base(wanted))
    assert step.unbuilt == (wanted,)
    assert step.snapshot is old


def test_what_was_built_too_early_does_not_take_back_what_is_shown() -> None:
    large = course(snapshot.SMALL + 10)
    topics = [replace(topic, name=f"{topic.name}!") for topic in large.topics[:3]]
    shown = replace(large, topics=(*topics, *large.topics[3:]))
    step = advance(fresh(base(shown)), base(shown), {"ship": Built(large, build_index(large))})
    assert step.snapshot.base == base(shown)


def test_rows_that_died_are_built_away() -> None:
    now = fresh(base(course(40)))
    for number in range(60):
        wanted = with_first(course(40), *course(40).topics[0].entries[1:], entry("e0", f"{number} 번째 파드?"))
        now = advance(now, base(wanted)).snapshot
        index = now.answering.indexes["ship"]
        assert len(index.rows) - index.size <= len(index.rows) / 4
        assert found(now) == found(fresh(base(wanted)))


def test_a_large_course_with_dead_rows_is_shown_and_built_anew() -> None:
    now = fresh(base(course(snapshot.SMALL + 10)))
    for number in range(100):
        topic = course(snapshot.SMALL + 10).topics[0]
        entries = tuple(replace(one, answer=f"{number}") for one in topic.entries)
        step = advance(now, base(with_first(course(snapshot.SMALL + 10), *entries)))
        now = step.snapshot
        assert now.answering.indexes["ship"].size == snapshot.SMALL + 10
        if step.unbuilt:
            break
    assert step.unbuilt == now.base.courses


def test_tells_whether_something_goes() -> None:
    assert not goes(base(), base(course(20)))
    assert not goes(base(course(20)), base(course(20), course(20, "ops")))
    assert goes(base(course(20), course(20, "ops")), base(course(20)))
    assert goes(base(course(20)), base(with_first(course(20))))
    assert goes(base(course(20)), base(replace(course(20), topics=course(20).topics[1:])))


@given(
    st.lists(
        st.tuples(GLOSSARIES, st.dictionaries(st.sampled_from("abcdefgh"), WORDINGS, max_size=8), st.booleans()),
        min_size=1,
        max_size=6,
    )
)
def test_after_any_changes_the_same_is_found_as_by_a_fresh_build(
    states: list[tuple[tuple[tuple[str, ...], ...], dict[str, str], bool]],
) -> None:
    fixed = tuple(Topic(f"f{n}", "F", None, (entry(f"f{n}", f"{word} {n}?"),)) for n, word in enumerate(WORDS))
    now = Snapshot()
    for glossary, wordings, split in states:
        entries = [entry(key, question) for key, question in wordings.items()]
        cut = len(entries) // 2 if split else 0
        moving = (Topic("x", "X", None, tuple(entries[:cut])), Topic("y", "Y", None, tuple(entries[cut:])))
        wanted = base(Course("ship", "Ship", glossary=glossary, topics=(*fixed, *moving)))
        now = advance(now, wanted).snapshot
        assert found(now) == found(fresh(wanted))
