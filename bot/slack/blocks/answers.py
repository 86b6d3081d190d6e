"""Markdown as blocks: what an entry's answer or a topic's summary looks like in Slack."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import takewhile

from markdown_it.token import Token

from bot.slack.blocks.controls import divider
from bot.slack.blocks.inline import Line, Picture
from bot.slack.blocks.model import Block, Element, Surface
from bot.slack.blocks.pictures import picture_block
from bot.slack.blocks.rich_text import listing, preformatted, quote, rich_text, section, text
from bot.slack.blocks.tables import Table, aligned_text, read_table, table_block
from bot.slack.blocks.writer import Writer, parted
from bot.text.html import html_parts
from bot.text.markdown import parse


def markdown_blocks(markdown: str, *, surface: Surface, base: str | None, alt: str) -> list[Block]:
    """The blocks of a Markdown text in order; a cut may fall between any two of them, never inside code.

    `base` is the address that relative ones resolve against, `alt` stands for pictures that have no alt text.
    Every surface has as many blocks, so what one begins another can continue by number.
    """
    renderer = _Renderer(surface, base, alt)
    renderer.read(parse(markdown))
    return renderer.blocks()


@dataclass(slots=True)
class _List:
    """A list that is being read: the number of its current item, and that item's text until it is written.

    Slack's lists are flat, and an item holds text alone. So whatever else stands in an item ends Slack's list
    (`written`), and the next item begins another that counts on.
    """

    style: str
    number: int = 1
    pending: list[Element] = field(default_factory=list)
    is_marked: bool = False  # the current item has its bullet or number
    written: Element | None = None

    @property
    def offset(self) -> int:
        """What Slack counts on from if its list begins with the current item."""
        return self.number - 1 if self.style == "ordered" else 0

    def goes_on(self) -> bool:
        """Whether Slack would give the current item its right number in the list that was written."""
        if self.written is None or self.style == "bullet":
            return True
        return bool(self.written.get("offset", 0) + len(self.written["elements"]) == self.offset)


@dataclass(slots=True)
class _Quote:
    """A quote that is being read, and the last that was written of it."""

    written: Element | None = None


class _Renderer:
    """Goes through the block tokens once; the lists and quotes around the current one are on a stack."""

    def __init__(self, surface: Surface, base: str | None, alt: str) -> None:
        self._base = base
        self._alt = alt
        self._writer = Writer()
        self._around: list[_List | _Quote] = []
        self._may_have_table = surface is Surface.MESSAGE  # one a message, and none elsewhere

    def blocks(self) -> list[Block]:
        """What was read, as blocks."""
        self._writer.close()
        return self._writer.blocks

    def read(self, tokens: Iterable[Token]) -> None:
        """Take the tokens in."""
        stream = iter(tokens)
        before = ""
        for token in stream:
            if token.level == 0 and token.nesting >= 0 and before != "heading_close":
                self._writer.close()  # blocks of the Markdown stand apart, but text right below its heading
            if token.type == "table_open":
                self._table(read_table(takewhile(lambda each: each.type != "table_close", stream), self._base))
            elif token.nesting:
                self._container(token)
            else:
                self._leaf(token, bold=before == "heading_open")
            before = token.type

    def _container(self, token: Token) -> None:
        match token.type:
            case "bullet_list_open":
                self._enter(_List("bullet"))
            case "ordered_list_open":
                self._enter(_List("ordered", max(int(token.attrs.get("start", 1)), 1)))
            case "blockquote_open":
                self._enter(_Quote())
            case "list_item_close":
                self._end_item()
            case "bullet_list_close" | "ordered_list_close" | "blockquote_close":
                self._around.pop()

    def _leaf(self, token: Token, *, bold: bool) -> None:
        line = Line(self._base, bold=bold)
        match token.type:
            case "inline":
                line.read(token.children or ())
                self._line(line)
            case "html_block" if not token.content.lower().startswith("<pre"):
                line.read_html(token.content)
                self._line(line)
            case "html_block":
                self._code("".join(part for part in html_parts(token.content) if isinstance(part, str)).strip("\n"))
            case "fence" | "code_block":
                self._code(token.content.removesuffix("\n"))
            case "hr":
                self._block(divider())

    def _enter(self, container: _List | _Quote) -> None:
        self._settle()
        self._around.append(container)

    def _line(self, line: Line) -> None:
        self._text(line.elements())
        self._pictures(line.pictures)

    def _text(self, elements: list[Element]) -> None:
        match self._around[-1] if self._around else None:
            case _List(is_marked=False) as item:
                item.pending += [text("\n"), *elements] if item.pending else elements
            case _Quote() as quoted:
                for part in parted(elements):
                    if not self._writer.extend(quoted.written, [text("\n"), *part]):
                        quoted.written = quote(*part)
                        self._writer.element(quoted.written)
            case _:
                self._flow(parted(elements))

    def _flow(self, parts: Iterable[list[Element]]) -> None:
        """Paragraphs that no list item or quote takes up."""
        for part in parts:
            self._writer.element(quote(*part) if self._is_quoted else section(*part))

    def _code(self, code: str) -> None:
        if code:
            self._settle()
            self._writer.element(preformatted(code, border=self._is_quoted))

    def _table(self, table: Table) -> None:
        block = table_block(table) if self._may_have_table else None
        if block:
            self._may_have_table = False
        if table.rows:
            self._block(block or rich_text(preformatted(aligned_text(table))))
        self._pictures(table.pictures)

    def _pictures(self, pictures: Iterable[Picture]) -> None:
        for picture in pictures:
            self._block(picture_block(picture, base=self._base, alt=self._alt))

    def _block(self, block: Block) -> None:
        self._settle()
        self._writer.block(block)

    @property
    def _is_quoted(self) -> bool:
        return any(isinstance(container, _Quote) for container in self._around)

    def _settle(self) -> None:
        """Write the text of the item that something else stands in, or its number alone where it has none."""
        item = self._around[-1] if self._around else None
        if isinstance(item, _List):
            self._write(item)
            if item.style == "ordered" and not item.is_marked:
                self._flow([[text(f"{item.number}.")]])
                item.is_marked = True

    def _end_item(self) -> None:
        item = self._around[-1]
        if isinstance(item, _List):
            self._write(item)
            item.number += 1
            item.is_marked = False

    def _write(self, item: _List) -> None:
        parts = parted(item.pending)
        item.pending = []
        if not parts:
            return
        item.is_marked = True
        first = section(*parts[0])
        if not (item.goes_on() and self._writer.extend(item.written, [first])):
            depth = sum(isinstance(container, _List) for container in self._around) - 1
            item.written = listing(item.style, indent=depth, offset=item.offset, border=self._is_quoted)
            item.written["elements"].append(first)
            self._writer.element(item.written)
        self._flow(parts[1:])
