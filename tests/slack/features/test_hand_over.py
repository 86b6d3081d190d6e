from __future__ import annotations

from bot.i18n import LANGUAGES
from tests.loopback import Fault, Message
from tests.slack.classroom import CHANNEL, STAFF, TLS, UNKNOWN, Classroom
from tests.slack.hands import eventually, offers, press, read
from tests.slack.journaled import asks, handled, rows

KO, EN = LANGUAGES["ko"], LANGUAGES["en"]
PENDING = "unknown 상태 파드 성공으로 끝나나요"  # the entry dn9az was asked in class, and has no answer


async def unanswered(room: Classroom, question: str = UNKNOWN) -> tuple[Message, Message]:
    """Minji's question to the bot, and the reply below it."""
    asked = room.minji.says(CHANNEL, f"<@{room.slack.identity.bot_user}> {question}")
    (reply,) = await room.replies(asked)
    return asked, reply


def waiting(room: Classroom) -> set[str]:
    return {row["user"] for row in rows(room, "waiters")}


async def test_no_answer_says_so_with_the_nearest_topics_and_an_instructor(room: Classroom) -> None:
    _, reply = await unanswered(room)
    assert KO.no_answer in read(reply)
    assert offers(reply, KO.ask_instructor)
    assert offers(reply, KO.topic_button.format(topic="Kubernetes"))
    assert room.slack.messages(STAFF) == []


async def test_the_instructors_are_told_once_who_asked_what_and_where(rooms: Classroom) -> None:
    asked, reply = await unanswered(rooms)
    await press(rooms.minji, reply, KO.ask_instructor)
    await rooms.slack.until(lambda: rooms.slack.from_bot(STAFF) and offers(reply, KO.me_too))
    (told,) = rooms.slack.from_bot(STAFF)
    assert KO.handed_notice.format(who="Minji") in read(told)
    assert UNKNOWN in read(told)
    assert asks(rooms)[0]["id"] in read(told)
    assert asked.ts.replace(".", "") in str(told.blocks)
    assert (asks(rooms)[0]["review"], waiting(rooms)) == ("open", {rooms.minji.id})


async def test_whoever_passes_it_on_its_asker_is_told_too(room: Classroom) -> None:
    _, reply = await unanswered(room)
    await press(room.hana, reply, KO.ask_instructor)
    await room.slack.until(lambda: offers(reply, KO.me_too_count.format(count=1)))
    assert waiting(room) == {room.minji.id, room.hana.id}


async def test_others_say_me_too_and_are_counted_once(rooms: Classroom) -> None:
    asked, reply = await unanswered(rooms)
    await press(rooms.minji, reply, KO.ask_instructor)
    await rooms.slack.until(lambda: offers(reply, KO.me_too))
    await press(rooms.hana, reply, KO.me_too)
    await rooms.slack.until(lambda: rooms.hana.whispers)
    await press(rooms.hana, reply, KO.me_too)
    await rooms.slack.until(lambda: len(rooms.hana.whispers) == 2)
    assert offers(reply, KO.me_too_count.format(count=1))
    assert [(read(one), one.thread_ts) for one in rooms.hana.whispers] == [(EN.me_too_done, asked.ts)] * 2
    assert waiting(rooms) == {rooms.minji.id, rooms.hana.id}
    assert len(rooms.slack.from_bot(STAFF)) == 1


async def test_in_a_dm_nobody_else_can_say_me_too(room: Classroom) -> None:
    room.minji.says(room.minji.dm, UNKNOWN)
    await room.slack.until(lambda: room.slack.from_bot(room.minji.dm))
    (reply,) = room.slack.from_bot(room.minji.dm)
    await press(room.minji, reply, KO.ask_instructor)
    await room.slack.until(lambda: KO.handed in read(reply))
    assert not offers(reply, KO.me_too)
    assert not offers(room.slack.from_bot(STAFF)[0], KO.to_thread)


