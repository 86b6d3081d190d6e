from __future__ import annotations

from syrupy.assertion import SnapshotAssertion

from bot.i18n import Strings
from bot.knowledge.model import Course, ReplyPolicy
from bot.slack.message import Message
from bot.slack.values import Action
from bot.slack.views.modal import Json
from bot.slack.views.notices import (
    choose_course_message,
    choose_course_modal,
    greeting,
    help_message,
    introduction,
    introduction_without_course,
    no_course_message,
    notice,
    notice_modal,
)
from tests.slack.transcript import as_text
from tests.slack.views.material import ASK, LOUD, cards, hostile, refused, seed

OTHER = Course("py101", "Python 101", language="en")
MANY = [hostile(), *(Course(f"course{number}", LOUD * 20) for number in range(60))]


def test_help(s: Strings, json_snapshot: SnapshotAssertion) -> None:
    message = help_message(s, name="qabot")
    assert {"text": message.text, "blocks": message.blocks} == json_snapshot


def test_introduction(s: Strings, json_snapshot: SnapshotAssertion) -> None:
    shown = {str(policy): introduction(seed(), s, name="qabot", policy=policy).blocks for policy in ReplyPolicy}
    shown["without course"] = introduction_without_course([seed(), OTHER], "C0DOCKER01", s, name="qabot").blocks
    assert shown == json_snapshot


def test_greeting(s: Strings, json_snapshot: SnapshotAssertion) -> None:
    assert greeting(cards(seed(), 3), s, name="qabot").blocks == json_snapshot


def test_choice_of_a_course(s: Strings, json_snapshot: SnapshotAssertion) -> None:
    assert choose_course_message([seed(), OTHER], ASK, s).blocks == json_snapshot


def test_a_failure_carries_the_reference_that_the_log_has(s: Strings) -> None:
    assert as_text(notice(s.failed, reference=ASK, s=s).blocks) == f"{s.failed}\n{s.reference.format(reference=ASK)}"
    assert ASK in as_text(notice_modal(s.failed, s, reference=ASK)["blocks"])


def test_all_of_them_keep_slacks_limits_and_ring_nobody(s: Strings) -> None:
    name = LOUD[:80]
    shown: list[Message | Json] = [
        notice(LOUD * 100),
        notice_modal(s.failed, s, reference=ASK),
        help_message(s, name=name),
        introduction(hostile(), s, name=name),
        introduction_without_course(MANY, "C0DOCKER01", s, name=name),
        greeting(cards(hostile(), 5), s, name=name),
        no_course_message(MANY, "C0DOCKER01", s),
        choose_course_message(MANY, ASK, s),
        choose_course_message(MANY, None, s, action=Action.TOPICS_IN, wanted="x" * 100),
        choose_course_modal(MANY, ASK, s, action=Action.FIND_IN),
    ]
    assert [each for each in shown if refused(each)] == []
