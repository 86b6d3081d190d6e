"""The use case that everything else is for: an ask becomes a reply."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from bot.errors import UnknownCourseError
from bot.search.index import Index
from bot.search.results import Match

# Fitted on development questions (`python -m benchmarks fit`): from ANSWER on, 19 in 20 answers are
# right; from SUGGEST on, the right entry is likely among the first three.
ANSWER, SUGGEST = 0.62, 0.2
SUGGESTIONS = 3


@dataclass(frozen=True, slots=True)
class _Reply:
    matches: tuple[Match, ...]
    confidence: float
    unknown: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer(_Reply):
    """The first match answers the ask; the others are further candidates."""

    outcome: ClassVar[str] = "answer"


@dataclass(frozen=True, slots=True)
class Suggestions(_Reply):
    """One of the first three matches may be meant."""

    outcome: ClassVar[str] = "suggestions"


@dataclass(frozen=True, slots=True)
class NoAnswer(_Reply):
    """No entry is near enough; the matches are only what came nearest."""

    outcome: ClassVar[str] = "no_answer"


Reply = Answer | Suggestions | NoAnswer


@dataclass(frozen=True, slots=True)
class Answering:
    """Answers asks from the indexes of the courses, by slug."""

    indexes: Mapping[str, Index]

    def ask(self, question: str, *, course: str | None = None, limit: int = 5, explain: bool = False) -> Reply:
        """The reply to a question, from one course or from all of them.

        Deterministic: equal confidence goes by score, then course and id. Raises
        `UnknownCourseError` for a course without an index.
        """
        if course is not None and course not in self.indexes:
            known = ", ".join(sorted(self.indexes)) or "none"
            raise UnknownCourseError(f"there is no course '{course}'", remedy=f"Courses here: {known}.")
        asked = [self.indexes[course]] if course is not None else list(self.indexes.values())
        results = [index.search(question, limit=limit, explain=explain) for index in asked]
        matches = sorted((match for result in results for match in result.matches), key=_rank)
        sure = max((match.confidence for match in matches[:1]), default=0.0)
        unknown = min((result.unknown for result in results), key=len, default=())
        return decide(tuple(matches[:limit]), sure, unknown)


def decide(matches: tuple[Match, ...], confidence: float, unknown: tuple[str, ...] = ()) -> Reply:
    """The reply that goes with a confidence."""
    if matches and confidence >= ANSWER:
        return Answer(matches, confidence, unknown)
    if matches and confidence >= SUGGEST:
        return Suggestions(matches, confidence, unknown)
    return NoAnswer(matches, confidence, unknown)


def _rank(match: Match) -> tuple[float, float, str, str]:
    return (-match.score, -match.confidence, match.document.course, match.document.entry.id)
