"""A course written out as Q&A notes, YAML, JSON or CSV, for people and for importing again.

Every format carries an entry's id, question, aliases, answer, status, links, related ids, cohort
and review day, and its topic; all but CSV also the course's name and cohort and the topics'
summaries. `bot.knowledge.notes.parse_file` reads each back to equal entries in the same order.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping
from dataclasses import replace

from bot.knowledge.model import Course, Entry, Status, Topic
from bot.knowledge.notes import comment
from bot.knowledge.notes.records import FIELDS, write_link
from bot.knowledge.yaml_emit import Data, Spaced, Style, fields
from bot.knowledge.yaml_writer import entry_data, topic_data


def to_markdown(course: Course) -> str:
    """The course as notes: topics as headings, questions as bullets, answers below them.

    What notes cannot say stands in HTML comments, which no viewer shows.
    """
    title = f"{course.name} - {course.cohort}" if course.cohort else course.name
    meta = {"name": course.name, "cohort": course.cohort}
    return "\n\n".join([_headed("#", title, meta), *(_topic_notes(topic) for topic in course.topics)]) + "\n"


def to_yaml(course: Course) -> str:
    """The course as one YAML file, its topics and entries written as in the knowledge base."""
    data: dict[str, Data] = {"name": course.name}
    if course.cohort:
        data["cohort"] = course.cohort
    data["topics"] = Spaced([_topic_yaml(topic) for topic in course.topics])
    return "\n".join([*fields(data, 0, Style()), ""])


def to_json(course: Course) -> str:
    """The course as an object with `name`, `cohort`, `topics` (name and summary) and `entries`."""
    data = {
        "name": course.name,
        "cohort": course.cohort,
        "topics": [{"topic": topic.name, "summary": topic.summary} for topic in course.topics],
        "entries": [{"topic": topic.name, **_values(entry)} for topic, entry in course.entries()],
    }
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def to_csv(course: Course) -> str:
    """The entries as a table; cells with several aliases, links or related ids have one on each line."""
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, FIELDS, lineterminator="\n")
    writer.writeheader()
    for topic, entry in course.entries():
        row = {"topic": topic.name, **_values(entry), "links": [write_link(link) for link in entry.links]}
        writer.writerow({name: _cell(value) for name, value in row.items()})
    return out.getvalue()


def _topic_notes(topic: Topic) -> str:
    heading = _headed("##", topic.name, {"topic": topic.name}, topic.summary or "")
    return "\n\n".join([heading, *(_entry_notes(entry) for entry in topic.entries)])


def _headed(sign: str, words: str, meta: comment.Meta, below: str = "") -> str:
    """A heading with our comment; the text below it is indented, which changes nothing where it is shown."""
    lines = [f"{sign} {' '.join(words.split())}", comment.write(meta)]
    return "\n".join([*lines, "", comment.indented(below)] if below else lines)


def _entry_notes(entry: Entry) -> str:
    meta = {name: value for name, value in _values(entry).items() if value and name not in ("question", "answer")}
    if entry.status is (Status.ANSWERED if entry.answer else Status.PENDING):
        del meta["status"]
    lines = [f"- {entry.question}", comment.INDENT + comment.write(meta)]
    return "\n".join([*lines, comment.indented(entry.answer)] if entry.answer else lines)


def _topic_yaml(topic: Topic) -> dict[str, Data]:
    entries = [replace(entry, source=None, created=None, updated=None, updated_by=None) for entry in topic.entries]
    return {**topic_data(topic), "entries": Spaced([entry_data(entry) for entry in entries])}


def _values(entry: Entry) -> Mapping[str, object]:
    """The entry's fields as JSON has them."""
    return {
        "id": entry.id,
        "question": entry.question,
        "aliases": list(entry.aliases),
        "answer": entry.answer,
        "status": str(entry.status),
        "links": [{"text": link.text, "url": link.url} for link in entry.links],
        "related": list(entry.related),
        "cohort": entry.cohort,
        "review_by": entry.review_by.isoformat() if entry.review_by else None,
    }


def _cell(value: object) -> object:
    """A list as one item a line; the final line break tells it from a single item with ` | ` in it."""
    return "".join(f"{item}\n" for item in value) if isinstance(value, list) else value
