"""The protocol that every journal keeps.

Every method that writes is atomic, and durable when it returns. All of them raise `JournalError` when the
journal cannot be reached or written; then nothing was changed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Protocol, Unpack

from bot.journal.model import Ask, AskChange, Event, Ratings, Waiter


class Journal(Protocol):
    """Remembers asks and events for all workspaces; safe for several processes at once."""

    # Events: each is claimed by one process at a time until `until`, its lease, and done once.

    async def receive(self, event: Event, *, owner: str, until: datetime) -> bool:
        """Keep the event and claim it; False when it, or another about the same message, is done or claimed by someone.

        One that is neither done nor under a lease that still runs at `event.received`, nor postponed beyond then, is
        claimed anew, with the payload first kept, and goes by this event's id from then on. When the caller is
        cancelled, the claim is given back.
        """
        ...

    async def claim_left(self, *, owner: str, at: datetime, until: datetime, limit: int) -> Sequence[Event]:
        """Claim events, oldest first, that are not done and whose lease has run out (postponed ones: that are due).

        When the caller is cancelled, the claims are given back.
        """
        ...

    async def renew(self, *, owner: str, until: datetime) -> None:
        """Move the end of all leases of this owner; postponed events are nobody's and stay."""
        ...

    async def postpone(self, event_id: str, *, until: datetime) -> None:
        """Give the claim back: the event can be claimed from `until` on. Nothing happens when it is done."""
        ...

    async def release(self, *, owner: str, at: datetime) -> None:
        """Give back all claims of this owner, to be claimed at once."""
        ...

    async def finish(self, event_id: str) -> None:
        """The event is done: of it, and of what it was kept with, only the keys stay."""
        ...

    async def reword(self, *, team: str, channel: str, message: str, payload: Mapping[str, Any]) -> bool:
        """Keep this payload for the event about the message, if there is one that is not done; whether there is."""
        ...

    async def stand_down(self, *, team: str, channel: str, thread: str, ts: str, speaker: str) -> int:
        """Finish the postponed events of this thread: `speaker` said something there at `ts`.

        What they wrote themselves goes on waiting, and so does what was written later. Gives how many were finished.
        """
        ...

    async def spoken_after(self, *, team: str, channel: str, thread: str, ts: str) -> bool:
        """Whether an event about a later message of this thread was received (its keys outlive `finish`)."""
        ...

    # Asks

    async def add_ask(self, ask: Ask) -> Ask:
        """Keep a new ask; gives the one kept before if there is one with this id or about this message."""
        ...

    async def change_ask(self, ask_id: str, **changes: Unpack[AskChange]) -> Ask | None:
        """Set these fields; gives the ask as it now is, or None when there is none."""
        ...

    async def ask(self, ask_id: str) -> Ask | None:
        """The ask of that id."""
        ...

    async def ask_of_message(self, team: str, channel: str, message: str) -> Ask | None:
        """The ask that was asked by this message."""
        ...

    async def asks_in_thread(self, team: str, channel: str, thread: str) -> Sequence[Ask]:
        """The asks of this thread (asked by its first message or within it, or replied to there), oldest first."""
        ...

    async def asks_of(self, team: str, user: str, *, limit: int) -> Sequence[Ask]:
        """What this person asked, newest first."""
        ...

    async def open_asks(self, team: str, course: str) -> Sequence[Ask]:
        """Asks that wait for an instructor, oldest first."""
        ...

    async def asks_showing(self, team: str, course: str, entry: str, *, since: datetime) -> Sequence[Ask]:
        """Asks whose standing reply shows this entry as the answer, newest first."""
        ...

    async def most_asked(self, team: str, course: str, *, since: datetime, limit: int) -> Sequence[tuple[str, int]]:
        """Ids of the entries shown most, with how often; ties by id. Counts one person's repeats once."""
        ...

    # What people say of replies

    async def rate(self, ask_id: str, user: str, *, helpful: bool, at: datetime) -> Ratings:
        """Keep this person's verdict, in place of an earlier one; gives all verdicts counted (none of an ask gone)."""
        ...

    async def choose(self, ask_id: str, user: str, entry: str | None, *, at: datetime) -> None:
        """Keep which suggestion this person took (None: none of them), in place of an earlier choice."""
        ...

    async def choices(self, ask_id: str) -> Sequence[tuple[str, str | None]]:
        """Who took which suggestion, oldest first."""
        ...

    # Who waits for what

    async def wait_for_ask(self, ask: Ask, user: str, *, at: datetime) -> int:
        """Keep that this person wants to know when the ask is answered (once only); gives how many now wait."""
        ...

    async def wait_for_entry(self, team: str, course: str, entry: str, user: str, *, at: datetime) -> bool:
        """Keep that this person wants to know when the pending entry is answered; False when that was known."""
        ...

    async def waiters(self, team: str, course: str) -> Sequence[Waiter]:
        """Everybody in the course who is still to be told, oldest first."""
        ...

    async def take_waiter(self, waiter_id: int) -> bool:
        """Take the waiter off the list before telling them; False when another process did."""
        ...

    # Small memories

    async def once(self, key: str, *, at: datetime) -> bool:
        """True the first time this key is given, False ever after (until purged)."""
        ...

    async def remember_course(self, team: str, user: str, course: str) -> None:
        """The course that this person asks about in DMs."""
        ...

    async def remembered_course(self, team: str, user: str) -> str | None:
        """The course last remembered for this person."""
        ...

    # Privacy

    async def forget(self, user: str, *, team: str | None = None) -> int:
        """Take out everything about this person: texts, names, verdicts, choices, wishes to be told.

        Their asks stay as anonymous figures without text and leave the review queue. Gives how many asks there were.
        """
        ...

    async def purge(self, *, before: datetime, course: str | None = None) -> int:
        """Delete asks (of one course, or of all) asked before then, with all that hangs on them; gives how many.

        With those of all courses go the `once` keys from before then. In portions, each of them atomic, so that
        new events need not wait for it; and so does `purge_events`.
        """
        ...

    async def purge_events(self, *, before: datetime) -> int:
        """Delete events from before then; those not done yet too."""
        ...

    async def close(self) -> None:
        """Close the connections; nothing is lost without it."""
        ...
