"""views.*: modals and the App Home."""

from __future__ import annotations

from tests.loopback.args import needed
from tests.loopback.content import check_view
from tests.loopback.errors import SlackError
from tests.loopback.modals import View
from tests.loopback.records import Json
from tests.loopback.workspace import Workspace


def open_modal(workspace: Workspace, args: Json) -> Json:
    """https://docs.slack.dev/reference/methods/views.open."""
    payload = check_view(workspace, "views.open", args.get("view"), "modal")
    _unique(workspace, payload)
    trigger = workspace.tickets.trigger(needed(args, "trigger_id"), workspace.clock())
    view = new_view(workspace, trigger.user, payload)
    workspace.modals.open(view)
    return _told(workspace, view)


def push_modal(workspace: Workspace, args: Json) -> Json:
    """https://docs.slack.dev/reference/methods/views.push; the trigger must come from within a modal."""
    payload = check_view(workspace, "views.push", args.get("view"), "modal")
    _unique(workspace, payload)
    trigger = workspace.tickets.trigger(needed(args, "trigger_id"), workspace.clock())
    if trigger.view_id is None or workspace.modals.top(trigger.user) is None:
        raise SlackError("invalid_trigger_id")
    view = new_view(workspace, trigger.user, payload)
    workspace.modals.push(view)
    return _told(workspace, view)


def update_view(workspace: Workspace, args: Json) -> Json:
    """https://docs.slack.dev/reference/methods/views.update."""
    if not (args.get("view_id") or args.get("external_id")):
        needed(args, "view_id")
    payload = check_view(workspace, "views.update", args.get("view"), "modal")
    view = workspace.modals.find(args.get("view_id"), args.get("external_id"))
    _show(workspace, view, payload, args)
    return _told(workspace, view)


def publish_home(workspace: Workspace, args: Json) -> Json:
    """https://docs.slack.dev/reference/methods/views.publish."""
    payload = check_view(workspace, "views.publish", args.get("view"), "home")
    user = workspace.user(needed(args, "user_id")).id
    if not workspace.home_enabled:
        raise SlackError("not_enabled")
    view = workspace.modals.homes.get(user)
    if view is None:
        view = workspace.modals.homes[user] = new_view(workspace, user, payload)
        workspace.modals.views[view.id] = view
    else:
        _show(workspace, view, payload, args)
    return _told(workspace, view)


def new_view(workspace: Workspace, user: str, payload: Json) -> View:
    """A view that nobody sees yet."""
    view_id = workspace.next_id("V")
    view = View(view_id, user, payload, "", view_id)
    view.show(payload, _hash(workspace))
    return view


def show(workspace: Workspace, view: View, payload: Json) -> None:
    """Shows another payload in a view, under a new hash."""
    view.show(payload, _hash(workspace))
    workspace.records.changed()


def _show(workspace: Workspace, view: View, payload: Json, args: Json) -> None:
    if args.get("hash") not in {None, "", view.hash}:
        raise SlackError("hash_conflict")
    show(workspace, view, payload)


def _hash(workspace: Workspace) -> str:
    return f"{int(workspace.clock())}.{workspace.next_id('h')}"


def _unique(workspace: Workspace, payload: Json) -> None:
    external = payload.get("external_id")
    if external and any(one.is_open and one.payload.get("external_id") == external for one in _all(workspace)):
        raise SlackError("duplicate_external_id")


def _all(workspace: Workspace) -> list[View]:
    return [view for stack in workspace.modals.stacks.values() for view in stack]


def _told(workspace: Workspace, view: View) -> Json:
    workspace.records.changed()
    return {"view": view.as_json(workspace.identity)}
