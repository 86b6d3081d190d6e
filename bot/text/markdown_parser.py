"""The Markdown parser, tuned for Korean notes: emphasis next to Hangul, bare URLs, addresses as written.

CommonMark with tables and strikethrough, and three differences:

- Emphasis may open after Hangul and close before it, whatever punctuation stands inside:
  `**"예"**라고` is bold, as its writer meant. (CommonMark decides by spaces, which Korean
  does not put between a word and its particle.)
- A bare `http://` or `https://` address is a link. It ends before whitespace, Hangul and
  East Asian punctuation, so that a particle glued to it is not taken along.
- Addresses keep their percent-encoding byte for byte.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.common.utils import unescapeAll
from markdown_it.parser_inline import ParserInline
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.state_inline import Scanned
from markdown_it.token import Token
from markdown_it.utils import EnvType

DEEPEST_NESTING = 100  # the library's 20 drops what is nested deeper, without a word

_SCHEME = re.compile(r"(?<![A-Za-z0-9])https?$", re.IGNORECASE)
_ADDRESS = re.compile(
    r"""(?:\\[!-/:-@\[-`{-~]"""  # an escaped character stands for itself
    r"""|[^\s\\<>"`|ᄀ-ᇿ가-힣ㄱ-ㆎ\u3000-\u303f\uff00-\uffef“”‘’…])+"""
)
_BRACKETS = {")": "(", "]": "[", "}": "{"}
_NOT_LAST = "?!.,:;*_~'"


@cache
def parser() -> MarkdownIt:
    """The one parser; it keeps nothing between calls, so threads may share it."""
    md = _Markdown("commonmark", {"maxNesting": DEEPEST_NESTING}).enable("table")
    md.inline = _Inline()
    md.inline.ruler.push("bare_url", _bare_url)
    return md


class _Markdown(MarkdownIt):
    """Leaves addresses as they were written."""

    def normalizeLink(self, url: str) -> str:  # noqa: N802 - the library's name
        return url

    def normalizeLinkText(self, link: str) -> str:  # noqa: N802 - the library's name
        return link


class _Inline(ParserInline):
    """The library's inline parser over our own state; its rules include strikethrough."""

    def parse(self, src: str, md: MarkdownIt, env: EnvType, tokens: list[Token]) -> list[Token]:
        state = _State(src, md, env, tokens)
        self.tokenize(state)
        for rule in self.ruler2.getRules(""):
            rule(state)
        return state.tokens


class _State(StateInline):
    """Lets `*` and `~` open after East Asian letters and close before them."""

    def scanDelims(self, start: int, canSplitWord: bool) -> Scanned:  # noqa: N802, N803 - the library's names
        scanned = super().scanDelims(start, canSplitWord)
        if not canSplitWord:  # a `_` inside a word is a letter like any other
            return scanned
        end = start + scanned.length
        before = self.src[start - 1] if start else " "
        after = self.src[end] if end < self.posMax else " "
        return Scanned(
            can_open=scanned.can_open or (_is_east_asian(before) and not after.isspace()),
            can_close=scanned.can_close or (_is_east_asian(after) and not before.isspace()),
            length=scanned.length,
        )


def _is_east_asian(char: str) -> bool:
    return char.isalpha() and unicodedata.east_asian_width(char) in "WF"


def _bare_url(state: StateInline, silent: bool) -> bool:
    """An inline rule, tried at the colon, when the scheme is already pending text."""
    if silent or state.linkLevel > 0 or not state.src.startswith("://", state.pos):
        return False
    scheme = _SCHEME.search(state.pending)
    rest = _ADDRESS.match(state.src, state.pos + len("://"), state.posMax)
    written = _without_trailing(rest.group()) if rest else ""
    if scheme is None or not written:
        return False
    state.pending = state.pending[: scheme.start()]
    url = f"{scheme.group()}://{unescapeAll(written)}"
    state.push("link_open", "a", 1).attrs = {"href": url}
    state.push("text", "", 0).content = url
    state.push("link_close", "a", -1)
    state.pos += len("://") + len(written)
    return True


def _without_trailing(address: str) -> str:
    """The address up to the first closing bracket it did not open, less final punctuation."""
    opened: list[str] = []
    for position, char in enumerate(address):
        if char in _BRACKETS.values():
            opened.append(char)
        elif char in _BRACKETS and (not opened or opened.pop() != _BRACKETS[char]):
            address = address[:position]
            break
    return address.rstrip(_NOT_LAST)
