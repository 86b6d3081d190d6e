from __future__ import annotations

import os
import time
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from bot.curation.imports import Wishes, plan_import
from bot.curation.plan import ImportPlan, Kind
from bot.knowledge.memory_store import MemoryStore
from bot.knowledge.model import Course, Entry, Status
from bot.knowledge.notes.parsed import LeftOut, ParsedEntry, ParsedNotes, ParsedTopic
from bot.knowledge.notes.reader import parse_notes
from bot.knowledge.store import PutEntry

MONDAY = date(2026, 3, 2)
TUESDAY = date(2026, 3, 3)

VOLUME = ParsedEntry("볼륨은 컨테이너를 지우면 같이 지워지나요?", "아니요, 볼륨은 따로 지워야 합니다.", line=5)
PORT = ParsedEntry("컨테이너 포트를 밖으로 어떻게 여나요?", "`-p` 옵션을 사용합니다.", line=9)
CHART = ParsedEntry("헬름 차트는 어디에 보관하나요?", "", Status.PENDING, line=13)


def notes(
    *entries: ParsedEntry, file: str = "ship_7.md", topic: str = "Docker", summary: str | None = None
) -> ParsedNotes:
    return ParsedNotes(file, "Ship School", "7차", (ParsedTopic(topic, 3, summary, entries),))


def imported(course: Course | None, *parsed: ParsedNotes, today: date = MONDAY, overwrite: bool = False) -> ImportPlan:
    """The plan, which a store has taken as it stands."""
    plan = plan_import(course, "ship", parsed, today, wishes=Wishes(overwrite=overwrite))
    store = MemoryStore([course] if course else [])
    assert not plan.changes or store.apply("ship", plan.changes) == plan.course
    return plan


def first_import(*entries: ParsedEntry) -> Course:
    return imported(None, notes(*entries)).course


def by_question(course: Course) -> dict[str, Entry]:
    return {entry.question: entry for _, entry in course.entries()}


def edited(course: Course, before: Entry, after: Entry) -> Course:
    return MemoryStore([course]).apply("ship", [PutEntry("docker", after, before)])


def kinds(plan: ImportPlan) -> dict[str, Kind]:
    return {item.entry.question: item.kind for item in plan.items}


def test_a_new_course_takes_name_cohort_and_language_from_the_notes() -> None:
    course = first_import(VOLUME, PORT)
    assert (course.name, course.cohort, course.language) == ("Ship School", "7차", "ko")
    assert any("파드" in group or "container" in group for group in course.glossary)


def test_notes_in_english_make_an_english_course() -> None:
    assert first_import(ParsedEntry("How do I publish a port?", "With -p.", line=1)).language == "en"


def test_a_new_entry_remembers_where_and_when_it_came_from() -> None:
    entry = by_question(first_import(VOLUME))[VOLUME.question]
    assert entry.source
    assert (entry.source.file, entry.source.line) == ("ship_7.md", 5)
    assert (entry.created, entry.updated, entry.cohort) == (MONDAY, None, "7차")


def test_the_same_notes_again_change_nothing() -> None:
    plan = imported(first_import(VOLUME, PORT, CHART), notes(VOLUME, PORT, CHART), today=TUESDAY)
    assert plan.changes == ()
    assert set(kinds(plan).values()) == {Kind.UNCHANGED}


def test_an_entry_that_moved_down_only_gets_its_new_line() -> None:
    before = first_import(VOLUME, PORT)
    plan = imported(before, notes(VOLUME, replace(PORT, line=40)), today=TUESDAY)
    after = by_question(plan.course)[PORT.question]
    assert kinds(plan)[PORT.question] is Kind.UNCHANGED
    assert after.source
    assert after.source.line == 40
    assert after.updated is None


def test_a_changed_answer_keeps_the_id_and_is_dated() -> None:
    before = first_import(VOLUME, PORT)
    plan = imported(before, notes(VOLUME, replace(PORT, answer="`--publish`입니다.")), today=TUESDAY)
    after = by_question(plan.course)[PORT.question]
    assert kinds(plan)[PORT.question] is Kind.CHANGED
    assert after.id == by_question(before)[PORT.question].id
    assert (after.answer, after.updated) == ("`--publish`입니다.", TUESDAY)


