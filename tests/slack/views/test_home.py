from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from syrupy.assertion import SnapshotAssertion

from bot.i18n import Strings
from bot.journal.model import AskState, Outcome, Review
from bot.knowledge.model import Course, Problem
from bot.slack.views.home import HomeContent, Own, became_of, home_view
from tests.slack.transcript import as_text
from tests.slack.views.material import LOUD, ask, card, cards, hostile, refused, seed

OTHER = Course("py101", "Python 101", language="en")
PROBLEM = Problem("mspt3/docker.yaml", 3, "this is no YAML", "Mend line 3.")


def test_home(s: Strings, json_snapshot: SnapshotAssertion) -> None:
    own = [
        Own(ask("파드가 재시작돼요", outcome=Outcome.ANSWER, shown="hm98w"), card("hm98w")),
        Own(ask(handed=datetime(2026, 11, 24, tzinfo=UTC))),
    ]
    content = HomeContent(seed(), [seed()], most_asked=cards(seed(), 2), own=own, problems=[PROBLEM])
    assert home_view(content, s) == json_snapshot


def test_home_of_somebody_with_two_courses(s: Strings, json_snapshot: SnapshotAssertion) -> None:
    shown = {
        "still to choose": home_view(HomeContent(None, [seed(), OTHER]), s),
        "none": home_view(HomeContent(None, []), s),
    }
    assert shown == json_snapshot


def test_the_course_that_was_chosen_is_the_one_selected(s: Strings) -> None:
    view = home_view(HomeContent(OTHER, [seed(), OTHER]), s)
    assert refused(view) == []
    assert as_text(view["blocks"]).splitlines()[1].endswith("[Python 101 ▾]")


def test_keeps_slacks_limits_with_everything_in_it(s: Strings) -> None:
    long = Own(ask(LOUD * 500, shown="e2"), card("e2", hostile()))
    problems = [Problem("f", 1, LOUD * 500, "")] * 30
    courses = [hostile(), *(Course(f"c{number}", LOUD * 20) for number in range(150))]
    content = HomeContent(hostile(), courses, cards(hostile(), 30), [long] * 30, problems)
    assert refused(home_view(content, s)) == []


@pytest.mark.parametrize(
    ("changes", "became"),
    [
        ({"outcome": Outcome.ANSWER, "shown": "hm98w"}, "became_answered"),
        ({"outcome": Outcome.ANSWER, "shown": "dn9az"}, "pending_short"),
        ({"outcome": Outcome.SUGGESTIONS}, "became_suggestions"),
        ({"outcome": Outcome.NO_ANSWER}, "became_open"),
        ({"handed": datetime(2026, 11, 24, tzinfo=UTC), "review": Review.OPEN}, "became_handed"),
        ({"outcome": Outcome.ANSWER, "review": Review.ANSWERED}, "became_answered_later"),
        ({"outcome": Outcome.ANSWER, "state": AskState.REMOVED}, "became_removed"),
    ],
)
def test_tells_what_became_of_a_question(s: Strings, changes: dict[str, Any], became: str) -> None:
    asked = ask(**changes)
    own = Own(asked, card(asked.shown) if asked.shown else None)
    assert became_of(own, s) == getattr(s, became)
