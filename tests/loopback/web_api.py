"""The Web API over HTTP: arguments in, method, JSON out, with the faults that were asked for."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable

from aiohttp import web

from tests.loopback import api_auth, api_chat, api_conversations, api_users, api_views
from tests.loopback.args import read_args
from tests.loopback.errors import SlackError
from tests.loopback.faults import Fault
from tests.loopback.records import ApiCall, Json
from tests.loopback.scopes import SCOPES, require
from tests.loopback.workspace import Workspace

METHODS: dict[str, Callable[[Workspace, Json], Json]] = {
    "api.test": api_auth.api_test,
    "apps.connections.open": api_auth.open_connection,
    "assistant.threads.setSuggestedPrompts": api_users.suggest_prompts,
    "auth.test": api_auth.auth_test,
    "bots.info": api_users.bot_info,
    "chat.delete": api_chat.delete,
    "chat.getPermalink": api_chat.permalink,
    "chat.postEphemeral": api_chat.post_ephemeral,
    "chat.postMessage": api_chat.post_message,
    "chat.update": api_chat.update,
    "conversations.history": api_conversations.history,
    "conversations.info": api_conversations.info,
    "conversations.join": api_conversations.join_channel,
    "conversations.list": api_conversations.list_all,
    "conversations.members": api_conversations.members,
    "conversations.open": api_conversations.open_direct,
    "conversations.replies": api_conversations.replies,
    "files.info": api_users.file_info,
    "reactions.add": api_users.react,
    "usergroups.list": api_users.usergroups,
    "usergroups.users.list": api_users.usergroup_users,
    "users.conversations": api_users.conversations,
    "users.info": api_users.info,
    "users.list": api_users.list_all,
    "views.open": api_views.open_modal,
    "views.publish": api_views.publish_home,
    "views.push": api_views.push_modal,
    "views.update": api_views.update_view,
}


class WebApi:
    """Answers `/api/METHOD`, and records each call."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    async def answer(self, request: web.Request) -> web.StreamResponse:
        """One call: the faults that come before, the method, the faults that come after."""
        method = request.match_info["method"]
        faults = self._workspace.faults
        fault, delay = faults.next_of(method), faults.delay_of(method)
        try:
            args, token = await read_args(request)
        except SlackError as unreadable:
            return _response(unreadable.as_json(), unreadable)
        if delay:
            await asyncio.sleep(delay)
        if fault is None or fault.after:
            body, error = self._call(method, args, token)
            self._record(method, args, error.code if error else None)
            if fault is None:
                return _response(body, error, sorted(self._workspace.scopes))
        else:
            self._record(method, args, fault.name)
        return await fail(request, fault)

    def _call(self, method: str, args: Json, token: str | None) -> tuple[Json, SlackError | None]:
        workspace = self._workspace
        try:
            if method not in METHODS:
                raise SlackError("unknown_method", req_method=method)  # noqa: TRY301 -- the answer of this very call
            api_auth.authorise(workspace, method, token)
            workspace.faults.count_call(method, workspace.clock())
            if method in SCOPES:
                require([SCOPES[method]], workspace.scopes)
            return {"ok": True, **METHODS[method](workspace, args)}, None
        except SlackError as error:
            return error.as_json(), error

    def _record(self, method: str, args: Json, error: str | None) -> None:
        self._workspace.records.calls.append(ApiCall(method, args, self._workspace.clock(), error))
        self._workspace.records.changed()


async def fail(request: web.Request, fault: Fault) -> web.StreamResponse:
    """What a client gets from a call that was made to fail."""
    if fault.drop and request.transport:
        request.transport.abort()
    if fault.hang is not None:
        await asyncio.sleep(fault.hang)
        return web.Response(status=504, text="<html>time-out</html>", content_type="text/html")
    if fault.retry_after is not None:
        limited = SlackError("ratelimited", status=429, retry_after=fault.retry_after)
        return _response(limited.as_json(), limited)
    if fault.error:
        error = SlackError(fault.error, status=fault.status or 200)
        return _response(error.as_json(), error)
    return web.Response(status=fault.status or 500, text="<html>no answer</html>", content_type="text/html")


def _response(body: Json, error: SlackError | None, scopes: list[str] | None = None) -> web.Response:
    headers = {"x-oauth-scopes": ",".join(scopes)} if scopes is not None else {}
    if error and error.retry_after is not None:
        headers["Retry-After"] = str(error.retry_after)
    status = error.status if error else 200
    return web.Response(text=json.dumps(body), status=status, content_type="application/json", headers=headers)
