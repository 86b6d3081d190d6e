"""What people do with their hands: buttons, menus, inputs and modals."""

from __future__ import annotations

from tests.loopback.actor import Actor
from tests.loopback.api_views import new_view, show
from tests.loopback.content import check_view
from tests.loopback.elements import chosen, elements, find, pressed, values_of
from tests.loopback.errors import SlackError
from tests.loopback.message import Message
from tests.loopback.modals import View
from tests.loopback.records import Delivery, Json


class Pressing(Actor):
    """A person who presses buttons and fills in forms."""

    @property
    def modal(self) -> View | None:
        """The modal that the person sees."""
        return self._workspace.modals.top(self.id)

    @property
    def home(self) -> View | None:
        """The person's App Home, None before it was published."""
        return self._workspace.modals.homes.get(self.id)

    @property
    def whispers(self) -> list[Message]:
        """What this person alone sees in channels, oldest first, without what was deleted."""
        return [one for one in self._workspace.ephemerals if one.seen_by == self.id and not one.deleted]

    async def presses(
        self, place: Message | View, action_id: str, value: str | None = None, *, block_id: str | None = None
    ) -> Delivery:
        """Presses a button or chooses in a menu of a message or view, and waits for the acknowledgement.

        `value` is the option's or feedback button's value, or tells buttons of one action_id apart.
        """
        block, element = find(place.blocks or [], action_id, block_id, value)
        if isinstance(place, View):
            self._fill(place, block, element, value)
        return await self._act(place, block, element, pressed(element, value))

    async def types(
        self, view: View, action_id: str, text: str | None, *, block_id: str | None = None, enter: bool = False
    ) -> Delivery | None:
        """Types into, or chooses in, an input of a view; the app is told where its block dispatches actions.

        A text input dispatches by its `dispatch_action_config`: at each change, or when `enter` is pressed.
        """
        block, element = find(view.blocks, action_id, block_id, None)
        self._fill(view, block, element, text)
        if not _dispatches(block, element, enter=enter):
            return None
        return await self._act(view, block, element, pressed(element, text))

    async def submits(self, view: View) -> Delivery:
        """Submits a modal and does what the acknowledgement says: close, errors, update, push or clear."""
        _require_filled(view)
        told = {"type": "view_submission", "response_urls": [], "trigger_id": self._trigger(view.id)}
        delivery = await self._interact(told | {"view": view.as_json(self._workspace.identity)})
        if delivery.acknowledged:
            self._answer_submission(view, delivery.payload or {})
            self._workspace.records.changed()
        return delivery

    async def closes(self, view: View, *, everything: bool = False) -> Delivery | None:
        """Closes a modal (`everything`: the whole stack); the app is told if it asked to be."""
        if everything:
            self._workspace.modals.close_all(self.id)
        else:
            self._workspace.modals.close(view)
        if not view.payload.get("notify_on_close"):
            return None
        told = view.as_json(self._workspace.identity) | {"state": {"values": {}}}
        return await self._interact({"type": "view_closed", "view": told, "is_cleared": everything})

    def _fill(self, view: View, block: Json, element: Json, value: str | None) -> None:
        slot = view.values.get(block["block_id"], {}).get(element["action_id"])
        if slot is not None:
            key = next(key for key in slot if key != "type")
            view.values[block["block_id"]][element["action_id"]] = {**slot, key: chosen(element, value)}

    async def _act(self, place: Message | View, block: Json, element: Json, told: Json) -> Delivery:
        action = {"type": element["type"], "action_id": element["action_id"], "block_id": block["block_id"], **told}
        body = {"type": "block_actions", "actions": [action | {"action_ts": self._workspace.next_ts()}]}
        about = self._in_view(place) if isinstance(place, View) else self._in_message(place)
        return await self._interact(body | about)

    def _in_view(self, view: View) -> Json:
        told = view.as_json(self._workspace.identity)
        container = {"type": "view", "view_id": view.id}
        modal = view.payload["type"] == "modal"
        trigger = self._trigger(view.id if modal else None)
        return {"container": container, "view": told, "trigger_id": trigger, "state": told["state"]}

    def _in_message(self, message: Message) -> Json:
        channel = self._channel(message.channel)
        private = message.seen_by is not None
        container = {"type": "message", "message_ts": message.ts, "channel_id": channel.id, "is_ephemeral": private}
        if message.thread_ts:
            container["thread_ts"] = message.thread_ts
        told: Json = {
            "container": container,
            "channel": {"id": channel.id, "name": channel.name},
            "trigger_id": self._trigger(),
            "response_url": self._response_url(channel.id, message),
            "state": {"values": values_of(message.blocks or [], {})},
        }
        # Slack leaves the message out of what comes from a private one
        return told if private else told | {"message": message.as_json(self._workspace.identity.team)}

    def _answer_submission(self, view: View, answer: Json) -> None:
        workspace, action = self._workspace, answer.get("response_action")
        view.errors = {}
        if action == "errors":
            view.errors = _known_errors(view, answer["errors"])
        elif action == "clear":
            workspace.modals.close_all(self.id)
        elif action in {"update", "push"}:
            payload = check_view(workspace, f"response_action {action}", answer.get("view"), "modal")
            if action == "update":
                show(workspace, view, payload)
            else:
                workspace.modals.push(new_view(workspace, self.id, payload))
        elif action:
            raise SlackError("unknown_response_action", action=action)
        else:
            workspace.modals.close(view)


def _dispatches(block: Json, element: Json, *, enter: bool) -> bool:
    if block["type"] == "input" and not block.get("dispatch_action"):
        return False
    if not element["type"].endswith("_input"):
        return True
    config = element.get("dispatch_action_config", {})
    told_of = config.get("trigger_actions_on", ["on_enter_pressed"])
    return "on_character_entered" in told_of or (enter and "on_enter_pressed" in told_of)


def _require_filled(view: View) -> None:
    """Fails where Slack's own window would not let the person submit."""
    for block, element in elements(view.blocks):
        if block["type"] == "input" and not block.get("optional"):
            slot = view.values[block["block_id"]][element["action_id"]]
            if not any(held for key, held in slot.items() if key != "type"):
                raise LookupError(f"{element['action_id']!r} must be filled in before the modal can be submitted")


def _known_errors(view: View, errors: dict[str, str]) -> dict[str, str]:
    inputs = {block["block_id"] for block in view.blocks if block["type"] == "input"}
    if not errors or not set(errors) <= inputs:
        raise SlackError("invalid_errors", errors=errors)
    return errors
