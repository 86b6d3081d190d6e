"""rapidfuzz over every question: the ratio of two whole strings, the best wording of an entry counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from rapidfuzz import fuzz, process, utils

from benchmarks.systems import Corpus, wordings

Scorer = Callable[..., float]


@dataclass(frozen=True, slots=True)
class Ratios:
    """Processed wordings, the entry of each, and how many the richest entry has."""

    scorer: Scorer
    choices: list[str]
    ids: list[str]
    most_wordings: int

    def rank(self, question: str, k: int) -> list[str]:
        """The ids of at most `k` entries, best first."""
        # The k best entries stand among the first k * most_wordings wordings.
        found = process.extract(
            utils.default_process(question), self.choices, scorer=self.scorer, limit=k * self.most_wordings
        )
        return list(dict.fromkeys(self.ids[number] for _, score, number in found if score > 0))[:k]


def wratio(corpus: Corpus) -> Ratios:
    """`fuzz.WRatio`, what `process.extract` uses when it is told nothing."""
    return _ratios(corpus, fuzz.WRatio)


def token_set(corpus: Corpus) -> Ratios:
    """`fuzz.token_set_ratio`, which forgives order and extra words."""
    return _ratios(corpus, fuzz.token_set_ratio)


def _ratios(corpus: Corpus, scorer: Scorer) -> Ratios:
    pairs = [
        (utils.default_process(wording), document.entry.id)
        for document in corpus.documents
        for wording in wordings(document)
    ]
    most = max(Counter(entry_id for _, entry_id in pairs).values(), default=1)
    return Ratios(scorer, [wording for wording, _ in pairs], [entry_id for _, entry_id in pairs], most)
