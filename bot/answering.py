"""The use case that everything else is for: an ask becomes a reply."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from bot.errors import UnknownCourseError
from bot.knowledge.model import Course, Entry, Topic
from bot.search.asked import understand
from bot.search.builder import build
from bot.search.index import Index
from bot.search.results import Document, Match
from bot.text.cleaning import clean
from bot.text.modes import modes
from bot.text.sentences import Act, sentences

# Fitted on development questions (`python -m benchmarks fit`): from ANSWER on, 19 in 20 answers are
# right; from SUGGEST on, the right entry is likely among the first three.
ANSWER, SUGGEST = 0.62, 0.2
SUGGESTIONS = 3
_TOPIC = 0.5  # score of a topic's name from which it is the one that was meant
_LITTLE = 3  # known words from which on a follow-up can stand alone


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

    def topic(self, course: Course, wanted: str) -> tuple[Topic | None, Sequence[Topic]]:
        """The topic that is meant, in whichever script and with whichever slips, and all topics, nearest first.

        None when no topic is near enough.
        """
        named = wanted.casefold()
        exact = next((t for t in course.topics if named in (t.slug.casefold(), t.name.casefold())), None)
        if exact:
            return exact, course.topics
        names = [Document(course.slug, t.slug, t.name, Entry(t.slug, t.name)) for t in course.topics]
        found = build(names, course.glossary).search(wanted, limit=len(names)).matches if names else ()
        order = {match.document.topic: number for number, match in enumerate(found)}
        nearest = sorted(course.topics, key=lambda topic: order.get(topic.slug, len(order)))
        meant = nearest[0] if found and found[0].score >= _TOPIC else None
        return meant, nearest

    def follow_up(self, question: str, before: str, *, course: str) -> Reply:
        """The reply to a question asked after another one, which counts too where its own words say too little."""
        alone = self.ask(question, course=course)
        if isinstance(alone, Answer) or not before or self._known_words(question, course) >= _LITTLE:
            return alone
        together = self.ask(f"{before}\n{question}", course=course)
        return together if together.confidence > alone.confidence else alone

    def _known_words(self, question: str, course: str) -> int:
        asked = understand(question, self.indexes[course])
        return sum(bool(word.readings) for word in asked.words)

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


def asks_something(message: str) -> bool:
    """Whether a message reads as a question, or shows an error that somebody is stuck with."""
    cleaned = clean(message)
    acts = {sentence.act for sentence in sentences(cleaned)}
    return Act.ASKS in acts or (Act.PASTED in acts and "failing" in modes(cleaned))


def only_greets(message: str) -> bool:
    """Whether a message greets or thanks, and nothing else."""
    acts = {sentence.act for sentence in sentences(clean(message))}
    return acts == {Act.GREETS}


def decide(matches: tuple[Match, ...], confidence: float, unknown: tuple[str, ...] = ()) -> Reply:
    """The reply that goes with a confidence."""
    if matches and confidence >= ANSWER:
        return Answer(matches, confidence, unknown)
    if matches and confidence >= SUGGEST:
        return Suggestions(matches, confidence, unknown)
    return NoAnswer(matches, confidence, unknown)


def _rank(match: Match) -> tuple[float, float, str, str]:
    return (-match.score, -match.confidence, match.document.course, match.document.entry.id)
