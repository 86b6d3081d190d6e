from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from bot.i18n import LANGUAGES
from bot.settings import SlackMode
from tests.loopback import Fault, Message
from tests.slack.classroom import CHANNEL, Classroom, open_classroom
from tests.slack.courses import PICTURE
from tests.slack.editing import edit, listed
from tests.slack.hands import offers, press, read
from tests.slack.journaled import asks, rows

KO, EN = LANGUAGES["ko"], LANGUAGES["en"]
UNSURE = "minikube pod ip 172.17 왜"
FIRST, FIRST_ANSWER = "jyjg1", "172.17.0.0/16"


async def suggested(room: Classroom) -> tuple[Message, Message]:
    """Minji's question in the channel, and the suggestions that the bot replied with."""
    asked = room.minji.says(CHANNEL, f"<@{room.slack.identity.bot_user}> {UNSURE}")
    (reply,) = await room.replies(asked)
    assert KO.did_you_mean in read(reply)
    return asked, reply


async def test_up_to_three_questions_can_be_pressed_or_none_of_them(room: Classroom) -> None:
    _, reply = await suggested(room)
    assert [offers(reply, f"{number}. ") for number in (1, 2, 3, 4)] == [True, True, True, False]
    assert offers(reply, KO.none_of_these)
    assert "1. 실행된 pod의 ip가 172.17.0.0/16를 갖는 것 같은데, 이것도 런타임이 docker여서 그런건가요?" in read(reply)


async def test_the_askers_choice_turns_the_message_into_the_answer(rooms: Classroom) -> None:
    asked, reply = await suggested(rooms)
    await press(rooms.minji, reply, "1. ")
    await rooms.slack.until(lambda: KO.did_you_mean not in read(reply))
    assert offers(reply, KO.helpful)
    assert rooms.slack.from_bot(CHANNEL, thread_ts=asked.ts) == [reply]
    (ask,) = asks(rooms)
    assert (ask["outcome"], ask["shown"], ask["review"]) == ("answer", FIRST, "none")
    assert [(row["user"], row["entry"]) for row in rows(rooms, "choices")] == [(rooms.minji.id, FIRST)]


async def test_a_choice_counts_from_the_moment_that_the_message_stands(room: Classroom) -> None:
    room.slack.faults.fail("chat.postMessage", Fault(hang=0.5, after=True))
    asked = room.minji.says(CHANNEL, f"<@{room.slack.identity.bot_user}> {UNSURE}")
    (reply,) = await room.replies(asked)
    assert asks(room)[0]["reply"] is None
    await press(room.minji, reply, "1. ")
    await room.slack.until(lambda: offers(reply, KO.helpful))


async def test_an_instructors_choice_does_so_too_and_says_whose_it_was(room: Classroom) -> None:
    _, reply = await suggested(room)
    await press(room.jun, reply, "1. ")
    await room.slack.until(lambda: KO.did_you_mean not in read(reply))
    assert KO.chosen_by.format(who="Jun") in read(reply)


async def test_anyone_elses_choice_is_answered_in_private_in_their_language_and_recorded(room: Classroom) -> None:
    asked, reply = await suggested(room)
    await press(room.hana, reply, "1. ")
    await room.slack.until(lambda: room.hana.whispers)
    (whisper,) = room.hana.whispers
    assert whisper.thread_ts == asked.ts
    assert FIRST_ANSWER in read(whisper)
    assert EN.provisional in read(whisper)
    assert KO.did_you_mean in read(reply)
    assert [(row["user"], row["entry"]) for row in rows(room, "choices")] == [(room.hana.id, FIRST)]


async def test_a_private_answer_has_links_for_pictures_that_slack_cannot_fetch(tmp_path: Path) -> None:
    async with open_classroom(tmp_path, SlackMode.SOCKET, start=False) as room:
        edit(room, "kubernetes", {"      > 이건 minikube": f"      ![표]({PICTURE})\n\n      > 이건 minikube"})
        room.slack.workspace.unreachable_pictures.add(PICTURE)
        await room.start()
        _, reply = await suggested(room)
        await press(room.hana, reply, "1. ")
        await room.slack.until(lambda: room.hana.whispers)
        assert PICTURE in str(room.hana.whispers[0].blocks)


