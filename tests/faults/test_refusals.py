"""Slack fails, refuses, or is slow: one reply, or one friendly sentence and one line in the log."""

from __future__ import annotations

from io import StringIO

import pytest

from tests.faults.outcome import lines, logged, one_reply
from tests.loopback import Fault, Person
from tests.slack.classroom import CHANNEL, TLS, UNKNOWN, Classroom

FAULTS = [
    Fault(status=500),
    Fault(status=503, after=True),
    Fault(drop=True),
    Fault(drop=True, after=True),
    Fault(error="internal_error", after=True),
    Fault(retry_after=0),
]


def mentions(room: Classroom, text: str) -> str:
    """The text, said to the bot."""
    return f"<@{room.slack.identity.bot_user}> {text}"


def whispers(person: Person) -> list[str]:
    """What this person alone was told, with the small print."""
    return [f"{message.text} {message.blocks}" for message in person.whispers]


async def test_whatever_happens_to_the_post_there_is_one_reply(rooms: Classroom) -> None:
    for fault in FAULTS:
        rooms.slack.faults.fail("chat.postMessage", fault)
    people = [rooms.minji, rooms.hana, rooms.jun] * 2
    await one_reply(rooms, *[person.says(CHANNEL, TLS) for person in people])


async def test_a_reply_that_failed_three_times_comes_when_slack_is_well_again(room: Classroom, log: StringIO) -> None:
    room.slack.faults.fail("chat.postMessage", Fault(status=500, after=True), times=1)
    room.slack.faults.fail("conversations.replies", Fault(status=500), times=1)
    await one_reply(room, room.minji.says(CHANNEL, TLS))
    line = await logged(log, "event_failed")
    assert line["error"] == "conversations.replies: http_500"
    assert "exception" not in line


async def test_a_look_for_the_reply_that_is_rate_limited_is_waited_for(room: Classroom) -> None:
    room.slack.faults.fail("chat.postMessage", Fault(drop=True, after=True))
    room.slack.faults.fail("conversations.replies", Fault(retry_after=1))
    await one_reply(room, room.minji.says(CHANNEL, TLS))


async def test_replies_do_not_wait_for_threads_that_slack_will_not_show(room: Classroom) -> None:
    room.slack.faults.per_minute["conversations.replies"] = 1
    for person in (room.minji, room.hana):
        await one_of(room, person)
    await room.leave()


async def one_of(room: Classroom, person: Person) -> None:
    """A question to the bot in a thread it knows nothing of, and its answer."""
    root = room.jun.says(CHANNEL, "공지: 오늘 실습은 3시에 시작합니다.")
    person.says(CHANNEL, mentions(room, TLS), thread_ts=root.ts)
    await room.replies(root)


async def test_a_revoked_token_silences_replies_and_no_more(rooms: Classroom, log: StringIO) -> None:
    rooms.slack.workspace.token_revoked = True
    rooms.minji.says(CHANNEL, TLS)
    await rooms.slack.settled()
    line = await logged(log, "listener_failed")
    assert line["error"] == "chat.postMessage: token_revoked"
    assert line["reference"]
    assert (await rooms.minji.runs("/ask", TLS, CHANNEL)).acknowledged
    await rooms.slack.until(lambda: rooms.minji.whispers)  # answers to commands need no token
    rooms.slack.workspace.token_revoked = False
    await one_reply(rooms, rooms.minji.says(CHANNEL, TLS))


@pytest.mark.parametrize("obstacle", ["is_archived", "not_in_channel"])
async def test_whoever_calls_the_bot_where_it_cannot_reply_hears_so_by_dm(
    room: Classroom, log: StringIO, obstacle: str
) -> None:
    room.minji.says(CHANNEL, mentions(room, UNKNOWN))
    channel = room.slack.workspace.channels[CHANNEL]
    if obstacle == "is_archived":
        channel.archived = True
    else:
        room.slack.workspace.scopes.discard("chat:write.public")
        del channel.members[room.slack.identity.bot_user]
    await logged(log, "listener_failed")
    await room.leave()
    (sorry,) = room.slack.from_bot("D0MINJI001")
    (line,) = lines(log, "listener_failed")
    assert line["error"] == f"chat.postMessage: {obstacle}"
    assert line["reference"] in str(sorry.blocks)
    assert "죄송" in sorry.text


async def test_nobody_hears_of_a_question_in_passing_that_cannot_be_answered(room: Classroom, log: StringIO) -> None:
    room.minji.says(CHANNEL, TLS)
    room.slack.workspace.channels[CHANNEL].archived = True
    await logged(log, "listener_failed")
    await room.leave()
    assert room.minji.whispers == []
    assert "D0MINJI001" not in room.slack.workspace.channels


async def test_a_press_that_fails_is_answered_with_a_reference(room: Classroom, log: StringIO) -> None:
    asked = room.minji.says(CHANNEL, TLS)
    (reply,) = await room.replies(asked)
    room.slack.faults.fail("chat.delete", Fault(status=500))
    assert (await room.minji.presses(reply, "remove")).acknowledged
    await room.slack.until(lambda: room.minji.whispers)
    (line,) = lines(log, "listener_failed")
    assert line["error"] == "chat.delete: http_500"
    assert line["reference"] in whispers(room.minji)[0]


async def test_the_bot_goes_on_after_a_bug_and_tells_whoever_waits(
    room: Classroom, log: StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_args: object, **_kwargs: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("bot.slack.inbox._FIRST_PAUSE", 0.01)
    with monkeypatch.context() as patch:
        patch.setattr("bot.slack.asking.no_answer_message", broken)
        room.minji.says(CHANNEL, mentions(room, UNKNOWN))
        await room.slack.until(lambda: room.minji.whispers)
    (line,) = lines(log, "listener_failed")
    assert "ZeroDivisionError" in line["exception"]
    assert line["reference"] in whispers(room.minji)[0]
    await one_reply(room, room.minji.says(CHANNEL, TLS))
