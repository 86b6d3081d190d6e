from __future__ import annotations

from typing import Any

import pytest

from bot.i18n import LANGUAGES
from bot.slack.values import Action
from tests.loopback import Message
from tests.slack.classroom import CHANNEL, TLS, Classroom
from tests.slack.hands import read
from tests.slack.journaled import asks

KO = LANGUAGES["ko"]
GARBAGE = [
    "",
    "null",
    "[]",
    "0",
    '{"ask": null, "entry": 7, "course": [], "topic": {}}',
    '{"ask": "\\ud800", "entry": "\\u0000", "course": "\\ud800"}',
    '{"ask": "nosuchask", "entry": "kvjx9", "course": "mspt3", "topic": "docker"}',
    '{"page": -1, "start": 99999999999999999999999999, "entry": "kvjx9", "course": "mspt3"}',
    "[" * 1990,
    "{" * 3000,
]


async def test_a_link_that_was_opened_is_acknowledged(rooms: Classroom) -> None:
    (reply,) = await rooms.replies(rooms.minji.says(CHANNEL, TLS))
    delivery = await rooms.minji.presses(reply, "link:0")
    assert delivery.acknowledged


async def test_a_button_that_this_version_does_not_know_is_acknowledged(rooms: Classroom) -> None:
    (reply,) = await rooms.replies(rooms.minji.says(CHANNEL, TLS))
    _button(reply)["action_id"] = "button_of_long_ago"
    delivery = await rooms.minji.presses(reply, "button_of_long_ago")
    assert delivery.acknowledged


async def test_an_action_that_begins_like_another_is_not_taken_for_it(room: Classroom) -> None:
    (reply,) = await room.replies(room.minji.says(CHANNEL, TLS))
    _button(reply)["action_id"] = "remove_everything"
    _button(reply)["value"] = f'{{"ask": "{asks(room)[0]["id"]}"}}'
    await room.minji.presses(reply, "remove_everything")
    await room.slack.settled()
    assert reply in room.slack.from_bot(CHANNEL, thread_ts=reply.thread_ts)


@pytest.mark.parametrize("value", GARBAGE, ids=range(len(GARBAGE)))
async def test_whatever_a_press_carries_nothing_breaks(room: Classroom, value: str) -> None:
    (reply,) = await room.replies(room.minji.says(CHANNEL, TLS))
    for action in Action:
        _button(reply).update(action_id=str(action), value=value)
        delivery = await room.hana.presses(reply, str(action), value)
        assert delivery.acknowledged
    await room.hana.runs("/topics", "", CHANNEL)
    await room.slack.until(lambda: any("Kubernetes ·" in str(one.blocks) for one in room.hana.whispers))
    assert not any("Reference" in str(one.blocks) for one in room.hana.whispers)
    assert "kubernetes.io/tls" in read(reply)
    assert reply in room.slack.from_bot(CHANNEL, thread_ts=reply.thread_ts)


def _button(message: Message) -> dict[str, Any]:
    """The message's first button, to be changed as somebody might forge it."""
    buttons: list[dict[str, Any]] = [
        element
        for block in message.blocks or []
        for element in block.get("elements", [])
        if element["type"] == "button"
    ]
    return buttons[0]
