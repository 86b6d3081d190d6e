"""Builds an index from a course."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache

import numpy as np

from bot.knowledge.model import Course
from bot.search.index import Index
from bot.search.postings import PostingsBuilder
from bot.search.results import Document
from bot.search.rows import Row, analyse
from bot.search.spellings import Spellings, build_spellings, spelt, surface_forms
from bot.text.lexicon import Lexicon, build_lexicon
from bot.text.terms import TermReader


def documents(course: Course) -> list[Document]:
    """The entries of a course as the index takes them."""
    return [Document(course.slug, topic.slug, topic.name, entry) for topic, entry in course.entries()]


def build_index(course: Course) -> Index:
    """An index over all entries of the course, pending ones too."""
    return build(documents(course), course.glossary)


def build(found: Iterable[Document], glossary: Sequence[Sequence[str]] = ()) -> Index:
    """An index over these documents with this glossary; may run in a thread beside an event loop."""
    with uncollected():
        return _build(found, build_lexicon(glossary))


def _build(found: Iterable[Document], lexicon: Lexicon) -> Index:
    reader = TermReader(lexicon, most=200_000)
    terms, grams = PostingsBuilder(), PostingsBuilder()
    rows: list[Row] = []
    places: dict[str, tuple[int, ...]] = {}
    for document in found:
        analysed = analyse(document, reader)
        places[document.entry.id] = tuple(range(len(rows), len(rows) + len(analysed)))
        for one in analysed:
            rows.append(one.row)
            terms.add(one.terms)
            grams.add(one.grams)
    reader.forget()
    packed_terms, packed_grams = terms.build(), grams.build()
    return Index(
        lexicon=lexicon,
        reader=TermReader(lexicon),
        rows=rows,
        alive=np.ones(len(rows), np.bool_),
        terms=packed_terms,
        grams=packed_grams,
        gram_norms=packed_grams.norms(len(rows), len(rows)),
        spellings=build_spellings(spelt(packed_terms.numbers)),
        known_spellings=_known_spellings(lexicon),
        size=len(rows),
        places=places,
    )


@contextmanager
def uncollected() -> Iterator[None]:
    """No garbage collection meanwhile, and none of what was made later on.

    A full collection over a large index stops every thread for hundreds of milliseconds (measured by
    `python -m benchmarks speed`). An index has no cycles: it goes by reference counts when it is replaced.
    """
    collecting = gc.isenabled()
    gc.collect()  # of garbage that is there now, none would be collected later on either
    gc.disable()
    try:
        yield
        gc.freeze()
    finally:
        if collecting:
            gc.enable()


def _known_spellings(lexicon: Lexicon) -> Spellings:
    return _spellings_of(tuple(sorted(surface_forms(lexicon))))


@lru_cache(maxsize=64)
def _spellings_of(forms: tuple[str, ...]) -> Spellings:
    return build_spellings(forms)
