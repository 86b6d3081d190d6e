"""Changes to the text of a YAML file that leave everything else byte for byte.

An `Editor` collects replacements of pieces of the text and makes them at once. Fields and items are
replaced alone; a collection in brackets is rewritten as lines when something in it changes.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from collections.abc import Sequence as Values
from difflib import SequenceMatcher
from typing import TypeVar

from bot.knowledge.yaml_document import Document
from bot.knowledge.yaml_emit import STEP, Data, Style, field, fields, item, item_body, value
from bot.knowledge.yaml_nodes import Mapping, Node, Pair, Scalar, Sequence

_T = TypeVar("_T")


class Editor:
    """Edits one document; positions always mean the text as it was."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.style: Style = document.style()
        self._edits: list[tuple[int, int, str]] = []

    def result(self) -> str:
        """The text with all edits made."""
        text, parts, done = self.document.text, [], 0
        for start, end, new in sorted(self._edits, key=lambda edit: edit[:2]):
            parts += [text[done:start], new]
            done = max(done, end)
        return "".join([*parts, text[done:]])

    def _replace(self, start: int, end: int, new: str) -> None:
        self._edits.append((start, end, new))

    def _joined(self, lines: Values[str]) -> str:
        return self.style.eol.join(lines)

    # Fields

    def set_fields(self, node: Mapping, changes: dict[str, Data | None], order: Values[str]) -> None:
        """Set each key of a block mapping, or remove it (None); a new key goes where `order` has it."""
        above: Pair | None = None
        for key in order:
            pair = node.get(key)
            new = changes.get(key)
            if key in changes and new is None and pair:
                self._remove_field(node, pair)
                continue
            if pair and new is not None:
                self._set_value(pair, new)
            elif new is not None:
                self._add_field(node, above, key, new)
            above = pair or above

    def _add_field(self, node: Mapping, above: Pair | None, key: str, new: Data) -> None:
        column = self.document.column(node.start)
        lines = field(key, new, column, self.style)
        above_first = self.document.line_before(node.start)
        if above or (above_first and self.document.starts_line(node.start)):
            end = self.document.pair_end(above) if above else above_first
            self._replace(end, end, self.style.eol + self._joined(lines))
        else:  # behind a dash, or on the first line of the file
            self._replace(node.start, node.start, self._joined(lines).lstrip(" ") + self.style.eol + " " * column)

    def _remove_field(self, node: Mapping, pair: Pair) -> None:
        document, start = self.document, pair.key.start
        end = document.pair_end(pair)
        if document.starts_line(start):
            # With the line break above, not the one below: a new field may follow at `end`.
            self._replace(document.line_before(start), end, "")
            return
        # The first key stands behind a dash, which stays; the next key moves up to it.
        below = next((other.key.start for other in node.pairs if other.key.start > start), end)
        self._replace(start, below if not document.text[end:below].strip() else end, "")

    def _set_value(self, pair: Pair, new: Data) -> None:
        document, old = self.document, pair.value
        colon, column = document.after_colon(pair), document.column(pair.key.start)
        written = value(new, column, self.style, self._literal_indent(old, column))
        one_line = isinstance(old, Scalar) and old.style not in {"|", ">"} and old.start < old.end
        if one_line and not written.below:
            self._replace(old.start, old.end, written.head)
            return
        # Comments of the old value gather behind the key, since a literal has no room for them.
        head = (" " + written.head if written.head else "") + "".join(document.comments(colon, old))
        self._replace(colon, max(document.end(old), colon), self._joined([head, *written.below]))

    def _literal_indent(self, old: Node, column: int) -> int:
        """Where a new literal's lines start: as the old one's did, and further in than any comment below."""
        document, end = self.document, self.document.end(old)
        if isinstance(old, Scalar) and old.style in {"|", ">"}:
            body = document.text[document.next_line(old.start) : end]
            first = next((line for line in body.splitlines() if line.strip()), "")
            digits = [int(sign) for sign in document.literal_signs(old) if sign.isdigit()]
            indent = column + digits[0] if digits else len(first) - len(first.lstrip(" "))
            if indent > column:
                return indent
        deepest = [
            len(line) - len(line.lstrip()) for line in map(document.line_at, document.comments_below(end, column))
        ]
        return max([column + STEP, *(indent + 1 for indent in deepest)])

    # Lists

    def set_list(self, pair: Pair, old: Values[_T], new: Values[_T], to_data: Callable[[_T], Data]) -> None:
        """Change the list under a key from `old` to `new`, touching only the items that differ."""
        items = pair.value
        if not isinstance(items, Sequence) or items.flow or len(items.items) != len(old):
            self._set_value(pair, [to_data(each) for each in new])
            return
        matcher = SequenceMatcher(None, list(map(repr, old)), list(map(repr, new)), autojunk=False)
        for _, i1, i2, j1, j2 in (code for code in matcher.get_opcodes() if code[0] != "equal"):
            both = min(i2 - i1, j2 - j1)
            for at in range(both):
                self.set_item(items, i1 + at, to_data(new[j1 + at]))
            self.remove_items(items, range(i1 + both, i2))
            self.add_items(items, i1 + both, [to_data(each) for each in new[j1 + both : j2]])

    def set_item(self, items: Sequence, at: int, new: Data) -> None:
        """Put another value in the place of an item of a block list."""
        document, old = self.document, items.items[at]
        lines = item_body(new, document.column(old.start), self.style)
        if isinstance(old, Scalar) and old.style not in {"|", ">"} and len(lines) == 1:
            self._replace(old.start, old.end, lines[0].lstrip(" "))
            return
        comments = [lines[0][: document.column(old.start)] + each.strip() for each in document.comments(old.start, old)]
        self._replace(old.start, document.end(old), self._joined([*comments, *lines]).lstrip(" "))

    def remove_items(self, items: Sequence, removed: Collection[int]) -> None:
        """Take items out of a block list, each with its own lines, its comments and the blank lines below."""
        document, dashes = self.document, self.document.dashes(items) if removed else []
        for at in removed:
            start = document.line_before(dashes[at])
            end = document.item_end(items.items[at], dashes[at])
            if at + 1 < len(dashes):
                end = document.line_before(document.after_blank_lines(document.next_line(end)))
            elif at:
                above = document.item_end(items.items[at - 1], dashes[at - 1])
                start = start if document.text[above:start].strip() else above
            self._replace(start, end, "")

    def add_items(self, items: Sequence, at: int, new: Values[Data], *, spaced: bool = False) -> None:
        """Put items into a block list of one item or more, so that the first of them becomes item `at`."""
        if not new:
            return
        document, dashes, eol = self.document, self.document.dashes(items), self.style.eol
        beside = max(items.items[-1].start - dashes[-1], STEP)
        width = beside if document.line_start(items.items[-1].start) == document.line_start(dashes[-1]) else STEP
        texts = [self._joined(item(each, document.column(dashes[0]), self.style, width)) for each in new]
        gap = eol * 2 if spaced else eol
        if at:
            end = document.item_end(items.items[at - 1], dashes[at - 1])
            self._replace(end, end, "".join(gap + text for text in texts))
        else:
            start = document.line_before(dashes[0])
            self._replace(start, start, "".join(eol + text + gap.removeprefix(eol) for text in texts))

    # Collections in brackets and braces

    def open_root(self) -> None:
        """Rewrite a document that is all in braces as lines."""
        document, root = self.document, self.document.root
        comments = [each.strip() for each in document.comments(root.start, root)]
        data = {document.source(key): document.verbatim(inner) for key, inner in root.pairs}
        lines = [*comments, *fields(data, 0, self.style)]
        before = "" if document.starts_line(root.start) else self.style.eol
        self._replace(root.start, document.end(root), before + self._joined(lines))

    def open_list(self, pair: Pair) -> None:
        """Rewrite a list in brackets as lines."""
        self._set_value(pair, self.document.verbatim(pair.value))
