"""Measures search on questions with known answers: hit rate, MRR, precision, calibration, latency."""

from __future__ import annotations

import json
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from bot.errors import UsageError
from bot.search.results import Match

_BINS = 10


@dataclass(frozen=True, slots=True)
class Query:
    """One question with the ids of the entries that answer it; none means that the bot must not answer."""

    q: str
    relevant: tuple[str, ...]
    kind: str | None = None
    course: str | None = None
    where: str = field(default="", compare=False)  # file and line it was read from


class Replying(Protocol):
    """A reply as the evaluation sees it."""

    @property
    def outcome(self) -> str:
        """answer, suggestions or no_answer."""
        ...

    @property
    def matches(self) -> tuple[Match, ...]:
        """The ranking, best first."""
        ...

    @property
    def confidence(self) -> float:
        """Of the first match."""
        ...


class Asking(Protocol):
    """Whatever turns a question into a reply with a ranking of at least ten."""

    def ask(self, question: str, *, course: str | None = None, limit: int = 5) -> Replying:
        """The reply to one question."""
        ...


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one query got: the rank of the first right entry (1 is best, None if not in the first ten)."""

    query: Query
    reply: Replying
    rank: int | None
    seconds: float

    @property
    def right(self) -> bool:
        """Whether the first match answers the query."""
        return self.rank == 1


def read_queries(path: Path) -> list[Query]:
    """The queries of a JSON Lines file; raises `UsageError` naming the line that is wrong."""
    try:
        lines = path.read_text(encoding="utf-8").split("\n")  # JSON may hold U+2028
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(
            f"cannot be read: {getattr(error, 'strerror', None) or error}",
            where=str(path),
            remedy="Give a UTF-8 file of JSON Lines.",
        ) from error
    queries = [_read_query(line, f"{path}:{number}") for number, line in enumerate(lines, 1) if line.strip()]
    if not queries:
        raise UsageError(
            "no queries in the file", where=str(path), remedy='One a line: {"q": "…", "relevant": ["id"]}.'
        )
    return queries


def _read_query(line: str, where: str) -> Query:
    remedy = 'Each line is one object: {"q": "…", "relevant": ["id", …], "kind": "…", "course": "…"}.'
    try:
        found = json.loads(line)
    except json.JSONDecodeError as error:
        raise UsageError(f"not JSON: {error.msg}", where=where, remedy=remedy) from error
    if not isinstance(found, dict) or not isinstance(found.get("q"), str):
        raise UsageError('"q" must be a string', where=where, remedy=remedy)
    relevant = found.get("relevant")
    if not isinstance(relevant, list) or not all(isinstance(one, str) for one in relevant):
        raise UsageError('"relevant" must be a list of entry ids', where=where, remedy=remedy)
    for key in ("kind", "course"):
        if not isinstance(found.get(key), str | None):
            raise UsageError(f'"{key}" must be a string', where=where, remedy=remedy)
    return Query(found["q"], tuple(relevant), found.get("kind"), found.get("course"), where)


def check_queries(queries: Iterable[Query], ids: Mapping[str, frozenset[str]]) -> None:
    """Raises `UsageError` for a course or an entry id that the knowledge base (ids by course) has not."""
    for number, query in enumerate(queries, 1):
        where = query.where or f"query {number}"
        if query.course is not None and query.course not in ids:
            known = ", ".join(sorted(ids)) or "none"
            raise UsageError(f"there is no course '{query.course}'", where=where, remedy=f"Courses here: {known}.")
        held = ids[query.course] if query.course is not None else frozenset().union(*ids.values())
        missing = [one for one in query.relevant if one not in held]
        if missing:
            raise UsageError(
                f"no entry has the id '{missing[0]}'",
                where=where,
                remedy="Take ids from `qabot entries --json` over the same knowledge base.",
            )


def run(asking: Asking, queries: Iterable[Query]) -> list[Outcome]:
    """Every query asked once, after one to warm up; the clock runs for the search alone."""
    outcomes: list[Outcome] = []
    for query in queries:
        if not outcomes:
            asking.ask(query.q, course=query.course, limit=10)
        begun = time.perf_counter()
        reply = asking.ask(query.q, course=query.course, limit=10)
        seconds = time.perf_counter() - begun
        ids = [match.document.entry.id for match in reply.matches]
        rank = next((place for place, one in enumerate(ids, 1) if one in query.relevant), None)
        outcomes.append(Outcome(query, reply, rank, seconds))
    return outcomes


def summary(outcomes: Sequence[Outcome]) -> dict[str, Any]:
    """The figures over all outcomes, as `qabot eval --json` prints them; rates are 0 to 1, latency in ms."""
    return {
        "queries": _of_queries([one for one in outcomes if one.query.relevant]),
        "negatives": _of_negatives([one for one in outcomes if not one.query.relevant]),
        "calibration_error": calibration_error(outcomes),
        "by_kind": {kind: _of_kind(group) for kind, group in _by_kind(outcomes)},
        "latency_ms": {"p50": _percentile(outcomes, 50), "p99": _percentile(outcomes, 99)},
    }


def _of_queries(found: Sequence[Outcome]) -> dict[str, Any]:
    answered = [one for one in found if one.reply.outcome == "answer"]
    return {
        "n": len(found),
        **{
            f"hit@{k}": _rate(sum(one.rank is not None and one.rank <= k for one in found), len(found))
            for k in (1, 3, 5)
        },
        **{
            f"mrr@{k}": _rate(sum(1 / one.rank for one in found if one.rank and one.rank <= k), len(found))
            for k in (5, 10)
        },
        "answered": _rate(len(answered), len(found)),
        "answer_precision": _rate(sum(one.right for one in answered), len(answered)),
        "suggested": _rate(sum(one.reply.outcome == "suggestions" for one in found), len(found)),
        "reachable": _rate(sum(map(_reachable, found)), len(found)),
    }


def _of_negatives(found: Sequence[Outcome]) -> dict[str, Any]:
    return {
        "n": len(found),
        "false_answers": _rate(sum(one.reply.outcome == "answer" for one in found), len(found)),
        "false_suggestions": _rate(sum(one.reply.outcome == "suggestions" for one in found), len(found)),
    }


def _of_kind(found: Sequence[Outcome]) -> dict[str, Any]:
    return _of_queries(found) if found[0].query.relevant else _of_negatives(found)


def _by_kind(outcomes: Sequence[Outcome]) -> Iterator[tuple[str, list[Outcome]]]:
    kinds = dict.fromkeys(one.query.kind for one in outcomes if one.query.kind is not None)
    for kind in kinds:
        yield kind, [one for one in outcomes if one.query.kind == kind]


def _reachable(one: Outcome) -> bool:
    """Whether the right entry is shown: as the answer, or among the suggestions."""
    shown = {"answer": 1, "suggestions": 3}.get(one.reply.outcome, 0)
    return one.rank is not None and one.rank <= shown


def calibration_error(outcomes: Sequence[Outcome]) -> float | None:
    """Expected calibration error over ten equal bins of confidence (Guo et al., ICML 2017)."""
    bins: list[list[Outcome]] = [[] for _ in range(_BINS)]
    for one in outcomes:
        bins[min(_BINS - 1, int(one.reply.confidence * _BINS))].append(one)
    gaps = (abs(sum(one.right for one in held) - sum(one.reply.confidence for one in held)) for held in bins if held)
    return _rate(sum(gaps), len(outcomes))


def _rate(part: float, whole: int) -> float | None:
    return round(part / whole, 4) if whole else None


def _percentile(outcomes: Sequence[Outcome], percent: int) -> float | None:
    times = sorted(one.seconds for one in outcomes)
    return round(times[min(len(times) - 1, len(times) * percent // 100)] * 1000, 3) if times else None
