"""How often each system finds the right entry, on the shipped questions and on any others.

    python -m benchmarks quality [--knowledge DIR --queries FILE.jsonl]... [--systems NAME...]

Queries are read as `qabot eval` reads them; those without a right entry are left out, since most systems
have no threshold. A query with a course is asked of that course alone. Prints a table for each set (rates
in per cent, times in ms) and saves JSON under `benchmarks/results/`. What each system sees is told in
`benchmarks.systems`.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from benchmarks import report
from benchmarks.systems import SYSTEMS, Build, Corpus, load_all
from bot.errors import UsageError
from bot.knowledge.model import Course
from bot.knowledge.yaml_store import YamlStore
from bot.search.builder import documents
from bot.search.evaluation import Query, check_queries, read_queries

_ROOT = Path(__file__).parents[1]
SHIPPED = (_ROOT / "knowledge", _ROOT / "tests" / "evaluation" / "seed_queries.jsonl")
HEADER = ("system", "hit@1", "hit@5", "MRR@5", "ms/query")
_K = 5


@dataclass(frozen=True, slots=True)
class EvaluationSet:
    """Courses with the questions asked of them."""

    name: str
    courses: tuple[Course, ...]
    queries: tuple[Query, ...]

    def corpus(self, course: str | None) -> Corpus:
        """One course to search, or all of them."""
        chosen = [one for one in self.courses if course in (None, one.slug)]
        return Corpus(
            tuple(document for one in chosen for document in documents(one)),
            {one.slug: one.glossary for one in chosen},
        )


@dataclass(frozen=True, slots=True)
class Quality:
    """The figures of one system on one set: rates from 0 to 1, mean time of a question in ms."""

    hit_at_1: float
    hit_at_5: float
    mrr_at_5: float
    ms: float


def main(arguments: Sequence[str]) -> None:
    """Measure, print and save."""
    _run(_options(arguments))


def read_set(knowledge: Path, queries: Path) -> EvaluationSet:
    """A knowledge base with the questions that have an answer in it; raises `UsageError` when they do not fit."""
    courses = YamlStore(knowledge).load().courses
    if not courses:
        raise UsageError("no course can be read here", where=str(knowledge), remedy="Run `qabot check` on it.")
    asked = read_queries(queries)
    check_queries(asked, {course.slug: frozenset(entry.id for _, entry in course.entries()) for course in courses})
    answerable = tuple(query for query in asked if query.relevant)
    if not answerable:
        raise UsageError("no query names a right entry", where=str(queries), remedy="Fill some `relevant`.")
    return EvaluationSet(f"{knowledge.name}, {queries.name}", courses, answerable)


def measure(build: Build, asked: EvaluationSet) -> Quality:
    """Every question asked once of a system built over its course; the clock runs for the search alone."""
    found = [one for course in _scopes(asked.queries) for one in _ask(build, asked, course)]
    ranks = [rank for rank, _ in found if rank]
    return Quality(
        hit_at_1=ranks.count(1) / len(found),
        hit_at_5=len(ranks) / len(found),
        mrr_at_5=sum(1 / rank for rank in ranks) / len(found),
        ms=sum(seconds for _, seconds in found) / len(found) * 1000,
    )


def _scopes(queries: Iterable[Query]) -> list[str | None]:
    return list(dict.fromkeys(query.course for query in queries))


def _ask(build: Build, asked: EvaluationSet, course: str | None) -> Iterator[tuple[int | None, float]]:
    """Rank of the first right entry, and seconds."""
    ranker = build(asked.corpus(course))
    queries = [query for query in asked.queries if query.course == course]
    ranker.rank(queries[0].q, _K)  # the first search may pay for what is set up once
    for query in queries:
        begun = time.perf_counter()
        ids = ranker.rank(query.q, _K)
        seconds = time.perf_counter() - begun
        yield next((place for place, one in enumerate(ids, 1) if one in query.relevant), None), seconds


def _run(options: argparse.Namespace) -> None:
    builders = load_all(options.systems)
    sets = [read_set(*paths) for paths in (SHIPPED, *zip(options.knowledge, options.queries, strict=True))]
    saved = []
    for asked in sets:
        found = {name: measure(build, asked) for name, build in builders.items()}
        entries = len(asked.corpus(None).documents)
        print(f"{asked.name}: {len(asked.queries)} questions, {entries} entries")
        print(report.table(HEADER, list(_rows(found))), end="\n\n", flush=True)
        systems = {name: asdict(quality) for name, quality in found.items()}
        saved.append({"set": asked.name, "questions": len(asked.queries), "entries": entries, "systems": systems})
    print(f"saved to {report.save(options.results, 'quality', {'quality': saved}, datetime.now(UTC))}")


def _rows(found: Mapping[str, Quality]) -> Iterator[tuple[str, ...]]:
    for name, one in found.items():
        rates = (f"{rate * 100:.1f}" for rate in (one.hit_at_1, one.hit_at_5, one.mrr_at_5))
        yield (name, *rates, f"{one.ms:.2f}")


def _options(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks quality", description="How often each finds the entry.")
    parser.add_argument("--knowledge", type=Path, action="append", default=[], help="a folder of courses")
    parser.add_argument("--queries", type=Path, action="append", default=[], help="questions to the last --knowledge")
    parser.add_argument("--systems", nargs="+", choices=SYSTEMS, default=list(SYSTEMS), metavar="NAME")
    parser.add_argument("--results", type=Path, default=report.RESULTS, help="where the JSON goes")
    options = parser.parse_args(arguments)
    if len(options.knowledge) != len(options.queries):
        parser.error("every --knowledge needs its --queries, and the other way round")
    return options
