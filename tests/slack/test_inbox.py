from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, cast

import pytest
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.context.async_context import AsyncBoltContext
from slack_bolt.request.async_request import AsyncBoltRequest
from structlog.testing import capture_logs

from bot.errors import JournalError, SlackError
from bot.journal.journal import Journal
from bot.journal.model import Event
from bot.journal.sql_journal import open_journal
from bot.slack import inbox as inbox_module
from bot.slack.inbox import GIVE_UP, KEPT, Inbox, Later

START = datetime(2026, 9, 1, 9, tzinfo=UTC)
LEASE = timedelta(seconds=15)


def asked(event_id: str = "Ev1", ts: str = "1788253200.000100") -> dict[str, Any]:
    """Minji's question as Slack delivers it."""
    said = {"type": "message", "channel": "C0DOCKER01", "channel_type": "channel", "user": "U0MINJI001", "ts": ts}
    event = {**said, "text": "컨테이너 포트를 어떻게 여나요?"}
    return {"type": "event_callback", "team_id": "T1", "event_id": event_id, "event": event}


class Clock:
    """A clock that tests move."""

    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> datetime:
        """What it shows."""
        return self.now

    def pass_by(self, seconds: float) -> None:
        """Some time passes."""
        self.now += timedelta(seconds=seconds)


@dataclass
class Flaky:
    """A journal of which the named methods fail while `down`."""

    journal: Journal
    failing: set[str] = field(default_factory=set)
    error: Exception = field(default_factory=lambda: JournalError("the disk is full"))

    def __getattr__(self, name: str) -> Any:
        return self._fail if name in self.failing else getattr(self.journal, name)

    async def _fail(self, *_args: object, **_kwargs: object) -> None:
        raise self.error


class Desk:
    """One process: its inbox, and one listener that does with each event what `work` says."""

    def __init__(self, journal: Flaky, owner: str, clock: Clock) -> None:
        self.inbox = Inbox(cast("Journal", journal), owner, clock)
        self.work: Callable[[Event], Awaitable[None]] = self.reply
        self.unreadable = ""
        self.replied: list[str] = []
        self.raised: list[Exception] = []
        self.listeners: list[asyncio.Task[None]] = []

    async def reply(self, event: Event) -> None:
        """The listener's usual work."""
        self.replied.append(event.message or "")

    async def receive(self, body: dict[str, Any]) -> int:
        """Slack delivers: through the middleware to the listener; gives the status of the acknowledgement."""
        return await self._dispatch(body, AsyncBoltContext({}))

    async def async_dispatch(self, request: AsyncBoltRequest) -> None:
        """What Bolt's app does with a request."""
        if request.context[KEPT].id == self.unreadable:
            raise TypeError
        await self._dispatch(request.body, request.context)

    async def take_over(self) -> int:
        """One sweep, and all that it leads to."""
        found = await self.inbox.take_over(cast("AsyncApp", self))
        await self.finish()
        return found

    async def finish(self) -> None:
        """Wait for the listeners."""
        with suppress(asyncio.CancelledError):
            await asyncio.gather(*self.listeners)

    async def _dispatch(self, body: dict[str, Any], context: AsyncBoltContext) -> int:
        passed = []

        async def go_on() -> None:
            passed.append(True)

        response = await self.inbox.keep(body, context, go_on)
        if passed:
            self.listeners.append(asyncio.create_task(self._listen(context)))
        return response.status if response else 200

    async def _listen(self, context: AsyncBoltContext) -> None:
        try:
            async with self.inbox.at_work(context) as event:
                await self.work(event)
        except Exception as error:  # noqa: BLE001 -- Bolt hands it to the error handler
            self.raised.append(error)


@dataclass
class Office:
    """Two processes on one journal."""

    journal: Flaky
    clock: Clock
    one: Desk
    other: Desk


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Office]:
    journal = await open_journal(f"sqlite:///{tmp_path / 'qabot.db'}")
    clock, flaky = Clock(), Flaky(journal)
    yield Office(flaky, clock, Desk(flaky, "one", clock), Desk(flaky, "other", clock))
    await journal.close()


def failing(*errors: Exception, then: Callable[[Event], Awaitable[None]]) -> Callable[[Event], Awaitable[None]]:
    """Work that fails with each of these errors, and does something else after that."""
    left = list(errors)

    async def work(event: Event) -> None:
        if left:
            raise left.pop(0)
        await then(event)

    return work


async def hang(_event: Event) -> None:
    """Work that does not end."""
    await asyncio.Event().wait()


