"""Short ids for entries, and file names for topics and courses."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Container
from itertools import count

ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"  # base 32 by Crockford: nothing that reads like another letter
ID_LENGTH = 5
TRIES = 32  # at a length, before an id grows by one character
SLUG_LENGTH = 60  # characters; as many Hangul syllables are 180 bytes, of the 255 that a file name may have

# `course` would be the course's own file; the others are devices to Windows, with any suffix.
_RESERVED = re.compile(r"course|con|prn|aux|nul|(com|lpt)[0-9¹²³]")


def new_id(seed: str, taken: Container[str]) -> str:
    """An id that is not in `taken`, always the same for the same seed and `taken`.

    Five characters, more only when tries run out. It starts with a letter, so that YAML never
    takes it for a number (`12345`, `1e5`, `0x12a`).
    """
    for attempt in count():
        found = _digest(f"{attempt}:{seed}")[: ID_LENGTH + attempt // TRIES]
        if found[0].isalpha() and found not in taken:
            return found
    raise AssertionError  # pragma: no cover - `count` never ends


def slug(name: str) -> str:
    """A name for a file or folder on any system: lower case, words joined by `-`, Hangul kept.

    Never empty, at most 60 characters, no separators, no leading dot or underscore, and none of
    the names that Windows or the knowledge base keeps for itself.
    """
    folded = unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())
    found = re.sub(r"[^\w]+", "-", folded).strip("-_")[:SLUG_LENGTH].rstrip("-_")
    if not found:
        return new_id(name, ())
    return f"{found}-1" if _RESERVED.fullmatch(found) else found


def _digest(text: str) -> str:
    """Base-32 digits of the text's SHA-256."""
    return "".join(ALPHABET[byte % len(ALPHABET)] for byte in hashlib.sha256(text.encode("utf-8", "replace")).digest())
