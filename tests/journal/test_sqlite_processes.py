"""Several processes on one file: each event is one's alone, and a killed process loses nothing that it reported."""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import signal
from collections.abc import Iterator
from contextlib import suppress
from multiprocessing.connection import Connection
from pathlib import Path

from bot.journal.sql_journal import open_journal
from tests.journal.samples import after, event

CONTEXT = multiprocessing.get_context("spawn")
EVENTS = 300


async def receive_all(file: Path, owner: str, results: Connection) -> None:
    """Opens the journal when told, and receives the same events as the others; tells which were its own."""
    results.send("ready")
    results.recv()
    journal = await open_journal(f"sqlite:///{file}")
    events = [event(number) for number in range(EVENTS)]
    received = await asyncio.gather(*(journal.receive(each, owner=owner, until=after(999)) for each in events))
    await journal.close()
    results.send([each.id for each, ours in zip(events, received, strict=True) if ours])


async def receive_for_ever(file: Path, owner: str, results: Connection) -> None:
    """Tells the id of every event that was received, when that was reported as durable."""
    journal = await open_journal(f"sqlite:///{file}")
    numbers = iter(range(1_000_000))

    async def one_after_another() -> None:
        for number in numbers:
            await journal.receive(event(number), owner=owner, until=after(999))
            results.send(f"Ev{number}")

    await asyncio.gather(*(one_after_another() for _ in range(20)))


def receiving(file: Path, owner: str, results: Connection) -> None:
    asyncio.run(receive_all(file, owner, results))


def receiving_for_ever(file: Path, owner: str, results: Connection) -> None:
    asyncio.run(receive_for_ever(file, owner, results))


async def test_two_processes_that_start_at_once_share_the_events(file: Path) -> None:
    pipes = [CONTEXT.Pipe() for _ in range(2)]
    processes = [
        CONTEXT.Process(target=receiving, args=(file, f"process{number}", end)) for number, (_, end) in enumerate(pipes)
    ]
    for process in processes:
        process.start()
    for ours, _ in pipes:
        assert ours.recv() == "ready"
    for ours, _ in pipes:
        ours.send("go")
    received = [ours.recv() for ours, _ in pipes]
    for process in processes:
        process.join()
    assert sorted(received[0] + received[1]) == sorted(f"Ev{number}" for number in range(EVENTS))


async def test_a_killed_process_leaves_everything_that_it_reported(file: Path) -> None:
    ours, end = CONTEXT.Pipe(duplex=False)
    process = CONTEXT.Process(target=receiving_for_ever, args=(file, "killed", end))
    process.start()
    end.close()
    reported = [ours.recv() for _ in range(200)]
    assert process.pid
    os.kill(process.pid, signal.SIGKILL)
    process.join()
    reported += remaining(ours)
    journal = await open_journal(f"sqlite:///{file}")
    left = await journal.claim_left(owner="next", at=after(999), until=after(2_000), limit=1_000_000)
    await journal.close()
    assert {each.id for each in left} >= set(reported)
    assert all(each.payload == event(0).payload for each in left)


def remaining(results: Connection) -> Iterator[str]:
    """What the pipe still holds; the last message may be cut off."""
    with suppress(EOFError, OSError):
        while True:
            yield results.recv()
