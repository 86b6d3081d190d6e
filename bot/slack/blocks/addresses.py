"""Which addresses may become links, pictures and buttons in Slack."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from bot.text.markdown import resolve

LONGEST_URL = 3_000  # link, button and image: docs.slack.dev/reference/block-kit/blocks/image-block

_NEVER_IN_ADDRESSES = re.compile(r"[\s<>\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def web_address(url: str, base: str | None = None) -> str | None:
    """The absolute http or https address that `url` means at `base`, byte for byte; None if Slack cannot use it."""
    return _address(url, base, ("http", "https"))


def link_address(url: str, base: str | None = None) -> str | None:
    """Like `web_address`, and mailto too."""
    return _address(url, base, ("http", "https", "mailto"))


def _address(url: str, base: str | None, schemes: tuple[str, ...]) -> str | None:
    address = resolve(url.strip(), base).replace(" ", "%20")  # people name pictures with spaces
    if len(address) > LONGEST_URL or _NEVER_IN_ADDRESSES.search(address):
        return None
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    return address if parts.scheme in schemes and (parts.hostname or parts.scheme == "mailto") else None
