"""Markdown of an answer, for a terminal: nested lists, quotes, tables, and code exactly as it is stored."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markdown_it.tree import SyntaxTreeNode
from rich.style import Style
from rich.text import Text

from bot.cli.terminal import Screen
from bot.text import markdown
from bot.text.harmless import harmless

INLINE_STYLES = {"strong": "bold", "em": "italic", "s": "strike"}


@dataclass(frozen=True, slots=True)
class Indent:
    """What stands before the first line of a block, and before its other lines."""

    first: str = ""
    rest: str = ""

    def inside(self, mark: str, *, repeat: bool = False) -> Indent:
        """The indent of a block within this one, behind a mark that is written once or on every line."""
        return Indent(self.first + mark, self.rest + (mark if repeat else " " * len(mark)))

    def after_first(self) -> Indent:
        """The indent of the blocks that follow the first one."""
        return Indent(self.rest, self.rest)


class MarkdownView:
    """Shows Markdown on a screen; relative addresses resolve against `base`."""

    def __init__(self, screen: Screen, *, base: str | None = None) -> None:
        self.screen = screen
        self.base = base
        self._bullet, self._quote = ("• ", "▎ ") if screen.is_terminal else ("- ", "> ")

    def show(self, text: str) -> None:
        """Prints the whole text, its blocks apart by blank lines."""
        self._blocks(SyntaxTreeNode(markdown.parse(text)).children, Indent())

    def _blocks(self, nodes: Sequence[SyntaxTreeNode], indent: Indent, *, tight: bool = False) -> None:
        for number, node in enumerate(nodes):
            if number and not (tight and _flows(nodes[number - 1]) and _flows(node)):
                self.screen.line()
            self._block(node, indent if number == 0 else indent.after_first())

    def _block(self, node: SyntaxTreeNode, indent: Indent) -> None:
        match node.type:
            case "bullet_list" | "ordered_list":
                self._list(node, indent)
            case "fence" | "code_block" | "html_block":
                if indent.first.strip():
                    self.screen.line(first=indent.first.rstrip())
                self.screen.code(node.content.removesuffix("\n"), language=node.info if node.type == "fence" else "")
            case "blockquote":
                self._blocks(node.children, indent.inside(self._quote, repeat=True))
            case "table":
                self._table(node)
            case "hr":
                self.screen.line("---", first=indent.first)
            case _:
                text = self._inline(node)
                if node.type == "heading":
                    text.stylize("bold")
                self.screen.line(text, first=indent.first, rest=indent.rest)

    def _list(self, node: SyntaxTreeNode, indent: Indent) -> None:
        start = int(node.attrs.get("start", 1))
        for number, item in enumerate(node.children):
            if number and not (_ends_flowing(node.children[number - 1])):
                self.screen.line()
            mark = f"{start + number}. " if node.type == "ordered_list" else self._bullet
            within = indent if number == 0 else indent.after_first()
            self._blocks(item.children, within.inside(mark), tight=True)
            if not item.children:
                self.screen.line(first=within.first + mark.rstrip())

    def _table(self, node: SyntaxTreeNode) -> None:
        header, *rows = [
            [self._inline(cell) for cell in row.children] for part in node.children for row in part.children
        ]
        self.screen.table([cell.plain for cell in header], rows)

    def _inline(self, node: SyntaxTreeNode) -> Text:
        text = Text()
        for child in node.children:
            text.append_text(self._piece(child))
        return text

    def _piece(self, node: SyntaxTreeNode) -> Text:
        match node.type:
            case "softbreak" | "hardbreak":
                return Text(" " if node.type == "softbreak" else "\n")
            case "code_inline":
                ticks = "" if self.screen.is_terminal else "`"
                return Text(f"{ticks}{harmless(node.content)}{ticks}", style="cyan")
            case "image":
                url = self._absolute(str(node.attrs["src"]))
                return Text(f"[picture] {url}", style=Style(dim=True, link=url))
            case _ if node.children:
                text = self._inline(node)
                text.stylize(self._style(node))
                return text
            case _:
                return Text(harmless(node.content))

    def _style(self, node: SyntaxTreeNode) -> Style | str:
        if node.type == "link":
            return Style(underline=True, link=self._absolute(str(node.attrs["href"])))
        return INLINE_STYLES.get(node.type, "")

    def _absolute(self, url: str) -> str:
        return harmless(markdown.resolve(url, self.base))


def _flows(node: SyntaxTreeNode) -> bool:
    """Whether the block may stand right below or above its neighbour in a list item."""
    return node.type in {"paragraph", "bullet_list", "ordered_list"}


def _ends_flowing(item: SyntaxTreeNode) -> bool:
    return all(_flows(child) for child in item.children)
