"""Whether a message's or view's content is what Slack takes; every payload of the app passes here."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from tests.loopback.args import invalid
from tests.loopback.errors import SlackError
from tests.loopback.limits import sizes, view_violations, violations
from tests.loopback.pings import pings_in
from tests.loopback.records import Json, Ping
from tests.loopback.workspace import Workspace

MOST_TEXT = 40_000  # https://docs.slack.dev/reference/methods/chat.postMessage
MOST_VIEW_BYTES = 250_000  # https://docs.slack.dev/reference/methods/views.open


def check_message(workspace: Workspace, where: str, args: Json, most_text: int = MOST_TEXT) -> None:
    """Refuses content that Slack would not post; notes violations and pings."""
    text, blocks = args.get("text") or "", args.get("blocks")
    if not (text or blocks or args.get("attachments")):
        raise SlackError("no_text")
    if len(text) > most_text:
        raise SlackError("msg_too_long")
    if blocks and not isinstance(blocks, list):
        raise SlackError("invalid_blocks_format")
    note_pings(workspace, where, args)
    if not blocks:
        return
    if not text:
        workspace.records.violations.append(f"{where}: blocks without a text for notifications and screen readers")
    _refuse(workspace, where, violations(blocks, "message"), "invalid_blocks")
    _refuse(workspace, where, sizes(blocks), "msg_blocks_too_long")
    _refuse_pictures(workspace, blocks, "invalid_blocks")
    _check_metadata(args.get("metadata"))


def check_view(workspace: Workspace, where: str, view: Any, kind: str) -> Json:
    """The view that Slack would show, its blocks with ids; refuses any other and notes violations and pings."""
    if not isinstance(view, dict) or view.get("type") != kind or not isinstance(view.get("blocks"), list):
        raise invalid([f"[ERROR] view: must be an object of type {kind} with blocks"])
    note_pings(workspace, where, view)
    _refuse(workspace, where, view_violations(view), "invalid_arguments")
    _refuse_pictures(workspace, view["blocks"], "invalid_arguments")
    if len(json.dumps(view, ensure_ascii=False).encode()) > MOST_VIEW_BYTES:
        raise SlackError("view_too_large")
    return {**view, "blocks": workspace.with_ids(view["blocks"])}


def note_pings(workspace: Workspace, where: str, args: Json) -> None:
    """Remembers whom this content would ring."""
    workspace.records.pings += [Ping(what, where, args) for what in pings_in(args)]


def _refuse(workspace: Workspace, where: str, wrong: list[str], code: str) -> None:
    if wrong:
        workspace.records.violations += [f"{where}: {one}" for one in wrong]
        raise invalid([f"[ERROR] {one}" for one in wrong], code)


def _refuse_pictures(workspace: Workspace, blocks: list[Json], code: str) -> None:
    if workspace.unreachable_pictures:
        for at, url in _pictures(blocks):
            if url in workspace.unreachable_pictures:
                raise invalid([f"[ERROR] downloading image failed [json-pointer:{at}/image_url]"], code)


def _pictures(blocks: list[Json]) -> Iterator[tuple[str, str]]:
    for number, block in enumerate(blocks):
        inner = {"": block, "/accessory": block.get("accessory") or {}}
        inner |= {f"/elements/{at}": element for at, element in enumerate(block.get("elements", []))}
        yield from ((f"/blocks/{number}{at}", one["image_url"]) for at, one in inner.items() if "image_url" in one)


def _check_metadata(metadata: Any) -> None:
    if metadata and not (
        isinstance(metadata, dict)
        and isinstance(metadata.get("event_type"), str)
        and isinstance(metadata.get("event_payload"), dict)
    ):
        raise SlackError("invalid_metadata_format")
