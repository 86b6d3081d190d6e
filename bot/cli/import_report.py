"""What an import did, or would do."""

from __future__ import annotations

import difflib
from collections.abc import Sequence

from rich.text import Text

from bot.cli.terminal import Screen
from bot.curation.plan import ImportPlan, Item, Kind
from bot.knowledge.model import Entry
from bot.knowledge.store import PutTopic
from bot.text.harmless import harmless
from bot.text.markdown import plain_inline

START = 60


class ImportReport:
    """Shows a plan on a screen; `written` tells whether it was carried out."""

    def __init__(self, screen: Screen, plan: ImportPlan, *, written: bool) -> None:
        self.screen = screen
        self.plan = plan
        self.written = written

    def show(self) -> None:
        """Everything that needs a look, each with id or line, then the summary."""
        self._entries("Added", self.plan.of(Kind.ADDED))
        self._differences("Changed", self.plan.of(Kind.CHANGED))
        self._differences("Reworded (id kept)", self.plan.of(Kind.REWORDED))
        self._differences("Kept as a person edited it; the notes say otherwise", self.plan.of(Kind.KEPT))
        self._entries("No longer in the notes, still in the knowledge base", self.plan.of(Kind.GONE))
        self._renamed()
        self._near_duplicates()
        self._summaries()
        self._left_out()
        self._ignored()
        self._summary()

    def _entries(self, heading: str, items: Sequence[Item]) -> None:
        if items:
            self._heading(heading, len(items))
            rows = [(f"  {i.topic}", i.entry.id, _mark(i.entry), plain_inline(i.entry.question)) for i in items]
            self.screen.table(("", "", "", ""), rows)
            self.screen.line()

    def _differences(self, heading: str, items: Sequence[Item]) -> None:
        if not items:
            return
        self._heading(heading, len(items))
        for item in items:
            alike = "" if item.similarity == 1.0 else f"  ({item.similarity:.0%} alike)"
            self.screen.line(f"{item.entry.id}  {item.file}:{_line(item)}{alike}", first="  ", style="bold")
            for change in _changes(item):
                style = {"-": "red", "+": "green"}.get(change[0], "dim")
                self.screen.unwrapped(Text(f"    {harmless(change)}", style=style))
        self.screen.line()

    def _renamed(self) -> None:
        for each in self.plan.renamed:
            self.screen.line(f"{each.file} looks like {each.other} under another name", style="bold yellow")
            self.screen.line(
                f"{each.same} of its {each.total} new entries are word for word the same. If it is a later version, "
                f"give it the name of the earlier file before importing: else they all stand there twice.",
                first="  ",
                rest="  ",
            )
            self.screen.line()

    def _summaries(self) -> None:
        topics = (change for change in self.plan.changes if isinstance(change, PutTopic))
        summaries = [(f"  {topic.slug}", _start(topic.summary)) for topic in topics if topic.summary]
        if summaries:
            self._heading("Topics with a summary", len(summaries))
            self.screen.table(("", ""), summaries)
            self.screen.line()

    def _near_duplicates(self) -> None:
        if not self.plan.near_duplicates:
            return
        self._heading("Near-duplicates of entries from other files (both stay)", len(self.plan.near_duplicates))
        rows = [
            (f"  {n.similarity:4.0%}", f"{n.entry.id} {_ask(n.entry)}", f"{n.other.id} {_ask(n.other)}")
            for n in self.plan.near_duplicates
        ]
        self.screen.table(("  alike", "new", "in another file"), rows, wrapping=2)
        self.screen.line()

    def _left_out(self) -> None:
        if self.plan.left_out:
            self._heading("Left out", len(self.plan.left_out))
            self.screen.table(
                ("", "", ""), [(f"  {o.file}:{o.line}", o.reason, _start(o.text)) for o in self.plan.left_out]
            )
            self.screen.line()

    def _ignored(self) -> None:
        if self.plan.ignored:
            self._heading("Columns not used", len(self.plan.ignored))
            self.screen.table(("", ""), [(f"  {file}", column) for file, column in self.plan.ignored])
            self.screen.line()

    def _summary(self) -> None:
        counts = ", ".join(f"{len(items)} {kind}" for kind in Kind if (items := self.plan.of(kind)))
        state = "written" if self.written else "dry run, nothing written"
        if not self.plan.changes:
            state = "nothing to write"
        self.screen.line(f"{self.plan.course.slug}: {counts} ({state})", style="bold")

    def _heading(self, text: str, count: int) -> None:
        self.screen.line(f"{text}: {count}", style="bold")


def _changes(item: Item) -> list[str]:
    """Lines `- before` and `+ after` of what differs; for a kept edit, after is what the notes offer."""
    before, after = item.before or item.entry, item.offered or item.entry
    lines = difflib.unified_diff(_as_lines(before), _as_lines(after), n=0, lineterm="")
    return [f"{line[0]} {line[1:]}" for line in list(lines)[2:] if line[0] in "-+"]


def _as_lines(entry: Entry) -> list[str]:
    values = {
        "status": entry.status,
        "aliases": " | ".join(entry.aliases),
        "links": " | ".join(link.url for link in entry.links),
        "related": ", ".join(entry.related),
        "cohort": entry.cohort,
    }
    fields = [f"{name}: {value}" for name, value in values.items() if value]
    return [entry.question, *fields, *entry.answer.split("\n")]


def _mark(entry: Entry) -> Text:
    return Text("" if entry.status == "answered" else entry.status, style="yellow")


def _line(item: Item) -> int | str:
    return item.entry.source.line or "?" if item.entry.source else "?"


def _start(text: str) -> str:
    """The first line, or as much of it as helps to find the place."""
    line, _, rest = text.strip().partition("\n")
    return line if len(line) <= START and not rest else f"{line[:START].rstrip()} …"


def _ask(entry: Entry) -> str:
    return plain_inline(entry.question)
