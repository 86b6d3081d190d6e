"""What people do with words: messages, edits, membership, commands, shortcuts."""

from __future__ import annotations

from tests.loopback.actor import Actor
from tests.loopback.message import Message
from tests.loopback.posting import change, join, leave, post, remove
from tests.loopback.records import Delivery, Json, Kind
from tests.loopback.response_urls import respond

_COMMAND_CHANNELS = {"im": "directmessage", "group": "privategroup"}


class Speaking(Actor):
    """A person who writes."""

    def says(
        self,
        channel: str,
        text: str,
        *,
        thread_ts: str | None = None,
        blocks: list[Json] | None = None,
        files: list[Json] | None = None,
        subtype: str | None = None,
    ) -> Message:
        """Writes a message, as a member; the app hears of it in the background when the bot is in the channel."""
        workspace = self._workspace
        is_bot = workspace.user(self.id).is_bot
        if not is_bot and self.id not in self._channel(channel).members:
            raise LookupError(f"{self.id} is no member of {channel}, and cannot write there")
        bot_id = "B" + self.id.removeprefix("U") if is_bot else None
        subtype = subtype or ("file_share" if files else None)
        message = Message(channel, workspace.next_ts(), self.id, text, thread_ts, blocks, None, files)
        message.subtype, message.bot_id = subtype, bot_id
        return post(workspace, message)

    def edits(self, message: Message, text: str) -> None:
        """Changes the text of a message."""
        change(self._workspace, message, text=text)

    def unfurls(self, message: Message, url: str) -> None:
        """Lets Slack add a link preview: a `message_changed` whose text is what it was."""
        preview = [{"id": 1, "from_url": url, "fallback": url}]
        change(self._workspace, message, edited=False, attachments=preview)

    def deletes(self, message: Message) -> None:
        """Deletes a message; one that has replies leaves a tombstone, as in Slack."""
        remove(self._workspace, message)

    def joins(self, channel: str) -> None:
        """Becomes a member."""
        join(self._workspace, self._channel(channel), self.id)

    def leaves(self, channel: str) -> None:
        """Ends the membership."""
        leave(self._workspace, self._channel(channel), self.id)

    def invites_bot(self, channel: str) -> None:
        """Makes the bot a member."""
        join(self._workspace, self._channel(channel), self._workspace.identity.bot_user, inviter=self.id)

    def removes_bot(self, channel: str) -> None:
        """Ends the bot's membership."""
        leave(self._workspace, self._channel(channel), self._workspace.identity.bot_user)

    def opens_home(self, tab: str = "home") -> None:
        """Opens the app's Home (`home`) or its messages (`messages`)."""
        workspace = self._workspace
        event: Json = {"type": "app_home_opened", "user": self.id, "channel": self.dm, "tab": tab}
        home = workspace.modals.homes.get(self.id)
        if home and tab == "home":
            event["view"] = home.as_json(workspace.identity)
        if workspace.subscribed is None or "app_home_opened" in workspace.subscribed:
            workspace.emit(event | {"event_ts": workspace.next_ts()})

    async def runs(self, command: str, text: str, channel: str) -> Delivery:
        """Runs a slash command and waits for the acknowledgement; a text in it is shown to the person."""
        workspace, where = self._workspace, self._channel(channel)
        url = self._response_url(channel)
        body = {
            "token": workspace.identity.verification_token,
            "team_id": workspace.identity.team,
            "team_domain": workspace.identity.domain,
            "channel_id": channel,
            "channel_name": _COMMAND_CHANNELS.get(where.kind, where.name),
            "user_id": self.id,
            "user_name": workspace.user(self.id).name.lower(),
            "command": command,
            "text": text,
            "api_app_id": workspace.identity.app,
            "is_enterprise_install": "false",
            "response_url": url,
            "trigger_id": self._trigger(),
        }
        delivery = await self._outbox.deliver(Kind.COMMAND, body)
        if delivery.acknowledged and delivery.payload:
            respond(workspace, workspace.tickets.responses[url.rpartition("/")[2]], delivery.payload)
        return delivery

    async def uses_message_shortcut(self, callback_id: str, message: Message) -> Delivery:
        """Picks a shortcut from a message's menu, also where the bot is no member."""
        channel = self._channel(message.channel)
        body = {
            "type": "message_action",
            "callback_id": callback_id,
            "trigger_id": self._trigger(),
            "response_url": self._response_url(channel.id),
            "action_ts": self._workspace.next_ts(),
            "message_ts": message.ts,
            "channel": {"id": channel.id, "name": _COMMAND_CHANNELS.get(channel.kind, channel.name)},
            "message": message.as_json(self._workspace.identity.team),
        }
        return await self._interact(body)

    async def uses_shortcut(self, callback_id: str) -> Delivery:
        """Picks a global shortcut."""
        ts = self._workspace.next_ts()
        body = {"type": "shortcut", "callback_id": callback_id, "trigger_id": self._trigger(), "action_ts": ts}
        return await self._interact(body)
