"""A reply stands exactly once, whatever happens on the way.

After a lost answer nobody knows whether Slack posted the message, and chat.postMessage has no idempotency
key. Every reply therefore carries an id as message metadata, and when in doubt the bot first looks for it.
"""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import structlog

from bot.errors import SlackError
from bot.journal.model import Ask
from bot.slack.client import Json, Slack
from bot.slack.message import Message
from bot.slack.outbox import Outbox
from bot.slack.timing import NORMAL

log = structlog.get_logger("qabot.delivery")

METADATA = "qabot_reply"
TRIES = 3
_LOOKED_AT = 200  # messages among which an earlier try is looked for: those right after the question


@dataclass(frozen=True, slots=True)
class Parcel:
    """Where a reply goes: `id` tells it from all others; it comes after `message`, under `thread` if there is one."""

    id: str
    channel: str
    thread: str | None = None
    message: str | None = None

    @classmethod
    def of(cls, ask: Ask) -> Parcel:
        """Where the reply to an ask goes."""
        return cls(ask.id, ask.channel or "", ask.thread, ask.message)

    @property
    def can_be_found(self) -> bool:
        """Whether it can be looked for; a DM that is addressed by its reader's id cannot."""
        return not self.channel.startswith(("U", "W"))


class Delivery:
    """Posts replies and changes them."""

    def __init__(self, slack: Slack, outbox: Outbox, *, pause: float = NORMAL.pause) -> None:
        self._slack = slack
        self._outbox = outbox
        self._pause = pause

    async def post(self, parcel: Parcel, message: Message, *, begun_before: bool = False) -> str:
        """Post a reply; gives its ts once it stands. Raises `SlackError`.

        `begun_before` says that an earlier try may have posted it: then it is looked for first. What cannot be
        looked for is tried again only where it surely does not stand. Whoever is cancelled while Slack has not
        answered yet ends after the answer: until then nobody could find the message.
        """
        doubtful = begun_before
        for tries in range(1, TRIES + 1):
            if doubtful and (found := await self._find(parcel)):
                return found
            await self._outbox.turn(parcel.channel)
            try:
                return await _to_its_end(self._post(parcel, message))
            except SlackError as error:
                if not error.again or tries == TRIES or (error.uncertain and not parcel.can_be_found):
                    raise
                log.warning("reply_not_posted", id=parcel.id, error=error.code, uncertain=error.uncertain, tries=tries)
                doubtful = doubtful or error.uncertain
                await asyncio.sleep(self._pause * 2 ** (tries - 1))
        raise AssertionError  # the last try returned or raised

    async def update(self, parcel: Parcel, ts: str, message: Message) -> None:
        """Put this message in the place of a reply. Raises `SlackError`."""
        await self._slack.update(parcel.channel, ts, message, _metadata(parcel))

    async def _post(self, parcel: Parcel, message: Message) -> str:
        return await self._slack.post(parcel.channel, message, thread=parcel.thread, metadata=_metadata(parcel))

    async def _find(self, parcel: Parcel) -> str | None:
        """The ts of the reply if it stands already."""
        after = parcel.message or "0"
        if parcel.thread:
            messages = await self._slack.thread(parcel.channel, parcel.thread, after=after, limit=_LOOKED_AT)
        else:
            messages = await self._slack.since(parcel.channel, after, limit=_LOOKED_AT)
        return next((str(message["ts"]) for message in messages if _is_it(parcel, message)), None)


async def _to_its_end(call: Coroutine[Any, Any, str]) -> str:
    task = asyncio.ensure_future(call)
    try:
        return await asyncio.shield(task)
    except asyncio.CancelledError:
        with suppress(SlackError):
            await task
        raise


def _metadata(parcel: Parcel) -> Json:
    return {"event_type": METADATA, "event_payload": {"id": parcel.id}}


def _is_it(parcel: Parcel, message: Json) -> bool:
    metadata = message.get("metadata") or {}
    return metadata.get("event_type") == METADATA and (metadata.get("event_payload") or {}).get("id") == parcel.id
