"""The immutable index: finds the entries that answer a question, in memory."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from heapq import nsmallest

import numpy as np
from numpy.typing import NDArray

from bot.search.asked import Asked, understand
from bot.search.confidence import Setting, Standing, confidence, signals
from bot.search.evidence import evidence_for
from bot.search.features import feature_matrix
from bot.search.postings import Postings, inverse_frequency
from bot.search.ranking import FITTED, Ranking
from bot.search.results import Document, Match, SearchResult
from bot.search.rows import Row, analyse
from bot.search.spellings import Spellings, spelt
from bot.text.lexicon import Lexicon
from bot.text.terms import TermReader

CANDIDATES = 40
_BY_LETTERS = 20  # more, by letters alone
_COMMON, _LEAST_COMMON = 0.3, 500.0  # n-grams in more rows than this tell nothing


@dataclass(frozen=True, slots=True)
class Candidates:
    """The rows worth a close look, with their features."""

    asked: Asked
    rows: tuple[Row, ...]
    numbers: NDArray[np.int32]
    features: NDArray[np.float64]
    held: NDArray[np.float64]  # asked words by rows: how surely the row has the word


@dataclass(frozen=True, slots=True)
class Index:
    """Everything needed to search one course; shared freely between threads and tasks."""

    lexicon: Lexicon
    reader: TermReader
    rows: Sequence[Row]
    alive: NDArray[np.bool_]
    terms: Postings
    grams: Postings
    gram_norms: NDArray[np.float64]
    spellings: Spellings
    known_spellings: Spellings
    size: int  # live rows
    places: dict[str, tuple[int, ...]] = field(default_factory=dict)  # entry id -> its rows

    def __len__(self) -> int:
        return len(self.places)

    def count(self, term: str) -> int:
        """In how many rows the term stands."""
        return self.terms.count(term)

    def idf(self, term: str) -> float:
        """Inverse document frequency (BM25's, never negative) of a term over the rows."""
        return inverse_frequency(self.size, self.terms.count(term))

    def candidates(self, question: str, most: int = CANDIDATES) -> Candidates:
        """The rows that share most with the question, by terms and by letters, with their features."""
        asked = understand(question, self)
        scores = self._term_scores(asked)
        gram_scores = self._gram_scores(asked)
        numbers = self._best(scores, gram_scores, most)
        rows = tuple(self.rows[number] for number in numbers)
        if not rows:
            return Candidates(asked, (), numbers, np.zeros((0, 0)), np.zeros((len(asked.words), 0)))
        features, held = feature_matrix(asked, rows, numbers, gram_scores[numbers], self)
        return Candidates(asked, rows, numbers, features, held)

    def search(self, question: str, *, limit: int = 5, explain: bool = False) -> SearchResult:
        """The entries that answer the question best, with confidence; the same input gives the same result.

        `explain` adds the evidence to each match. A question without any known word gives no matches.
        """
        found = self.candidates(question)
        standings = stand(found)
        setting = self.setting(found)
        matches = []
        for at, standing in enumerate(standings[:limit]):
            sure = round(confidence(signals(setting, standings, at), hangul=found.asked.hangul), 6)
            evidence = evidence_for(found.asked, found.numbers[standing.number], self.terms) if explain else ()
            matches.append(Match(standing.row.document, standing.score, sure, evidence))
        return SearchResult(tuple(matches), matches[0].confidence if matches else 0.0, found.asked.unknown)

    def setting(self, found: Candidates) -> Setting:
        """What the confidence looks at beside the matches themselves."""
        return Setting(found.asked, self.size, self.idf(""), found.features)

    def with_changes(self, added: Iterable[Document] = (), removed: Iterable[str] = ()) -> Index:
        """A new index without the entries of these ids and with these documents; shares what stayed.

        A document whose id is there replaces that entry. Finds exactly what an index built anew from
        the same entries would, and takes time that goes with the size of the change.
        """
        new = {document.entry.id: document for document in added}
        gone = {entry_id for entry_id in (*removed, *new) if entry_id in self.places}
        old_rows = [number for entry_id in gone for number in self.places[entry_id]]
        old = [one for entry_id in gone for one in analyse(self.rows[self.places[entry_id][0]].document, self.reader)]
        fresh = list(
            enumerate(
                (one for document in new.values() for one in analyse(document, self.reader)), start=len(self.rows)
            )
        )
        rows = [*self.rows, *(one.row for _, one in fresh)]
        alive = np.concatenate([self.alive, np.ones(len(fresh), np.bool_)])
        alive[old_rows] = False
        places = {entry_id: held for entry_id, held in self.places.items() if entry_id not in gone}
        for number, one in fresh:
            entry_id = one.row.document.entry.id
            places[entry_id] = (*places.get(entry_id, ()), number)
        size = int(alive.sum())
        grams = self.grams.changed(((number, one.grams) for number, one in fresh), (one.grams for one in old))
        return replace(
            self,
            rows=rows,
            alive=alive,
            terms=self.terms.changed(((number, one.terms) for number, one in fresh), (one.terms for one in old)),
            grams=grams,
            gram_norms=grams.norms(size, len(rows)),
            spellings=self.spellings.with_added(spelt(term for _, one in fresh for term in one.terms)),
            size=size,
            places=places,
        )

    def _term_scores(self, asked: Asked) -> NDArray[np.float64]:
        scores = np.zeros(len(self.rows))
        for word in asked.words:
            readings = word.readings
            if len(readings) == 1:
                found, impacts, _ = self.terms.find(readings[0].term)
                scores[found] += impacts * (word.share * readings[0].weight)
            elif readings:
                best = np.zeros(len(self.rows), np.float32)
                for reading in readings:
                    found, impacts, _ = self.terms.find(reading.term)
                    best[found] = np.maximum(best[found], impacts * np.float32(reading.weight))
                scores += best * word.share
        return scores / max(asked.total, 1e-9)

    def _gram_scores(self, asked: Asked) -> NDArray[np.float64]:
        """Cosine of the character n-grams of the question and of each row, weighed by IDF."""
        scores = np.zeros(len(self.rows))
        norm = 0.0
        common = max(_LEAST_COMMON, _COMMON * self.size)
        for gram, weight in asked.grams.items():
            count = self.grams.count(gram)
            square = inverse_frequency(self.size, count) ** 2
            norm += weight * weight * square
            if 0 < count <= common:
                found, counts, _ = self.grams.find(gram)
                scores[found] += counts * (weight * square)
        cosines: NDArray[np.float64] = scores / np.maximum(self.gram_norms * norm**0.5, 1e-9)
        return cosines

    def _best(self, scores: NDArray[np.float64], gram_scores: NDArray[np.float64], most: int) -> NDArray[np.int32]:
        """The live rows with the best scores by terms and letters together, then by either alone."""
        both = np.where(self.alive, scores + 0.5 * gram_scores, 0.0)
        letters = np.where(self.alive, gram_scores, 0.0)
        chosen = np.union1d(_top(both, most, self.rows), _top(letters, _BY_LETTERS, self.rows))
        return chosen.astype(np.int32)


def stand(found: Candidates, rankings: Mapping[bool, Ranking] = FITTED) -> list[Standing]:
    """Each entry once, by its best row, best first; ties go by id."""
    best: dict[str, Standing] = {}
    if found.rows:
        for number, score in enumerate(rankings[found.asked.hangul].scores(found.features, found.rows)):
            entry_id = found.rows[number].document.entry.id
            if entry_id not in best or best[entry_id].score < score:
                best[entry_id] = Standing(
                    found.rows[number], number, float(score), tuple(found.held[:, number].tolist())
                )
    return [standing for _, standing in sorted(best.items(), key=lambda item: (-item[1].score, item[0]))]


def _top(ranking: NDArray[np.float64], most: int, rows: Sequence[Row]) -> NDArray[np.int64]:
    """The places of the highest values above zero; ties at the edge come along, by id, to twice as many at most."""
    if len(ranking) <= most:
        return np.flatnonzero(ranking > 0)
    least = max(float(np.partition(ranking, -most)[-most]), 1e-9)
    found = np.flatnonzero(ranking >= least)
    if len(found) <= 2 * most:
        return found
    above, tied = np.flatnonzero(ranking > least), np.flatnonzero(ranking == least).tolist()
    return np.append(above, nsmallest(2 * most - len(above), tied, key=lambda row: rows[row].document.entry.id))
