"""Markdown read: tokens, plain text, links and pictures, and addresses resolved against a base.

Tokens are those of markdown-it-py, by the parser of `bot.text.markdown_parser`; whoever
renders an answer (terminal, Slack) starts from `parse`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from urllib.parse import urljoin, urlsplit

from markdown_it.token import Token

from bot.text.html import Tag, html_parts
from bot.text.markdown_parser import parser

_NOTHING_TO_READ = re.compile(r"[^\\`*_{}\[\]<>#+\-.!|~=&:\n\t]*")


def parse(markdown: str) -> list[Token]:
    """The block tokens of a Markdown text; line numbers are in each block's `map`."""
    return parser().parse(markdown)


def parse_inline(markdown: str) -> list[Token]:
    """The inline tokens of one line, such as a question, in which no block can start."""
    return [child for token in parser().parseInline(markdown) for child in token.children or ()]


def plain_text(markdown: str) -> str:
    """The readable text without markup: code kept, links as their words, pictures as their alt text.

    Blocks stand on lines of their own; the cells of a table row are two spaces apart.
    """
    return _Reading.of(markdown).plain()


def plain_inline(markdown: str) -> str:
    """The readable text of one line, without markup and with single spaces."""
    if _NOTHING_TO_READ.fullmatch(markdown):
        return " ".join(markdown.split())
    reading = _Reading()
    reading.inline(parse_inline(markdown))
    return " ".join("".join(reading.text).split())


def links(markdown: str) -> tuple[tuple[str, str], ...]:
    """The links as (words, address as written), in order, each address once; none from code."""
    return _first_of_each(_Reading.of(markdown).links)


def images(markdown: str) -> tuple[tuple[str, str], ...]:
    """The pictures as (alt text, address as written), in order, each address once."""
    return _first_of_each(_Reading.of(markdown).images)


def resolve(url: str, base: str | None) -> str:
    """The address that `url` means in a text that lies at `base`.

    Absolute addresses and anchors (`#...`) stay as they are. `base` names a folder, with or
    without its final slash; `..` climbs no higher than the base's host.
    """
    if not base or not url or url.startswith("#"):
        return url
    try:
        if urlsplit(url).scheme:
            return url
        return urljoin(base if base.endswith("/") else f"{base}/", url)
    except ValueError:  # not an address at all, such as "//[x": nothing to resolve
        return url


def _first_of_each(pairs: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    firsts: dict[str, str] = {}
    for words, url in pairs:
        firsts.setdefault(url, words or url)
    return tuple((words, url) for url, words in firsts.items())


class _Reading:
    """What one pass over the tokens gathers; HTML inside the Markdown counts like Markdown."""

    def __init__(self) -> None:
        self.text: list[str] = []
        self.links: list[tuple[str, str]] = []
        self.images: list[tuple[str, str]] = []
        self._open_links: list[tuple[str, int]] = []

    @classmethod
    def of(cls, markdown: str) -> _Reading:
        reading = cls()
        reading.blocks(parse(markdown))
        return reading

    def plain(self) -> str:
        lines = "".join(self.text).split("\n")
        return "\n".join(line.rstrip() for line in lines if line.strip())

    def blocks(self, tokens: Sequence[Token]) -> None:
        for token in tokens:
            match token.type:
                case "inline":
                    self.inline(token.children or ())
                case "fence" | "code_block":
                    self.text.append(token.content)
                case "html_block":
                    self._html(token.content)
                case "td_close" | "th_close":
                    self.text.append("  ")
                case "paragraph_close" | "heading_close" | "tr_close":
                    self.text.append("\n")

    def inline(self, tokens: Iterable[Token]) -> None:
        for token in tokens:
            match token.type:
                case "softbreak":
                    self.text.append(" ")
                case "hardbreak":
                    self.text.append("\n")
                case "link_open":
                    self.open_link(str(token.attrs["href"]))
                case "link_close":
                    self.close_link()
                case "image":
                    self._image(token)
                case "html_inline":
                    self._html(token.content)
                case _:
                    self.text.append(token.content)

    def open_link(self, url: str) -> None:
        self._open_links.append((url, len(self.text)))

    def close_link(self) -> None:
        if self._open_links:
            url, start = self._open_links.pop()
            self.links.append((" ".join("".join(self.text[start:]).split()), url))

    def picture(self, alt: str, url: str) -> None:
        self.images.append((alt, url))
        self.text.append(alt)

    def _image(self, token: Token) -> None:
        alt = _Reading()
        alt.inline(token.children or ())
        self.picture("".join(alt.text), str(token.attrs["src"]))

    def _html(self, html: str) -> None:
        for part in html_parts(html):
            match part:
                case str():
                    self.text.append(part)
                case Tag("img", {"src": url}) if url:
                    self.picture(part.attributes.get("alt", ""), url)
                case Tag("a", {"href": url}) if url:
                    self.open_link(url)
                case Tag("/a"):
                    self.close_link()
                case Tag("br"):
                    self.text.append("\n")
