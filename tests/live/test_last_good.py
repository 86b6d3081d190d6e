"""What stays of the last good state while files have errors."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.knowledge.model import Channel, Course, Entry, KnowledgeBase, Problem, Severity, Topic
from bot.live.last_good import last_good

A, B, C = Entry("a", "가?", "가"), Entry("b", "나?", "나"), Entry("c", "다?", "다")
SHIP = Course(
    "ship",
    "Ship School",
    channels=(Channel("C01"),),
    topics=(Topic("docker", "Docker!", "요약", (A, B)), Topic("kubernetes", "Kubernetes", None, (C,))),
)
OLD = KnowledgeBase((SHIP,))


def found(*topics: Topic, errors: str = "", course: Course = SHIP) -> KnowledgeBase:
    """The course with these topics, and errors in these files."""
    problems = tuple(Problem(file, 1, "wrong", "Mend it.") for file in errors.split())
    return KnowledgeBase((replace(course, topics=topics),), problems)


def entries(base: KnowledgeBase) -> list[str]:
    return [f"{topic.slug}/{entry.id}" for course in base.courses for topic, entry in course.entries()]


def test_takes_what_is_found_where_there_is_no_error() -> None:
    new = found(Topic("docker", "Docker", None, (replace(A, answer="새로"),)))
    assert last_good(OLD, new) == new


def test_a_topic_whose_file_is_broken_stays() -> None:
    new = found(SHIP.topics[1], errors="ship/docker.yaml")
    kept = last_good(OLD, new)
    assert kept.courses == OLD.courses
    assert kept.problems == new.problems


def test_a_bad_entry_stays_as_it_was_and_the_others_are_as_found() -> None:
    changed = replace(A, answer="새로")
    new = found(Topic("docker", "Docker", None, (changed,)), SHIP.topics[1], errors="ship/docker.yaml")
    topic = last_good(OLD, new).courses[0].topics[0]
    assert topic == Topic("docker", "Docker", "요약", (changed, B))


def test_a_name_that_cannot_be_read_stays() -> None:
    new = found(Topic("docker", "docker", "다른 요약", (A, B)), SHIP.topics[1], errors="ship/docker.yaml")
    topic = last_good(OLD, new).courses[0].topics[0]
    assert (topic.name, topic.summary) == ("Docker!", "다른 요약")


def test_an_entry_that_moved_out_of_a_broken_file_is_there_once() -> None:
    new = found(Topic("kubernetes", "Kubernetes", None, (C, replace(B, answer="새로"))), errors="ship/docker.yaml")
    kept = last_good(OLD, new)
    assert entries(kept) == ["docker/a", "kubernetes/c", "kubernetes/b"]
    moved = kept.courses[0].find("b")
    assert moved
    assert moved[1].answer == "새로"


def test_an_entry_that_was_deleted_in_slack_goes_though_its_file_has_an_error() -> None:
    course = replace(SHIP, retired_ids=("b",))
    new = found(Topic("docker", "Docker", None, (A,)), SHIP.topics[1], errors="ship/docker.yaml", course=course)
    assert entries(last_good(OLD, new)) == ["docker/a", "kubernetes/c"]


def test_settings_stay_while_theirs_has_an_error_and_topics_are_as_found() -> None:
    course = Course("ship", "ship", retired_ids=("old",))
    new = found(replace(SHIP.topics[0], entries=(A,)), errors="ship/course.yaml", course=course)
    kept = last_good(OLD, new).courses[0]
    assert kept.settings() == replace(SHIP.settings(), retired_ids=("old",))
    assert entries(last_good(OLD, new)) == ["docker/a"]


def test_a_course_whose_folder_cannot_be_read_stays() -> None:
    assert last_good(OLD, found(errors="ship/course.yaml", course=Course("ship", "ship"))).courses == OLD.courses


def test_everything_stays_while_the_whole_folder_is_away() -> None:
    away = KnowledgeBase(problems=(Problem("/srv/knowledge", None, "there is no such folder", "Name it."),))
    assert last_good(OLD, away) == replace(OLD, problems=away.problems)


def test_a_course_whose_folder_is_gone_goes() -> None:
    other = Course("ops", "Ops")
    assert last_good(OLD, KnowledgeBase((other,))).courses == (other,)
    assert last_good(OLD, KnowledgeBase()).courses == ()


def test_a_warning_keeps_nothing() -> None:
    warning = Problem("ship/docker.yaml", 1, "odd", "Look.", Severity.WARNING)
    new = replace(found(SHIP.topics[1]), problems=(warning,))
    assert last_good(OLD, new) == new


def test_only_good_entries_are_there_at_first() -> None:
    new = found(Topic("docker", "Docker", None, (A,)), errors="ship/docker.yaml ship/kubernetes.yaml")
    assert last_good(KnowledgeBase(), new) == new


@pytest.mark.parametrize("file", ["ship/도커.yaml", "ship/\u1103\u1169\u110f\u1165.yaml"])
def test_knows_a_korean_file_name_however_the_disk_writes_it(file: str) -> None:
    old = KnowledgeBase((replace(SHIP, topics=(Topic("도커", "도커", None, (A,)),)),))
    assert entries(last_good(old, found(errors=file))) == ["도커/a"]


def test_an_error_in_another_course_keeps_nothing_here() -> None:
    new = found(SHIP.topics[1], errors="ops/docker.yaml")
    assert last_good(OLD, new).courses == new.courses
