"""Merges notes that were read into a course: plans every change, writes none."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256

from bot.curation.draft import Draft
from bot.curation.pairing import pair_up, same_file
from bot.curation.plan import ImportPlan, Item, Kind, LeftOutText, NearDuplicate
from bot.curation.renames import renames
from bot.knowledge.glossary import starter_glossary
from bot.knowledge.model import Course, Entry, Source
from bot.knowledge.notes.parsed import ParsedEntry, ParsedNotes
from bot.knowledge.tidy import tidy_entry
from bot.search.similarity import Repeats

HANGUL = re.compile("[가-힣]")
LATIN = re.compile("[A-Za-z]")


@dataclass(frozen=True, slots=True)
class Wishes:
    """How an import shall be done.

    `overwrite` lets the notes win over edits by people; `assets_url` becomes the course's base
    address of relative pictures.
    """

    overwrite: bool = False
    assets_url: str | None = None


DEFAULT = Wishes()


def plan_import(
    course: Course | None, slug: str, parsed: Sequence[ParsedNotes], today: date, *, wishes: Wishes = DEFAULT
) -> ImportPlan:
    """Plans the import of these notes, in order, into the course `slug`; None makes a new one.

    An entry that a person edited since its import is kept where the notes say otherwise, and no
    answer is replaced by none, unless wished. Importing the same notes again changes nothing.
    """
    settings = course or new_course(slug, parsed)
    draft = Draft(course, replace(settings, assets_url=wishes.assets_url or settings.assets_url))
    items = [item for notes in parsed for item in _Merge(draft, notes, today, overwrite=wishes.overwrite).items()]
    after = draft.as_course()
    return ImportPlan(
        course=after,
        changes=draft.changes(),
        items=tuple(items),
        near_duplicates=tuple(_near_duplicates(after, items)),
        renamed=tuple(renames(course, items)),
        left_out=tuple(LeftOutText(n.file, o.line, o.text, o.reason) for n in parsed for o in n.left_out),
        ignored=tuple((n.file, column) for n in parsed for column in n.ignored),
    )


def new_course(slug: str, parsed: Sequence[ParsedNotes]) -> Course:
    """A course for these notes: their name and cohort, their language, and a glossary to start from."""
    entries = [entry for notes in parsed for entry in notes.entries()]
    questions = " ".join(entry.question for entry in entries)
    korean = 2 * len(HANGUL.findall(questions)) >= len(LATIN.findall(questions))  # a syllable is worth some letters
    return Course(
        slug=slug,
        name=parsed[0].name or slug,
        cohort=parsed[0].cohort,
        language="ko" if korean else "en",
        glossary=starter_glossary([text for entry in entries for text in (entry.question, entry.answer)]),
    )


class _Merge:
    """One file's notes going into the draft."""

    def __init__(self, draft: Draft, notes: ParsedNotes, today: date, *, overwrite: bool) -> None:
        self.draft = draft
        self.notes = notes
        self.today = today
        self.overwrite = overwrite

    def items(self) -> Iterator[Item]:
        """What becomes of each entry read, then of those that the notes no longer have; the draft is changed."""
        imported = [e for e in self.draft.entries() if e.source and same_file(e.source.file, self.notes.file)]
        topics = [(self.draft.topic_for(topic.name, topic.summary), topic) for topic in self.notes.topics]
        read = [(slug, entry) for slug, topic in topics for entry in topic.entries]
        pairs = pair_up([entry for _, entry in read], imported, self.draft.entries())
        ids = [
            pairs[place][0].id if place in pairs else self.draft.new_id(entry.id, topic, entry.question)
            for place, (topic, entry) in enumerate(read)
        ]
        names = {
            name: entry_id for entry_id, (_, entry) in zip(ids, read, strict=True) for name in (entry.line, entry.id)
        }
        for place, (topic, entry) in enumerate(read):
            offered = self._offered(entry, ids[place], names)
            item = self._changed(topic, *pairs[place], offered) if place in pairs else self._added(topic, offered)
            self.draft.put(item.topic, item.entry)
            yield item
        found = {before.id for before, _ in pairs.values()}
        for gone in (entry for entry in imported if entry.id not in found):
            yield Item(Kind.GONE, self.notes.file, self.draft.topic_of(gone.id), gone, gone)

    def _offered(self, read: ParsedEntry, entry_id: str, names: Mapping[int | str | None, str]) -> Entry:
        """The entry that the notes alone would make; `names` gives the ids for the file's lines and own ids."""
        related = [names[line] for line in read.related_lines if line in names]
        related += [names.get(name, name) for name in read.related]
        entry = Entry(
            id=entry_id,
            question=read.question,
            answer=read.answer,
            status=read.status,
            aliases=read.aliases,
            links=read.links,
            related=tuple(dict.fromkeys(related)),
            cohort=read.cohort or self.notes.cohort,
            review_by=read.review_by,
        )
        return replace(entry, source=Source(file=self.notes.file, line=read.line, digest=digest(entry)))

    def _added(self, topic: str, offered: Entry) -> Item:
        return Item(Kind.ADDED, self.notes.file, topic, replace(offered, created=self.today))

    def _changed(self, topic: str, before: Entry, similarity: float, offered: Entry) -> Item:
        if before.cohort is None and offered.cohort == self.draft.cohort:
            offered = replace(offered, cohort=None)  # it is of the course's cohort anyway
        merged = _merged(before, offered)
        present = self.draft.topic_of(before.id)
        moved_line = replace(before, source=merged.source)
        if merged == moved_line and topic == present:
            return Item(Kind.UNCHANGED, self.notes.file, present, moved_line, before)
        if not self.overwrite and _said(before) is not None and _said(before) == _said(offered):
            # The notes say what they said at the last import: what differs was edited by hand.
            return Item(Kind.UNCHANGED, self.notes.file, present, moved_line, before)
        if not self.overwrite and (_by_hand(before) or (before.answer and not offered.answer)):
            return Item(Kind.KEPT, self.notes.file, present, moved_line, before, similarity, offered=merged)
        kind = Kind.CHANGED if similarity == 1.0 else Kind.REWORDED
        after = replace(merged, updated=self.today, updated_by=None)
        return Item(kind, self.notes.file, topic, after, before, similarity)


