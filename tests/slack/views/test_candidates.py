from __future__ import annotations

from dataclasses import replace

from syrupy.assertion import SnapshotAssertion

from bot.i18n import Strings
from bot.knowledge.model import Entry
from bot.slack.views.candidates import candidates_modal, other_answers, other_answers_message, suggestions_message
from tests.slack.transcript import as_text
from tests.slack.views.material import ASK, card, cards, hostile, refused, seed


def test_suggestions(s: Strings, json_snapshot: SnapshotAssertion) -> None:
    message = suggestions_message([card("jyjg1"), card("ev8gn"), card("yd368")], ASK, s)
    assert {"text": message.text, "blocks": message.blocks} == json_snapshot


def test_other_answers_after_a_thumbs_down(s: Strings, json_snapshot: SnapshotAssertion) -> None:
    assert other_answers_message([card("dn9az"), card("ev8gn")], ASK, s).blocks == json_snapshot


def test_short_questions_stand_on_their_buttons_alone(s: Strings) -> None:
    short = replace(card("hm98w").document, entry=Entry("short", "파드가 뭔가요?"))
    brief = as_text(suggestions_message([replace(card("hm98w"), document=short)], ASK, s).blocks)
    assert brief.count("파드가 뭔가요?") == 1
    assert as_text(suggestions_message([card("hm98w")], ASK, s).blocks).count("os kernel이 다르면") == 2


def test_they_keep_slacks_limits_whatever_the_entries_are(s: Strings) -> None:
    for course in (seed(), hostile()):
        some = cards(course, 5)
        assert refused(suggestions_message(some, ASK, s)) == []
        assert refused(other_answers_message(some, ASK, s)) == []
        assert refused(candidates_modal(s.others_title, other_answers(some, ASK, s, lead=s.did_you_mean), ASK, s)) == []


def test_without_other_candidates_an_instructor_is_all_there_is(s: Strings) -> None:
    message = other_answers_message([], ASK, s)
    assert message.text == s.rated_down_alone
    assert refused(message) == []
