"""The use case that everything else is for: an ask becomes a reply."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from bot.errors import UnknownCourseError
from bot.knowledge.glossary import starter_glossary
from bot.knowledge.model import Course, Entry, Topic
from bot.search.asked import understand
from bot.search.builder import build
from bot.search.index import Index
from bot.search.results import Document, Match
from bot.text.cleaning import clean
from bot.text.sentences import Act, sentences

# Fitted on development questions (`python -m benchmarks fit`): from ANSWER on, 19 in 20 answers are
# right; from SUGGEST on, the right entry is likely among the first three.
ANSWER, SUGGEST = 0.62, 0.2
SUGGESTIONS = 3
WORTH_LISTING = 0.02  # confidence below which a further candidate only takes the reader's time
_TOPIC = 0.3  # score of a topic's name from which it is the one that was meant; strange names score under 0.2
_LITTLE = 3  # known words from which on a follow-up can stand alone
_THANKS = re.compile(r"감사|고맙|고마워|땡큐|\b(?:thanks|thank you|thx|cheers)\b", re.IGNORECASE)


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
        glossary = [*course.glossary, *starter_glossary(topic.name for topic in course.topics)]
        found = build(names, glossary).search(wanted, limit=len(names)).matches if names else ()
        order = {match.document.topic: number for number, match in enumerate(found)}
        nearest = sorted(course.topics, key=lambda topic: order.get(topic.slug, len(order)))
        meant = nearest[0] if found and found[0].score >= _TOPIC else None
        return meant, nearest

    def asks_something(self, message: str, *, course: str) -> bool:
        """Whether a message reads as a question, or shows an error that somebody is stuck with."""
        asked = understand(message, self.indexes[course])
        return Act.ASKS in asked.acts or (Act.PASTED in asked.acts and "failing" in asked.modes)

    def stands_alone(self, question: str, *, course: str) -> bool:
        """Whether a question's own words say enough, so that what was asked before it need not be known."""
        asked = understand(question, self.indexes[course])
        enough = sum(bool(word.readings) for word in asked.words) >= _LITTLE
        return enough or isinstance(self.ask(question, course=course), Answer)

    def names_something(self, message: str, *, course: str) -> bool:
        """Whether a message is bare keywords, at least one of them a word of the course."""
        asked = understand(message, self.indexes[course])
        return asked.acts == {Act.NAMES} and any(word.readings for word in asked.words)

    def follow_up(self, question: str, before: str, *, course: str) -> Reply:
        """The reply to a question asked after another one, which counts too where its own words say too little."""
        alone = self.ask(question, course=course)
        if not before or self.stands_alone(question, course=course):
            return alone
        together = self.ask(f"{before}\n{question}", course=course)
        return together if together.confidence > alone.confidence else alone

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


def only_greets(message: str) -> bool:
    """Whether a message greets or thanks, or has no words at all (a waving hand)."""
    return {sentence.act for sentence in sentences(clean(message))} <= {Act.GREETS}


def only_thanks(message: str) -> bool:
    """Whether a message thanks, and does nothing else."""
    return only_greets(message) and _THANKS.search(clean(message)) is not None


def decide(matches: tuple[Match, ...], confidence: float, unknown: tuple[str, ...] = ()) -> Reply:
    """The reply that goes with a confidence."""
    if matches and confidence >= ANSWER:
        return Answer(matches, confidence, unknown)
    if matches and confidence >= SUGGEST:
        return Suggestions(matches, confidence, unknown)
    return NoAnswer(matches, confidence, unknown)


def _rank(match: Match) -> tuple[float, float, str, str]:
    return (-match.score, -match.confidence, match.document.course, match.document.entry.id)
