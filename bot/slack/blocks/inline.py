"""One line of Markdown as the elements of a `rich_text` section."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from markdown_it.token import Token

from bot.slack.blocks.addresses import link_address
from bot.slack.blocks.model import Element
from bot.slack.blocks.rich_text import link, text, trimmed
from bot.text.html import Tag, html_parts
from bot.text.markdown import parse_inline

_STYLES = {"strong": "bold", "em": "italic", "s": "strike"}
_LINE_BREAK = re.compile(r"\s*\n\s*")


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as the Markdown names it."""

    alt: str
    url: str


def inline(markdown: str, *, base: str | None = None, bold: bool = False) -> list[Element]:
    """The elements of one line, such as a question; a picture in it is its alt text. There may be none."""
    line = Line(base, bold=bold, pictures_as_words=True)
    line.read(parse_inline(markdown))
    return line.elements()


class Line:
    """Gathers the words of inline tokens, each with its styles and address, and the pictures among them.

    It reads the flat tokens, not their tree: a run of asterisks nests deeper than Python recurses.
    """

    def __init__(self, base: str | None, *, bold: bool = False, pictures_as_words: bool = False) -> None:
        self.pictures: list[Picture] = []
        self._base = base
        self._pictures_as_words = pictures_as_words
        self._depth = {"bold": int(bold), "italic": 0, "strike": 0}
        self._links: list[_OpenLink] = []
        self._said: list[Element] = []

    def elements(self) -> list[Element]:
        """What was read, without white space at the ends."""
        return trimmed(self._said)

    def read(self, tokens: Iterable[Token]) -> None:
        """Take the tokens in."""
        for token in tokens:
            match token.type:
                case "softbreak":
                    self._space()
                case "hardbreak":
                    self._say("\n")
                case "code_inline":
                    self._say(token.content, code=True)
                case "html_inline":
                    self._html(token.content)
                case "image":
                    self._picture(_words(token.children or ()), str(token.attrs["src"]))
                case "link_open":
                    self._open_link(str(token.attrs["href"]))
                case "link_close":
                    self._close_link()
                case _:
                    self._style_or_words(token)

    def read_html(self, html: str) -> None:
        """Take a whole block of HTML in, its lines as lines."""
        self._html(_LINE_BREAK.sub("\n", html))

    def _style_or_words(self, token: Token) -> None:
        style = _STYLES.get(token.tag)
        if style:
            self._depth[style] += token.nesting
        else:
            self._say(token.content)

    def _say(self, words: str, *, code: bool = False) -> None:
        if not words:
            return
        style = {name: True for name, depth in self._depth.items() if depth > 0} | ({"code": True} if code else {})
        url = self._links[-1].url if self._links else None
        self._said.append(link(url, words, style) if url and words != "\n" else text(words, style))

    def _space(self) -> None:
        """A line's end is a space, but one is enough where a picture stood on the line."""
        if self._said and not self._said[-1]["text"][-1].isspace():
            self._say(" ")

    def _html(self, html: str) -> None:
        for part in html_parts(html):
            match part:
                case str():
                    self._say(part.lstrip("\n") if self._at_line_start() else part)
                case Tag("br"):
                    self._say("\n")
                case Tag("img", {"src": url}):
                    self._picture(part.attributes.get("alt", ""), url)
                case Tag("a", {"href": url}):
                    self._open_link(url)
                case Tag("/a"):
                    self._close_link()

    def _at_line_start(self) -> bool:
        return not self._said or self._said[-1]["text"].endswith("\n")

    def _picture(self, alt: str, url: str) -> None:
        self.pictures.append(Picture(alt, url))
        if self._pictures_as_words:
            self._say(alt)

    def _open_link(self, url: str) -> None:
        self._links.append(_OpenLink(link_address(url, self._base), len(self._said), len(self.pictures)))

    def _close_link(self) -> None:
        """Ends the link; one without words shows its picture's alt text or its address, or it could not be used."""
        if not self._links:
            return
        opened = self._links[-1]
        if opened.url and not any(element["text"].strip() for element in self._said[opened.said :]):
            del self._said[opened.said :]
            alts = [picture.alt for picture in self.pictures[opened.pictures :] if picture.alt.strip()]
            self._say(alts[0] if alts else opened.url)
        self._links.pop()


@dataclass(frozen=True, slots=True)
class _OpenLink:
    """An address (None if Slack cannot use it), and how much had been read before it."""

    url: str | None
    said: int
    pictures: int


def _words(tokens: Sequence[Token]) -> str:
    line = Line(None, pictures_as_words=True)
    line.read(tokens)
    return "".join(element["text"] for element in line.elements())
