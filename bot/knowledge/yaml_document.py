"""Where things stand in the text of a YAML file: lines, columns, and what belongs to what.

A comment line belongs to the item or key above it when it stands further in than that item's dash or
that key; otherwise it belongs to the file, and nothing here ever counts it to an entry.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.knowledge.yaml_emit import Data, Style, Verbatim
from bot.knowledge.yaml_errors import Lines
from bot.knowledge.yaml_nodes import Mapping, Node, Pair, Scalar, Sequence, compose, walk

# Line breaks as YAML 1.1 has them, so that this module and the parser agree on where a line ends.
_BREAK = re.compile(r"\r\n|[\n\r\x85\u2028\u2029]")
_BREAKS = "\n\r\x85\u2028\u2029"
_COMMENT = re.compile(rf"(?P<space>[ \t]*)#[^{_BREAKS}]*")
_COLON = re.compile(r"[ \t]*:")
_LITERAL_HEADER = re.compile(r"[|>](?P<signs>[0-9+-]*)")


class Document:
    """The text of a file with its nodes; positions are indices into the text."""

    def __init__(self, file: str, text: str) -> None:
        self.text = text
        self.lines = Lines(file, text)
        root = compose(text, self.lines)
        if not isinstance(root, Mapping):
            raise self.lines.error(None, "the file holds no keys", "Write its first key.")
        self.root: Mapping = root

    # Lines

    def line_start(self, index: int) -> int:
        """Where the line of `index` starts."""
        while index > 0 and self.text[index - 1] not in _BREAKS:
            index -= 1
        return index

    def line_end(self, index: int) -> int:
        """Where the line of `index` ends, before its line break."""
        found = _BREAK.search(self.text, index)
        return found.start() if found else len(self.text)

    def line_before(self, index: int) -> int:
        """Where the line above that of `index` ends, before its line break; 0 on the first line."""
        start = self.line_start(index)
        return max(0, start - (2 if self.text.startswith("\r\n", start - 2) else 1))

    def next_line(self, index: int) -> int:
        """Where the line after that of `index` starts."""
        found = _BREAK.search(self.text, index)
        return found.end() if found else len(self.text)

    def column(self, index: int) -> int:
        """How far in `index` stands on its line, from 0."""
        return index - self.line_start(index)

    def starts_line(self, index: int) -> bool:
        """Whether only spaces stand before `index` on its line."""
        return not self.text[self.line_start(index) : index].strip(" ")

    def line_at(self, start: int) -> str:
        """The line that starts at `start`, without its line break."""
        return self.text[start : self.line_end(start)]

    def after_blank_lines(self, start: int) -> int:
        """The start of the first line from that at `start` on that is not blank."""
        while start < len(self.text) and not self.line_at(start).strip():
            start = self.next_line(start)
        return start

    # What belongs to what

    def after_colon(self, pair: Pair) -> int:
        """The position behind the colon of a key."""
        found = _COLON.match(self.text, pair.key.end)
        if not found:
            raise self.refuse(pair.key)
        return found.end()

    def end(self, node: Node) -> int:
        """The end of the node's last line: with the comment behind it, without blank lines below it."""
        if isinstance(node, Sequence) and not node.flow and node.items:
            return self.end(node.items[-1])
        if isinstance(node, Mapping) and not node.flow and node.pairs:
            return self.end(node.pairs[-1].value)
        if isinstance(node, Scalar) and node.style in {"|", ">"}:
            return self._block_scalar_end(node)
        return self.line_end(node.end)

    def _block_scalar_end(self, node: Scalar) -> int:
        source = self.text[node.start : node.end]
        if "+" in self.literal_signs(node):  # its blank lines are part of the text
            return node.end if source[-1] not in _BREAKS else node.end - (2 if source.endswith("\r\n") else 1)
        return self.line_end(node.start + len(source.rstrip()))

    def literal_signs(self, node: Scalar) -> str:
        """The signs behind a block scalar's `|` or `>`."""
        found = _LITERAL_HEADER.match(self.text, node.start)
        return found["signs"] if found else ""

    def reach(self, end: int, column: int) -> int:
        """`end`, or the end of the last comment below it that stands further in than `column`."""
        return max((self.line_end(start) for start in self.comments_below(end, column)), default=end)

    def comments_below(self, end: int, column: int) -> Iterator[int]:
        """The starts of comment lines below the line that ends at `end`, while further in than `column`."""
        start = self.next_line(end)
        while start < len(self.text):
            line = self.line_at(start)
            indent = len(line) - len(line.lstrip(" \t"))
            if line.strip() and not (line[indent] == "#" and indent > column):
                return
            if line.strip():
                yield start
            start = self.next_line(start)

    def pair_end(self, pair: Pair) -> int:
        """Where a key with its value and comments ends."""
        return self.reach(self.end(pair.value), self.column(pair.key.start))

    def dashes(self, items: Sequence) -> list[int]:
        """The positions of the dashes of a block list."""
        column = self.column(items.start)
        dash = re.compile(rf"(?<![^{_BREAKS}]) {{{column}}}-(?=[ \t{_BREAKS}]|\Z)")
        found = [items.start]
        for item in items.items[:-1]:
            match = dash.search(self.text, self.next_line(self.end(item)))
            if not match:
                raise self.refuse(item)
            found.append(match.end() - 1)
        return found

    def item_end(self, item: Node, dash: int) -> int:
        """Where an item with its comments ends."""
        return self.reach(max(self.end(item), self.line_end(dash)), self.column(dash))

    def comments(self, start: int, node: Node) -> list[str]:
        """The comments from `start` to the end of the node's last line, in order, with the space before."""
        found: list[str] = []
        for leaf in walk(node):
            found += self._comments_between(start, leaf.start)
            start = leaf.end
            if leaf.style in {"|", ">"}:
                found += self._comments_between(leaf.start, self.line_end(leaf.start))
        return found + self._comments_between(start, max(start, self.end(node)))

    def _comments_between(self, start: int, end: int) -> list[str]:
        found = list(_COMMENT.finditer(self.text, start, end))
        own_line = [self.starts_line(each.end("space")) for each in found]
        spaces = [" " if own else each["space"] or " " for each, own in zip(found, own_line, strict=True)]
        return [space + each[0].strip() for space, each in zip(spaces, found, strict=True)]

    # Manner

    def is_spaced(self, items: Sequence) -> bool:
        """Whether blank lines stand between the items, as the last two show; so it is for a single one."""
        if len(items.items) < 2:
            return True
        dashes = self.dashes(items)
        below = self.next_line(self.item_end(items.items[-2], dashes[-2]))
        return any(not line.strip() for line in _BREAK.split(self.text[below : dashes[-1]])[:-1])

    def style(self) -> Style:
        """The file's manner, as its entries show it."""
        found = _BREAK.search(self.text)
        eol = "\r\n" if found and found[0] == "\r\n" else "\n"
        for pair in self.root.pairs:
            inner = pair.value
            if isinstance(inner, Sequence) and not inner.flow and inner.items:
                return Style(eol, self.column(inner.start) - self.column(pair.key.start))
        return Style(eol)

    def verbatim(self, node: Node) -> Data:
        """The node as data that is written again as it stood; its comments are not in it."""
        if isinstance(node, Sequence):
            return [self.verbatim(item) for item in node.items]
        if isinstance(node, Mapping):
            return {self.source(key): self.verbatim(value) for key, value in node.pairs}
        return Verbatim(self.source(node)) if not _BREAK.search(self.source(node)) else node.value

    def source(self, scalar: Scalar) -> str:
        """The scalar as it stands in the text."""
        return self.text[scalar.start : scalar.end]

    def refuse(self, node: Node) -> Exception:
        """The error for a manner of writing that is read but cannot be changed in place."""
        return self.lines.error(
            node.start,
            "this way of writing YAML is read but cannot be changed by the bot",
            "Write it as plain `key: value` lines, or make the change by hand.",
        )
