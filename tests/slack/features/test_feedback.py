from __future__ import annotations

from functools import partial

from bot.i18n import LANGUAGES
from tests.loopback import Message, Person
from tests.slack.classroom import CHANNEL, TLS, Classroom
from tests.slack.hands import eventually, offers, press, read
from tests.slack.journaled import asks, rows

KO, EN = LANGUAGES["ko"], LANGUAGES["en"]
ORDER = "서비스먼저만들고디플로이먼트만드는게맞나요?"  # the entry rzskv, and jn2n9 comes near
ANSWER, OTHER = "rzskv", "jn2n9"
OTHER_QUESTION = "사용자에게 서비스 순단은 전혀 발생하지 않나요?"


async def answered(room: Classroom, question: str = ORDER) -> tuple[Message, Message]:
    """Minji's question in the channel, and the answer that stands below it."""
    asked = room.minji.says(CHANNEL, question)
    (reply,) = await room.replies(asked)
    return asked, reply


def verdicts(room: Classroom) -> dict[str, bool]:
    """Who found the reply helpful."""
    return {row["user"]: bool(row["helpful"]) for row in rows(room, "verdicts")}


async def test_one_click_counts_and_says_nothing_more(rooms: Classroom) -> None:
    _, reply = await answered(rooms)
    await press(rooms.hana, reply, KO.helpful)
    await eventually(lambda: verdicts(rooms) == {rooms.hana.id: True})
    assert rooms.hana.whispers == []


async def test_a_verdict_can_be_changed_and_counts_once_a_person(room: Classroom) -> None:
    _, reply = await answered(room)
    await press(room.hana, reply, KO.helpful)
    await press(room.minji, reply, KO.helpful)
    await press(room.hana, reply, KO.unhelpful)
    await room.slack.until(lambda: room.hana.whispers)
    assert verdicts(room) == {room.hana.id: False, room.minji.id: True}


async def test_a_thumbs_down_offers_the_other_candidates_and_an_instructor_to_that_person_in_the_thread(
    rooms: Classroom,
) -> None:
    asked, reply = await answered(rooms)
    await press(rooms.hana, reply, KO.unhelpful)
    await rooms.slack.until(lambda: rooms.hana.whispers)
    (whisper,) = rooms.hana.whispers
    assert whisper.thread_ts == asked.ts
    assert EN.rated_down in read(whisper)
    assert OTHER_QUESTION in read(whisper)
    assert offers(whisper, EN.ask_instructor)
    assert rooms.minji.whispers == []
    assert rooms.slack.from_bot(CHANNEL, thread_ts=asked.ts) == [reply]


async def test_a_thumbs_down_on_an_answer_without_rivals_offers_an_instructor_alone(room: Classroom) -> None:
    _, reply = await answered(room, TLS)
    await press(room.minji, reply, KO.unhelpful)
    await room.slack.until(lambda: room.minji.whispers)
    assert KO.rated_down_alone in read(room.minji.whispers[0])
    assert not offers(room.minji.whispers[0], KO.open)


async def test_a_passed_on_question_stays_with_the_instructors_when_its_asker_takes_another_answer(
    room: Classroom,
) -> None:
    _, reply = await answered(room)
    await press(room.hana, reply, KO.unhelpful)
    await room.slack.until(lambda: room.hana.whispers)
    await press(room.hana, room.hana.whispers[0], EN.ask_instructor)
    await eventually(lambda: asks(room)[0]["handed"])
    await press(room.minji, reply, KO.others)
    await room.slack.until(lambda: room.minji.modal)
    others = room.minji.modal
    assert others
    await press(room.minji, others, KO.open)
    await room.slack.until(lambda: room.minji.modal is not others)
    assert room.minji.modal
    await press(room.minji, room.minji.modal, KO.this_one)
    await eventually(lambda: asks(room)[0]["shown"] == OTHER)
    assert asks(room)[0]["review"] == "open"


