"""Our own YAML read as an import: an exported course, or a topic's file of another knowledge base."""

from __future__ import annotations

from bot.errors import ImportFileError, InvalidFileError
from bot.knowledge.notes.parsed import ParsedNotes
from bot.knowledge.notes.tables import parse_objects
from bot.knowledge.yaml_errors import Lines
from bot.knowledge.yaml_nodes import Mapping, Node, Scalar, compose, kind


def parse_yaml(text: str, file: str) -> ParsedNotes:
    """The entries of a YAML file; raises `ImportFileError`, for hostile YAML too."""
    lines = Lines(file, text)
    try:
        root = compose(text, lines)
        data = None if root is None else _value(root, lines)
    except InvalidFileError as error:
        raise ImportFileError(error.problem, where=error.where, remedy=error.remedy) from error
    return parse_objects(data, file)


def _value(node: Node, lines: Lines) -> object:
    """Plain data; every scalar is the text that stands there, `null` is None."""
    if isinstance(node, Scalar):
        return None if kind(node) == "null" else node.value
    if not isinstance(node, Mapping):
        return [_value(item, lines) for item in node.items]
    data: dict[str, object] = {}
    for key, inner in node.pairs:
        if key.value in data:
            raise lines.error(key.start, f"the key `{key.value}` stands twice", "Take one out.")
        data[key.value] = _value(inner, lines)
    return data