async def test_a_private_reply_says_in_its_place_that_it_was_passed_on(room: Classroom) -> None:
    await room.hana.runs("/ask", UNKNOWN, CHANNEL)
    await room.slack.until(lambda: room.hana.whispers)
    (whisper,) = room.hana.whispers
    await press(room.hana, whisper, EN.ask_instructor)
    await room.slack.until(lambda: read(whisper) == EN.handed)
    await room.slack.until(lambda: room.slack.from_bot(STAFF))


async def test_a_modal_says_so_in_its_place_too(room: Classroom) -> None:
    asked = room.hana.says(CHANNEL, UNKNOWN)
    await room.minji.uses_message_shortcut("find_answer", asked)
    await room.slack.until(lambda: room.minji.modal)
    modal = room.minji.modal
    assert modal
    await press(room.minji, modal, KO.ask_instructor)
    await room.slack.until(lambda: read(modal) == KO.handed)
    await room.slack.until(lambda: room.slack.from_bot(STAFF))


async def test_a_reply_with_an_answer_stays_while_who_needs_more_is_passed_on(room: Classroom) -> None:
    _, reply = await unanswered(room, TLS)
    await press(room.hana, reply, KO.unhelpful)
    await room.slack.until(lambda: room.hana.whispers)
    await press(room.hana, room.hana.whispers[0], EN.ask_instructor)
    await room.slack.until(lambda: room.slack.from_bot(STAFF))
    await room.slack.until(lambda: read(room.hana.whispers[0]) == EN.handed)
    assert offers(reply, KO.helpful)
    assert waiting(room) == {room.hana.id}


async def test_an_instructor_is_shown_how_to_answer_and_nobody_else(room: Classroom) -> None:
    room.slack.workspace.channels[STAFF].members[room.hana.id] = None
    _, reply = await unanswered(room, '질문 "a: b" 인데 젠킨스 소나큐브 연동')
    await press(room.minji, reply, KO.ask_instructor)
    await room.slack.until(lambda: room.slack.from_bot(STAFF))
    (told,) = room.slack.from_bot(STAFF)
    await press(room.jun, told, KO.answer_ask)
    await room.slack.until(lambda: room.jun.modal)
    assert r'- question: "질문 \"a: b\" 인데 젠킨스 소나큐브 연동"' in read(room.jun.modal)
    await press(room.hana, told, KO.answer_ask)
    await room.slack.until(lambda: room.hana.whispers)
    assert read(room.hana.whispers[0]) == EN.instructors_only
    assert room.hana.modal is None


async def test_a_pending_entry_offers_to_tell_when_it_is_answered(room: Classroom) -> None:
    _, reply = await unanswered(room, PENDING)
    assert KO.pending in read(reply)
    assert not offers(reply, KO.helpful)
    await press(room.hana, reply, KO.tell_me)
    await room.slack.until(lambda: room.hana.whispers)
    assert read(room.hana.whispers[0]) == EN.will_tell
    assert waiting(room) == {room.hana.id}


async def test_a_staff_channel_without_the_bot_keeps_the_question_all_the_same(room: Classroom) -> None:
    _, reply = await unanswered(room)
    room.jun.removes_bot(STAFF)
    await press(room.minji, reply, KO.ask_instructor)
    await room.slack.until(lambda: offers(reply, KO.me_too))
    assert asks(room)[0]["review"] == "open"


async def test_a_question_passed_on_stays_so_when_its_reply_is_removed(room: Classroom) -> None:
    asked, reply = await unanswered(room)
    await press(room.minji, reply, KO.ask_instructor)
    await room.slack.until(lambda: offers(reply, KO.me_too))
    await press(room.minji, reply, KO.remove)
    await eventually(lambda: asks(room)[0]["state"] == "removed")
    assert room.slack.from_bot(CHANNEL, thread_ts=asked.ts) == []
    assert asks(room)[0]["review"] == "open"


