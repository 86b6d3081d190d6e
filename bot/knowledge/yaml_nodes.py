"""YAML as located nodes: what is read knows where it stands, and nothing hostile gets through.

The tree is built from the C parser's events, which is several times faster than its composer, never
recurses, and lets anchors, tags and bombs be refused before anything is made of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

import yaml
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)
from yaml.nodes import ScalarNode
from yaml.resolver import Resolver

from bot.knowledge.yaml_errors import Lines, from_parser, refuse_characters

MAX_DEPTH = 16  # our own files are six deep
MAX_NODES = 500_000  # about 20,000 entries in one file; bounds the memory of a hostile one


# Tuples rather than dataclasses: a course of 10,000 entries makes 300,000 of them at every load.
class Scalar(NamedTuple):
    """A text with its style: "" for plain, else one of `'`, `"`, `|`, `>`."""

    value: str
    style: str
    start: int
    end: int


class Sequence(NamedTuple):
    """A list; `flow` when written in brackets. `end` is exact only then."""

    items: tuple[Node, ...]
    flow: bool
    start: int
    end: int


class Mapping(NamedTuple):
    """Keys and values in file order, duplicates included; `flow` when written in braces."""

    pairs: tuple[Pair, ...]
    flow: bool
    start: int
    end: int

    def get(self, key: str) -> Pair | None:
        """The first pair of that key, or None."""
        return next((pair for pair in self.pairs if pair.key.value == key), None)


class Pair(NamedTuple):
    """A key and its value."""

    key: Scalar
    value: Node


Node = Scalar | Sequence | Mapping


def kind(scalar: Scalar) -> str:
    """What YAML takes the scalar for: "str", "bool", "int", "null", "timestamp" ..."""
    return "str" if scalar.style else plain_kind(scalar.value)


@cache
def _resolver() -> Resolver:
    return Resolver()


def plain_kind(text: str) -> str:
    """What YAML takes a text without quotes for."""
    tag: str = _resolver().resolve(ScalarNode, text, (True, False))  # type: ignore[no-untyped-call]
    return tag.rpartition(":")[2]


def compose(text: str, lines: Lines) -> Node | None:
    """The one document of a text as nodes, None when it holds none.

    Raises `LocatedError` for what does not parse, and for anchors, aliases, tags, merge keys, keys that
    are not text, forbidden characters, and nesting or size beyond any real file.
    """
    refuse_characters(text, lines)
    builder = _Builder(lines)
    loader = yaml.CSafeLoader(text)
    try:
        while event := loader.get_event():
            builder.take(event)
    except yaml.YAMLError as error:
        raise from_parser(error, lines) from error
    finally:
        loader.dispose()
    return builder.root


class _Open(NamedTuple):
    """A collection whose end has not come yet."""

    is_list: bool
    flow: bool
    start: int
    children: list[Node]


class _Builder:
    """Makes nodes of events."""

    def __init__(self, lines: Lines) -> None:
        self.root: Node | None = None
        self._lines = lines
        self._open: list[_Open] = []
        self._documents = 0
        self._nodes = 0

    def take(self, event: Event) -> None:
        """The next event of the stream."""
        if isinstance(event, ScalarEvent):
            self._refuse(event)
            style = "" if event.implicit[0] else event.style or ""
            self._add(Scalar(event.value, style, _start(event), _end(event)))
        elif isinstance(event, (MappingStartEvent, SequenceStartEvent)):
            self._refuse(event)
            is_list = isinstance(event, SequenceStartEvent)
            self._open.append(_Open(is_list, bool(event.flow_style), _start(event), []))
        elif isinstance(event, (MappingEndEvent, SequenceEndEvent)):
            self._close(_end(event))
        elif isinstance(event, AliasEvent):
            raise self._hostile(event, f"the alias `*{event.anchor}` is not allowed", "Write the text out.")
        elif isinstance(event, DocumentStartEvent):
            self._documents += 1
            if self._documents > 1:
                raise self._hostile(event, "there is a second document", "Keep one document in a file.")

    def _close(self, end: int) -> None:
        is_list, flow, start, children = self._open.pop()
        if is_list:
            self._add(Sequence(tuple(children), flow, start, end))
            return
        pairs = tuple(self._pair(key, value) for key, value in zip(children[::2], children[1::2], strict=True))
        self._add(Mapping(pairs, flow, start, end))

    def _pair(self, key: Node, value: Node) -> Pair:
        if not isinstance(key, Scalar):
            raise self._lines.error(key.start, "a key must be a word", "Put quotes around text in brackets or braces.")
        if key.value == "<<" and not key.style:
            raise self._lines.error(key.start, "the merge key `<<` is not allowed", "Write the keys out.")
        return Pair(key, value)

    def _add(self, node: Node) -> None:
        if self._open:
            self._open[-1].children.append(node)
        else:
            self.root = node

    def _refuse(self, event: MappingStartEvent | SequenceStartEvent | ScalarEvent) -> None:
        if event.anchor is not None:
            raise self._hostile(event, f"the anchor `&{event.anchor}` is not allowed", "Put the text in quotes.")
        if event.tag is not None:
            raise self._hostile(event, f"the tag `{event.tag}` is not allowed", "Take it out, or quote the text.")
        self._nodes += 1
        if self._nodes > MAX_NODES:
            raise self._hostile(event, f"the file has more than {MAX_NODES:,} values", "Split it into several topics.")
        if len(self._open) >= MAX_DEPTH:
            raise self._hostile(event, f"nested more than {MAX_DEPTH} levels deep", "Put text with brackets in quotes.")

    def _hostile(self, event: Event, problem: str, remedy: str) -> Exception:
        return self._lines.error(_start(event), problem, remedy)


def _start(event: Event) -> int:
    return event.start_mark.index if event.start_mark else 0


def _end(event: Event) -> int:
    return event.end_mark.index if event.end_mark else 0


def walk(node: Node) -> Iterator[Scalar]:
    """Every scalar in the node, in file order."""
    if isinstance(node, Scalar):
        yield node
    elif isinstance(node, Sequence):
        for item in node.items:
            yield from walk(item)
    else:
        for key, value in node.pairs:
            yield key
            yield from walk(value)


def content(node: Node) -> object:
    """What the node says without where it says it: for comparing two versions of a file."""
    if isinstance(node, Scalar):
        # A block scalar on the last line of a file gains its newline when something follows.
        return node.value.rstrip("\n") if node.style in {"|", ">"} else (node.value, bool(node.style))
    if isinstance(node, Sequence):
        return [content(item) for item in node.items]
    return [(key.value, content(value)) for key, value in node.pairs]
