"""What is good for a short while: trigger ids, response_urls, Socket Mode tickets."""

from __future__ import annotations

from dataclasses import dataclass, field

from tests.loopback.errors import SlackError
from tests.loopback.message import Message

TRIGGER_SECONDS = 3.0  # https://docs.slack.dev/interactivity/handling-user-interaction
RESPONSE_SECONDS, RESPONSE_USES = 30 * 60.0, 5  # the same page


@dataclass(slots=True)
class Trigger:
    """A person's doing that allows one modal to be opened."""

    user: str
    at: float
    view_id: str | None = None  # the modal in which it happened
    used: bool = False


@dataclass(slots=True)
class ResponseUrl:
    """An address to which an app may answer an interaction."""

    channel: str
    user: str
    at: float
    source: Message | None = None  # the message whose button was pressed, None for commands and shortcuts
    uses: int = 0


@dataclass(slots=True)
class Tickets:
    """All tickets that were given."""

    triggers: dict[str, Trigger] = field(default_factory=dict)
    responses: dict[str, ResponseUrl] = field(default_factory=dict)
    sockets: set[str] = field(default_factory=set)

    def trigger(self, trigger_id: object, now: float) -> Trigger:
        """The trigger, used up by this; refused when unknown, used before, or older than 3 seconds."""
        found = self.triggers.get(str(trigger_id))
        if found is None:
            raise SlackError("invalid_trigger_id")
        if found.used:
            raise SlackError("exchanged_trigger_id")
        if now - found.at > TRIGGER_SECONDS:
            raise SlackError("expired_trigger_id")
        found.used = True
        return found

    def response(self, key: str, now: float) -> ResponseUrl:
        """The response_url, one use counted; 404 when it is unknown, used up or older than 30 minutes."""
        found = self.responses.get(key)
        if found is None:
            raise SlackError("no_such_response_url", status=404)
        if now - found.at > RESPONSE_SECONDS:
            raise SlackError("expired_url", status=404)
        if found.uses >= RESPONSE_USES:
            raise SlackError("used_url", status=404)
        found.uses += 1
        return found