def test_a_reworded_question_keeps_its_id_and_is_reported() -> None:
    before = first_import(VOLUME, PORT)
    new = "볼륨은 컨테이너를 지우면 함께 지워지나요?"
    plan = imported(before, notes(replace(VOLUME, question=new), PORT))
    item = plan.of(Kind.REWORDED)[0]
    assert item.entry.id == by_question(before)[VOLUME.question].id
    assert item.entry.question == new
    assert 0.6 <= item.similarity < 1


def test_another_question_of_the_same_file_is_not_taken_for_a_reworded_one() -> None:
    plan = imported(first_import(VOLUME), notes(PORT))
    assert kinds(plan) == {PORT.question: Kind.ADDED, VOLUME.question: Kind.GONE}


def test_a_question_that_left_the_notes_stays_in_the_knowledge_base() -> None:
    plan = imported(first_import(VOLUME, PORT), notes(VOLUME))
    assert kinds(plan)[PORT.question] is Kind.GONE
    assert PORT.question in by_question(plan.course)


def test_the_same_file_is_known_under_another_folder_and_in_decomposed_hangul() -> None:
    before = imported(None, notes(VOLUME, file="ship_7차.md")).course
    plan = imported(before, notes(VOLUME, file="notes/2026/ship_7차.md"))
    assert kinds(plan) == {VOLUME.question: Kind.UNCHANGED}


def test_the_same_question_in_another_file_is_an_entry_of_its_own() -> None:
    before = first_import(VOLUME)
    plan = imported(before, notes(VOLUME, file="ship_8.md"))
    assert len(plan.of(Kind.ADDED)) == 1
    assert len({entry.id for _, entry in plan.course.entries()}) == 2
    near = plan.near_duplicates[0]
    assert (near.entry.question, near.other.id) == (VOLUME.question, by_question(before)[VOLUME.question].id)


def test_near_duplicates_between_two_files_of_one_import_are_told_once() -> None:
    plan = imported(None, notes(VOLUME), notes(VOLUME, file="ship_8.md"))
    assert len(plan.near_duplicates) == 1


def test_two_files_that_share_a_few_questions_are_two_files() -> None:
    before = first_import(VOLUME, PORT, CHART)
    assert imported(before, notes(VOLUME, PORT, CHART, file="ship_8.md")).renamed == ()


def test_a_topic_with_nothing_but_a_summary_is_kept() -> None:
    course = imported(None, notes(VOLUME), notes(file="ship_8.md", topic="Helm", summary="![helm](helm.png)")).course
    assert [(topic.slug, topic.summary) for topic in course.topics] == [("docker", None), ("helm", "![helm](helm.png)")]


def test_topics_whose_names_differ_in_ornaments_are_one() -> None:
    course = imported(None, notes(VOLUME, topic="☸ Kubernetes"), notes(PORT, file="b.md", topic="kubernetes")).course
    assert [topic.name for topic in course.topics] == ["☸ Kubernetes"]


def test_topics_whose_names_differ_in_signs_that_tell_are_two() -> None:
    course = imported(None, notes(VOLUME, topic="C++"), notes(PORT, file="b.md", topic="C")).course
    assert sorted(topic.name for topic in course.topics) == ["C", "C++"]


def test_a_table_may_name_a_topic_by_its_slug() -> None:
    before = imported(None, notes(VOLUME, topic="Docker & Compose")).course
    plan = imported(before, notes(PORT, file="more.csv", topic=before.topics[0].slug))
    assert [topic.name for topic in plan.course.topics] == ["Docker & Compose"]


def test_what_jun_edited_is_kept_when_the_notes_say_otherwise() -> None:
    before = first_import(VOLUME, PORT)
    port = by_question(before)[PORT.question]
    course = edited(before, port, replace(port, answer="Jun의 답입니다.", updated=MONDAY, updated_by="jun"))
    plan = imported(course, notes(VOLUME, replace(PORT, answer="노트의 새 답.")), today=TUESDAY)
    item = plan.of(Kind.KEPT)[0]
    assert item.entry.answer == "Jun의 답입니다."
    assert item.offered
    assert item.offered.answer == "노트의 새 답."
    assert [one.kind for one in imported(plan.course, notes(VOLUME, replace(PORT, answer="노트의 새 답."))).items] == [
        Kind.UNCHANGED,
        Kind.UNCHANGED,
    ]


