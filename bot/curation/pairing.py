"""Finds, for each entry that was read from notes, the entry it was imported as before."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from pathlib import PurePath

from bot.knowledge.model import Entry
from bot.knowledge.notes.parsed import ParsedEntry
from bot.search.builder import build
from bot.search.results import Document
from bot.search.similarity import similarity
from bot.text.markdown import plain_inline

REWORDED = 0.6  # on the real notes an edited question stays above it, two questions of one file stay below
TELLING_ANSWER = 40  # from so many characters, the same answer word for word tells that the entry is the same
SAME_ANSWER = 0.9
CANDIDATES = 5

Pairs = dict[int, tuple[Entry, float]]  # place in what was read -> the entry it was, and how alike the questions are
Placed = Sequence[tuple[int, ParsedEntry]]


def same_file(first: str | None, second: str | None) -> bool:
    """Whether two paths name the same notes: their last parts are equal (macOS writes Hangul decomposed)."""
    if not first or not second:
        return False
    one, other = (PurePath(unicodedata.normalize("NFC", path).replace("\\", "/")).name for path in (first, second))
    return one == other


def pair_up(read: Sequence[ParsedEntry], imported: Sequence[Entry], course: Iterable[Entry]) -> Pairs:
    """Pairs each entry read with at most one of `imported`, an earlier import of the same file.

    An id that the file gives goes first, and finds its entry anywhere in the course when the
    questions are alike; then the same question; then the most similar one.
    """
    pairs = _by_id(read, imported, course)
    for stage in (_by_question, _by_likeness):
        used = {entry.id for entry, _ in pairs.values()}
        pairs |= stage(
            [(place, entry) for place, entry in enumerate(read) if place not in pairs],
            [entry for entry in imported if entry.id not in used],
        )
    return pairs


def _by_id(read: Sequence[ParsedEntry], imported: Sequence[Entry], course: Iterable[Entry]) -> Pairs:
    own = {entry.id for entry in imported}
    known = {entry.id: entry for entry in course}
    pairs: Pairs = {}
    for place, entry in enumerate(read):
        before = known.get(entry.id or "")
        if before is None:
            continue
        alike = _likeness(entry, before)
        if before.id in own or alike >= REWORDED:
            pairs[place] = (known.pop(before.id), alike)
    return pairs


def _by_question(read: Placed, imported: Sequence[Entry]) -> Pairs:
    waiting: dict[str, list[Entry]] = {}
    for before in imported:
        waiting.setdefault(_key(before.question), []).append(before)
    return {place: (same.pop(0), 1.0) for place, entry in read if (same := waiting.get(_key(entry.question)))}


def _by_likeness(read: Placed, imported: Sequence[Entry]) -> Pairs:
    """The most similar pairs first, each entry once."""
    candidates = _Candidates(imported)
    alike = [
        (-score, place, before.id, before)
        for place, entry in read
        for before in candidates.of(entry)
        if (score := _likeness(entry, before)) >= REWORDED
    ]
    pairs: Pairs = {}
    used: set[str] = set()
    for score, place, entry_id, before in sorted(alike, key=lambda found: found[:3]):
        if place not in pairs and entry_id not in used:
            pairs[place] = (before, -score)
            used.add(entry_id)
    return pairs


class _Candidates:
    """Finds the few entries worth a comparison: comparing all with all takes a minute for a long file."""

    def __init__(self, imported: Sequence[Entry]) -> None:
        self._index = build(Document("", "", "", entry) for entry in imported)
        self._by_answer: dict[str, list[Entry]] = {}
        for entry in imported:
            self._by_answer.setdefault(entry.answer, []).append(entry)

    def of(self, read: ParsedEntry) -> list[Entry]:
        """Entries with questions near in meaning, or with the same telling answer."""
        near = [match.document.entry for match in self._index.search(read.question, limit=CANDIDATES).matches]
        same = self._by_answer.get(read.answer, []) if len(read.answer) >= TELLING_ANSWER else []
        return list({entry.id: entry for entry in (*near, *same)}.values())


def _likeness(read: ParsedEntry, before: Entry) -> float:
    if _key(read.question) == _key(before.question):
        return 1.0
    alike = similarity(plain_inline(read.question), plain_inline(before.question))
    same_answer = read.answer == before.answer and len(read.answer) >= TELLING_ANSWER
    return max(alike, SAME_ANSWER) if same_answer else alike


def _key(question: str) -> str:
    """What stays of a question without markup, case and spaces."""
    return "".join(unicodedata.normalize("NFC", plain_inline(question)).casefold().split())
