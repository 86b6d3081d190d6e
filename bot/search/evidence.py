"""Why an entry matched: each word of the question with the term it met, and how."""

from __future__ import annotations

import numpy as np

from bot.search.asked import Asked
from bot.search.postings import Postings
from bot.search.results import Evidence
from bot.search.rows import ANSWER, QUESTION
from bot.text.lexicon import CLASS, CONCEPT, class_name


def evidence_for(asked: Asked, row: int, terms: Postings) -> tuple[Evidence, ...]:
    """The matched words of the question, the weightiest first."""
    total = max(asked.total, 1e-9)
    found = []
    for word in asked.words:
        best: Evidence | None = None
        for reading in word.readings:
            rows, _impacts, fields = terms.find(reading.term)
            place = int(np.searchsorted(rows, row))
            if place >= len(rows) or rows[place] != row:
                continue
            weight = round(word.share * reading.weight / total, 4)
            if best is None or weight > best.weight:
                best = Evidence(word.text, _readable(reading.term), reading.route, _field(int(fields[place])), weight)
        if best is not None:
            found.append(best)
    return tuple(sorted(found, key=lambda evidence: -evidence.weight))


def _readable(term: str) -> str:
    """A term as a person reads it: a concept by its name, a class by its first word."""
    return class_name(term) if term[0] == CLASS else term.strip(CONCEPT)


def _field(fields: int) -> str:
    return "question" if fields & QUESTION else "answer" if fields & ANSWER else "topic"
