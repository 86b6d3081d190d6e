"""How the bot bears a crowd, in Socket Mode and over HTTP.

    python -m benchmarks slack [--rate N] [--seconds N] [--modes MODE...] [--entries N]

The bot runs as `python -m bot serve`, over the course that comes with the program or (`--entries`) a made-up one of
that size, always replying. This process is Slack, without delay, and everybody who asks there: so many questions a
second over 1,000 channels and DMs, then 500 at the same moment, then 50 in one channel, where Slack takes a message a
second.
Prints tables and saves JSON under `benchmarks/results/`. Linux tells memory and processor time, others do not.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from benchmarks import report
from benchmarks.slack_load_bot import BotProcess, busy_seconds, serving, usage_of
from benchmarks.slack_load_run import QUIET, Figures, run, spread
from benchmarks.slack_load_school import School, seed_course, synthetic_course
from bot.settings import SlackMode
from tests.loopback import LoopbackSlack

PLACES, BURST, CROWD = 1_000, 500, 50
HEADER = (
    *("run", "asked", "ack p50 ms", "p99", "max", "reply first ms", "p50", "p99", "max"),
    *("lost", "doubled", "again", "late p99 ms"),
)
TAKEN_HEADER = ("mode", "memory at 1/6 MB", "at 1/2", "at end", "bot CPU %", "this process %", "others %")
_ACK_MS, _REPLY_MS = 100, 250  # promised for 99 in 100
_GROWTH = 1.05  # of memory in the second half: more is not flat
_SHOWN = 5  # faults of each mode
_WARMING = 20  # questions before the clock runs


@dataclass(frozen=True, slots=True)
class Taken:
    """What the steady load took: memory at a sixth, at half and at the end of it, shares of one processor.

    `others_cpu` is what everything else on the machine took: with much of it, the times are not the bot's alone.
    """

    memory_mb: tuple[float, float, float]
    bot_cpu: float
    own_cpu: float
    others_cpu: float


@dataclass(frozen=True, slots=True)
class Load:
    """The figures of one mode; `faults` are broken limits of Slack's, pings, and warnings in the bot's log."""

    steady: Figures
    burst: Figures
    crowd: Figures
    taken: Taken
    faults: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Size:
    """How much is asked."""

    rate: float
    seconds: float
    places: int = PLACES
    burst: int = BURST
    crowd: int = CROWD
    entries: int | None = None  # of a made-up course; None for the one that comes with the program
    quiet: float = QUIET  # seconds for replies that should not come


def main(arguments: Sequence[str]) -> None:
    """Measure, print and save."""
    options = _options(arguments)
    size = Size(**{field.name: getattr(options, field.name) for field in fields(Size)})
    loads = {mode: asyncio.run(measure(SlackMode(mode), size)) for mode in options.modes}
    print(tables(loads))
    slack = {mode: {**asdict(load), "missed": missed(load)} for mode, load in loads.items()}
    saved = report.save(options.results, "slack", {"size": asdict(size), "slack": slack}, datetime.now(UTC))
    print(f"saved to {saved}")


def tables(loads: Mapping[str, Load]) -> str:
    """The figures of each mode for people to read, and which promises were not kept."""
    times = report.table(HEADER, [row for mode, load in loads.items() for row in _rows(mode, load)])
    taken = report.table(TAKEN_HEADER, [_taken_row(mode, load.taken) for mode, load in loads.items()])
    broken = [f"{mode}, missed: {each}" for mode, load in loads.items() for each in missed(load)]
    faults = [f"{mode}: {each}" for mode, load in loads.items() for each in load.faults[:_SHOWN]]
    return "\n\n".join((times, taken, "\n".join([*broken, *faults]) or "every promise was kept"))


async def measure(mode: SlackMode, size: Size) -> Load:
    """The figures of one mode, with a bot of its own."""
    with tempfile.TemporaryDirectory(prefix="qabot-load-") as temporary:
        folder = Path(temporary)
        knowledge = folder / "knowledge"
        questions = synthetic_course(knowledge, size.entries) if size.entries else seed_course(knowledge)
        async with LoopbackSlack() as slack:
            school = School(slack, questions, size.places, size.crowd)
            async with serving(slack, mode, knowledge, folder) as bot:
                return await _measured(slack, school, bot, size)


async def _measured(slack: LoopbackSlack, school: School, bot: BotProcess, size: Size) -> Load:
    asking = partial(run, school, quiet=size.quiet)
    _say(f"asking {size.rate:g} questions a second for {size.seconds:g} s")
    await asking(school.places, spread(size.rate, _WARMING / size.rate))
    times = spread(size.rate, size.seconds)
    steady, taken = await asyncio.gather(asking(school.places, times), _taken(bot, size.seconds))
    faults = _faults(slack)
    _say(f"asking {size.burst} questions at once")
    burst = await asking(school.places, [0.0] * size.burst)
    faults += _faults(slack)
    _say(f"asking {size.crowd} questions in one channel")
    slack.faults.pacing = (1.0, 4)  # as Slack does, with its tolerance
    crowd = await asking(school.crowd, [0.0] * size.crowd, patience=size.crowd + 10.0)
    return Load(steady, burst, crowd, taken, (*faults, *_faults(slack), *bot.complaints()))


async def _taken(bot: BotProcess, seconds: float) -> Taken:
    begun = _processor_times(bot)
    memory: list[float] = []
    for part in (1 / 6, 1 / 3, 1 / 2):
        await asyncio.sleep(seconds * part)
        memory.append(bot.usage().memory_mb)
    first, half, end = memory
    of_bot, own, all_of_it = (
        (now - before) / seconds for now, before in zip(_processor_times(bot), begun, strict=True)
    )
    return Taken((first, half, end), of_bot, own, all_of_it - of_bot - own)


def _processor_times(bot: BotProcess) -> tuple[float, float, float]:
    """Seconds of the bot, of this process, and of everything on the machine."""
    return bot.usage().cpu_s, usage_of(os.getpid()).cpu_s, busy_seconds()


def missed(load: Load) -> list[str]:
    """What of the promises was not kept."""
    steady, crowd, (_, half, end) = load.steady, load.crowd, load.taken.memory_mb
    every = (steady, load.burst, crowd)
    kept = {
        f"acknowledgements: p99 under {_ACK_MS} ms": steady.ack_p99_ms < _ACK_MS,
        f"replies: p99 under {_REPLY_MS} ms": steady.reply_p99_ms < _REPLY_MS,
        "every delivery acknowledged the first time": steady.redelivered == 0,
        "none lost": not any(figures.lost for figures in every),
        "none doubled": not any(figures.doubled for figures in every),
        "memory flat": end <= half * _GROWTH,
        "in one channel, the first at once": crowd.first_reply_ms < _REPLY_MS,
        "in one channel, none refused by Slack": crowd.refused == 0,
        "no faults": not load.faults,
    }
    return [promise for promise, held in kept.items() if not held]


def _faults(slack: LoopbackSlack) -> tuple[str, ...]:
    records = slack.records
    return (*records.violations, *(f"a ping: {ping.what}" for ping in records.pings))


def _rows(mode: str, load: Load) -> list[tuple[str, ...]]:
    named = (("steady", load.steady), ("burst", load.burst), ("one channel", load.crowd))
    return [(f"{mode}, {name}", *_cells(figures)) for name, figures in named]


def _cells(found: Figures) -> tuple[str, ...]:
    acks = found.ack_p50_ms, found.ack_p99_ms, found.ack_max_ms
    replies = found.first_reply_ms, found.reply_p50_ms, found.reply_p99_ms, found.reply_max_ms
    times = (f"{ms:,.0f}" for ms in (*acks, *replies))
    counts = found.lost, found.doubled, found.redelivered
    return (str(found.asked), *times, *map(str, counts), f"{found.late_p99_ms:.0f}")


def _taken_row(mode: str, taken: Taken) -> tuple[str, ...]:
    memory = (f"{mb:.0f}" for mb in taken.memory_mb)
    shares = (f"{share * 100:.0f}" for share in (taken.bot_cpu, taken.own_cpu, taken.others_cpu))
    return (mode, *memory, *shares)


def _say(what: str) -> None:
    print(what, file=sys.stderr)


def _options(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks slack", description="How the bot bears a crowd.")
    parser.add_argument("--rate", type=float, default=50, metavar="N", help="questions a second")
    parser.add_argument("--seconds", type=float, default=60, metavar="N", help="for so long")
    parser.add_argument("--modes", nargs="+", choices=list(SlackMode), default=list(SlackMode), metavar="MODE")
    parser.add_argument("--places", type=int, default=PLACES, metavar="N", help="channels and DMs")
    parser.add_argument("--burst", type=int, default=BURST, metavar="N", help="questions at once")
    parser.add_argument("--crowd", type=int, default=CROWD, metavar="N", help="questions at once in one channel")
    parser.add_argument("--entries", type=int, metavar="N", help="of a made-up course, in place of the seed course")
    parser.add_argument("--quiet", type=float, default=QUIET, metavar="N", help="seconds for replies too many")
    parser.add_argument("--results", type=Path, default=report.RESULTS, help="where the JSON goes")
    return parser.parse_args(arguments)
