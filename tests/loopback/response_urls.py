"""response_url: how an app answers an interaction without a token."""

from __future__ import annotations

import json

from aiohttp import web

from tests.loopback.api_chat import by_bot, changes, whisper
from tests.loopback.args import flag
from tests.loopback.content import check_message
from tests.loopback.errors import SlackError
from tests.loopback.faults import RESPONSE_URL
from tests.loopback.message import Message
from tests.loopback.posting import change, post, remove
from tests.loopback.records import Json, ResponsePost
from tests.loopback.tickets import ResponseUrl
from tests.loopback.web_api import fail
from tests.loopback.workspace import Workspace


def give_response_url(workspace: Workspace, channel: str, user: str, source: Message | None = None) -> str:
    """A new address, good for 5 posts within 30 minutes."""
    key = workspace.next_id("r")
    workspace.tickets.responses[key] = ResponseUrl(channel, user, workspace.clock(), source)
    return f"{workspace.base_url}response/{key}"


class ResponseUrls:
    """Answers posts to `/response/KEY`, and records each."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    async def answer(self, request: web.Request) -> web.StreamResponse:
        """One post: `ok`, or an error code with its status."""
        workspace = self._workspace
        args: Json = json.loads(await request.read())
        fault = workspace.faults.next_of(RESPONSE_URL)
        if fault and not fault.after:
            return await fail(request, fault)
        error: SlackError | None = None
        url: ResponseUrl | None = workspace.tickets.responses.get(request.match_info["key"])
        try:
            respond(workspace, workspace.tickets.response(request.match_info["key"], workspace.clock()), args)
        except SlackError as refused:
            error = refused
        where = (url.channel, url.user) if url else ("", "")
        posted = ResponsePost(*where, args, workspace.clock(), error.code if error else None)
        workspace.records.response_posts.append(posted)
        workspace.records.changed()
        if fault:
            return await fail(request, fault)
        if error:
            return web.json_response(error.as_json(), status=max(error.status, 400))
        return web.json_response({"ok": True})


def respond(workspace: Workspace, url: ResponseUrl, args: Json) -> None:
    """Does what an answer to an interaction asks: a new message (for one person by default), a change, a deletion."""
    source = url.source
    if flag(args, "delete_original") and source:
        remove(workspace, source)
        return
    check_message(workspace, "response_url", args)
    if flag(args, "replace_original") and source:
        change(workspace, source, **{"text": "", "blocks": None, **changes(workspace, args)})
        return
    message = by_bot(workspace, workspace.channels[url.channel], args)
    if args.get("response_type") == "in_channel":
        post(workspace, message)
    else:
        whisper(workspace, message, url.user)