async def test_an_event_is_worked_on_once_however_often_it_is_delivered(office: Office) -> None:
    assert [await office.one.receive(asked()) for _ in range(3)] == [200] * 3
    assert await office.other.receive(asked("Ev2")) == 200  # the other event about the same message
    await office.one.finish()
    assert await office.one.receive(asked()) == 200
    assert office.one.replied == ["1788253200.000100"]
    assert office.other.replied == []


async def test_what_is_nothing_for_the_bot_is_passed_on_and_not_kept(office: Office) -> None:
    context, passed = AsyncBoltContext({}), []

    async def go_on() -> None:
        passed.append(True)

    body = {"type": "event_callback", "event_id": "Ev1", "event": {"type": "reaction_added"}}
    assert await office.one.inbox.keep(body, context, go_on) is None
    assert passed == [True]
    assert KEPT not in context


@pytest.mark.parametrize("error", [JournalError("the disk is full"), RuntimeError("a bug")])
async def test_an_event_that_is_not_kept_is_not_acknowledged(office: Office, error: Exception) -> None:
    office.journal.failing, office.journal.error = {"receive"}, error
    assert await office.one.receive(asked()) == 503
    office.journal.failing = set()
    assert await office.one.receive(asked()) == 200
    await office.one.finish()
    assert office.one.replied == ["1788253200.000100"]


