from __future__ import annotations

from bot.i18n import LANGUAGES
from tests.loopback import Fault, Message, Person
from tests.slack.classroom import CHANNEL, STAFF, TLS, UNKNOWN, Classroom
from tests.slack.editing import edit, listed
from tests.slack.hands import eventually, offers, press, read
from tests.slack.journaled import asks, rows

KO, EN = LANGUAGES["ko"], LANGUAGES["en"]
PENDING = "unknown 상태 파드 성공으로 끝나나요"
BEFORE = "entries:\n"
JENKINS = """entries:
  - id: jenki
    question: 젠킨스 파이프라인에서 소나큐브 연동은 어떻게 하나요?
    answer: |
      - `withSonarQubeEnv` 단계를 쓰세요.

"""
HUB = JENKINS.replace("jenki", "hubby").replace("젠킨스 파이프라인에서 소나큐브 연동은", "도커 허브에 이미지는")
PENDING_LINE = "    question: Pod lifecycle에서 Unknown은 비정상 상태일텐데, success로 끝날수도 있나요?\n"
ANSWERED_LINES = PENDING_LINE + "    answer: |\n      - 네, 노드와 통신이 끊겼을 뿐일 수도 있어요.\n"


async def asked_for(room: Classroom, question: str = UNKNOWN) -> tuple[Message, Message]:
    asked = room.minji.says(CHANNEL, f"<@{room.slack.identity.bot_user}> {question}")
    (reply,) = await room.replies(asked)
    return asked, reply


async def passed_on(room: Classroom) -> tuple[Message, Message]:
    """Minji's question without an answer, handed to the instructors, and Hana waits too."""
    asked, reply = await asked_for(room)
    await press(room.minji, reply, KO.ask_instructor)
    await room.slack.until(lambda: offers(reply, KO.me_too))
    await press(room.hana, reply, KO.me_too)
    await room.slack.until(lambda: room.hana.whispers)
    return asked, reply


def told(room: Classroom, person: Person) -> list[Message]:
    return room.slack.from_bot(person.dm)


async def test_an_entry_written_by_hand_answers_the_reply_and_tells_everybody_who_waits_once(rooms: Classroom) -> None:
    asked, reply = await passed_on(rooms)
    edit(rooms, "kubernetes", {BEFORE: JENKINS})
    await rooms.slack.until(lambda: told(rooms, rooms.minji) and told(rooms, rooms.hana))
    assert "withSonarQubeEnv" in read(reply)
    assert offers(reply, KO.helpful)
    assert not offers(reply, KO.me_too)
    (to_minji,), (to_hana,) = told(rooms, rooms.minji), told(rooms, rooms.hana)
    assert read(to_minji).startswith(f"{KO.answered_now}\n▎ {UNKNOWN}")
    assert to_minji.text.startswith(KO.answered_now)
    assert EN.answered_now in read(to_hana)
    assert "withSonarQubeEnv" in read(to_hana)
    assert asked.ts.replace(".", "") in str(to_hana.blocks)
    assert asks(rooms)[0]["review"] == "answered"
    edit(rooms, "kubernetes", {"소나큐브 연동은 어떻게": "소나큐브 연동 설정은 어떻게"})
    await listed(rooms, "kubernetes", "소나큐브 연동 설정은")
    assert (len(told(rooms, rooms.minji)), len(told(rooms, rooms.hana))) == (1, 1)


async def test_an_answer_that_came_while_the_bot_was_away_is_told_at_its_start(room: Classroom) -> None:
    _, reply = await passed_on(room)
    await room.leave()
    edit(room, "kubernetes", {BEFORE: JENKINS})
    await room.start()
    await room.slack.until(lambda: told(room, room.minji) and told(room, room.hana))
    assert "withSonarQubeEnv" in read(reply)


async def test_a_pending_entry_that_is_answered_tells_who_wanted_to_know_and_mends_the_reply(room: Classroom) -> None:
    _, reply = await asked_for(room, PENDING)
    await press(room.hana, reply, KO.tell_me)
    await room.slack.until(lambda: room.hana.whispers)
    edit(room, "kubernetes", {PENDING_LINE: ANSWERED_LINES})
    await room.slack.until(lambda: told(room, room.hana))
    assert "통신이 끊겼을 뿐" in read(told(room, room.hana)[0])
    await room.slack.until(lambda: "통신이 끊겼을 뿐" in read(reply))
    assert offers(reply, KO.helpful)
    assert told(room, room.minji) == []


