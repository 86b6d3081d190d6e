"""From the drafts of a course's files to the course: ids are completed and checked across files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from bot.knowledge.ids import new_id
from bot.knowledge.model import Course, Entry, Problem, Topic
from bot.knowledge.yaml_reader import CourseDraft, EntryDraft, TopicDraft


@dataclass(frozen=True, slots=True)
class Place:
    """Where an entry stands: its topic, and its item in the list of that topic's file."""

    topic: str
    item: int
    has_id: bool


@dataclass(frozen=True, slots=True)
class Assembled:
    """A course, where each of its entries stands, and the problems of all its files."""

    course: Course
    places: Mapping[str, Place]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class TopicSource:
    """A topic's draft and the name of its file for problems."""

    file: str
    draft: TopicDraft


def assemble(slug: str, settings: CourseDraft, topics: Mapping[str, TopicSource]) -> Assembled:
    """The course made of its drafts.

    An entry written without an id gets one derived from its course, topic and question, so it depends
    neither on its place nor on other entries. An id that stands twice, or was retired, is a problem: the
    entry is left out and stays on disk.
    """
    problems = list(settings.problems)
    derived = _derived_ids(slug, settings, topics)
    retired = frozenset(settings.course.retired_ids)
    places: dict[str, Place] = {}
    first: dict[str, str] = {}
    made: list[Topic] = []
    for name, source in sorted(topics.items()):
        problems += source.draft.problems
        kept: list[Entry] = []
        for draft in source.draft.entries:
            if draft.entry is None:
                continue
            entry = draft.entry if draft.given_id else replace(draft.entry, id=derived[name, draft.item])
            problem = _id_problem(entry.id, source.file, draft, retired, first)
            if problem:
                problems.append(problem)
                continue
            first[entry.id] = f"{source.file}:{draft.line}"
            places[entry.id] = Place(name, draft.item, has_id=bool(draft.given_id))
            kept.append(entry)
        if source.draft.broken is None:
            made.append(Topic(name, source.draft.name, source.draft.summary, tuple(kept)))
    return Assembled(replace(settings.course, topics=tuple(made)), places, tuple(problems))


def _derived_ids(slug: str, settings: CourseDraft, topics: Mapping[str, TopicSource]) -> dict[tuple[str, int], str]:
    """The ids of entries without one, by topic and item.

    Where two of them clash, the order of their questions (then answers) decides, not that of the file.
    """
    taken = {draft.given_id for source in topics.values() for draft in source.draft.entries}
    taken.update(settings.course.retired_ids)
    seeds = [
        (f"{slug}/{name}/{draft.entry.question}", draft.entry.answer, name, draft.item)
        for name, source in topics.items()
        for draft in source.draft.entries
        if draft.entry and not draft.given_id
    ]
    ids: dict[tuple[str, int], str] = {}
    for seed, _, name, item in sorted(seeds):
        ids[name, item] = new_id(seed, taken)
        taken.add(ids[name, item])
    return ids


def _id_problem(
    entry_id: str, file: str, draft: EntryDraft, retired: frozenset[str], first: Mapping[str, str]
) -> Problem | None:
    if entry_id in first:
        problem = f"the id `{entry_id}` is already that of the entry at {first[entry_id]}"
        remedy = "Delete one of the two, or take this one's `id` out to get a new one."
    elif entry_id in retired:
        problem = f"the id `{entry_id}` was that of a deleted entry (see retired_ids in course.yaml)"
        remedy = "Delete the entry, or take its `id` out to get a new one."
    else:
        return None
    return Problem(file, draft.line, problem, remedy, entry_id=entry_id)
