"""A course while an import is being planned."""

from __future__ import annotations

from dataclasses import replace

from bot.knowledge import ids
from bot.knowledge.model import Course, Entry, Topic
from bot.knowledge.store import Change, PutCourse, PutEntry, PutTopic
from bot.knowledge.tidy import topic_key


class Draft:
    """Starts as a course (None when it is new) with the settings it shall have, and takes topics and entries."""

    def __init__(self, start: Course | None, settings: Course) -> None:
        self._start = start
        self._settings = settings.settings()
        topics = start.topics if start else ()
        self._topics = {topic.slug: replace(topic, entries=()) for topic in topics}
        self._entries = {entry.id: (topic.slug, entry) for topic in topics for entry in topic.entries}
        self._taken = {*self._entries, *settings.retired_ids}

    @property
    def cohort(self) -> str | None:
        """The cohort of the course itself."""
        return self._settings.cohort

    def entries(self) -> list[Entry]:
        """Every entry as it is by now."""
        return [entry for _, entry in self._entries.values()]

    def topic_of(self, entry_id: str) -> str:
        """The slug of the topic that the entry is in."""
        return self._entries[entry_id][0]

    def topic_for(self, name: str, summary: str | None) -> str:
        """The slug of the topic of that name, made when there is none; a new summary goes below the present one."""
        slug = self._find(name) or self._free_slug(name)
        topic = self._topics.setdefault(slug, Topic(slug, name))
        if summary and summary not in (topic.summary or ""):
            self._topics[slug] = replace(topic, summary=f"{topic.summary}\n\n{summary}" if topic.summary else summary)
        return slug

    def new_id(self, wanted: str | None, topic: str, question: str) -> str:
        """The id wanted when it is free, else a new one; it is taken from now on."""
        seed = f"{self._settings.slug}/{topic}/{question}"
        chosen = wanted if wanted and wanted not in self._taken else ids.new_id(seed, self._taken)
        self._taken.add(chosen)
        return chosen

    def put(self, topic: str, entry: Entry) -> None:
        """Adds the entry, or changes the one of its id."""
        self._entries[entry.id] = (topic, entry)

    def as_course(self) -> Course:
        """The course as it is by now."""
        entries: dict[str, list[Entry]] = {slug: [] for slug in self._topics}
        for topic, entry in self._entries.values():
            entries[topic].append(entry)
        topics = (replace(topic, entries=tuple(entries[slug])) for slug, topic in sorted(self._topics.items()))
        return replace(self._settings, topics=tuple(topics))

    def changes(self) -> tuple[Change, ...]:
        """What makes the start into the course as it is by now, in an order that a store can take."""
        changes: list[Change] = []
        before = self._start.settings() if self._start else None
        if self._settings != before:
            changes.append(PutCourse(self._settings, before))
        old_topics = {t.slug: replace(t, entries=()) for t in self._start.topics} if self._start else {}
        for slug, topic in self._topics.items():
            if topic != old_topics.get(slug):
                changes.append(PutTopic(slug, topic.name, topic.summary))
        old_entries = {e.id: (t.slug, e) for t, e in self._start.entries()} if self._start else {}
        for entry_id, (slug, entry) in self._entries.items():
            old = old_entries.get(entry_id)
            if (slug, entry) != old:
                changes.append(PutEntry(slug, entry, old[1] if old else None))
        return tuple(changes)

    def _find(self, name: str) -> str | None:
        wanted = topic_key(name)
        same = (slug for slug, topic in self._topics.items() if topic_key(topic.name) == wanted)
        return next(same, name if name in self._topics else None)  # a table may name a topic by its slug

    def _free_slug(self, name: str) -> str:
        plain = ids.slug(name)
        if plain in ("course", *self._topics):  # course.yaml is the course's own file
            number = next(n for n in range(2, len(self._topics) + 3) if f"{plain}-{n}" not in self._topics)
            return f"{plain}-{number}"
        return plain
