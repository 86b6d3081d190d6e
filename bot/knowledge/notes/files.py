"""Any file that can be imported, by the end of its name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import PurePath

from bot.errors import ImportFileError
from bot.knowledge.notes.own_yaml import parse_yaml
from bot.knowledge.notes.parsed import ParsedEntry, ParsedNotes
from bot.knowledge.notes.reader import parse_notes
from bot.knowledge.notes.tables import parse_csv, parse_json

READERS: Mapping[str, Callable[[str, str], ParsedNotes]] = {
    ".md": parse_notes,
    ".markdown": parse_notes,
    ".csv": parse_csv,
    ".json": parse_json,
    ".yaml": parse_yaml,
    ".yml": parse_yaml,
}


def parse_file(name: str, data: bytes) -> ParsedNotes:
    """The topics and entries of a file; `name` is kept as given, and its suffix tells the format.

    No two entries share an id: the first one keeps it. Raises `ImportFileError` when the file cannot
    be used: the suffix is unknown, it is not UTF-8, is empty, does not parse, or has no question.
    """
    reader = READERS.get(PurePath(name).suffix.lower())
    if reader is None:
        raise ImportFileError(
            "is no format that can be imported", where=name, remedy=f"Give it one of: {', '.join(READERS)}"
        )
    text = _decode(name, data)
    if not text.strip():
        raise ImportFileError("is empty", where=name, remedy="Check that it was saved, and that it is the right file.")
    return _with_single_ids(reader(text, name))


def _decode(name: str, data: bytes) -> str:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _not_text(name, error.object.count(b"\n", 0, error.start) + 1) from error
    if "\0" in text:
        raise _not_text(name, text.count("\n", 0, text.index("\0")) + 1)
    return text


def _not_text(name: str, line: int) -> ImportFileError:
    return ImportFileError(
        "is not UTF-8 text",
        where=f"{name}:{line}",
        remedy='Save it again as UTF-8 (in Excel: "CSV UTF-8"; in Notepad: encoding UTF-8).',
    )


def _with_single_ids(notes: ParsedNotes) -> ParsedNotes:
    """The notes, in which an id that is given twice stays with the first entry: the others get new ones later."""
    given: set[str | None] = {None}

    def single(entry: ParsedEntry) -> ParsedEntry:
        taken = entry.id in given
        given.add(entry.id)
        return replace(entry, id=None) if taken else entry

    return replace(
        notes,
        topics=tuple(replace(topic, entries=tuple(map(single, topic.entries))) for topic in notes.topics),
    )
