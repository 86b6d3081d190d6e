from __future__ import annotations

from dataclasses import replace

from bot.i18n import LANGUAGES
from tests.loopback import Fault, Message
from tests.slack.classroom import CHANNEL, TLS, Classroom
from tests.slack.hands import offers, press, read
from tests.slack.journaled import asks

KO, EN = LANGUAGES["ko"], LANGUAGES["en"]
LOUNGE = "C0LOUNGE01"  # the bot is not in it


async def whispered(room: Classroom, channel: str = CHANNEL) -> Message:
    """Hana's private answer to a command."""
    await room.hana.runs("/ask", TLS, channel)
    await room.slack.until(lambda: room.hana.whispers)
    return room.hana.whispers[0]


async def test_a_private_answer_is_shared_in_the_channel_in_the_courses_language_and_by_whom(rooms: Classroom) -> None:
    whisper = await whispered(rooms)
    assert offers(whisper, EN.share)
    await press(rooms.hana, whisper, EN.share)
    await rooms.slack.until(lambda: read(whisper) == EN.shared)
    (shared,) = rooms.slack.from_bot(CHANNEL)
    assert shared.thread_ts is None
    assert KO.shared_by.format(who="Hana") in read(shared)
    assert offers(shared, KO.helpful)


async def test_two_quick_presses_share_once(room: Classroom) -> None:
    whisper = await whispered(room)
    room.slack.faults.delays["chat.postMessage"] = 0.2
    await press(room.hana, whisper, EN.share)
    await press(room.hana, whisper, EN.share)
    await room.slack.until(lambda: read(whisper) == EN.shared)
    assert len(room.slack.from_bot(CHANNEL)) == 1


async def test_an_old_button_does_not_share_again(room: Classroom) -> None:
    whisper = await whispered(room)
    late = replace(whisper, blocks=list(whisper.blocks or []))
    await press(room.hana, whisper, EN.share)
    await room.slack.until(lambda: read(whisper) == EN.shared)
    await press(room.hana, late, EN.share)
    await room.slack.until(lambda: len(room.slack.records.response_posts) == 3)
    assert len(room.slack.from_bot(CHANNEL)) == 1


async def test_an_instructor_does_not_share_in_the_askers_name(room: Classroom) -> None:
    whisper = await whispered(room)
    whisper.seen_by = room.jun.id
    await press(room.jun, whisper, EN.share)
    await room.slack.until(lambda: len(room.jun.whispers) == 2)
    assert read(room.jun.whispers[1]) == KO.gone
    assert room.slack.from_bot(CHANNEL) == []


async def test_a_lost_answer_of_slack_does_not_share_twice(room: Classroom) -> None:
    whisper = await whispered(room)
    room.slack.faults.fail("chat.postMessage", Fault(status=502, after=True))
    await press(room.hana, whisper, EN.share)
    await room.slack.until(lambda: read(whisper) == EN.shared, within=10)
    assert len(room.slack.from_bot(CHANNEL)) == 1


async def test_where_the_bot_is_no_member_it_says_how_to_invite_it_and_shares_once_invited(room: Classroom) -> None:
    room.slack.add_channel(LOUNGE, "lounge", [room.hana], bot=False)
    whisper = await whispered(room, LOUNGE)
    await press(room.hana, whisper, EN.share)
    await room.slack.until(lambda: len(room.hana.whispers) == 2)
    assert read(room.hana.whispers[1]) == EN.invite_to_share.format(name="qabot")
    room.hana.invites_bot(LOUNGE)
    await room.slack.settled()
    await press(room.hana, whisper, EN.share)
    await room.slack.until(lambda: read(whisper) == EN.shared)


async def test_an_archived_channel_is_one_friendly_sentence(room: Classroom) -> None:
    whisper = await whispered(room)
    room.slack.archive(CHANNEL)
    await press(room.hana, whisper, EN.share)
    await room.slack.until(lambda: len(room.hana.whispers) == 2)
    assert read(room.hana.whispers[1]) == EN.cannot_share


async def test_a_direct_message_has_nowhere_to_share(room: Classroom) -> None:
    whisper = await whispered(room, room.hana.dm)
    assert "kubernetes.io/tls" in read(whisper)
    assert not offers(whisper, EN.share)


async def test_what_was_shared_in_a_thread_can_be_taken_away_by_who_shared_it(room: Classroom) -> None:
    asked = room.minji.says(CHANNEL, "누가 알아요?")
    await room.slack.settled()
    question = room.minji.says(CHANNEL, TLS, thread_ts=asked.ts)
    await room.slack.settled()
    await room.hana.uses_message_shortcut("find_answer", question)
    await room.slack.until(lambda: room.hana.modal)
    modal = room.hana.modal
    assert modal
    await press(room.hana, modal, EN.share_in_thread)
    await room.slack.until(lambda: read(modal) == EN.shared)
    shared = room.slack.from_bot(CHANNEL, thread_ts=asked.ts)[-1]
    assert KO.shared_by.format(who="Hana") in read(shared)
    await press(room.hana, shared, KO.remove)
    await room.slack.until(lambda: shared not in room.slack.from_bot(CHANNEL, thread_ts=asked.ts))


async def test_nobody_shares_what_another_asked_in_private(room: Classroom) -> None:
    whisper = await whispered(room)
    await room.minji.runs("/ask", TLS, CHANNEL)
    await room.slack.until(lambda: room.minji.whispers)
    (own,) = room.minji.whispers
    hanas = next(ask["id"] for ask in asks(room) if ask["user"] == room.hana.id)
    for block in own.blocks or []:
        for element in block.get("elements", []):
            if element.get("action_id") == "share":
                element["value"] = f'{{"ask": "{hanas}", "entry": "kvjx9"}}'
    await press(room.minji, own, KO.share)
    await room.slack.until(lambda: len(room.minji.whispers) == 2)
    assert read(room.minji.whispers[1]) == KO.gone
    assert room.slack.from_bot(CHANNEL) == []
    assert offers(whisper, EN.share)
