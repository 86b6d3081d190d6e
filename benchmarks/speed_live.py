"""What a running bot feels of qabot's index: changes, long messages, stalls of the event loop.

A stall is how late a heartbeat of one millisecond came while the work ran in a thread (`asyncio.to_thread`);
the idle one tells how much of it is the machine's.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from benchmarks import report
from benchmarks.synthetic import COURSE, synthetic
from bot.search.builder import build
from bot.search.evaluation import Query
from bot.search.index import Index
from bot.search.results import Document

LONG_MESSAGE = 10_000  # characters
_TIMES = 20  # that each thing is done
_BEAT = 0.001
_IDLE = 1.0  # seconds


@dataclass(frozen=True, slots=True)
class Live:
    """One entry changed, a message of 10,000 characters searched, and the longest stalls; all in ms."""

    change_p50_ms: float
    change_max_ms: float
    long_p50_ms: float
    long_max_ms: float
    stall_idle_ms: float
    stall_in_build_ms: float
    stall_in_change_ms: float


def measure_live(entries: int, idle: float = _IDLE) -> Live:
    """The figures at this size, in this process."""
    made = synthetic(entries)
    glossary = made.corpus.glossaries[COURSE]
    index = build(made.corpus.documents, glossary)
    edits = list(map(_edited, made.corpus.documents, made.queries[:_TIMES]))
    changes = list(change_times(index, edits))
    longs = [search_time(index, message) for message in long_messages(made.queries)]
    return Live(
        change_p50_ms=report.percentile(changes, 50),
        change_max_ms=max(changes),
        long_p50_ms=report.percentile(longs, 50),
        long_max_ms=max(longs),
        stall_idle_ms=asyncio.run(longest_stall(lambda: time.sleep(idle))),
        stall_in_build_ms=asyncio.run(longest_stall(lambda: build(made.corpus.documents, glossary))),
        stall_in_change_ms=asyncio.run(longest_stall(lambda: list(change_times(index, edits)))),
    )


def change_times(index: Index, edits: Sequence[Document]) -> Iterator[float]:
    """Milliseconds that each edit takes, each on top of those before it, as instructors make them."""
    for edit in edits:
        begun = time.perf_counter()
        index = index.with_changes([edit])
        yield (time.perf_counter() - begun) * 1000


def long_messages(queries: Sequence[Query]) -> Iterator[str]:
    """Messages of 10,000 characters, each from other questions on."""
    texts = [query.q for query in queries]
    for first in range(_TIMES):
        text = "\n".join(texts[first:] + texts[:first])
        yield (text * (LONG_MESSAGE // len(text) + 1))[:LONG_MESSAGE]


async def longest_stall(work: Callable[[], object]) -> float:
    """By how many milliseconds the latest heartbeat of the event loop was late while the work ran in a thread."""
    running = asyncio.create_task(asyncio.to_thread(work))
    worst = 0.0
    while not running.done():
        begun = time.perf_counter()
        await asyncio.sleep(_BEAT)
        worst = max(worst, time.perf_counter() - begun - _BEAT)
    await running
    return worst * 1000


def search_time(index: Index, message: str) -> float:
    """Milliseconds that the search takes."""
    begun = time.perf_counter()
    index.search(message)
    return (time.perf_counter() - begun) * 1000


def _edited(document: Document, query: Query) -> Document:
    """The document with another question."""
    return replace(document, entry=replace(document.entry, question=query.q))
