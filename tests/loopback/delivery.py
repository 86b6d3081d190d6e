"""Handing things to the app: events until they are acknowledged, all else once."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Protocol

from tests.loopback.records import Delivery, Json, Kind
from tests.loopback.workspace import Workspace

ACK_SECONDS = 3.0  # https://docs.slack.dev/apis/events-api
RETRY_DELAYS = (0.02, 0.1, 0.5)  # Slack waits nearly not, 1 minute and 5 minutes


class Transport(Protocol):
    """One of Slack's two ways to an app."""

    late: str  # what it calls an acknowledgement that did not come in time

    async def send(self, delivery: Delivery, within: float) -> None:
        """Makes one attempt and writes its outcome into the delivery."""
        ...

    async def close(self) -> None:
        """Ends all connections."""
        ...


class Outbox:
    """Delivers and records; each delivery takes at most `ack_seconds`."""

    def __init__(self, workspace: Workspace, transport: Transport) -> None:
        self.transport = transport
        self.ack_seconds = ACK_SECONDS
        self.retry_delays: Sequence[float] = RETRY_DELAYS
        self._workspace = workspace
        self._tasks: set[asyncio.Task[None]] = set()

    def emit(self, body: Json) -> None:
        """Starts to deliver an event, in the background, as often as it takes."""
        for _ in range(self._workspace.faults.copies()):
            task = asyncio.get_running_loop().create_task(self._event(body))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def deliver(self, kind: Kind, body: Json) -> Delivery:
        """One attempt to deliver a command or an interaction; Slack never repeats those."""
        return await self._attempt(Delivery(kind, body))

    async def settled(self, within: float = 10.0) -> None:
        """Returns when no event is under way any more."""
        async with asyncio.timeout(within):
            while self._tasks:
                await asyncio.wait(self._tasks)

    async def close(self) -> None:
        """Drops what is under way, and the connections."""
        tasks = list(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await self.transport.close()

    async def _event(self, body: Json) -> None:
        reason = ""
        for attempt, delay in enumerate((0.0, *self.retry_delays)):
            if delay:
                await asyncio.sleep(delay)
            delivery = await self._attempt(Delivery(Kind.EVENT, body, attempt, reason))
            if delivery.acknowledged or not delivery.retry:
                return
            reason = self.transport.late if delivery.failure == "lost_ack" else delivery.failure

    async def _attempt(self, delivery: Delivery) -> Delivery:
        records = self._workspace.records
        records.deliveries.append(delivery)
        delivery.at = self._workspace.clock()
        await self.transport.send(delivery, self.ack_seconds)
        if delivery.acknowledged and self._workspace.faults.ack_is_lost(delivery.kind):
            delivery.acknowledged, delivery.failure = False, "lost_ack"
        records.changed()
        return delivery
