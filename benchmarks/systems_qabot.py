"""The engine of this project, as the product uses it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from benchmarks.systems import Corpus
from bot.answering import Answering
from bot.search.builder import build
from bot.search.index import Index


@dataclass(frozen=True, slots=True)
class Qabot:
    """One index a course, asked together."""

    answering: Answering

    def rank(self, question: str, k: int) -> list[str]:
        """The ids of at most `k` entries, best first."""
        return [match.document.entry.id for match in self.answering.ask(question, limit=k).matches]


def with_glossary(corpus: Corpus) -> Qabot:
    """The engine with the glossary of each course."""
    courses = {document.course for document in corpus.documents}
    return _over(corpus, {course: corpus.glossaries.get(course, ()) for course in courses})


def without_glossary(corpus: Corpus) -> Qabot:
    """The engine as for a course whose instructor wrote no glossary."""
    return _over(corpus, {document.course: () for document in corpus.documents})


def _over(corpus: Corpus, glossaries: dict[str, Sequence[Sequence[str]]]) -> Qabot:
    def index(course: str) -> Index:
        return build((one for one in corpus.documents if one.course == course), glossaries[course])

    return Qabot(Answering({course: index(course) for course in sorted(glossaries)}))
