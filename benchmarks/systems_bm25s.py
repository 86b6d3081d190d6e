"""bm25s over Latin words and Hangul bigrams."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import bm25s

from benchmarks.systems import Corpus, full_text

_RUN = re.compile(r"[가-힣]+|[^\W_가-힣]+")


@dataclass(frozen=True, slots=True)
class Bm25:
    """A retriever and the ids of its documents."""

    retriever: Any
    ids: list[str]

    def rank(self, question: str, k: int) -> list[str]:
        """The ids of at most `k` entries, best first."""
        asked = [list(tokens(question))]
        found, scores = self.retriever.retrieve(asked, k=min(k, len(self.ids)), show_progress=False)
        return [self.ids[number] for number, score in zip(found[0], scores[0], strict=True) if score > 0]


def bigrams(corpus: Corpus) -> Bm25:
    """The retriever with bm25s's own parameters (Lucene, k1 1.5, b 0.75)."""
    retriever = bm25s.BM25()
    retriever.index([list(tokens(full_text(document))) for document in corpus.documents], show_progress=False)
    return Bm25(retriever, [document.entry.id for document in corpus.documents])


def tokens(text: str) -> Iterator[str]:
    """Latin words and numbers whole, Hangul words as their bigrams (one syllable stays one)."""
    for found in _RUN.finditer(text.casefold()):
        run = found.group()
        if "가" <= run[0] <= "힣" and len(run) > 1:
            yield from (run[at : at + 2] for at in range(len(run) - 1))
        else:
            yield run
