"""What a search gives: matches with their scores, confidence and evidence."""

from __future__ import annotations

from dataclasses import dataclass

from bot.knowledge.model import Entry


@dataclass(frozen=True, slots=True)
class Document:
    """An entry with the course and topic it stands in: what is indexed."""

    course: str
    topic: str
    topic_name: str
    entry: Entry


@dataclass(frozen=True, slots=True)
class Evidence:
    """One word of the question and the term of the entry that it matched.

    `route` tells how: exact, stem, glossary, lexicon (general loanwords), segment (cut from running
    text), joined (written apart, one word in the entry), keyboard (typed on an English layout), sound
    (transliterated), typo, class (near in meaning).
    `field` is question, answer or topic; `weight` the word's share of the question, 0 to 1.
    """

    word: str
    term: str
    route: str
    field: str
    weight: float


@dataclass(frozen=True, slots=True)
class Match:
    """An entry with its score (0 to 1), the probability that it answers, and the evidence for it."""

    document: Document
    score: float
    confidence: float
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class SearchResult:
    """Matches, best first; `confidence` of the best one; `unknown` words that no entry has."""

    matches: tuple[Match, ...] = ()
    confidence: float = 0.0
    unknown: tuple[str, ...] = ()
