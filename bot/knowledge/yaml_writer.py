"""From the model to the text of a file: a new file, or the old one with only the difference changed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.knowledge.files import ChannelFile, CourseFile, EntryFile, SourceFile, TopicFile
from bot.knowledge.model import RETENTION_DAYS, Channel, Course, Entry, Link, ReplyPolicy, Source, Status, Topic
from bot.knowledge.yaml_document import Document
from bot.knowledge.yaml_edit import Editor
from bot.knowledge.yaml_emit import Data, Markdown, Spaced, Style, fields
from bot.knowledge.yaml_nodes import Mapping as MappingNode
from bot.knowledge.yaml_nodes import Node, Scalar, kind
from bot.knowledge.yaml_nodes import Sequence as SequenceNode

TOPIC_HINT = "# yaml-language-server: $schema=../.schema/topic.schema.json"
COURSE_HINT = "# yaml-language-server: $schema=../.schema/course.schema.json"
ENTRY_KEYS = tuple(EntryFile.model_fields)
TOPIC_KEYS = tuple(TopicFile.model_fields)
COURSE_KEYS = tuple(CourseFile.model_fields)
SOURCE_KEYS = tuple(SourceFile.model_fields)
CHANNEL_KEYS = tuple(ChannelFile.model_fields)


_Record = Entry | Topic | Course | Source | Channel


@dataclass(frozen=True, slots=True)
class _Shape:
    """How a record is written: the order of its keys, and the ones to look at."""

    order: Sequence[str]
    keys: Sequence[str]
    data: Callable[[Any], dict[str, Data]]


@dataclass(frozen=True, slots=True)
class TopicChange:
    """What changes in a topic's file; items are places in the list that the file has, from 0."""

    before: Topic
    after: Topic
    changed: Mapping[int, tuple[Entry, Entry]]
    removed: Sequence[int]
    added: Sequence[Entry]


def new_topic(topic: Topic) -> str:
    """The text of a topic's file, with the hint that lets editors check it."""
    data = topic_data(topic)
    if topic.entries:
        data["entries"] = Spaced([entry_data(entry) for entry in topic.entries])
    return "\n".join([TOPIC_HINT, *fields(data, 0, Style()), ""])


def new_course(course: Course) -> str:
    """The text of a `course.yaml`, with the hint that lets editors check it."""
    return "\n".join([COURSE_HINT, *fields(course_data(course), 0, Style()), ""])


def changed_course(file: str, text: str, before: Course, after: Course) -> str:
    """The text with the settings that differ changed in place."""
    document = _open_root(Document(file, text))
    editor = Editor(document)
    keys = COURSE_KEYS
    if _edit_channels(editor, document.root, before.channels, after.channels):
        keys = tuple(key for key in keys if key != "channels")
    _edit(editor, document.root, before, after, _Shape(COURSE_KEYS, keys, course_data))
    return editor.result()


def _edit_channels(editor: Editor, root: MappingNode, before: Sequence[Channel], after: Sequence[Channel]) -> bool:
    """Change the settings of channels that stay as they are in number and order; whether that was so."""
    pair = root.get("channels")
    items = pair.value if pair else None
    if not isinstance(items, SequenceNode) or items.flow or [one.id for one in before] != [one.id for one in after]:
        return False
    for at, (was, is_now) in enumerate(zip(before, after, strict=True)):
        node = items.items[at]
        if isinstance(node, MappingNode) and not node.flow:
            _edit(editor, node, was, is_now, _Shape(CHANNEL_KEYS, CHANNEL_KEYS, channel_fields))
        elif was != is_now:
            editor.set_item(items, at, channel_data(is_now))
    return True


def changed_topic(file: str, text: str, change: TopicChange) -> str:
    """The text with the name, the summary and the entries that differ changed in place."""
    document = _open_entries(Document(file, text), change)
    editor = Editor(document)
    root = document.root
    _edit(editor, root, change.before, change.after, _Shape(TOPIC_KEYS, ("topic", "summary"), topic_data))
    items = _entries(root)
    if items:
        _edit_entries(editor, items, change)
    elif change.added:
        new = Spaced([entry_data(entry) for entry in change.added])
        editor.set_fields(root, {"entries": new}, TOPIC_KEYS)
    return editor.result()


def _edit_entries(editor: Editor, items: SequenceNode, change: TopicChange) -> None:
    for at, (before, after) in change.changed.items():
        node = items.items[at]
        if isinstance(node, MappingNode):
            _edit_entry(editor, node, before, after)
    editor.remove_items(items, change.removed)
    # New entries follow the last one that stays; the text of one that goes is no place to stand.
    last = max((at for at in range(len(items.items)) if at not in set(change.removed)), default=-1)
    spaced = editor.document.is_spaced(items)
    editor.add_items(items, last + 1, [entry_data(entry) for entry in change.added], spaced=spaced)


def _edit_entry(editor: Editor, node: MappingNode, before: Entry, after: Entry) -> None:
    given = node.get("id")
    if given is None or (isinstance(given.value, Scalar) and kind(given.value) == "null"):
        editor.set_fields(node, {"id": after.id}, ENTRY_KEYS)
    source = node.get("source")
    keys = ENTRY_KEYS[1:]
    if source and before.source and after.source and isinstance(source.value, MappingNode) and not source.value.flow:
        _edit(editor, source.value, before.source, after.source, _Shape(SOURCE_KEYS, SOURCE_KEYS, source_data))
        keys = tuple(key for key in keys if key != "source")
    _edit(editor, node, before, after, _Shape(ENTRY_KEYS, keys, entry_data))


