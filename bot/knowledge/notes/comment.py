"""The comments in which a Markdown export keeps what the text of notes cannot say.

`<!-- qabot: {"id": "kx2p9"} -->` right below a question or heading, invisible where the Markdown is
shown. What the question or heading has to say then follows indented by two spaces, exactly as it is.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping

from bot.errors import ImportFileError

INDENT = "  "
Meta = Mapping[str, object]

_OWN = re.compile(r"[ \t]*<!-- qabot: (.*) -->[ \t]*")


def is_own(line: str) -> bool:
    """Whether the line is such a comment."""
    return _OWN.fullmatch(line) is not None


def read(line: str, where: str) -> Meta | None:
    """What the comment says, None when the line is no such comment; `where` is its file and line.

    Raises `ImportFileError` when it is one that does not parse.
    """
    own = _OWN.fullmatch(line)
    if own is None:
        return None
    try:
        meta = json.loads(own[1])
    except (ValueError, RecursionError):
        meta = None
    if not isinstance(meta, dict):
        raise ImportFileError(
            "the qabot comment is not a JSON object any more",
            where=where,
            remedy="Mend it, or delete the whole line: the question is then imported as a new one.",
        )
    return meta


def write(meta: Meta) -> str:
    """The comment for these values; nothing in them can end it early."""
    text = json.dumps(meta, ensure_ascii=False).replace(">", "\\u003e")
    return f"<!-- qabot: {text} -->"


def indented(text: str) -> str:
    """The text as it stands below such a comment."""
    return "\n".join(INDENT + line if line else line for line in text.split("\n"))


def unindented(text: str) -> str:
    """The text that `indented` was made of."""
    return "\n".join(line.removeprefix(INDENT) for line in text.split("\n"))
