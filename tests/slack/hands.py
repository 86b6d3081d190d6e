"""Pressing what a person sees: a button by the words on it, and reading what came of it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

from tests.loopback import Delivery, Message, Person, View
from tests.loopback.elements import elements
from tests.slack.transcript import as_text


async def press(person: Person, place: Message | View, words: str, *, nth: int = 0) -> Delivery:
    """Press the button that begins with these words, the `nth` of several alike, or choose the option that does."""
    action_id, value, block_id = _find(place, words)[nth]
    return await person.presses(place, action_id, value, block_id=block_id)


def offers(place: Message | View, words: str) -> bool:
    """Whether there is something to press with these words."""
    return bool(_find(place, words))


async def eventually(holds: Callable[[], object], within: float = 5) -> None:
    """Returns once it holds, where only the journal tells."""
    async with asyncio.timeout(within):
        while not holds():  # noqa: ASYNC110 -- a database tells nobody of changes
            await asyncio.sleep(0.01)


def read(place: Message | View | None) -> str:
    """All the words of a message or view."""
    return as_text(place.blocks or []) if place else ""


def _find(place: Message | View, words: str) -> list[tuple[str, str | None, str]]:
    return [
        (element["action_id"], value, block["block_id"])
        for block, element in elements(place.blocks or [])
        for label, value in _labels(element)
        if label.startswith(words)
    ]


def _labels(element: dict[str, Any]) -> list[tuple[str, str | None]]:
    match element["type"]:
        case "feedback_buttons":
            both = (element["positive_button"], element["negative_button"])
            return [(button["text"]["text"], button["value"]) for button in both]
        case "static_select":
            return [(option["text"]["text"], option["value"]) for option in element["options"]]
        case "button" | "icon_button":
            return [(element["text"]["text"], element.get("value"))]
        case _:
            return []
