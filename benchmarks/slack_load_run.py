"""Questions at their appointed times, and what became of each.

The arrivals are open-loop: a question is due when it is due, however the bot fares with those before it, and its
times count from there. So a slow answer cannot hide that others would have waited behind it.
"""

from __future__ import annotations

import asyncio
import random
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from benchmarks import report
from benchmarks.slack_load_school import Place, School
from tests.loopback import LoopbackSlack, Message
from tests.loopback.records import Records

QUIET = 2.0  # seconds for replies that should not come
_LOOK = 0.05

Thread = tuple[str, str | None]  # a channel's thread, or a DM as a whole


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, and when it was to be asked."""

    message: Message
    due: float

    @property
    def thread(self) -> Thread:
        """Where its reply will be."""
        message = self.message
        return message.channel, None if message.channel.startswith("D") else message.ts


@dataclass(frozen=True, slots=True)
class Figures:
    """How the bot fared: milliseconds from when a question was due to its acknowledgement, and to its reply.

    `late_p99_ms` tells how far the questions themselves came late, for want of a processor; it is part of the others.
    `refused` are calls that Slack answered with an error, such as too many messages.
    """

    asked: int
    ack_p50_ms: float
    ack_p99_ms: float
    ack_max_ms: float
    first_reply_ms: float
    reply_p50_ms: float
    reply_p99_ms: float
    reply_max_ms: float
    lost: int
    doubled: int
    redelivered: int
    refused: int
    late_p99_ms: float


def spread(rate: float, seconds: float, seed: int = 7) -> list[float]:
    """When questions come that do not know of each other, so many a second on average: seconds from the start."""
    chance = random.Random(seed)  # noqa: S311 - no secret is drawn
    return sorted(chance.uniform(0, seconds) for _ in range(round(rate * seconds)))


async def run(
    school: School,
    places: Sequence[Place],
    times: Sequence[float],
    *,
    patience: float = 10.0,
    quiet: float = QUIET,
) -> Figures:
    """Ask in one place after the other at these times, and wait for the replies: so long at most after the last."""
    slack = school.slack
    slack.records.clear()
    asked = await _ask(school, places, times)
    await _replied(slack, len(asked), patience)
    await asyncio.sleep(quiet)
    await slack.settled()
    return figures(slack.records, asked)


def figures(records: Records, asked: Sequence[Asked]) -> Figures:
    """What the loopback Slack recorded about these questions."""
    acks = [(at - one.due) * 1000 for one, at in _acknowledged(records, asked)]
    replies = _replies(records)
    waits = [(at - one.due) * 1000 for one, at in _paired(asked, replies)]
    return Figures(
        asked=len(asked),
        ack_p50_ms=_percentile(acks, 50),
        ack_p99_ms=_percentile(acks, 99),
        ack_max_ms=_percentile(acks, 100),
        first_reply_ms=min(waits, default=0.0),
        reply_p50_ms=_percentile(waits, 50),
        reply_p99_ms=_percentile(waits, 99),
        reply_max_ms=_percentile(waits, 100),
        lost=len(asked) - len(waits),
        doubled=sum(map(len, replies.values())) - len(waits),
        redelivered=sum(delivery.attempt > 0 for delivery in records.deliveries),
        refused=sum(call.error is not None for call in records.calls),
        late_p99_ms=_percentile([(float(one.message.ts) - one.due) * 1000 for one in asked], 99),
    )


async def _ask(school: School, places: Sequence[Place], times: Sequence[float]) -> list[Asked]:
    clock = school.slack.workspace.clock
    begun = clock()
    asked = []
    for number, time in enumerate(times):
        due = begun + time
        if (early := due - clock()) > 0:
            await asyncio.sleep(early)
        asked.append(Asked(school.ask(places[number % len(places)]), due))
    return asked


async def _replied(slack: LoopbackSlack, count: int, patience: float) -> None:
    end = slack.workspace.clock() + patience
    while (  # noqa: ASYNC110 - to look whenever something happens would cost more than the load itself
        slack.workspace.clock() < end and sum(map(len, _replies(slack.records).values())) < count
    ):
        await asyncio.sleep(_LOOK)


def _replies(records: Records) -> Mapping[Thread, Sequence[float]]:
    """When the bot's messages came, by where they stand; in their order."""
    found: dict[Thread, list[float]] = defaultdict(list)
    for call in records.calls:
        if call.method == "chat.postMessage" and call.error is None:
            found[call.args["channel"], call.args.get("thread_ts")].append(call.at)
    return found


def _paired(asked: Sequence[Asked], replies: Mapping[Thread, Sequence[float]]) -> Iterator[tuple[Asked, float]]:
    """Each question with its reply, where it has one; in a DM the first reply is the first question's."""
    by_thread: dict[Thread, list[Asked]] = defaultdict(list)
    for one in asked:
        by_thread[one.thread].append(one)
    for thread, questions in by_thread.items():
        yield from zip(questions, replies.get(thread, ()), strict=False)


def _acknowledged(records: Records, asked: Sequence[Asked]) -> Iterator[tuple[Asked, float]]:
    """Each question with the moment at which one of its events was acknowledged; a mention has two events."""
    by_message = {(one.message.channel, one.message.ts): one for one in asked}
    for delivery in records.deliveries:
        one = by_message.get((str(delivery.event.get("channel")), str(delivery.event.get("ts"))))
        if one and delivery.acknowledged:
            yield one, delivery.at + delivery.seconds


def _percentile(values: Sequence[float], percent: int) -> float:
    return report.percentile(values, percent) if values else 0.0
