"""The order in which entries are listed."""

from __future__ import annotations

from collections.abc import Sequence

from bot.knowledge.model import Entry


def in_notes_order(entries: Sequence[Entry]) -> list[Entry]:
    """Entries of one notes file by their line there, standing where its first entry stands; others keep their place.

    A question that a later import added is last in the YAML file, but not in the notes.
    """
    first: dict[str, int] = {}
    keys: dict[str, tuple[int, int, int]] = {}
    for place, entry in enumerate(entries):
        source = entry.source
        if source and source.file and source.line:
            keys[entry.id] = (first.setdefault(source.file, place), source.line, place)
        else:
            keys[entry.id] = (place, 0, place)
    return sorted(entries, key=lambda entry: keys[entry.id])
