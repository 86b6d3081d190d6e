from __future__ import annotations

import asyncio

from structlog.testing import capture_logs

from bot.slack.running import Rest, Running


async def test_waits_for_work_that_ends_in_time() -> None:
    running, done = Running(), []

    async def work() -> None:
        await asyncio.sleep(0.01)
        done.append("work")

    running.start(work())
    assert await running.finish(5) == Rest()
    assert done == ["work"]


async def test_waits_for_work_that_begins_more_work() -> None:
    running, done = Running(), []

    async def second() -> None:
        await asyncio.sleep(0.01)
        done.append("second")

    async def first() -> None:
        running.start(second())

    running.start(first())
    assert await running.finish(5) == Rest()
    assert done == ["second"]


async def test_cancels_what_takes_too_long() -> None:
    running = Running()
    running.start(asyncio.sleep(60))
    assert await running.finish(0.01) == Rest(cancelled=1)


async def test_tells_what_goes_on_although_it_was_cancelled() -> None:
    running, enough = Running(), asyncio.Event()

    async def stubborn() -> None:
        try:
            await asyncio.sleep(60)
        except asyncio.CancelledError:
            await enough.wait()

    running.start(stubborn())
    assert await running.finish(0.01, last_word=0.01) == Rest(cancelled=1, stuck=1)
    enough.set()
    assert await running.finish(5) == Rest()


async def test_a_failure_beside_the_listeners_is_logged() -> None:
    async def fails() -> None:
        raise ValueError

    running = Running()
    with capture_logs() as logs:
        running.start(fails())
        await running.finish(5)
    assert [line["event"] for line in logs] == ["work_failed"]
