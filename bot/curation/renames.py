"""Notices notes that come in again under another file name: then every entry would stand there twice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from bot.curation.pairing import same_file
from bot.curation.plan import Item, Kind, Renamed
from bot.knowledge.model import Course

MOST = 0.5  # of a file's entries, from which on the files look like two versions of one
FEW = 3  # entries that two cohorts' notes may well share


def renames(before: Course | None, items: Iterable[Item]) -> Iterator[Renamed]:
    """The files most of whose new entries are word for word those of another file imported earlier."""
    added: dict[str, list[tuple[str, str]]] = {}
    for item in items:
        if item.kind is Kind.ADDED:
            added.setdefault(item.file, []).append((item.entry.question, item.entry.answer))
    files: dict[tuple[str, str], set[str]] = {}
    for _, entry in before.entries() if before else ():
        if entry.source and entry.source.file:
            files.setdefault((entry.question, entry.answer), set()).add(entry.source.file)
    for file, texts in added.items():
        shared = Counter(other for text in texts for other in files.get(text, ()) if not same_file(other, file))
        for other, count in shared.most_common(1):
            if count > FEW and count >= MOST * len(texts):
                yield Renamed(file, other, count, len(texts))