def _merged(before: Entry, offered: Entry) -> Entry:
    """The entry with what the notes say; what they cannot say, or do not, stays."""
    own = before.source is None or before.source.file is None or _same_source(before, offered)
    return replace(
        before,
        question=offered.question,
        answer=offered.answer,
        status=offered.status,
        aliases=offered.aliases or before.aliases,
        links=offered.links or before.links,
        related=tuple(dict.fromkeys((*before.related, *offered.related))),
        source=offered.source if own else before.source,
        cohort=offered.cohort or before.cohort,
        review_by=offered.review_by or before.review_by,
    )


def digest(entry: Entry) -> str:
    """A short hash of what notes can say of an entry: its question, answer and status."""
    tidied = tidy_entry(entry)
    return sha256(f"{tidied.question}\0{tidied.answer}\0{tidied.status}".encode()).hexdigest()[:8]


def _said(entry: Entry) -> str | None:
    """The digest of what the notes said of the entry when it was imported."""
    return entry.source.digest if entry.source is not None else None


def _by_hand(before: Entry) -> bool:
    """Whether a person has changed the entry since it was imported, in Slack or in the file."""
    return before.updated_by is not None or _said(before) not in {None, digest(before)}


def _same_source(before: Entry, offered: Entry) -> bool:
    return bool(before.source and offered.source and same_file(before.source.file, offered.source.file))


def _near_duplicates(course: Course, items: Iterable[Item]) -> Iterator[NearDuplicate]:
    """New questions that entries of other files ask too; each pair once."""
    added = [item for item in items if item.kind is Kind.ADDED]
    if len(added) == sum(1 for _ in course.entries()) and len({item.file for item in added}) == 1:
        return  # one file into an empty course: there is no other file
    repeats = Repeats(course)
    told: set[frozenset[str]] = set()
    for item in added:
        for document, likeness in repeats.of(item.entry.id):
            pair = frozenset({item.entry.id, document.entry.id})
            if pair not in told and not _same_source(document.entry, item.entry):
                told.add(pair)
                yield NearDuplicate(item.entry, document.entry, likeness)
