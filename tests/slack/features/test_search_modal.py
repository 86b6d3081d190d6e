from __future__ import annotations

import asyncio
import sqlite3
from contextlib import closing

from bot.i18n import LANGUAGES
from tests.loopback import Fault, View
from tests.slack.classroom import CHANNEL, STAFF, TLS, UNKNOWN, Classroom
from tests.slack.hands import eventually, offers, press, read
from tests.slack.journaled import asks, rows

KO, EN = LANGUAGES["ko"], LANGUAGES["en"]
TLS_QUESTION = "ingress에서 tls처리도 가능하면, 인증서도 ingress에 등록하나요?"


async def searching(room: Classroom) -> View:
    await room.minji.runs("/ask", "", CHANNEL)
    await room.slack.until(lambda: room.minji.modal)
    assert room.minji.modal
    return room.minji.modal


async def test_entries_appear_while_a_student_types(rooms: Classroom) -> None:
    modal = await searching(rooms)
    await rooms.minji.types(modal, "ask_typed", "인그레스 tls")
    await rooms.slack.until(lambda: TLS_QUESTION in read(modal))
    await rooms.minji.types(modal, "ask_typed", UNKNOWN)
    await rooms.slack.until(lambda: KO.search_nothing in read(modal))
    await rooms.minji.types(modal, "ask_typed", "")
    await rooms.slack.until(lambda: KO.search_nothing not in read(modal) and KO.search_found not in read(modal))
    assert asks(rooms) == []


async def test_what_was_typed_first_never_takes_the_place_of_what_was_typed_last(room: Classroom) -> None:
    modal = await searching(room)
    room.slack.faults.delays["views.update"] = 0.05
    letters = [TLS[:end] for end in range(1, 13)] + ["인그레스 tls"]
    await asyncio.gather(*(room.minji.types(modal, "ask_typed", typed) for typed in letters))
    await room.slack.until(lambda: TLS_QUESTION in read(modal))
    await asyncio.sleep(0.2)
    assert TLS_QUESTION in read(modal)
    updates = [call for call in room.slack.records.calls if call.method == "views.update"]
    assert len(updates) < len(letters) / 2


async def test_what_was_typed_before_is_dropped_though_it_arrives_later(room: Classroom) -> None:
    modal = await searching(room)
    await room.minji.types(modal, "ask_typed", "인그레스 tls")
    await room.slack.until(lambda: TLS_QUESTION in read(modal))
    late = next(one for one in reversed(room.slack.records.deliveries) if one.body.get("type") == "block_actions")
    late.body["actions"][0]["action_ts"] = "1.000001"
    late.body["view"]["state"]["values"]["question"]["ask_typed"]["value"] = UNKNOWN
    await room.slack.outbox.deliver(late.kind, late.body)
    await room.minji.runs("/topics", "", CHANNEL)
    await room.slack.until(lambda: room.minji.whispers)
    assert TLS_QUESTION in read(modal)


async def test_each_result_opens_on_top_of_the_search(room: Classroom) -> None:
    modal = await searching(room)
    await room.minji.types(modal, "ask_typed", "인그레스 tls")
    await room.slack.until(lambda: TLS_QUESTION in read(modal))
    await press(room.minji, modal, KO.open)
    await room.slack.until(lambda: room.minji.modal is not modal)
    opened = room.minji.modal
    assert opened
    assert "kubernetes.io/tls" in read(opened)
    await room.minji.closes(opened)
    assert room.minji.modal is modal


async def test_the_question_can_be_sent_on(rooms: Classroom) -> None:
    modal = await searching(rooms)
    await rooms.minji.types(modal, "ask_typed", UNKNOWN)
    delivery = await rooms.minji.submits(modal)
    assert delivery.acknowledged
    assert read(modal) == KO.handed
    await rooms.slack.until(lambda: rooms.slack.from_bot(STAFF))
    (ask,) = asks(rooms)
    assert (ask["origin"], ask["review"], ask["text"], ask["channel"]) == ("modal", "open", UNKNOWN, CHANNEL)
    assert [row["user"] for row in rows(rooms, "waiters")] == [rooms.minji.id]


async def test_instructors_are_not_flooded(room: Classroom) -> None:
    for _ in range(11):
        modal = await searching(room)
        await room.minji.types(modal, "ask_typed", UNKNOWN)
        await room.minji.submits(modal)
        if not modal.errors:
            await room.minji.closes(modal)
    assert modal.errors == {"question": KO.too_fast}
    assert len(asks(room)) == 10


async def test_nothing_but_spaces_is_not_sent(room: Classroom) -> None:
    modal = await searching(room)
    await room.minji.types(modal, "ask_typed", "   ")
    await room.minji.submits(modal)
    assert modal.errors == {"question": KO.search_empty}
    assert asks(room) == []


async def test_a_question_sent_on_is_saved_before_the_modal_says_so(room: Classroom) -> None:
    modal = await searching(room)
    await room.minji.types(modal, "ask_typed", UNKNOWN)
    room.slack.faults.fail("chat.postMessage", Fault(error="channel_not_found"))
    await room.minji.submits(modal)
    assert asks(room)[0]["text"] == UNKNOWN
    await eventually(lambda: asks(room)[0]["review"] == "open")


async def test_a_question_that_cannot_be_saved_stays_in_the_modal_until_it_can(rooms: Classroom) -> None:
    modal = await searching(rooms)
    await rooms.minji.types(modal, "ask_typed", UNKNOWN)
    await rooms.slack.until(lambda: KO.search_nothing in read(modal))
    with closing(sqlite3.connect(rooms.database)) as other:
        other.execute("BEGIN EXCLUSIVE")
        delivery = await rooms.minji.submits(modal)
    assert delivery.seconds < 3
    assert modal.errors["question"].startswith(KO.failed)
    assert modal.values["question"]["ask_typed"]["value"] == UNKNOWN
    await rooms.minji.submits(modal)
    assert read(modal) == KO.handed


async def test_a_modal_that_was_closed_meanwhile_is_no_error(room: Classroom) -> None:
    modal = await searching(room)
    room.slack.faults.delays["views.update"] = 0.1
    await room.minji.types(modal, "ask_typed", "인그레스")
    await room.minji.closes(modal)
    await room.slack.until(lambda: any(call.error == "not_found" for call in room.slack.records.calls))
    modal = await searching(room)
    await room.minji.types(modal, "ask_typed", "인그레스 tls")
    await room.slack.until(lambda: offers(modal, KO.open))


async def test_reads_and_answers_in_the_readers_language(room: Classroom) -> None:
    await room.hana.runs("/ask", "", CHANNEL)
    await room.slack.until(lambda: room.hana.modal)
    assert EN.search_label in read(room.hana.modal)
