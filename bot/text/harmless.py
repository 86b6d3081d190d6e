"""Text that steers nothing: neither a terminal nor the direction of writing."""

from __future__ import annotations

import re

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def harmless(text: str) -> str:
    """The text with each control character but tab and newline replaced by U+FFFD; CR LF becomes LF."""
    return _CONTROL.sub("\ufffd", text.replace("\r\n", "\n"))
