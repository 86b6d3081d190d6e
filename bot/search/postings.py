"""Which rows hold a term, and how strongly: packed arrays with a small layer of changes on top."""

from __future__ import annotations

import math
from array import array
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

Rows = NDArray[np.int32]
Impacts = NDArray[np.float32]
Fields = NDArray[np.uint8]

_NO_ROWS: Rows = np.empty(0, np.int32)
_NO_IMPACTS: Impacts = np.empty(0, np.float32)
_NO_FIELDS: Fields = np.empty(0, np.uint8)

Posting = tuple[float, int]  # impact, fields


@dataclass(frozen=True, slots=True)
class Postings:
    """An immutable inverted index; `changed` shares every packed array with the original.

    `numbers` gives a term its place in `starts`; its rows are `rows[starts[n]:starts[n + 1]]`, in rising
    order, `counts[n]` of them. `extra` holds the rows added since
    the arrays were packed, `extra_counts` what that and removals change in the document frequency of
    terms; terms that only stand there have no number.
    """

    numbers: dict[str, int]
    starts: NDArray[np.int64]
    counts: tuple[int, ...]
    rows: Rows
    impacts: Impacts
    fields: Fields
    extra: Mapping[str, tuple[tuple[int, float, int], ...]]
    extra_counts: Mapping[str, int]

    def count(self, term: str) -> int:
        """In how many rows the term stands."""
        number = self.numbers.get(term)
        packed = self.counts[number] if number is not None else 0
        return packed + self.extra_counts.get(term, 0) if self.extra_counts else packed

    def find(self, term: str) -> tuple[Rows, Impacts, Fields]:
        """The rows of the term in rising order, removed ones among them, with impact and fields."""
        number = self.numbers.get(term)
        rows, impacts, fields = _NO_ROWS, _NO_IMPACTS, _NO_FIELDS
        if number is not None:
            span = slice(int(self.starts[number]), int(self.starts[number + 1]))
            rows, impacts, fields = self.rows[span], self.impacts[span], self.fields[span]
        added = self.extra.get(term) if self.extra else None
        if added is None:
            return rows, impacts, fields
        return (
            np.concatenate([rows, np.array([row for row, _, _ in added], np.int32)]),
            np.concatenate([impacts, np.array([impact for _, impact, _ in added], np.float32)]),
            np.concatenate([fields, np.array([field for _, _, field in added], np.uint8)]),
        )

    def norms(self, size: int, rows: int) -> NDArray[np.float64]:
        """Euclidean length of each row's vector of impact times IDF, for `size` live rows out of `rows`.

        Rounded, so that the order in which terms were numbered leaves no trace.
        """
        counts = np.diff(self.starts)
        for term, change in self.extra_counts.items():
            number = self.numbers.get(term)
            if number is not None:
                counts[number] += change
        idf = np.log1p(np.maximum(0.0, (size - counts + 0.5) / (counts + 0.5)))
        weights = self.impacts.astype(np.float64) * np.repeat(idf, np.diff(self.starts))
        # Of no rows at all bincount gives whole numbers, which would swallow what is added below.
        squares = np.bincount(self.rows, weights * weights, minlength=rows).astype(np.float64)
        for term, added in self.extra.items():
            inverse = inverse_frequency(size, self.count(term))
            for row, impact, _ in added:
                squares[row] += (impact * inverse) ** 2
        return np.asarray(np.round(np.sqrt(squares), 6), np.float64)

    def changed(
        self,
        added: Iterable[tuple[int, Mapping[str, Posting]]],
        removed: Iterable[Mapping[str, Posting]],
    ) -> Postings:
        """The same with rows added (higher than any before) and the terms of removed rows no longer counted."""
        extra = dict(self.extra)
        counts = dict(self.extra_counts)
        for row, terms in added:
            for term, (impact, fields) in terms.items():
                extra[term] = (*extra.get(term, ()), (row, float(np.float32(impact)), fields))
                counts[term] = counts.get(term, 0) + 1
        for terms in removed:
            for term in terms:
                counts[term] = counts.get(term, 0) - 1
        return replace(self, extra=extra, extra_counts=counts)


class _Numbers(dict[str, int]):
    """Numbers terms as they come."""

    def __missing__(self, term: str) -> int:
        number = self[term] = len(self)
        return number


class PostingsBuilder:
    """Collects rows one by one, then packs them."""

    def __init__(self) -> None:
        self._numbers = _Numbers()
        self._terms = array("i")
        self._impacts = array("f")
        self._fields = array("B")
        self._sizes = array("i")

    def add(self, terms: Mapping[str, Posting]) -> None:
        """The next row with its terms."""
        numbers = self._numbers
        self._terms.extend([numbers[term] for term in terms])
        self._impacts.extend([impact for impact, _ in terms.values()])
        self._fields.extend([fields for _, fields in terms.values()])
        self._sizes.append(len(terms))

    def build(self) -> Postings:
        """Everything added, sorted by term, then row."""
        terms = np.array(self._terms, np.int32)
        rows = np.repeat(np.arange(len(self._sizes), dtype=np.int32), np.array(self._sizes, np.int64))
        order = np.argsort(terms, kind="stable")
        counts = np.bincount(terms, minlength=len(self._numbers))
        starts = np.zeros(len(self._numbers) + 1, np.int64)
        np.cumsum(counts, out=starts[1:])
        return Postings(
            numbers=dict(self._numbers),
            starts=starts,
            counts=tuple(counts.tolist()),
            rows=rows[order],
            impacts=np.array(self._impacts, np.float32)[order],
            fields=np.array(self._fields, np.uint8)[order],
            extra={},
            extra_counts={},
        )


def inverse_frequency(size: int, count: int) -> float:
    """BM25's inverse document frequency, never negative: ln(1 + (size - count + 0.5) / (count + 0.5))."""
    return math.log(1 + (size - count + 0.5) / (count + 0.5)) if count <= size else 0.0
