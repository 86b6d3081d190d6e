"""auth.test, api.test and apps.connections.open, and which token may call what."""

from __future__ import annotations

from tests.loopback.errors import SlackError
from tests.loopback.records import Json
from tests.loopback.workspace import Workspace

FOR_APP_TOKENS = {"apps.connections.open"}
WITHOUT_TOKEN = {"api.test"}


def authorise(workspace: Workspace, method: str, token: str | None) -> None:
    """Refuses a missing, unknown, revoked or unfit token."""
    if method in WITHOUT_TOKEN:
        return
    identity = workspace.identity
    if not token:
        raise SlackError("not_authed")
    if token not in {identity.bot_token, identity.app_token}:
        raise SlackError("invalid_auth")
    if (token == identity.app_token) != (method in FOR_APP_TOKENS):
        raise SlackError("not_allowed_token_type")
    if workspace.token_revoked:
        raise SlackError("token_revoked")


def auth_test(workspace: Workspace, _args: Json) -> Json:
    """https://docs.slack.dev/reference/methods/auth.test."""
    identity = workspace.identity
    return {
        "url": identity.url,
        "team": identity.team_name,
        "user": identity.bot_name,
        "team_id": identity.team,
        "user_id": identity.bot_user,
        "bot_id": identity.bot,
        "is_enterprise_install": False,
    }


def api_test(_workspace: Workspace, args: Json) -> Json:
    """https://docs.slack.dev/reference/methods/api.test."""
    if "error" in args:
        raise SlackError(str(args["error"]), args=args)
    return {"args": args}


def open_connection(workspace: Workspace, _args: Json) -> Json:
    """https://docs.slack.dev/reference/methods/apps.connections.open; the address is good for one connection."""
    ticket = workspace.next_id("ticket-")
    workspace.tickets.sockets.add(ticket)
    return {"url": f"{workspace.socket_url}?ticket={ticket}&app_id={workspace.identity.app}"}
