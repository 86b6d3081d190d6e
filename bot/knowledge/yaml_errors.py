"""Refusals: what is wrong with a YAML file, in words an instructor can act on."""

from __future__ import annotations

import re
from bisect import bisect_right

import yaml

from bot.errors import InvalidFileError
from bot.knowledge.model import Problem, Severity

# Characters that no file may hold as they are. YAML itself refuses all but the last range; the bidi
# controls make a text look different from what it is (https://trojansource.codes).
CONTROL = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff"
BIDI = "\u202a-\u202e\u2066-\u2069"
_REFUSED = re.compile(f"[{CONTROL}{BIDI}]")
_BIDI = re.compile(f"[{BIDI}]")

_NO_TABS = "Use spaces, not tabs, to indent."
_UNCLOSED = ("found unexpected end of stream", "found unexpected document indicator")

# What the parser says, and what a person does about it; the first that fits is taken.
_REMEDIES = (
    (
        "mapping values are not allowed",
        'Put the text in quotes: a colon followed by a space ends a key ("like: this").',
    ),
    ("found character '\\t'", _NO_TABS),
    ("found a tab character", _NO_TABS),
    ("cannot start any token", "Put the text in quotes: it starts with a character that means something to YAML."),
    ("unknown escape character", "Use single quotes, or write two backslashes for one."),
    ("unexpected end of stream", "Close the quotes that were opened here."),
    ("unexpected document indicator", "Close the quotes that were opened here."),
    ("expected the node content", "Put the text in quotes: it starts with a character that means something to YAML."),
    ("expected alphabetic or numeric", "Put the text in quotes: it starts with `&` or `*`."),
    ("expected ',' or", "Close the bracket, or put the text in quotes."),
    ("did not find expected '-'", "Indent every entry of the list alike, each starting with `- `."),
    ("block sequence entries are not allowed", "Start the list on a line of its own."),
    (
        "could not find expected ':'",
        "Put a colon and a space after the key; indent the lines of a text further.",
    ),
    ("maximum nesting depth", "Put text with brackets in quotes."),
    ("expected key", "Indent the keys of an entry alike, and the lines of a text deeper than its key."),
    ("another document", "Keep one document in a file: take the second `---` out, or indent it."),
)
_ANY_REMEDY = "Mend the line, or put the text in quotes."


class LocatedError(InvalidFileError):
    """An `InvalidFileError` that carries the same as a `Problem`, for a loader that goes on."""

    def __init__(self, problem: Problem) -> None:
        where = f"{problem.file}:{problem.line}" if problem.line else problem.file
        super().__init__(problem.problem, remedy=problem.remedy, where=where)
        self.located = problem


class Lines:
    """Turns positions in a text into 1-based line numbers as an editor counts them."""

    def __init__(self, file: str, text: str) -> None:
        self.file = file
        self.text = text
        self._starts = [match.end() for match in re.finditer(r"\r\n|\n|\r", text)]

    def line(self, index: int) -> int:
        """The line of the character at `index`."""
        return bisect_right(self._starts, index) + 1

    def problem(self, index: int | None, problem: str, remedy: str, severity: Severity = Severity.ERROR) -> Problem:
        """A problem at the character `index` (None: of the file as a whole)."""
        line = None if index is None else self.line(index)
        return Problem(self.file, line, problem, remedy, severity)

    def error(self, index: int | None, problem: str, remedy: str) -> LocatedError:
        """The same, to be raised."""
        return LocatedError(self.problem(index, problem, remedy))


def refuse_characters(text: str, lines: Lines) -> None:
    """Raise at the first control or bidi control character."""
    found = _REFUSED.search(text)
    if not found:
        return
    index = found.start()
    column = index - max(text.rfind("\n", 0, index), text.rfind("\r", 0, index))
    name = f"U+{ord(found[0]):04X} at column {column}"
    if _BIDI.match(found[0]):
        raise lines.error(
            index,
            f"the invisible character {name} turns the direction of writing, so the text is not what it looks like",
            "Delete the character; write the text in the order it is to be read.",
        )
    raise lines.error(index, f"the control character {name} is not allowed", "Delete the character.")


def has_bidi(text: str) -> bool:
    """Whether a text holds bidi control characters (they also come as escapes in quotes)."""
    return _BIDI.search(text) is not None


def from_parser(error: yaml.YAMLError, lines: Lines) -> LocatedError:
    """The parser's complaint with its place and a remedy."""
    said = str(getattr(error, "problem", None) or getattr(error, "reason", None) or error)
    marks = [getattr(error, name, None) for name in ("problem_mark", "context_mark")]
    if said.startswith(_UNCLOSED):
        marks.reverse()  # the context is where the quotes open, the problem where the text ends
    index = next((mark.index for mark in marks if mark), None)
    remedy = next((remedy for part, remedy in _REMEDIES if part in said), _ANY_REMEDY)
    if index is not None and lines.text.startswith("\t", index):
        remedy = _NO_TABS  # of a tab, too, the C parser says only that it "cannot start any token"
    return lines.error(index, f"this is not valid YAML: {said}", remedy)
