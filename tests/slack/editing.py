"""Somebody edits the files of the knowledge base by hand while the bot runs."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping

from tests.slack.classroom import Classroom
from tests.slack.hands import read


def edit(room: Classroom, topic: str, changes: Mapping[str, str], *, course: str = "mspt3") -> None:
    """Replace these words in a topic's file by others, each of which must stand there, and save it."""
    file = room.knowledge / course / f"{topic}.yaml"
    text = file.read_text(encoding="utf-8")
    for before, after in changes.items():
        assert before in text
        text = text.replace(before, after)
    file.write_text(text, encoding="utf-8")


async def listed(room: Classroom, topic: str, words: str, within: float = 5) -> None:
    """Returns once the bot lists a question with these words in the topic."""
    sora = room.slack.add_person("U0SORA0001", "Sora")
    channel = next(iter(room.slack.workspace.channels))
    async with asyncio.timeout(within):
        while words not in read(sora.modal):
            await sora.runs("/topics", topic, channel)
            await asyncio.sleep(0.05)
