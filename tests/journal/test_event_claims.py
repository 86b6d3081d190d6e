"""Events in any order of deliveries, deaths and time, on two journals at once, against a plain model."""

from __future__ import annotations

import asyncio
import tempfile
from dataclasses import dataclass
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from bot.journal.sql_journal import open_journal
from tests.journal.samples import after, event

LEASE = 15
messages = st.integers(0, 3)
deliveries = st.sampled_from(["message", "mention"])
owners = st.sampled_from(["one", "other"])
END = 10_000


@dataclass(slots=True)
class Kept:
    """What the journal must know of a message; nobody owns it when `owner` is None, `until` None means done."""

    id: str
    received: int
    owner: str | None
    until: int | None


class Claims(RuleBasedStateMachine):
    """Two processes receive, postpone, finish, die and come back."""

    @initialize()
    def open(self) -> None:
        """Two processes, each with its own connections to one file."""
        self.runner = asyncio.Runner()
        self.folder = tempfile.TemporaryDirectory()
        address = f"sqlite:///{Path(self.folder.name)}/qabot.db"
        self.journals = {owner: self.runner.run(open_journal(address)) for owner in ("one", "other")}
        self.now = 0
        self.kept: dict[int, Kept] = {}

    @rule(message=messages, delivery=deliveries, owner=owners)
    def receive(self, message: int, delivery: str, owner: str) -> None:
        """Free is what nobody has yet, and what was left to be taken."""
        event_id = f"{delivery}{message}"
        given = event(message, id=event_id, received=after(self.now))
        kept = self.kept.get(message)
        free = kept is None or (kept.until is not None and kept.until <= self.now)
        until = after(self.now + LEASE)
        assert self.runner.run(self.journals[owner].receive(given, owner=owner, until=until)) is free
        if free:
            first = kept.received if kept else self.now
            self.kept[message] = Kept(event_id, first, owner, self.now + LEASE)

    @rule(owner=owners, limit=st.integers(1, 4))
    def claim_left(self, owner: str, limit: int) -> None:
        """What is due, oldest first, and nothing else."""
        due = [kept for kept in self.kept.values() if kept.until is not None and kept.until <= self.now]
        due = sorted(due, key=lambda kept: (kept.received, kept.id))[:limit]
        claim = self.journals[owner].claim_left(
            owner=owner, at=after(self.now), until=after(self.now + LEASE), limit=limit
        )
        assert [found.id for found in self.runner.run(claim)] == [kept.id for kept in due]
        for kept in due:
            kept.owner, kept.until = owner, self.now + LEASE

    @rule(message=messages, delivery=deliveries, owner=owners)
    def finish(self, message: int, delivery: str, owner: str) -> None:
        """Only by the id that it goes by."""
        self.runner.run(self.journals[owner].finish(f"{delivery}{message}"))
        kept = self.kept.get(message)
        if kept and kept.id == f"{delivery}{message}":
            kept.owner = kept.until = None

    @rule(message=messages, delivery=deliveries, owner=owners, seconds=st.integers(0, 40))
    def postpone(self, message: int, delivery: str, owner: str, seconds: int) -> None:
        """Whoever says so; a done one stays done."""
        self.runner.run(self.journals[owner].postpone(f"{delivery}{message}", until=after(self.now + seconds)))
        kept = self.kept.get(message)
        if kept and kept.id == f"{delivery}{message}" and kept.until is not None:
            kept.owner, kept.until = None, self.now + seconds

    @rule(owner=owners)
    def renew(self, owner: str) -> None:
        """All leases of one process."""
        self.runner.run(self.journals[owner].renew(owner=owner, until=after(self.now + LEASE)))
        for kept in self.kept.values():
            if kept.owner == owner:
                kept.until = self.now + LEASE

    @rule(owner=owners)
    def release(self, owner: str) -> None:
        """All claims of one process."""
        self.runner.run(self.journals[owner].release(owner=owner, at=after(self.now)))
        for kept in self.kept.values():
            if kept.owner == owner:
                kept.owner, kept.until = None, self.now

    @precondition(lambda self: self.now < END)
    @rule(seconds=st.integers(1, 30))
    def time_goes_by(self, seconds: int) -> None:
        """Leases run out."""
        self.now += seconds

    def teardown(self) -> None:
        """In the end, all that is not done is found, and nothing else."""
        self.now = END
        self.claim_left("one", 4)
        for journal in self.journals.values():
            self.runner.run(journal.close())
        self.runner.close()
        self.folder.cleanup()


Claims.TestCase.settings = settings(max_examples=40, stateful_step_count=30, deadline=None)
TestClaims = Claims.TestCase
