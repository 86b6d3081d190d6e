"""What a search, a build and a change cost, on made-up courses of growing size.

    python -m benchmarks speed [--sizes N...] [--full] [--systems NAME...]

Each system is measured at each size in a fresh process, so that one's memory and caches are not another's.
Memory is what the process holds more after the build than before it, library and course loaded already. Of a slow
system as many questions are asked as fit in the time for it; the JSON tells how many. The second table,
of qabot alone, is told in `benchmarks.speed_live`. Prints tables and saves JSON under `benchmarks/results/`.
"""

from __future__ import annotations

import argparse
import gc
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from multiprocessing import get_context
from pathlib import Path
from typing import ParamSpec, TypeVar

from benchmarks import report
from benchmarks.speed_live import Live, measure_live
from benchmarks.synthetic import synthetic
from benchmarks.systems import SYSTEMS, Ranker, load_all
from bot.cli.memory import resident_mb
from bot.search.evaluation import Query

SIZES, FULL_SIZE = (1_000, 10_000), 100_000
HEADER = ("system", "p50 ms", "p99 ms", "build s", "memory MB", "hit@5")
LIVE_HEADER = ("entries", "change ms", "long message ms", "stall: idle ms", "in build ms", "in change ms")
_WARMING = 5  # questions asked before the clock runs
_SECONDS = 20.0  # for the questions of one system at one size
_K = 5

Given = ParamSpec("Given")
Found = TypeVar("Found")


@dataclass(frozen=True, slots=True)
class Speed:
    """The cost of one system at one size; `hit_at_5` shows that it was really searching."""

    p50_ms: float
    p99_ms: float
    build_s: float
    memory_mb: float
    hit_at_5: float
    questions: int


def main(arguments: Sequence[str]) -> None:
    """Measure, print and save."""
    _run(_options(arguments))


def measure(system: str, entries: int, seconds: float = _SECONDS) -> Speed:
    """The cost of one system in this process, which nothing else should have warmed up or filled."""
    build = SYSTEMS[system].load()
    made = synthetic(entries)
    gc.collect()
    before, begun = resident_mb(), time.perf_counter()
    ranker = build(made.corpus)
    built = time.perf_counter() - begun
    gc.collect()
    memory = resident_mb() - before
    for query in made.queries[:_WARMING]:
        ranker.rank(query.q, _K)
    asked = list(_ask(ranker, made.queries, seconds))
    times = [took * 1000 for took, _ in asked]
    return Speed(
        p50_ms=report.percentile(times, 50),
        p99_ms=report.percentile(times, 99),
        build_s=built,
        memory_mb=memory,
        hit_at_5=sum(hit for _, hit in asked) / len(asked),
        questions=len(asked),
    )


def _ask(ranker: Ranker, queries: Sequence[Query], seconds: float) -> Iterator[tuple[float, bool]]:
    """Seconds of each search and whether it found the entry, until the time is up."""
    end = time.perf_counter() + seconds
    for query in queries:
        begun = time.perf_counter()
        ids = ranker.rank(query.q, _K)
        done = time.perf_counter()
        yield done - begun, query.relevant[0] in ids
        if done > end:
            return


def in_fresh_process(work: Callable[Given, Found], *arguments: Given.args, **options: Given.kwargs) -> Found | None:
    """What the work gives in a new interpreter; None when that was killed, as for want of memory."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        try:
            return pool.submit(work, *arguments, **options).result()
        except BrokenProcessPool:
            return None


def _run(options: argparse.Namespace) -> None:
    load_all(options.systems)
    sizes = sorted({*options.sizes, *([FULL_SIZE] if options.full else [])})
    speeds = {}
    for size in sizes:
        speeds[size] = _all_systems(options.systems, size)
        print(f"{size:,} entries")
        print(report.table(HEADER, [_row(name, speed) for name, speed in speeds[size].items()]), end="\n\n", flush=True)
    lives = {size: in_fresh_process(measure_live, size) for size in sizes}
    print("qabot while it runs")
    print(report.table(LIVE_HEADER, [_live_row(size, live) for size, live in lives.items()]), end="\n\n")
    print(f"saved to {report.save(options.results, 'speed', _figures(speeds, lives), datetime.now(UTC))}")


def _all_systems(names: Sequence[str], size: int) -> dict[str, Speed | None]:
    found = {}
    for name in names:
        print(f"measuring {name} over {size:,} entries", file=sys.stderr)
        found[name] = in_fresh_process(measure, name, size)
    return found


def _row(name: str, speed: Speed | None) -> tuple[str, ...]:
    if speed is None:
        return (name, *("killed" for _ in HEADER[1:]))
    times = (f"{ms:.2f}" for ms in (speed.p50_ms, speed.p99_ms, speed.build_s))
    return (name, *times, f"{speed.memory_mb:.0f}", f"{speed.hit_at_5 * 100:.0f}")


def _live_row(size: int, live: Live | None) -> tuple[str, ...]:
    if live is None:
        return (f"{size:,}", *("killed" for _ in LIVE_HEADER[1:]))
    pairs = (
        f"{live.change_p50_ms:.1f} to {live.change_max_ms:.1f}",
        f"{live.long_p50_ms:.1f} to {live.long_max_ms:.1f}",
    )
    stalls = (live.stall_idle_ms, live.stall_in_build_ms, live.stall_in_change_ms)
    return (f"{size:,}", *pairs, *(f"{ms:.1f}" for ms in stalls))


def _figures(speeds: Mapping[int, Mapping[str, Speed | None]], lives: Mapping[int, Live | None]) -> dict[str, object]:
    return {
        "speed": [
            {"entries": size, "systems": {name: asdict(one) if one else None for name, one in systems.items()}}
            for size, systems in speeds.items()
        ],
        "live": [{"entries": size, **(asdict(live) if live else {})} for size, live in lives.items()],
    }


def _options(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks speed", description="What search, build, change cost.")
    parser.add_argument("--sizes", nargs="+", type=int, default=list(SIZES), metavar="N", help="entries")
    parser.add_argument("--full", action="store_true", help=f"{FULL_SIZE:,} entries too")
    parser.add_argument("--systems", nargs="+", choices=SYSTEMS, default=list(SYSTEMS), metavar="NAME")
    parser.add_argument("--results", type=Path, default=report.RESULTS, help="where the JSON goes")
    return parser.parse_args(arguments)