async def test_none_of_these_from_the_asker_offers_an_instructor_to_everybody(room: Classroom) -> None:
    _, reply = await suggested(room)
    await press(room.minji, reply, KO.none_of_these)
    await room.slack.until(lambda: offers(reply, KO.ask_instructor))
    assert [(row["user"], row["entry"]) for row in rows(room, "choices")] == [(room.minji.id, None)]


async def test_none_of_these_does_not_take_an_answer_away_that_came_meanwhile(room: Classroom) -> None:
    _, reply = await suggested(room)
    stale = replace(reply)
    await press(room.jun, reply, "1. ")
    await room.slack.until(lambda: offers(reply, KO.helpful))
    await press(room.minji, stale, KO.none_of_these)
    await room.slack.until(lambda: room.minji.whispers)
    assert offers(reply, KO.helpful)


async def test_none_of_these_from_anyone_else_leaves_the_message_as_it_is(room: Classroom) -> None:
    _, reply = await suggested(room)
    await press(room.hana, reply, KO.none_of_these)
    await room.slack.until(lambda: room.hana.whispers)
    assert offers(room.hana.whispers[0], EN.ask_instructor)
    assert KO.did_you_mean in read(reply)


async def test_a_second_choice_takes_the_place_of_the_first(room: Classroom) -> None:
    _, reply = await suggested(room)
    await press(room.hana, reply, "1. ")
    await press(room.hana, reply, "2. ")
    await room.slack.until(lambda: len(room.hana.whispers) == 2)
    (row,) = rows(room, "choices")
    assert row["entry"] != FIRST


async def test_a_choice_in_a_private_reply_is_shown_in_its_place(room: Classroom) -> None:
    await room.minji.runs("/ask", UNSURE, CHANNEL)
    await room.slack.until(lambda: room.minji.whispers)
    (whisper,) = room.minji.whispers
    await press(room.minji, whisper, "1. ")
    await room.slack.until(lambda: FIRST_ANSWER in read(whisper) and offers(whisper, KO.share))
    assert room.slack.from_bot(CHANNEL) == []


async def test_another_candidate_can_be_chosen_from_the_modal(room: Classroom) -> None:
    _, reply = await suggested(room)
    await press(room.minji, reply, "1. ")
    await room.slack.until(lambda: offers(reply, KO.others))
    await press(room.minji, reply, KO.others)
    await room.slack.until(lambda: room.minji.modal)
    listed = room.minji.modal
    assert listed
    await press(room.minji, listed, KO.open)
    await room.slack.until(lambda: room.minji.modal is not listed)
    opened = room.minji.modal
    assert opened
    await press(room.minji, opened, KO.this_one)
    await room.slack.until(lambda: asks(room)[0]["shown"] != FIRST)
    await room.slack.until(lambda: offers(opened, KO.helpful) and not offers(opened, KO.this_one))


async def test_an_entry_that_is_gone_is_said_to_be_gone(room: Classroom) -> None:
    _, reply = await suggested(room)
    edit(room, "kubernetes", {f"id: {FIRST}": "id: another", "실행된 pod의 ip가": "도는 pod의 ip가"})
    await listed(room, "kubernetes", "도는 pod의 ip가")
    await press(room.minji, reply, "1. ")
    await room.slack.until(lambda: room.minji.whispers)
    assert read(room.minji.whispers[0]) == KO.gone


async def test_whoever_forges_another_entry_gets_nothing(room: Classroom) -> None:
    _, reply = await suggested(room)
    ask = asks(room)[0]["id"]
    for block in reply.blocks or []:
        for element in block.get("elements", []):
            if element.get("action_id") == "choose:1":
                element["value"] = f'{{"ask": "{ask}", "entry": "kvjx9"}}'
    await room.minji.presses(reply, "choose:1")
    await room.slack.until(lambda: room.minji.whispers)
    assert read(room.minji.whispers[0]) == KO.gone
    assert KO.did_you_mean in read(reply)
