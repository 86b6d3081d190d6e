from __future__ import annotations

from syrupy.assertion import SnapshotAssertion

from bot.i18n import Strings
from bot.knowledge.model import Course
from bot.slack.views.topics import topic_modal, topics_message, unknown_topic_message
from tests.slack.transcript import as_text
from tests.slack.views.material import LOUD, cards, hostile, refused, seed


def test_topics(s: Strings, json_snapshot: SnapshotAssertion) -> None:
    message = topics_message(seed(), s)
    assert {"text": message.text, "blocks": message.blocks} == json_snapshot


def test_one_topic(s: Strings, json_snapshot: SnapshotAssertion) -> None:
    docker = seed().topics[0]
    assert topic_modal(seed(), docker, cards(seed(), 2), s) == json_snapshot


def test_unknown_topic(s: Strings, json_snapshot: SnapshotAssertion) -> None:
    assert unknown_topic_message("젠킨스", seed(), seed().topics, s).blocks == json_snapshot


def test_as_many_topics_as_fit_are_listed_and_the_rest_counted(s: Strings) -> None:
    message = topics_message(hostile(), s)
    assert refused(message) == []
    listed = sum("accessory" in block for block in message.blocks)
    assert s.more_topics.format(count=120 - listed) in as_text(message.blocks)
    assert listed > 10


def test_a_course_without_topics_says_so(s: Strings) -> None:
    empty = Course("empty", "Empty")
    assert s.no_topics in as_text(topics_message(empty, s).blocks)
    assert refused(unknown_topic_message("x", empty, [], s)) == []


def test_a_topic_keeps_slacks_limits_on_every_page_and_shows_every_question(s: Strings) -> None:
    topic, shown, page = hostile().topics[0], "", 0
    while page == 0 or s.next in shown:
        view = topic_modal(hostile(), topic, cards(hostile(), 30), s, page=page)
        assert refused(view) == []
        shown = shown.replace(s.next, "") + str(view["blocks"])
        page += 1
    assert all(f'"e{number}"' in shown for number in range(30))


def test_what_was_typed_rings_nobody(s: Strings) -> None:
    assert refused(unknown_topic_message(LOUD * 100, hostile(), hostile().topics, s)) == []
