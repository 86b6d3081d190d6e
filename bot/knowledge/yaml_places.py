"""Where each entry of a course stands on disk, for messages that send a person there."""

from __future__ import annotations

from pathlib import Path

from bot.knowledge.yaml_folder import Folder
from bot.knowledge.yaml_store import MAX_FILE_BYTES


def entry_places(root: Path, course: str) -> dict[str, tuple[str, int]]:
    """For each entry's id: its file, relative to `root`, and its 1-based line; empty when there is no such course."""
    found = Folder(root, MAX_FILE_BYTES).course(course)
    if found is None:
        return {}
    lines = {
        (slug, draft.item): (topic.file, draft.line)
        for slug, topic in found.topics.items()
        for draft in topic.draft.entries
    }
    return {entry_id: lines[place.topic, place.item] for entry_id, place in found.assembled.places.items()}
