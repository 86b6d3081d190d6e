"""Texts as YAML scalars: the plainest form that is sure to be read back as the same text.

Wherever YAML 1.1 (PyYAML) and 1.2 (editors) differ, a text is quoted so that both read the same.
"""

from __future__ import annotations

import json
import re

from bot.knowledge.yaml_errors import BIDI, CONTROL
from bot.knowledge.yaml_nodes import plain_kind

# What only an escape can carry, besides the newlines of a block: line breaks of YAML 1.1 and the BOM.
_ESCAPED = re.compile(f"[{CONTROL}{BIDI}\r\x85\u2028\u2029\ufeff]")
# Plain text starts with none of YAML's indicators (some are allowed before a letter, but hard to read).
_INDICATORS = frozenset("-?:,[]{}#&*!|>'\"%@`=~<.")
_NUMBER_1_2 = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?|0o[0-7]+|0x[0-9a-fA-F]+")


def scalar(text: str) -> str:
    """The text on one line: plain when safe, else in single quotes, else in double quotes."""
    if _ESCAPED.search(text) or "\n" in text or "\t" in text:
        return double_quoted(text)
    return text if is_plain(text) else "'" + text.replace("'", "''") + "'"


def is_plain(text: str) -> bool:
    """Whether the text is read back as itself without quotes, in a block collection."""
    return not (
        text.strip() != text
        or text[:1] in _INDICATORS
        or text.endswith(":")
        or ": " in text
        or " #" in text
        or plain_kind(text) != "str"
        or _NUMBER_1_2.fullmatch(text)
    )


def double_quoted(text: str) -> str:
    """The text in double quotes; only what cannot stand as it is becomes an escape."""
    # JSON's escapes are YAML's too; JSON leaves some characters that YAML would not read back.
    return _ESCAPED.sub(lambda found: f"\\u{ord(found[0]):04X}", json.dumps(text, ensure_ascii=False))


def literal(text: str, parent: int, column: int) -> tuple[str, list[str]] | None:
    """The text as a block literal: its header, and its lines indented to `column`.

    `parent` is the column of the key it stands under. None when no literal can carry the text. A final
    newline is added by YAML on reading.
    """
    lines = text.split("\n")
    indent = column - parent
    if _ESCAPED.search(text) or not lines[-1].strip():
        return None
    # Without a digit YAML takes the indentation from the first line, which must then start with a letter.
    needs_digit = not lines[0] or lines[0][0] in " \t"
    if needs_digit and indent > 9:
        return None
    return f"|{indent}" if needs_digit else "|", [" " * column + line if line else "" for line in lines]