async def test_another_candidate_can_be_read_and_taken_in_place_of_the_answer(room: Classroom) -> None:
    _, reply = await answered(room)
    await press(room.minji, reply, KO.unhelpful)
    await room.slack.until(lambda: room.minji.whispers)
    await press(room.minji, room.minji.whispers[0], KO.open)
    await room.slack.until(lambda: room.minji.modal)
    modal = room.minji.modal
    assert modal
    assert OTHER_QUESTION in read(modal)
    await press(room.minji, modal, KO.this_one)
    await room.slack.until(lambda: OTHER_QUESTION in read(reply))
    assert asks(room)[0]["shown"] == OTHER


async def test_whoever_did_not_ask_takes_another_candidate_for_themselves_alone(room: Classroom) -> None:
    _, reply = await answered(room)
    await press(room.hana, reply, KO.others)
    await room.slack.until(lambda: room.hana.modal)
    listed = room.hana.modal
    assert listed
    await press(room.hana, listed, EN.open)
    await room.slack.until(lambda: room.hana.modal is not listed)
    opened = room.hana.modal
    assert opened
    await press(room.hana, opened, EN.this_one)
    await room.slack.until(lambda: EN.rate_thanks in read(opened))
    assert OTHER_QUESTION not in read(reply)
    assert [(row["user"], row["entry"]) for row in rows(room, "choices")] == [(room.hana.id, OTHER)]


async def test_a_private_reply_shows_the_verdict_on_its_buttons(room: Classroom) -> None:
    await room.minji.runs("/ask", ORDER, CHANNEL)
    await room.slack.until(lambda: room.minji.whispers)
    (whisper,) = room.minji.whispers
    assert marked(whisper) == []
    await press(room.minji, whisper, KO.helpful)
    await room.slack.until(lambda: marked(whisper) == [KO.helpful])
    await press(room.minji, whisper, KO.unhelpful)
    await room.slack.until(lambda: marked(whisper) == [KO.unhelpful])
    await room.slack.until(lambda: len(room.minji.whispers) == 2)
    assert offers(whisper, KO.share)
    assert verdicts(room) == {room.minji.id: False}


async def test_a_modal_shows_it_too_and_lays_the_other_candidates_on_top(room: Classroom) -> None:
    asked = room.hana.says(CHANNEL, ORDER)
    await room.minji.uses_message_shortcut("find_answer", asked)
    await room.slack.until(lambda: room.minji.modal)
    modal = room.minji.modal
    assert modal
    await press(room.minji, modal, KO.unhelpful)
    await room.slack.until(lambda: room.minji.modal is not modal)
    assert OTHER_QUESTION in read(room.minji.modal)
    assert marked(modal) == [KO.unhelpful]


async def test_the_fourth_modal_takes_the_place_of_the_third(room: Classroom) -> None:
    asked = room.hana.says(CHANNEL, ORDER)
    await room.minji.uses_message_shortcut("find_answer", asked)
    await room.slack.until(lambda: room.minji.modal)
    for words in (KO.others, KO.open, KO.this_one, KO.others):
        modal = room.minji.modal
        assert modal
        shown = read(modal)
        await press(room.minji, modal, words)
        await eventually(partial(_shows_something_else, room.minji, shown))
    assert "교재 어떤곳은 Service를" in read(room.minji.modal)


async def test_a_verdict_on_what_is_gone_is_no_error(room: Classroom) -> None:
    _, reply = await answered(room)
    for block in reply.blocks or []:
        for element in block.get("elements", []):
            if element["type"] == "feedback_buttons":
                element["positive_button"]["value"] = '{"ask": "nosuchask", "helpful": 1}'
    await press(room.minji, reply, KO.helpful)
    await room.slack.until(lambda: room.minji.whispers)
    assert read(room.minji.whispers[0]) == KO.gone


def _shows_something_else(person: Person, before: str) -> bool:
    return read(person.modal) != before


def marked(place: object) -> list[str]:
    """The words on the feedback buttons that stand out."""
    blocks = getattr(place, "blocks", None) or []
    elements = [element for block in blocks for element in block.get("elements", [])]
    return [e["text"]["text"] for e in elements if str(e.get("action_id")).startswith("rate") and e.get("style")]
