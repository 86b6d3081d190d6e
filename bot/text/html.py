"""The HTML that notes put into Markdown, read as a row of tags and texts.

A browser hides every tag that it does not know. Here `<pod>` and `<!here>` stay text: they are what the
instructor wrote, and a reader misses them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html import unescape

_MARKUP = re.compile(
    r"""<!--.*?(?:-->|\Z)
    | <(?P<name>/?(?:a|abbr|b|big|blockquote|br|center|code|dd|del|details|dfn|div|dl|dt|em|figcaption|figure|font
      |h[1-6]|hr|i|img|ins|kbd|li|mark|ol|p|picture|pre|s|samp|small|span|strike|strong|sub|summary|sup
      |table|tbody|td|tfoot|th|thead|tr|tt|u|ul|var))
      (?P<attributes>(?:[\s/](?:"[^"]*"|'[^']*'|[^"'<>])*)?)>""",
    re.VERBOSE | re.DOTALL | re.IGNORECASE,
)
_ATTRIBUTE = re.compile(r"""([a-z-]+)\s*=\s*("[^"]*"|'[^']*'|[^\s"'>]+)""", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag by its lower-case name, `/a` where it closes, with its attributes."""

    name: str
    attributes: Mapping[str, str] = field(default_factory=dict)


def html_parts(html: str) -> Iterator[Tag | str]:
    """The known tags and the texts between them, entities decoded, without comments.

    A comment that does not end hides the rest, as everywhere.
    """
    end = 0
    for markup in _MARKUP.finditer(html):
        if end < markup.start():
            yield unescape(html[end : markup.start()])
        end = markup.end()
        if markup["name"]:
            yield Tag(markup["name"].lower(), _attributes(markup["attributes"]))
    if end < len(html):
        yield unescape(html[end:])


def _attributes(written: str) -> dict[str, str]:
    return {name.lower(): unescape(value.strip("\"'")) for name, value in _ATTRIBUTE.findall(written)}