def _edit(editor: Editor, node: MappingNode, before: _Record, after: _Record, shape: _Shape) -> None:
    """Change the keys whose value differs, or whose written form does (a status that is no longer the default)."""
    old, new = shape.data(before), shape.data(after)
    changes: dict[str, Data | None] = {}
    for key in shape.keys:
        name = "name" if key == "topic" else key
        was, is_now = getattr(before, name), getattr(after, name)
        if was == is_now and old.get(key) == new.get(key):
            continue
        pair = node.get(key)
        if pair and key in new and key in ITEMS:
            editor.set_list(pair, was, is_now, ITEMS[key])
        else:
            changes[key] = new.get(key)
    editor.set_fields(node, changes, shape.order)


def _open_root(document: Document) -> Document:
    """The document, rewritten as lines when it is all in braces."""
    if not document.root.flow:
        return document
    editor = Editor(document)
    editor.open_root()
    return Document(document.lines.file, editor.result())


def _open_entries(document: Document, change: TopicChange) -> Document:
    """The document, with what is to change in it rewritten as lines where it stands in brackets."""
    document = _open_root(document)
    editor = Editor(document)
    pair = document.root.get("entries")
    items = _entries(document.root)
    touched = {*change.changed, *change.removed}
    if pair and items and items.flow and (touched or change.added):
        editor.open_list(pair)
    elif items:
        for at in change.changed:
            node = items.items[at]
            if isinstance(node, MappingNode) and node.flow:
                editor.set_item(items, at, document.verbatim(node))
    text = editor.result()
    return document if text == document.text else Document(document.lines.file, text)


def entry_nodes(root: MappingNode) -> tuple[Node, ...]:
    """The items of a topic's list of entries."""
    items = _entries(root)
    return items.items if items else ()


def _entries(root: MappingNode) -> SequenceNode | None:
    """The list of entries, None when it has no item."""
    pair = root.get("entries")
    return pair.value if pair and isinstance(pair.value, SequenceNode) and pair.value.items else None


def topic_data(topic: Topic) -> dict[str, Data]:
    """A topic's name and summary as its file has them."""
    data: dict[str, Data] = {"topic": topic.name}
    if topic.summary:
        data["summary"] = Markdown(topic.summary)
    return data


def entry_data(entry: Entry) -> dict[str, Data]:
    """An entry as its file has it: defaults are left out."""
    default = Status.ANSWERED if entry.answer else Status.PENDING
    data: dict[str, Data | None] = {
        "id": entry.id,
        "question": entry.question,
        "aliases": list(entry.aliases),
        "status": None if entry.status is default else str(entry.status),
        "answer": Markdown(entry.answer) if entry.answer else None,
        "links": [link_data(link) for link in entry.links],
        "related": list(entry.related),
        "source": source_data(entry.source) if entry.source else None,
        "cohort": entry.cohort,
        "created": entry.created,
        "updated": entry.updated,
        "updated_by": entry.updated_by,
        "review_by": entry.review_by,
    }
    return _filled(data)


def course_data(course: Course) -> dict[str, Data]:
    """A course's settings as its file has them: defaults are left out."""
    data: dict[str, Data | None] = {
        "name": course.name,
        "cohort": course.cohort,
        "language": None if course.language == "ko" else course.language,
        "assets_url": course.assets_url,
        "notes_url": course.notes_url,
        "channels": [channel_data(channel) for channel in course.channels],
        "reply": None if course.reply is ReplyPolicy.CONFIDENT else str(course.reply),
        "wait": course.wait or None,
        "instructors": list(course.instructors),
        "instructors_channel": course.instructors_channel,
        "retention_days": None if course.retention_days == RETENTION_DAYS else course.retention_days,
        "glossary": [terms_data(terms) for terms in course.glossary],
        "retired_ids": list(course.retired_ids),
    }
    return _filled(data)


def channel_fields(channel: Channel) -> dict[str, Data]:
    """A channel with its own settings as keys and values."""
    return _filled({"id": channel.id, "reply": channel.reply and str(channel.reply), "wait": channel.wait})


def channel_data(channel: Channel) -> Data:
    """A channel: its id alone when it has no settings of its own."""
    return channel.id if channel == Channel(channel.id) else channel_fields(channel)


def source_data(source: Source) -> dict[str, Data]:
    """A source as its file has it."""
    return _filled({"file": source.file, "line": source.line, "added_by": source.added_by, "digest": source.digest})


def link_data(link: Link) -> Data:
    """A link: its address alone when it stands on that."""
    bare = link.text == link.url and not link.url.startswith("[") and " " not in link.url
    return link.url if bare else {"text": link.text, "url": link.url}


def terms_data(terms: Sequence[str]) -> Data:
    """A group of the glossary, on one line where its terms allow it."""
    return list(terms) if any("=" in term for term in terms) else " = ".join(terms)


def _text(value: str) -> Data:
    return value


ITEMS: Mapping[str, Callable[[Any], Data]] = {
    "aliases": _text,
    "related": _text,
    "links": link_data,
    "channels": channel_data,
    "instructors": _text,
    "glossary": terms_data,
    "retired_ids": _text,
}


def _filled(data: Mapping[str, Data | None]) -> dict[str, Data]:
    return {key: value for key, value in data.items() if value is not None and value != []}