async def test_an_event_that_is_kept_too_slowly_is_not_acknowledged(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(inbox_module, "KEEP_WITHIN", 0.0)
    assert await office.one.receive(asked()) == 503


async def test_an_event_whose_process_died_is_taken_over_when_its_lease_has_run_out(office: Office) -> None:
    office.one.work = hang
    await office.one.receive(asked())
    office.clock.pass_by(14)
    assert await office.other.take_over() == 0
    office.clock.pass_by(1)
    assert await office.other.take_over() == 1
    assert await office.other.take_over() == 0
    assert office.other.replied == ["1788253200.000100"]


async def test_an_event_under_work_is_kept_from_others_by_renewing_its_lease(office: Office) -> None:
    office.one.work = hang
    await office.one.receive(asked())
    holding = asyncio.create_task(office.one.inbox.hold())
    for _ in range(10):
        office.clock.pass_by(5)
        await office.one.inbox._renew()
        assert await office.other.take_over() == 0
    holding.cancel()


async def test_a_postponed_event_comes_back_at_its_time(office: Office) -> None:
    due = START + timedelta(minutes=2)
    office.one.work = failing(Later(due), then=office.one.reply)
    await office.one.receive(asked())
    await office.one.finish()
    office.clock.pass_by(119)
    assert await office.other.take_over() == 0
    office.clock.pass_by(1)
    assert await office.one.take_over() == 1
    assert office.one.replied == ["1788253200.000100"]


@pytest.mark.parametrize("error", [JournalError("locked"), SlackError("chat.postMessage", "no_answer", again=True)])
async def test_a_failure_that_may_pass_is_tried_again_after_ever_longer_pauses(
    office: Office, error: Exception
) -> None:
    office.one.work = failing(error, error, error, then=office.one.reply)
    await office.one.receive(asked())
    await office.one.finish()
    for pause in (2, 4, 8):
        office.clock.pass_by(pause - 1)
        assert await office.one.take_over() == 0
        office.clock.pass_by(1)
        assert await office.one.take_over() == 1
    assert office.one.replied == ["1788253200.000100"]
    assert office.one.raised == []


async def test_people_who_speak_meanwhile_do_not_end_another_try(office: Office) -> None:
    office.one.work = failing(JournalError("locked"), then=office.one.reply)
    await office.one.receive(asked())
    await office.one.finish()
    stood_down = await office.journal.journal.stand_down(
        team="T1", channel="C0DOCKER01", thread="1788253200.000100", speaker="U0HANA0001", ts="1788253201.000100"
    )
    office.clock.pass_by(2)
    assert (stood_down, await office.one.take_over()) == (0, 1)
    assert office.one.replied == ["1788253200.000100"]


async def test_what_slack_refuses_for_good_is_not_tried_again(office: Office) -> None:
    office.one.work = failing(SlackError("chat.postMessage", "is_archived"), then=office.one.reply)
    await office.one.receive(asked())
    await office.one.finish()
    office.clock.pass_by(3600)
    assert await office.one.take_over() == 0
    assert [str(error) for error in office.one.raised] == ["chat.postMessage: is_archived"]


async def test_a_bug_is_tried_three_times(office: Office) -> None:
    office.one.work = failing(*[KeyError("a bug")] * 5, then=office.one.reply)
    await office.one.receive(asked())
    await office.one.finish()
    for pause in (2, 4, 8, 16):
        office.clock.pass_by(pause)
        await office.one.take_over()
    assert office.one.replied == []
    assert len(office.one.raised) == 1


async def test_an_event_that_fails_for_an_hour_is_given_up(office: Office) -> None:
    office.one.work = failing(*[JournalError("locked")] * 1000, then=office.one.reply)
    await office.one.receive(asked())
    await office.one.finish()
    for _ in range(GIVE_UP // timedelta(minutes=1) + 5):
        office.clock.pass_by(60)
        await office.one.take_over()
    assert len(office.one.raised) == 1
    assert await office.other.take_over() == 0


async def test_a_long_wait_is_no_failure(office: Office) -> None:
    work = failing(Later(START + timedelta(hours=5)), JournalError("locked"), then=office.one.reply)
    office.one.work = work
    await office.one.receive(asked())
    await office.one.finish()
    office.clock.pass_by(5 * 3600)
    await office.one.take_over()
    office.clock.pass_by(2)
    await office.one.take_over()
    assert office.one.replied == ["1788253200.000100"]


async def test_what_became_of_an_event_is_written_when_the_journal_works_again(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(inbox_module, "_FIRST_PAUSE", 0.01)
    office.journal.failing = {"finish"}
    with capture_logs() as logs:
        await office.one.receive(asked())
        await asyncio.sleep(0.05)
        office.clock.pass_by(15)
        assert await office.one.inbox.take_over(cast("AsyncApp", office.one)) == 0  # its own, and still at work
        office.journal.failing = set()
        await office.one.finish()
    assert "event_not_settled" in [line["event"] for line in logs]
    office.clock.pass_by(60)
    assert (await office.one.take_over(), await office.other.take_over()) == (0, 0)
    assert office.one.replied == ["1788253200.000100"]


async def test_a_process_that_cannot_renew_its_leases_lets_go_before_another_takes_over(office: Office) -> None:
    office.one.work = hang
    await office.one.receive(asked())
    await asyncio.sleep(0)
    office.journal.failing = {"renew"}
    office.clock.pass_by(5)
    with pytest.raises(JournalError):
        await office.one.inbox._renew()
    assert not office.one.listeners[0].done()
    office.clock.pass_by(5)
    with pytest.raises(JournalError):
        await office.one.inbox._renew()
    await office.one.finish()
    assert office.one.listeners[0].cancelled()
    office.clock.pass_by(5)
    assert await office.other.take_over() == 1
    assert office.other.replied == ["1788253200.000100"]


async def test_an_event_that_cannot_be_dispatched_is_given_up_and_holds_up_no_other(office: Office) -> None:
    office.one.work = hang
    for number in range(3):
        await office.one.receive(asked(f"Ev{number}", f"178825320{number}.000100"))
    office.clock.pass_by(15)
    office.other.unreadable = "Ev0"
    assert await office.other.take_over() == 3
    assert office.other.replied == ["1788253201.000100", "1788253202.000100"]
    office.clock.pass_by(15)
    assert await office.other.take_over() == 0


async def test_what_comes_while_the_bot_leaves_is_kept_for_whoever_comes_next(office: Office) -> None:
    office.one.inbox.stop_receiving()
    assert await office.one.receive(asked()) == 200
    assert office.one.listeners == []
    assert await office.other.take_over() == 1
    assert office.other.replied == ["1788253200.000100"]


async def test_what_a_process_gives_back_is_taken_over_at_once(office: Office) -> None:
    office.one.work = hang
    await office.one.receive(asked())
    await asyncio.sleep(0)
    office.one.listeners[0].cancel()
    await office.one.finish()
    await office.one.inbox.release()
    assert await office.other.take_over() == 1
    assert office.other.replied == ["1788253200.000100"]


async def test_the_journals_trouble_is_told_once_and_its_end_too(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(inbox_module, "SWEEP", 0.001)
    office.journal.failing = {"claim_left"}
    with capture_logs() as logs:
        sweeping = asyncio.create_task(office.one.inbox.sweep(cast("AsyncApp", office.one)))
        await asyncio.sleep(0.05)
        office.journal.failing = set()
        await asyncio.sleep(0.05)
        sweeping.cancel()
    assert [line["event"] for line in logs] == ["journal_unreachable", "journal_reached_again"]
