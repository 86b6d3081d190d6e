from __future__ import annotations

import json

import yaml
from syrupy.assertion import SnapshotAssertion

from bot.i18n import Strings
from bot.slack.views.no_answer import handed_message, handed_notice, how_to_answer_modal, no_answer_message
from tests.slack.blocks.reading import code
from tests.slack.transcript import as_text
from tests.slack.views.material import ASK, LOUD, ask, hostile, refused, seed

LINK = "https://ship-school.slack.com/archives/C0DOCKER01/p1795510200000100"


def test_no_answer(s: Strings, json_snapshot: SnapshotAssertion) -> None:
    message = no_answer_message(ASK, seed(), seed().topics, s)
    assert {"text": message.text, "blocks": message.blocks} == json_snapshot


def test_handed(s: Strings, json_snapshot: SnapshotAssertion) -> None:
    shown = {
        "first": handed_message(ASK, s, others=0).blocks,
        "with two others": handed_message(ASK, s, others=2).blocks,
        "in a DM": handed_message(ASK, s).blocks,
    }
    assert shown == json_snapshot


def test_what_the_instructors_see(s: Strings, json_snapshot: SnapshotAssertion) -> None:
    message = handed_notice(ask(), s, who="Minji", link=LINK)
    assert {"text": message.text, "blocks": message.blocks} == json_snapshot


def test_how_to_answer(s: Strings, json_snapshot: SnapshotAssertion) -> None:
    assert how_to_answer_modal(ask(), seed(), s, link=LINK) == json_snapshot


def test_the_example_is_yaml_whatever_was_asked(s: Strings) -> None:
    for words in ('a: "b" #c', "- x\n- y", "'", "\\n", "{", "한글: 질문"):
        (example,) = code(how_to_answer_modal(ask(words), seed(), s, link=None)["blocks"])
        (entry,) = yaml.safe_load(example)
        assert entry["question"] == " ".join(words.split())


def test_a_question_that_was_forgotten_can_still_be_shown(s: Strings) -> None:
    assert refused(handed_notice(ask("", user=None), s, who="", link=None)) == []
    assert s.somebody in as_text(handed_notice(ask("", user=None), s, who="", link=None).blocks)
    assert refused(how_to_answer_modal(ask(""), seed(), s, link=None)) == []


def test_they_keep_slacks_limits_and_ring_nobody(s: Strings) -> None:
    loud = ask(LOUD * 500)
    assert refused(no_answer_message(ASK, hostile(), hostile().topics, s)) == []
    assert refused(handed_notice(loud, s, who=LOUD, link=LINK)) == []
    assert refused(how_to_answer_modal(loud, hostile(), s, link=LINK)) == []
    assert refused(handed_message(ASK, s, others=10**6)) == []
    assert json.dumps(handed_message(ASK, s).blocks).count(ASK) == 1
