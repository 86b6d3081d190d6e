"""The journal cannot be written: no acknowledgement, so that Slack delivers again; then one reply."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from io import StringIO
from pathlib import Path

import pytest

from bot.journal import sqlite as journal_sqlite
from tests.faults.outcome import lines, logged, one_reply
from tests.slack.classroom import CHANNEL, TLS, UNKNOWN, Classroom

LONG = f"{TLS}\n```\n{'Error: ImagePullBackOff ' * 3000}\n```"  # needs room on the disk


@contextmanager
def locked(database: Path) -> Iterator[None]:
    """Another program writes to the database, and does not end."""
    connection = sqlite3.connect(database, isolation_level=None)
    connection.execute("BEGIN IMMEDIATE")
    yield
    connection.execute("ROLLBACK")
    connection.close()


async def refused(room: Classroom) -> None:
    """Wait until a delivery was not acknowledged."""
    await room.slack.until(lambda: any(delivery.failure for delivery in room.slack.records.deliveries))


async def test_a_locked_journal_delays_the_reply(rooms: Classroom, log: StringIO) -> None:
    rooms.slack.outbox.ack_seconds = 1.5
    with locked(rooms.database):
        asked = rooms.minji.says(CHANNEL, TLS)
        await refused(rooms)
        assert rooms.slack.from_bot(CHANNEL) == []
    await one_reply(rooms, asked)
    assert lines(log, "event_not_kept")


async def test_a_full_disk_delays_the_reply(rooms: Classroom, log: StringIO, monkeypatch: pytest.MonkeyPatch) -> None:
    rooms.slack.outbox.retry_delays = (0.3, 0.3)
    rooms.slack.outbox.ack_seconds = 0.5
    with monkeypatch.context() as disk:
        disk.setattr(journal_sqlite, "_SETTINGS", (*journal_sqlite._SETTINGS, "max_page_count = 1"))
        await rooms.leave()
        await rooms.start()
        asked = rooms.minji.says(CHANNEL, LONG)
        await refused(rooms)
    await one_reply(rooms, asked)
    assert "the disk is full" in lines(log, "event_not_kept")[0]["error"]


async def test_a_journal_that_fails_between_the_reply_and_its_entry_leads_to_no_second_reply(
    room: Classroom, log: StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.slack.inbox._FIRST_PAUSE", 0.2)
    room.slack.faults.delays["chat.postMessage"] = 0.1
    asked = room.minji.says(CHANNEL, TLS)
    await room.slack.until(lambda: any(delivery.acknowledged for delivery in room.slack.records.deliveries))
    await asyncio.sleep(0.05)
    with locked(room.database):
        await room.replies(asked)
        await logged(log, "leases_lost")
    await one_reply(room, asked)


async def test_a_command_while_the_journal_is_locked_gets_a_friendly_sentence(room: Classroom, log: StringIO) -> None:
    with locked(room.database):
        assert (await room.hana.runs("/ask", TLS, CHANNEL)).acknowledged
        await room.slack.until(lambda: room.hana.whispers)
    (told,) = room.hana.whispers
    (line,) = lines(log, "listener_failed")
    assert told.text.startswith("Sorry")
    assert line["reference"] in str(told.blocks)


async def test_a_question_sent_on_while_the_journal_is_locked_stays_in_the_modal(
    rooms: Classroom, log: StringIO
) -> None:
    rooms.slack.outbox.ack_seconds = 3.0
    await rooms.hana.runs("/ask", "", CHANNEL)
    await rooms.slack.until(lambda: rooms.hana.modal)
    modal = rooms.hana.modal
    assert modal
    with locked(rooms.database):
        await rooms.hana.types(modal, "ask_typed", UNKNOWN)
        submitted = await rooms.hana.submits(modal)
    (line,) = lines(log, "listener_failed")
    assert submitted.acknowledged
    (words,) = modal.errors.values()
    assert line["reference"] in words
    await rooms.hana.submits(modal)
    assert modal.errors == {}
