"""What the views are shown with here: the seed course, and one as hostile as a course can be; and Slack's opinion."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Any

from bot.journal.model import Ask, Origin, Outcome
from bot.knowledge.model import Course, Entry, Link, Status, Topic
from bot.knowledge.yaml_store import YamlStore
from bot.search.results import Document
from bot.slack.message import Message
from bot.slack.views.card import Card
from tests.loopback.limits import sizes, view_violations, violations
from tests.loopback.pings import pings_in

KNOWLEDGE = Path(__file__).parents[3] / "knowledge"
TODAY = date(2026, 11, 24)
ASK = "ntt3jmr46g"
LOUD = "<!channel> <@U1> @here *굵게* & <https://a.b|c> "


@cache
def seed() -> Course:
    """The course that comes with qabot."""
    course = YamlStore(KNOWLEDGE).load().course("mspt3")
    assert course
    return course


@cache
def hostile(topics: int = 120, entries: int = 30) -> Course:
    """Everything as long, as loud and as many as it can be."""
    long = (LOUD * 60)[:3_500]
    links = tuple(Link(f"https://example.org/{number}/" + "a" * 2_900, LOUD * 4) for number in range(12))
    answer = "\n\n".join([long, "```\n" + "x" * 20_000 + "\n```", "![그림](https://example.org/a.png)", *[long] * 10])
    entries_ = [
        Entry(f"e{number}", long, answer, Status.ANSWERED, links=links, review_by=date(2020, 1, 1))
        for number in range(entries)
    ]
    entries_[0] = replace(entries_[0], answer="", status=Status.PENDING)
    many = Topic("topic000", LOUD * 8, answer, tuple(entries_))
    others = [Topic(f"topic{number:03}", LOUD * 8, answer) for number in range(1, topics)]
    return Course(slug="hostile", name=LOUD * 20, cohort=LOUD * 20, topics=(many, *others))


def card(entry: str, course: Course | None = None) -> Card:
    """The entry of that id."""
    course = course or seed()
    found = course.find(entry)
    assert found
    topic, entry_ = found
    return Card(course, Document(course.slug, topic.slug, topic.name, entry_), TODAY)


def cards(course: Course, most: int = 100) -> list[Card]:
    """The first entries of a course."""
    return [card(entry.id, course) for _, entry in list(course.entries())[:most]]


def ask(text: str = "젠킨스는 어떻게 쓰나요?", **other: Any) -> Ask:
    """A question that Minji asked in the channel."""
    minjis = Ask(
        id=ASK,
        team="T1",
        course="mspt3",
        origin=Origin.CHANNEL,
        asked=datetime(2026, 11, 24, 9, 30, tzinfo=UTC),
        user="U0MINJI001",
        text=text,
        channel="C0DOCKER01",
        message="1795510200.000100",
        outcome=Outcome.NO_ANSWER,
    )
    return replace(minjis, **other)


def refused(shown: Message | dict[str, Any]) -> list[str]:
    """Why Slack would not take this message or view, or whom it would ring; [] when all is well."""
    if not isinstance(shown, Message):
        view = json.loads(json.dumps(shown))
        return [*view_violations(view), *pings_in(view)]
    blocks = json.loads(json.dumps(shown.blocks))
    wrong = [*violations(blocks, "message"), *sizes(blocks), *pings_in({"text": shown.text, "blocks": blocks})]
    return wrong if 0 < len(shown.text) <= 3_000 else [*wrong, f"a text of {len(shown.text)} characters"]
