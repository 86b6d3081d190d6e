"""How alike two questions are, for telling near-duplicates and reworded questions."""

from __future__ import annotations

from rapidfuzz import fuzz

from bot.search.index import Index
from bot.search.results import Document
from bot.text.cleaning import clean
from bot.text.hangul import jamo
from bot.text.lexicon import build_lexicon
from bot.text.terms import TermReader

NEAR_DUPLICATE = 0.72


def similarity(first: str, second: str) -> float:
    """How alike two questions are, 0 to 1: the mean of how their terms and how their letters agree."""
    reader = TermReader(build_lexicon())
    mine, theirs = (reader.words(clean(text)) for text in (first, second))
    terms = fuzz.token_sort_ratio(
        *(" ".join(term for word in words for term in word.terms) for words in (mine, theirs))
    )
    letters = fuzz.ratio(*(jamo("".join(word.form for word in words)) for words in (mine, theirs)))
    return (terms + letters) / 200


def near_duplicates(index: Index, question: str, *, limit: int = 3) -> tuple[tuple[Document, float], ...]:
    """Entries of the index that ask nearly the same, with their similarity, the most alike first."""
    found = [
        (match.document, similarity(question, match.document.entry.question))
        for match in index.search(question).matches
    ]
    alike = sorted((hit for hit in found if hit[1] >= NEAR_DUPLICATE), key=lambda hit: (-hit[1], hit[0].entry.id))
    return tuple(alike[:limit])
