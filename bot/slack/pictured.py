"""What holds pictures is sent as it is; where Slack cannot fetch one and refuses it all, with links in their place."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TypeVar

import structlog

from bot.errors import SlackError
from bot.slack.blocks.model import Block
from bot.slack.blocks.pictures import without_pictures

log = structlog.get_logger("qabot.pictured")

PICTURE = "🖼"  # stands before the alt text of a picture that became a link
REFUSED = frozenset({"invalid_blocks", "invalid_arguments"})  # the second one is a view's

T = TypeVar("T")


async def with_pictures_if_possible(blocks: list[Block], send: Callable[[list[Block]], Awaitable[T]]) -> T:
    """What `send` gives for the blocks, or for the same ones without pictures. Raises its `SlackError` otherwise."""
    try:
        return await send(blocks)
    except SlackError as error:
        if error.code not in REFUSED or not any(block["type"] == "image" for block in blocks):
            raise
        log.warning("pictures_refused", method=error.method, detail=error.problem)
    return await send(without_pictures(blocks, PICTURE))
