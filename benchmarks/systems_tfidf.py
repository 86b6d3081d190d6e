"""scikit-learn's TF-IDF of characters."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer

from benchmarks.systems import Corpus, full_text


@dataclass(frozen=True, slots=True)
class Tfidf:
    """A fitted vectorizer, a unit vector for each entry, and their ids."""

    vectorizer: Any
    vectors: Any  # scipy sparse, n-grams by entries, so that a question touches its own n-grams only
    ids: list[str]

    def rank(self, question: str, k: int) -> list[str]:
        """The ids of at most `k` entries, best first."""
        cosines = (self.vectorizer.transform([question]) @ self.vectors).toarray()[0]
        best = np.argpartition(-cosines, k - 1)[:k] if k < len(cosines) else np.arange(len(cosines))
        return [self.ids[number] for number in best[np.argsort(-cosines[best], kind="stable")] if cosines[number] > 0]


def characters(corpus: Corpus) -> Tfidf:
    """N-grams of two to four characters inside words, with sublinear counts."""
    vectorizer = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 4), sublinear_tf=True, dtype=np.float32)
    vectors = vectorizer.fit_transform(full_text(document) for document in corpus.documents)
    return Tfidf(vectorizer, vectors.T.tocsr(), [document.entry.id for document in corpus.documents])
