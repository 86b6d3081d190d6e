from __future__ import annotations

from datetime import date

import pytest

from bot.curation.checks import Inspection, placed
from bot.knowledge.model import Course, Entry, Problem, Severity, Status, Topic

TODAY = date(2026, 3, 2)


def findings(*entries: Entry, has_file: bool = False, **settings: object) -> list[str]:
    """What the checks say about a course of these entries."""
    topic = Topic("docker", "Docker", entries=entries)
    course = Course("ship", "Ship School", topics=(topic,), **settings)  # type: ignore[arg-type]
    return [found.problem for found in Inspection(course, TODAY, lambda _: has_file).findings()]


def test_an_answered_entry_needs_nobody() -> None:
    assert findings(Entry("a1", "포트는?", "`-p`", related=("a2",)), Entry("a2", "볼륨은?", "`-v`")) == []


@pytest.mark.parametrize("status", [Status.PENDING, Status.PROVISIONAL])
def test_an_entry_without_a_final_answer_waits_for_an_instructor(status: Status) -> None:
    assert findings(Entry("a1", "포트는?", status=status))[0].startswith(f"{status}: ")


def test_an_entry_is_overdue_from_the_day_after() -> None:
    assert findings(Entry("a1", "포트는?", "x", review_by=TODAY)) == []
    assert findings(Entry("a1", "포트는?", "x", review_by=date(2026, 3, 1))) == [
        "overdue: to be reviewed by 2026-03-01"
    ]


def test_a_relative_picture_needs_a_file_or_a_base_address() -> None:
    entry = Entry("a1", "포트는?", "![](img/a.png) ![](https://example.com/b.png)")
    assert findings(entry) == ["picture img/a.png is missing"]
    assert findings(entry, has_file=True) == []
    assert findings(entry, assets_url="https://example.com/") == []


def test_a_term_may_stand_in_one_group_only() -> None:
    assert findings(glossary=(("pod", "파드"), ("POD", "팟"))) == ["glossary: 'POD' stands in groups 1 and 2"]


def test_problems_get_the_line_of_their_entry_and_its_order() -> None:
    last = Problem("ship/a.yaml", None, "x", "", Severity.ERROR, "a2")
    first = Problem("ship/a.yaml", None, "y", "", Severity.ERROR, "a1")
    unplaced = Problem("ship/course.yaml", None, "z", "")
    found = placed([last, unplaced, first], {"a1": ("ship/a.yaml", 3), "a2": ("ship/a.yaml", 9)})
    assert [(p.problem, p.line) for p in found] == [("y", 3), ("x", 9), ("z", None)]