def test_an_answer_edited_in_the_yaml_outlives_an_import_of_the_same_notes() -> None:
    before = first_import(VOLUME, PORT)
    port = by_question(before)[PORT.question]
    course = edited(before, port, replace(port, answer="손으로 고친 답입니다."))
    plan = imported(course, notes(VOLUME, PORT), today=TUESDAY)
    assert plan.changes == ()
    assert [item.kind for item in plan.items] == [Kind.UNCHANGED, Kind.UNCHANGED]


def test_an_answer_edited_in_the_yaml_and_in_the_notes_is_kept_and_told() -> None:
    before = first_import(PORT)
    port = by_question(before)[PORT.question]
    course = edited(before, port, replace(port, answer="손으로 고친 답입니다."))
    plan = imported(course, notes(replace(PORT, answer="노트의 새 답.")), today=TUESDAY)
    assert [item.kind for item in plan.items] == [Kind.KEPT]
    assert by_question(plan.course)[PORT.question].answer == "손으로 고친 답입니다."
    forced = imported(course, notes(replace(PORT, answer="노트의 새 답.")), today=TUESDAY, overwrite=True)
    assert by_question(forced.course)[PORT.question].answer == "노트의 새 답."


def test_overwrite_lets_the_notes_win() -> None:
    before = first_import(PORT)
    port = by_question(before)[PORT.question]
    course = edited(before, port, replace(port, answer="Jun의 답입니다.", updated=MONDAY, updated_by="jun"))
    after = by_question(imported(course, notes(PORT), today=TUESDAY, overwrite=True).course)[PORT.question]
    assert (after.answer, after.updated, after.updated_by) == (PORT.answer, TUESDAY, None)


def test_an_answer_written_into_the_yaml_is_not_replaced_by_none() -> None:
    before = first_import(CHART)
    chart = by_question(before)[CHART.question]
    course = edited(before, chart, replace(chart, answer="OCI 저장소에.", status=Status.ANSWERED))
    plan = imported(course, notes(CHART))
    assert [item.kind for item in plan.items] == [Kind.UNCHANGED]
    assert plan.changes == ()


def test_aliases_and_other_things_that_notes_cannot_say_stay() -> None:
    before = first_import(PORT)
    port = by_question(before)[PORT.question]
    course = edited(before, port, replace(port, aliases=("publish a port",), review_by=TUESDAY))
    plan = imported(course, notes(PORT))
    assert plan.changes == ()


def test_an_id_that_the_file_gives_is_kept_when_it_is_free() -> None:
    plan = imported(None, notes(replace(PORT, id="port1")))
    assert by_question(plan.course)[PORT.question].id == "port1"


def test_an_id_that_another_question_has_is_not_taken_from_it() -> None:
    before = imported(None, notes(replace(PORT, id="port1"))).course
    plan = imported(before, notes(replace(VOLUME, id="port1"), file="other.csv"))
    assert by_question(plan.course)[PORT.question].id == "port1"
    assert by_question(plan.course)[VOLUME.question].id != "port1"


def test_an_export_imported_under_another_name_finds_its_entries_by_id() -> None:
    before = imported(None, notes(replace(PORT, id="port1"))).course
    plan = imported(before, notes(replace(PORT, id="port1", answer="새 답."), file="export.json"))
    assert [item.kind for item in plan.items] == [Kind.CHANGED]
    assert by_question(plan.course)[PORT.question].source == by_question(before)[PORT.question].source


def test_a_retired_id_is_never_given_again() -> None:
    before = replace(first_import(VOLUME), retired_ids=("gone1",))
    plan = imported(before, notes(VOLUME, replace(PORT, id="gone1")))
    assert by_question(plan.course)[PORT.question].id != "gone1"


