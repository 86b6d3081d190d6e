"""What nobody foresaw is acknowledged, and stops nothing."""

from __future__ import annotations

import re
from io import StringIO
from typing import Any

import pytest

from tests.faults.outcome import lines, one_reply
from tests.loopback import Kind
from tests.slack.classroom import CHANNEL, SMALL_TALK, TLS, UNKNOWN, Classroom

MINJI = "U0MINJI001"
SAID = {"type": "message", "channel": CHANNEL, "channel_type": "channel", "user": MINJI, "ts": "1.000001"}

EVENTS: list[Any] = [
    None,
    "x",
    5,
    [],
    {},
    {"type": None},
    {"type": ["message"]},
    {"type": "no_such_event"},
    {"type": "message"},
    {**SAID, "text": None},
    {**SAID, "text": 5, "ts": "1.000002"},
    {**SAID, "text": TLS, "ts": None},
    {**SAID, "text": TLS, "ts": "not a number"},
    {**SAID, "text": TLS, "ts": {}},
    {**SAID, "text": TLS, "user": ["U"]},
    {**SAID, "text": TLS, "user": 5},
    {**SAID, "text": TLS, "channel": {"id": CHANNEL}},
    {**SAID, "text": TLS, "channel": None},
    {**SAID, "text": TLS, "subtype": []},
    {**SAID, "text": TLS, "subtype": "no_such_subtype"},
    {**SAID, "text": TLS, "thread_ts": {}, "ts": "1.000003"},
    {**SAID, "text": "가" * 100_000, "ts": "1.000004"},
    {**SAID, "text": f"{TLS}\x00\x1b[2J\ud83d", "ts": "1.000005"},
    {**SAID, "subtype": "message_changed"},
    {**SAID, "subtype": "message_changed", "message": "x", "previous_message": []},
    {**SAID, "subtype": "message_changed", "message": {"user": MINJI, "text": TLS}},
    {**SAID, "subtype": "message_deleted"},
    {**SAID, "subtype": "message_deleted", "deleted_ts": 5, "previous_message": "x"},
    {"type": "app_mention", "user": MINJI, "text": None, "channel": 5, "ts": 5},
    {"type": "member_joined_channel"},
    {"type": "member_joined_channel", "user": {}, "channel": []},
    {"type": "member_left_channel", "user": []},
    {"type": "app_home_opened"},
    {"type": "app_home_opened", "user": MINJI, "tab": 5, "view": "x"},
    {"type": "tokens_revoked", "tokens": 5},
]
INTERACTIONS: list[dict[str, Any]] = [
    {"type": "block_actions"},
    {"type": "block_actions", "actions": []},
    {"type": "block_actions", "actions": [{"action_id": "remove", "value": "{"}], "user": {"id": MINJI}},
    {"type": "block_actions", "actions": [{"action_id": "remove", "value": 5}], "user": "x"},
    {"type": "block_actions", "actions": [{"action_id": "no_such_action"}]},
    {"type": "view_submission", "view": {"callback_id": "no_such_view", "state": "x"}, "user": {"id": MINJI}},
    {"type": "view_submission", "view": {"callback_id": "search"}, "user": {"id": MINJI}},
    {"type": "view_closed", "view": {}},
    {"type": "message_action", "callback_id": "no_such_shortcut"},
    {"type": "shortcut", "callback_id": "no_such_shortcut"},
    {"type": "block_suggestion", "action_id": "x", "block_id": "y", "value": ""},
    {"type": "dialog_submission", "callback_id": "x"},
    {"type": "no_such_interaction"},
]


def event(number: int, inside: Any) -> dict[str, Any]:
    """The delivery of an event."""
    return {"type": "event_callback", "team_id": "T0SCHOOL1", "event_id": f"EvHOSTILE{number}", "event": inside}


async def test_hostile_events_are_acknowledged_and_stop_nothing(rooms: Classroom) -> None:
    deliveries = [await rooms.slack.outbox.deliver(Kind.EVENT, event(*one)) for one in enumerate(EVENTS)]
    refused = [one.event for one in deliveries if not one.acknowledged and one.status != 400]
    assert refused == []
    await one_reply(rooms, rooms.minji.says(CHANNEL, TLS))


async def test_hostile_interactions_are_acknowledged_and_stop_nothing(rooms: Classroom, log: StringIO) -> None:
    for body in INTERACTIONS:
        delivery = await rooms.slack.outbox.deliver(Kind.INTERACTION, body)
        assert delivery.acknowledged or delivery.status == 400, body
    unknown = await rooms.minji.runs("/no_such_command", SMALL_TALK, CHANNEL)
    assert unknown.acknowledged
    await one_reply(rooms, rooms.minji.says(CHANNEL, TLS))
    assert SMALL_TALK not in log.getvalue()


async def test_a_whole_run_logs_no_text_of_messages_and_no_secrets(
    rooms: Classroom, log: StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.slack.inbox._FIRST_PAUSE", 0.01)
    texts = [TLS, UNKNOWN, SMALL_TALK, "비밀입니다: hunter2"]
    identity = rooms.slack.identity
    asked = [rooms.minji.says(CHANNEL, f"<@{identity.bot_user}> {text}") for text in texts]
    for question in asked:
        await rooms.replies(question)
    await rooms.minji.runs("/ask", texts[3], CHANNEL)
    await rooms.minji.runs("/no_such_command", texts[3], CHANNEL)
    rooms.minji.edits(asked[0], f"<@{identity.bot_user}> {texts[3]}")
    rooms.slack.workspace.channels[CHANNEL].archived = True
    rooms.hana.says(CHANNEL, f"<@{identity.bot_user}> {texts[3]}")
    await rooms.slack.settled()
    rooms.slack.socket.cut()
    await rooms.leave()
    written = log.getvalue()
    assert lines(log, "replied")
    for secret in (identity.bot_token, identity.app_token, identity.signing_secret, "hunter2", *texts):
        assert secret not in written
    assert not re.search(r"xox[a-z]-|xapp-|ticket=(?!\[hidden)", written)
