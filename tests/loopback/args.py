"""The arguments of a Web API call: from the query, a form or JSON, into one dictionary."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, TypeVar

from aiohttp import web

from tests.loopback.errors import SlackError
from tests.loopback.records import Json

_Item = TypeVar("_Item")
STRUCTURED = ("blocks", "attachments", "view", "metadata")  # may come as JSON inside a string


async def read_args(request: web.Request) -> tuple[Json, str | None]:
    """The arguments and the token, from the header or, in a form, from the argument `token`."""
    args: Json = dict(request.query)
    form: Json = {}
    if request.content_type == "application/json":
        args |= _object(await request.read())
    else:
        form = dict(await request.post())
        args |= form
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    given = args.pop("token", None) if "token" in form or "token" in request.query else None
    for name in STRUCTURED:
        if isinstance(args.get(name), str):
            args[name] = _decoded(args[name])
    return args, token if scheme == "Bearer" else given


def needed(args: Json, name: str) -> Any:
    """The argument, or `invalid_arguments` naming it."""
    value = args.get(name)
    if value in (None, ""):
        raise invalid([f"[ERROR] missing required field: {name}"])
    return value


def flag(args: Json, name: str) -> bool:
    """A yes or no, in any of the ways in which clients write it."""
    return str(args.get(name, "")).lower() in {"true", "1"}


def page(items: Sequence[_Item], args: Json, most: int) -> tuple[Sequence[_Item], Json]:
    """The items of the asked page, and the metadata that names the next (`cursor` and `limit` as Slack pages)."""
    cursor = str(args.get("cursor") or "at:0")
    place = cursor.removeprefix("at:")
    if not place.isdigit():
        raise SlackError("invalid_cursor")
    start = int(place)
    limit = min(int(args.get("limit") or most), most)
    end = start + limit
    return items[start:end], {"next_cursor": f"at:{end}" if end < len(items) else ""}


def invalid(messages: list[str], code: str = "invalid_arguments") -> SlackError:
    """A refusal that says what is wrong in `response_metadata.messages`."""
    return SlackError(code, response_metadata={"messages": messages})


def _object(body: bytes) -> Json:
    try:
        parsed = json.loads(body or b"{}")
    except ValueError:
        raise SlackError("invalid_json") from None
    if not isinstance(parsed, dict):
        raise SlackError("json_not_object")
    return parsed


def _decoded(text: str) -> Any:
    try:
        return json.loads(text) if text else None
    except ValueError:
        return text  # each method has its own error for it
