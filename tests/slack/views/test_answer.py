from __future__ import annotations

import pytest
from syrupy.assertion import SnapshotAssertion

from bot.i18n import Strings
from bot.slack.blocks.model import Block
from bot.slack.blocks.rich_text import paragraph
from bot.slack.views.answer import Offers, Share, answer_message, answer_modal, private_answer
from bot.slack.views.no_answer import question_quote
from tests.slack.blocks.reading import code
from tests.slack.transcript import as_text
from tests.slack.views.material import ASK, ask, card, cards, hostile, refused, seed

LONGEST, PENDING, PROVISIONAL = "jyjg1", "dn9az", "jyjg1"
EVERYTHING = Offers(ASK, others=True, share=Share.IN_THREAD, rated=False, name="qabot", thread="https://a.slack.com/1")


def test_answer_in_a_thread(s: Strings, json_snapshot: SnapshotAssertion) -> None:
    message = answer_message(card(LONGEST), Offers(ASK, others=True), s)
    assert {"text": message.text, "blocks": message.blocks} == json_snapshot


def test_answer_for_one_person(s: Strings, json_snapshot: SnapshotAssertion) -> None:
    offers = Offers(ASK, others=True, share=Share.IN_CHANNEL, rated=True)
    assert private_answer(card("hm98w"), offers, s).blocks == json_snapshot


def test_answer_in_a_modal(s: Strings, json_snapshot: SnapshotAssertion) -> None:
    assert answer_modal(card("hm98w"), Offers(ASK, share=Share.INVITE, name="qabot"), s) == json_snapshot


def test_pending_entry(s: Strings, json_snapshot: SnapshotAssertion) -> None:
    assert answer_message(card(PENDING), Offers(ASK), s).blocks == json_snapshot


def test_question_answer_links_quiet_line_feedback_and_other_answers_come_in_this_order(s: Strings) -> None:
    blocks = answer_message(card("kvjx9"), Offers(ASK, others=True), s, note="note").blocks
    kinds = [block["type"] for block in blocks]
    assert kinds == ["rich_text", "rich_text", "rich_text", "actions", "context", "context_actions", "actions"]
    assert as_text(blocks[-4:]).splitlines()[0] == "[TLS]"
    assert "note" in as_text(blocks[-3:-2])
    assert s.others in as_text(blocks[-1:])


@pytest.mark.parametrize("offers", [Offers(), EVERYTHING, Offers(ASK, choose=True), Offers(ASK, share=Share.INVITE)])
def test_every_seed_entry_keeps_slacks_limits_everywhere(s: Strings, offers: Offers) -> None:
    for each in cards(seed()):
        lead = [paragraph(s.answered_now), question_quote(ask())]
        assert refused(answer_message(each, offers, s, note="note", lead=lead)) == []
        assert refused(private_answer(each, offers, s)) == []
        assert refused(answer_modal(each, offers, s)) == []


def test_the_most_hostile_entry_keeps_them_too(s: Strings) -> None:
    for each in cards(hostile(), 3):
        lead = [paragraph(s.answered_now), question_quote(ask("x" * 10_000))]
        assert refused(answer_message(each, EVERYTHING, s, note="n" * 200, lead=lead)) == []
        assert refused(private_answer(each, EVERYTHING, s)) == []
        for page in range(8):
            assert refused(answer_modal(each, EVERYTHING, s, page=page)) == []


def test_what_a_message_has_no_room_for_is_all_in_the_modal_and_code_stays_whole(s: Strings) -> None:
    long = card("e2", hostile())
    message = answer_message(long, Offers(ASK), s)
    button = next(e for b in message.blocks for e in b.get("elements", []) if e.get("action_id") == "read_on")
    assert '"start": ' in button["value"]
    assert code(message.blocks) == []
    start = int(button["value"].rpartition('"start": ')[2].rstrip("}"))
    whole: list[Block] = []
    for page in range(20):
        view = answer_modal(long, Offers(ASK), s, page=page, start=start)
        if view["blocks"] in whole:
            break
        whole += view["blocks"]
        if s.next not in as_text(view["blocks"]):
            break
    assert "".join(code(whole)) == "x" * 20_000


def test_a_start_beyond_an_answer_that_became_shorter_shows_it_from_the_beginning(s: Strings) -> None:
    assert answer_modal(card("hm98w"), Offers(), s, start=99) == answer_modal(card("hm98w"), Offers(), s)


@pytest.mark.parametrize("page", [-1, 99, 10**30])
def test_a_page_that_is_not_there_is_the_nearest_one(s: Strings, page: int) -> None:
    assert "hm98w" in str(answer_modal(card("hm98w"), Offers(ASK), s, page=page))


def test_the_quiet_line_tells_what_to_be_careful_about(s: Strings) -> None:
    assert s.provisional in as_text(answer_message(card(PROVISIONAL), Offers(), s).blocks)
    overdue = card("e3", hostile())
    assert s.overdue.format(day="2020-01-01") in as_text(answer_message(overdue, Offers(), s).blocks)


def test_an_answer_that_nobody_asked_for_takes_no_feedback(s: Strings) -> None:
    blocks = answer_message(card("hm98w"), Offers(), s).blocks
    assert all(block["type"] != "context_actions" for block in blocks)
