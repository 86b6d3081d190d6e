from __future__ import annotations

from urllib.parse import urlencode

import aiohttp
import pytest

from bot.settings import SlackMode
from tests.loopback import Fault, Kind
from tests.slack.classroom import CHANNEL, SMALL_TALK, TLS, Classroom


@pytest.mark.parametrize("mode", [SlackMode.HTTP], ids=str)
@pytest.mark.parametrize("timestamp", ["not a number", "0", ""])
async def test_a_forged_request_is_refused_and_nothing_is_sent_to_the_address_it_names(
    rooms: Classroom, timestamp: str
) -> None:
    url = rooms.minji._response_url(CHANNEL)
    forged = {"command": "/ask", "text": TLS, "user_id": rooms.minji.id, "response_url": url, "team_id": "T1"}
    headers = {
        "X-Slack-Request-Timestamp": timestamp,
        "X-Slack-Signature": "v0=0",
        "Content-Type": "application/x-www-form-urlencoded",
    }
    async with (
        aiohttp.ClientSession() as session,
        session.post(rooms.url, data=urlencode(forged), headers=headers) as answer,
    ):
        assert answer.status in {400, 401}
    await rooms.leave()
    assert rooms.slack.records.response_posts == []


async def test_whatever_nobody_listens_to_is_acknowledged(rooms: Classroom) -> None:
    assert (await rooms.minji.runs("/no_such_command", SMALL_TALK, CHANNEL)).acknowledged
    assert (await rooms.slack.outbox.deliver(Kind.INTERACTION, {"type": "block_suggestion"})).acknowledged
    event = {"type": "event_callback", "event_id": "Ev1", "event": {"type": "team_join"}}
    assert (await rooms.slack.outbox.deliver(Kind.EVENT, event)).acknowledged


async def test_a_shortcut_that_fails_is_answered_with_a_reference(rooms: Classroom) -> None:
    asked = rooms.minji.says(CHANNEL, SMALL_TALK)
    rooms.slack.faults.fail("views.open", Fault(status=500))
    assert (await rooms.hana.uses_message_shortcut("find_answer", asked)).acknowledged
    await rooms.slack.until(lambda: rooms.hana.whispers)
    (told,) = rooms.hana.whispers
    assert told.text.startswith("Sorry")
    assert "Reference" in str(told.blocks)


async def test_bolt_does_not_ask_slack_who_the_bot_is(rooms: Classroom) -> None:
    rooms.slack.faults.fail("auth.test", Fault(status=500), times=100)
    asked = rooms.minji.says(CHANNEL, TLS)
    await rooms.replies(asked)
    assert [call.error for call in rooms.slack.records.calls if call.method == "auth.test"] == [None]  # at the start