async def test_a_question_asked_in_private_is_answered_in_private(room: Classroom) -> None:
    await room.minji.runs("/ask", UNKNOWN, CHANNEL)
    await room.slack.until(lambda: room.minji.whispers)
    await press(room.minji, room.minji.whispers[0], KO.ask_instructor)
    await room.slack.until(lambda: room.slack.from_bot(STAFF))
    edit(room, "kubernetes", {BEFORE: JENKINS})
    await room.slack.until(lambda: told(room, room.minji))
    assert room.slack.from_bot(CHANNEL) == []
    assert not offers(told(room, room.minji)[0], KO.to_thread)


async def test_what_nobody_passed_on_is_left_alone(room: Classroom) -> None:
    _, reply = await asked_for(room)
    await passed_on_by_hana(room)
    edit(room, "kubernetes", {BEFORE: JENKINS})
    await room.slack.until(lambda: told(room, room.hana))
    assert told(room, room.minji) == []
    assert KO.no_answer in read(reply)


async def passed_on_by_hana(room: Classroom) -> None:
    await room.hana.runs("/ask", UNKNOWN, CHANNEL)
    await room.slack.until(lambda: room.hana.whispers)
    await press(room.hana, room.hana.whispers[0], EN.ask_instructor)
    await room.slack.until(lambda: room.slack.from_bot(STAFF))


async def test_whoever_found_an_answer_unhelpful_is_not_sent_the_same_again(room: Classroom) -> None:
    _, reply = await asked_for(room, TLS)
    await press(room.minji, reply, KO.unhelpful)
    await room.slack.until(lambda: room.minji.whispers)
    await press(room.minji, room.minji.whispers[0], KO.ask_instructor)
    await room.slack.until(lambda: room.slack.from_bot(STAFF))
    await room.leave()
    await room.start()
    edit(room, "docker", {BEFORE: HUB})
    await listed(room, "docker", "도커 허브")
    assert told(room, room.minji) == []
    assert asks(room)[0]["review"] == "open"


async def test_whoever_found_an_answer_unhelpful_is_sent_a_better_one(room: Classroom) -> None:
    _, reply = await asked_for(room, TLS)
    await press(room.minji, reply, KO.unhelpful)
    await room.slack.until(lambda: room.minji.whispers)
    await press(room.minji, room.minji.whispers[0], KO.ask_instructor)
    await room.slack.until(lambda: room.slack.from_bot(STAFF))
    edit(room, "kubernetes", {"- 네, 맞습니다.\n      - Secret으로": "- 먼저 secret을 만드세요.\n      - Secret으로"})
    await room.slack.until(lambda: told(room, room.minji))
    await room.slack.until(lambda: "먼저 secret을 만드세요" in read(reply))


async def test_a_reply_that_slack_would_not_change_gives_the_answer_to_who_presses_it(room: Classroom) -> None:
    _, reply = await passed_on(room)
    room.slack.workspace.edit_window_closed = True
    edit(room, "kubernetes", {BEFORE: JENKINS})
    await room.slack.until(lambda: told(room, room.minji) and told(room, room.hana))
    await press(room.jun, reply, KO.me_too)
    await room.slack.until(lambda: room.jun.whispers)
    assert "withSonarQubeEnv" in read(room.jun.whispers[0])


async def test_a_lost_answer_from_slack_never_makes_two_of_one_dm(room: Classroom) -> None:
    await passed_on(room)
    room.slack.faults.fail("chat.postMessage", Fault(drop=True, after=True), times=2)
    edit(room, "kubernetes", {BEFORE: JENKINS})
    await room.slack.until(lambda: told(room, room.minji) and told(room, room.hana))
    await eventually(lambda: rows(room, "waiters") == [])
    assert (len(told(room, room.minji)), len(told(room, room.hana))) == (1, 1)


async def test_one_person_who_cannot_be_told_does_not_keep_the_others_from_it(room: Classroom) -> None:
    await passed_on(room)
    room.slack.faults.fail("chat.postMessage", Fault(error="user_disabled"))
    edit(room, "kubernetes", {BEFORE: JENKINS})
    await room.slack.until(lambda: told(room, room.minji) or told(room, room.hana))
    await eventually(lambda: rows(room, "waiters") == [])


async def test_an_entry_that_answers_nothing_new_tells_nobody(room: Classroom) -> None:
    _, reply = await passed_on(room)
    edit(room, "docker", {BEFORE: HUB})
    await listed(room, "docker", "도커 허브")
    assert told(room, room.minji) == []
    assert offers(reply, KO.me_too)
