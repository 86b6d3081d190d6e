"""What every doing of a person needs: the workspace, the delivery, and tickets for the app."""

from __future__ import annotations

from tests.loopback.delivery import Outbox
from tests.loopback.message import Message
from tests.loopback.records import Delivery, Json, Kind
from tests.loopback.response_urls import give_response_url
from tests.loopback.tickets import Trigger
from tests.loopback.workspace import Channel, Workspace


class Actor:
    """A person at the screen."""

    def __init__(self, user_id: str, workspace: Workspace, outbox: Outbox) -> None:
        self.id = user_id
        self._workspace = workspace
        self._outbox = outbox

    @property
    def dm(self) -> str:
        """The id of the direct message with the bot, opened when it was not there."""
        return self._workspace.direct_message(self.id).id

    def _channel(self, channel: str) -> Channel:
        return self._workspace.channels[channel]

    def _trigger(self, view_id: str | None = None) -> str:
        trigger_id = self._workspace.next_id("trigger.")
        self._workspace.tickets.triggers[trigger_id] = Trigger(self.id, self._workspace.clock(), view_id)
        return trigger_id

    def _response_url(self, channel: str, source: Message | None = None) -> str:
        return give_response_url(self._workspace, channel, self.id, source)

    async def _interact(self, body: Json) -> Delivery:
        shared = self._workspace.shared() | {"user": self._workspace.reader(self.id)}
        return await self._outbox.deliver(Kind.INTERACTION, shared | body)
