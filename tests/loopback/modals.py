"""Views: a person's stack of modals, and their App Home."""

from __future__ import annotations

from dataclasses import dataclass, field

from tests.loopback.elements import Values, values_of
from tests.loopback.errors import SlackError
from tests.loopback.identity import Identity
from tests.loopback.records import Json

MOST_MODALS = 3  # https://docs.slack.dev/surfaces/modals: three views in a stack


@dataclass(slots=True)
class View:
    """A modal or a Home tab as one person sees it."""

    id: str
    user: str
    payload: Json  # the app's view, its blocks with ids
    hash: str
    root_id: str
    previous_id: str | None = None
    values: Values = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)  # what the last submission was answered
    is_open: bool = True

    @property
    def blocks(self) -> list[Json]:
        """The blocks shown."""
        blocks: list[Json] = self.payload["blocks"]
        return blocks

    def show(self, payload: Json, new_hash: str) -> None:
        """Shows another payload; what was typed stays where block_id and action_id are the same."""
        self.payload, self.hash, self.errors = payload, new_hash, {}
        self.values = values_of(payload["blocks"], self.values)

    def as_json(self, identity: Identity) -> Json:
        """The view as the API and interactions tell it."""
        optional = {"title": None, "submit": None, "close": None, "external_id": "", "callback_id": ""}
        told = optional | {"private_metadata": "", "clear_on_close": False, "notify_on_close": False}
        return {
            **told,
            **self.payload,
            "id": self.id,
            "team_id": identity.team,
            "app_id": identity.app,
            "app_installed_team_id": identity.team,
            "bot_id": identity.bot,
            "hash": self.hash,
            "root_view_id": self.root_id,
            "previous_view_id": self.previous_id,
            "state": {"values": self.values},
        }


@dataclass(slots=True)
class Modals:
    """All views, open or not."""

    views: dict[str, View] = field(default_factory=dict)
    stacks: dict[str, list[View]] = field(default_factory=dict)  # by user; the last is on top
    homes: dict[str, View] = field(default_factory=dict)  # by user

    def top(self, user: str) -> View | None:
        """The modal that the person sees."""
        stack = self.stacks.get(user)
        return stack[-1] if stack else None

    def open(self, view: View) -> None:
        """Shows a first modal; one that was open goes."""
        self.close_all(view.user)
        self.push(view)

    def push(self, view: View) -> None:
        """Lays a modal on top of the person's others."""
        stack = self.stacks.setdefault(view.user, [])
        if len(stack) >= MOST_MODALS:
            raise SlackError("push_limit_reached")
        if stack:
            view.root_id, view.previous_id = stack[0].id, stack[-1].id
        stack.append(view)
        self.views[view.id] = view

    def close(self, view: View) -> None:
        """Takes a modal, and those above it, off the stack."""
        stack = self.stacks.get(view.user, [])
        while view.is_open and stack:
            stack.pop().is_open = False

    def close_all(self, user: str) -> None:
        """Takes all of a person's modals away."""
        for view in self.stacks.pop(user, []):
            view.is_open = False

    def find(self, view_id: object, external_id: object) -> View:
        """The open view of an id, or `not_found`."""
        for view in [self.views.get(str(view_id))] if view_id else self.views.values():
            if view and view.is_open and (view_id or view.payload.get("external_id") == external_id):
                return view
        raise SlackError("not_found")