async def test_somebody_elses_private_question_cannot_be_passed_on_by_a_forged_press(room: Classroom) -> None:
    await room.hana.runs("/ask", UNKNOWN, CHANNEL)
    await room.slack.until(lambda: room.hana.whispers)
    private = asks(room)[0]["id"]
    _, reply = await unanswered(room, "젠킨스 파이프라인 어떻게 만들어요")
    forge(reply, private)
    await press(room.minji, reply, KO.ask_instructor)
    await room.slack.until(lambda: room.minji.whispers)
    assert read(room.minji.whispers[0]) == KO.gone
    assert room.slack.from_bot(STAFF) == []


async def test_an_instructor_asked_again_after_a_failed_try_is_told(room: Classroom) -> None:
    _, reply = await unanswered(room)
    room.slack.faults.fail("chat.update", Fault(error="internal_error"))
    await press(room.minji, reply, KO.ask_instructor)
    await room.slack.until(lambda: room.minji.whispers)
    assert KO.failed in read(room.minji.whispers[0])
    await press(room.minji, reply, KO.ask_instructor)
    await room.slack.until(lambda: offers(reply, KO.me_too))
    assert len(room.slack.from_bot(STAFF)) == 1


def forge(message: Message, ask: str) -> None:
    for block in message.blocks or []:
        for element in block.get("elements", []):
            if element.get("value"):
                element["value"] = f'{{"ask": "{ask}"}}'


async def test_the_instructors_are_told_which_answer_did_not_help(room: Classroom) -> None:
    asked = room.minji.says(CHANNEL, TLS)
    (reply,) = await room.replies(asked)
    await press(room.minji, reply, KO.unhelpful)
    await room.slack.until(lambda: room.minji.whispers)
    await press(room.minji, room.minji.whispers[-1], KO.ask_instructor)
    await room.slack.until(lambda: room.slack.from_bot(STAFF))
    (told,) = room.slack.from_bot(STAFF)
    assert KO.handed_unhelpful.format(who="Minji") in read(told)
    assert "ingress에서 tls처리도 가능하면" in read(told)


async def test_an_edited_question_stays_passed_on(room: Classroom) -> None:
    asked, reply = await unanswered(room)
    await press(room.minji, reply, KO.ask_instructor)
    await room.slack.until(lambda: offers(reply, KO.me_too))
    await press(room.hana, reply, KO.me_too)
    await room.slack.until(lambda: offers(reply, KO.me_too_count.format(count=1)))
    await handled(room)
    edited = f"<@{room.slack.identity.bot_user}> {UNKNOWN} 급해요"
    room.minji.edits(asked, edited)
    await eventually(lambda: asks(room)[0]["text"].endswith("급해요"))
    assert KO.handed in read(reply)
    assert offers(reply, KO.me_too_count.format(count=1))


async def test_a_deleted_question_goes_from_the_instructors_channel_too(room: Classroom) -> None:
    asked, reply = await unanswered(room)
    await press(room.minji, reply, KO.ask_instructor)
    await eventually(lambda: asks(room)[0]["notice"])
    await handled(room)
    room.minji.deletes(asked)
    await room.slack.until(lambda: not room.slack.from_bot(STAFF))
    await handled(room)
    assert (asks(room)[0]["text"], asks(room)[0]["notice"]) == ("", None)


async def test_forgotten_questions_go_from_the_instructors_channel_too(room: Classroom) -> None:
    _, reply = await unanswered(room)
    await press(room.minji, reply, KO.ask_instructor)
    await eventually(lambda: asks(room)[0]["notice"])
    room.minji.opens_home()
    await room.slack.until(lambda: room.minji.home)
    assert room.minji.home
    await press(room.minji, room.minji.home, KO.forget_me)
    await room.slack.until(lambda: not room.slack.from_bot(STAFF))
    await eventually(lambda: asks(room)[0]["user"] is None)
