from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.slack.event import Spoken, changed_in, deleted_in, event_of, sent_at, spoken_in

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
MINJI, CHANNEL, TS = "U0MINJI001", "C0DOCKER01", "1795000000.000100"
SAID = {"type": "message", "user": MINJI, "text": "파드가 뭐예요?", "ts": TS}


def body(**event: Any) -> dict[str, Any]:
    """The delivery of what Minji said, with these changes."""
    about = {"channel": CHANNEL, "channel_type": "channel", "event_ts": TS}
    event = {key: value for key, value in (SAID | about | event).items() if value is not None}
    return {"type": "event_callback", "team_id": "T1", "event_id": "Ev1", "token": "secret", "event": event}


def hidden(subtype: str, **event: Any) -> dict[str, Any]:
    return body(user=None, text=None, subtype=subtype, ts="1795000009.000100", **event)


def edited(text: str, *, before: str = SAID["text"], **message: Any) -> dict[str, Any]:
    return hidden("message_changed", message=SAID | {"text": text} | message, previous_message=SAID | {"text": before})


def test_a_person_speaking_is_heard() -> None:
    assert spoken_in(body()) == Spoken("T1", CHANNEL, MINJI, TS, "파드가 뭐예요?", None, direct=False)


def test_a_reply_hangs_under_the_first_message_and_in_a_dm_beside_it() -> None:
    first, within = spoken_in(body()), spoken_in(body(thread_ts="1794000000.000100"))
    direct = spoken_in(body(channel_type="im"))
    assert first
    assert within
    assert direct
    assert (first.root, first.reply_thread) == (TS, TS)
    assert (within.root, within.reply_thread) == ("1794000000.000100", "1794000000.000100")
    assert (direct.root, direct.reply_thread) == (TS, None)


def test_the_first_message_of_a_thread_is_in_no_thread() -> None:
    spoken = spoken_in(body(thread_ts=TS))
    assert spoken
    assert spoken.thread is None


@pytest.mark.parametrize("subtype", ["file_share", "thread_broadcast", "me_message"])
def test_these_subtypes_are_a_person_speaking(subtype: str) -> None:
    assert spoken_in(body(subtype=subtype))


@pytest.mark.parametrize(
    "event",
    [
        {"subtype": "channel_join"},
        {"subtype": "bot_message"},
        {"subtype": "message_changed"},
        {"subtype": "a_new_one_of_2027"},
        {"subtype": ["file_share"]},
        {"bot_id": "B1"},
        {"user": "USLACKBOT"},
        {"user": None},
        {"type": "reaction_added"},
        {"ts": None},
        {"ts": "soon"},
        {"ts": 1795000000.0001},
        {"channel": {"id": CHANNEL}},
    ],
)
def test_nobody_speaks_with_these(event: dict[str, Any]) -> None:
    assert spoken_in(body(**event)) is None
    assert event_of(body(**event), NOW) is None


def test_a_mention_is_heard_as_the_message_it_is_about() -> None:
    message, mention = event_of(body(), NOW), event_of(body(type="app_mention", channel_type=None), NOW)
    assert message
    assert mention
    assert (mention.team, mention.channel, mention.message) == (message.team, message.channel, message.message)


def test_what_is_kept_holds_no_token() -> None:
    event = event_of(body() | {"authorizations": [{"user_id": "U0BOT"}]}, NOW)
    assert event
    assert event.payload == {key: value for key, value in body().items() if key != "token"}
    assert (event.id, event.thread, event.user, event.received) == ("Ev1", TS, MINJI, NOW)


def test_an_edit_is_the_message_as_it_reads_now() -> None:
    changed = changed_in(edited("노드가 뭐예요?", thread_ts="1794000000.000100"))
    assert changed
    assert (changed.spoken.text, changed.spoken.ts, changed.at) == ("노드가 뭐예요?", TS, "1795000009.000100")
    assert spoken_in(changed.restated) == changed.spoken
    assert changed.spoken.thread == "1794000000.000100"
    assert event_of(edited("노드가 뭐예요?"), NOW)


@pytest.mark.parametrize(
    "told",
    [
        edited(SAID["text"], attachments=[{"from_url": "https://example.org"}]),  # a link preview
        edited("노드가 뭐예요?", bot_id="B1"),
        edited("노드가 뭐예요?", subtype="bot_message"),
        edited("노드가 뭐예요?", user="USLACKBOT"),
        hidden("message_changed"),
        hidden("message_changed", message=["a list"]),
    ],
)
def test_these_are_no_edits(told: dict[str, Any]) -> None:
    assert changed_in(told) is None
    assert event_of(told, NOW) is None


@pytest.mark.parametrize(
    "told",
    [
        hidden("message_deleted", deleted_ts=TS, previous_message=SAID),
        hidden(
            "message_changed",
            message={"type": "message", "subtype": "tombstone", "user": "USLACKBOT", "ts": TS},
            previous_message=SAID,
        ),
    ],
)
def test_a_deletion_is_told_in_two_ways(told: dict[str, Any]) -> None:
    gone = deleted_in(told)
    assert gone
    assert (gone.channel, gone.ts, gone.at) == (CHANNEL, TS, "1795000009.000100")
    restated = spoken_in(gone.restated)
    assert restated
    assert (restated.ts, restated.text) == (TS, "")
    assert changed_in(told) is None
    assert event_of(told, NOW)


@pytest.mark.parametrize(
    "told",
    [
        hidden("message_deleted", deleted_ts=TS, previous_message=SAID | {"bot_id": "B1"}),
        hidden("message_deleted", deleted_ts=TS),
        hidden("message_deleted", deleted_ts="soon", previous_message=SAID),
        edited("노드가 뭐예요?"),
    ],
)
def test_these_are_no_deletions_of_a_persons_message(told: dict[str, Any]) -> None:
    assert deleted_in(told) is None


def test_a_ts_is_a_time() -> None:
    assert sent_at("1795000000.500000") == datetime(2026, 11, 18, 11, 6, 40, 500000, tzinfo=UTC)


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=6) | st.sampled_from([TS, CHANNEL, MINJI, "message"]),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from(sorted(SAID)), inner, max_size=4),
    max_leaves=12,
)
KEYS = ["type", "subtype", "user", "text", "ts", "thread_ts", "channel", "message", "previous_message", "deleted_ts"]
TYPES = st.sampled_from(["message", "app_mention", "message_changed", "message_deleted", "tombstone"])


@given(st.dictionaries(st.sampled_from(KEYS), TYPES | anything) | anything, anything)
def test_nothing_that_arrives_is_too_strange(event: Any, event_id: Any) -> None:
    told = {"type": "event_callback", "event_id": event_id, "team_id": event_id, "event": event}
    for look in (spoken_in, changed_in, deleted_in):
        look(told)
    event_of(told, NOW)