def test_an_answer_that_looks_back_is_related_to_the_entry_of_that_line() -> None:
    course = first_import(VOLUME, replace(PORT, related_lines=(5,)))
    entries = by_question(course)
    assert entries[PORT.question].related == (entries[VOLUME.question].id,)


def test_a_topic_is_known_by_its_name_or_its_file_whatever_its_case() -> None:
    before = first_import(VOLUME)
    assert [t.slug for t in imported(before, notes(PORT, topic="docker ", file="b.md")).course.topics] == ["docker"]


def test_a_topic_cannot_take_the_name_of_the_course_file() -> None:
    course = imported(None, notes(PORT, topic="Course")).course
    assert [topic.slug for topic in course.topics] != ["course"]


def test_the_summary_of_another_cohort_goes_below_the_first_and_only_once() -> None:
    seven = imported(None, notes(VOLUME, summary="![7](7.png)")).course
    eight = imported(seven, notes(PORT, file="ship_8.md", summary="![8](8.png)")).course
    assert eight.topics[0].summary == "![7](7.png)\n\n![8](8.png)"
    assert imported(eight, notes(PORT, file="ship_8.md", summary="![8](8.png)")).changes == ()


def test_what_was_left_out_or_ignored_is_in_the_plan() -> None:
    parsed = replace(notes(PORT), left_out=(LeftOut(2, "Timetable", "no question"),), ignored=("mood",))
    plan = imported(None, parsed)
    assert [(o.file, o.line, o.text) for o in plan.left_out] == [("ship_7.md", 2, "Timetable")]
    assert plan.ignored == (("ship_7.md", "mood"),)


def test_the_base_address_of_pictures_can_be_set() -> None:
    plan = plan_import(None, "ship", [notes(PORT)], MONDAY, wishes=Wishes(assets_url="https://example.com/"))
    assert plan.course.assets_url == "https://example.com/"


def test_planning_300_entries_again_and_all_reworded_takes_seconds_at_most() -> None:
    asked = [
        ParsedEntry(f"질문 {n}: 컨테이너 {n * 7919} 포트는 왜 {n}번인가요?", f"답 {n}", line=n + 1) for n in range(300)
    ]
    before = first_import(*asked)
    start = time.perf_counter()
    plan = imported(before, notes(*(replace(entry, question=f"새 {entry.question}") for entry in asked)))
    assert time.perf_counter() - start < 10  # 3 s on a machine of its own; tests share theirs
    assert len(plan.of(Kind.ADDED)) < 10


REAL = os.environ.get("QABOT_TEST_NOTES")


@pytest.mark.skipif(REAL is None, reason="QABOT_TEST_NOTES names a folder of real notes")
def test_all_real_notes_go_into_one_course_and_again_without_a_change() -> None:
    files = sorted(Path(REAL or ".").glob("*.md"))
    parsed = [parse_notes(file.read_text(encoding="utf-8"), file.name) for file in files]
    first = imported(None, *parsed)
    assert {item.kind for item in first.items} == {Kind.ADDED}
    assert imported(first.course, *parsed, today=TUESDAY).changes == ()


@pytest.mark.skipif("QABOT_TEST_NOTES" not in os.environ, reason="QABOT_TEST_NOTES names a folder of real notes")
@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("EXPOSE는 80으로", "EXPOSE를 안해줬거나"),
        ("앞에 -(dash)가", "-(dash)표시를 하는"),
        ("트랜잭션의 정상적인 종료", "서비스 순단은 전혀"),
        ("용량은 지정할", "용량제한 가능한가요"),
        ("nodeport, loadbalancer 서비스의 차이점", "LoadBalancer와 Ingress의 차이"),
    ],
)
def test_what_several_cohorts_asked_is_told(one: str, other: str) -> None:
    files = sorted(Path(os.environ["QABOT_TEST_NOTES"]).glob("*.md"))
    near = plan_import(None, "ship", [parse_notes(f.read_text("utf-8"), f.name) for f in files], MONDAY).near_duplicates
    assert any(one in pair and other in pair for n in near for pair in [f"{n.entry.question}\n{n.other.question}"])
    assert len(near) <= 40  # read by hand, two in three of 25 are true repeats
