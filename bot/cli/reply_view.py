"""A reply to an ask, for a terminal: the entry found with its answer, or what comes close."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from rich.style import Style
from rich.text import Text

from bot.answering import SUGGESTIONS, WORTH_LISTING, Answer, NoAnswer, Reply, Suggestions
from bot.cli import as_json
from bot.cli.markdown_view import MarkdownView
from bot.cli.terminal import Screen
from bot.knowledge.model import Course, Entry, Status
from bot.search.results import Match
from bot.text import markdown
from bot.text.harmless import harmless

NOTES = {
    Status.PENDING: "Asked in class; the instructor has not answered it yet.",
    Status.PROVISIONAL: "Provisional: the instructor will look into it and complete this answer.",
}


@dataclass(frozen=True, slots=True)
class ReplyView:
    """Shows replies on a screen. `courses` by slug; `today` decides what is overdue.

    Other candidates than the answer are listed from the confidence `floor` on, `numbered` for choosing.
    """

    screen: Screen
    courses: Mapping[str, Course]
    today: date
    explain: bool = False
    numbered: bool = False
    floor: float = WORTH_LISTING

    def show(self, reply: Reply) -> None:
        """The answer with other candidates, the suggestions, or the plain word that nothing was found."""
        match reply:
            case Answer():
                self.match(reply.matches[0])
                heading = "Other candidates"
            case Suggestions():
                self.screen.line("Not sure. Did you mean one of these?", style="yellow")
                heading = ""
            case NoAnswer():
                self.screen.line("No entry answers this.", style="yellow")
                heading = "Closest, but not likely"
        self._candidates(heading, self.listed(reply))
        if self.explain and reply.unknown:
            self.screen.line()
            self.screen.line(f"In no entry: {', '.join(map(harmless, reply.unknown))}", style="yellow")

    def listed(self, reply: Reply) -> tuple[Match, ...]:
        """The matches that `show` lists in one line each, in that order."""
        others = reply.matches[1:] if isinstance(reply, Answer) else reply.matches
        if isinstance(reply, Suggestions) and self.floor:
            others = others[:SUGGESTIONS]
        return tuple(match for match in others if match.confidence >= self.floor)

    def match(self, match: Match) -> None:
        """One entry in full, with why it was found."""
        entry, course = match.document.entry, self.courses[match.document.course]
        self.screen.line(self._question(entry), style="bold")
        about = f"{course.name} / {match.document.topic_name} · {entry.id} · confidence {percent(match.confidence)}"
        self.screen.line(about, style="dim")
        for note in self._notes(entry):
            self.screen.line(note, style="yellow")
        if self.explain:
            self._evidence([match])
        if entry.answer:
            self.screen.line()
            MarkdownView(self.screen, base=course.assets_url).show(entry.answer)
        self._links(entry, course)

    def _question(self, entry: Entry) -> str:
        return markdown.plain_inline(entry.question)

    def _notes(self, entry: Entry) -> list[str]:
        notes = [NOTES[entry.status]] if entry.status in NOTES else []
        if entry.review_by and entry.review_by < self.today:
            notes.append(f"Overdue: to be reviewed by {entry.review_by}; it may be out of date.")
        return notes

    def _links(self, entry: Entry, course: Course) -> None:
        found = as_json.links(entry, course)
        if not found:
            return
        self._heading("Links")
        for link in found:
            url = harmless(link["url"])
            label = "" if link["text"] == link["url"] else f"{harmless(link['text'])}: "
            self.screen.unwrapped(Text.assemble("  ", label, Text(url, style=Style(color="blue", link=url))))

    def _candidates(self, heading: str, matches: Sequence[Match]) -> None:
        if not matches:
            return
        if heading:
            self._heading(heading)
        rows = []
        for number, match in enumerate(matches, 1):
            entry = match.document.entry
            status = "" if entry.status is Status.ANSWERED else f" ({entry.status})"
            mark = f"{number:2}. " if self.numbered else "  "
            rows.append(
                (f"{mark}{percent(match.confidence):>4}", Text(entry.id, style="dim"), self._question(entry) + status)
            )
        self.screen.table(("", "", ""), rows)
        if self.explain:
            self._evidence(matches)

    def _evidence(self, matches: Sequence[Match]) -> None:
        for match in matches:
            self._heading(f"Why {match.document.entry.id} (score {match.score:.2f})")
            if not match.evidence:
                self.screen.line("  no single word; the letters are alike")
                continue
            rows = [(f"  {e.word}", e.term, e.route, e.field, f"{e.weight:.0%}") for e in match.evidence]
            self.screen.table(("  word", "matched", "route", "in", "weight"), rows)

    def _heading(self, text: str) -> None:
        self.screen.line()
        self.screen.line(text, style="bold")


def percent(confidence: float) -> str:
    """A confidence for people: nothing found by likeness is wholly certain."""
    return f"{min(confidence, 0.99):.0%}"
