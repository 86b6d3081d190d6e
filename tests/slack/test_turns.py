from __future__ import annotations

import asyncio

from bot.slack.turns import Turns


async def test_turns_are_given_in_the_order_in_which_they_were_asked_for() -> None:
    turns, took = Turns(), []

    async def work(number: int) -> None:
        await turns.take()
        took.append(number)

    await asyncio.gather(*map(work, range(20)))
    assert took == list(range(20))


async def test_whatever_is_ready_goes_on_between_two_turns() -> None:
    turns, done = Turns(), []

    async def search() -> None:
        await turns.take()
        done.append("search")

    async def acknowledge() -> None:
        for _ in range(5):
            await asyncio.sleep(0)
        done.append("acknowledgement")

    await asyncio.gather(*(search() for _ in range(20)), acknowledge())
    assert done.index("acknowledgement") < 6


async def test_one_who_does_not_wait_any_more_holds_nobody_up() -> None:
    turns = Turns()
    gone, next_one = asyncio.create_task(turns.take()), asyncio.create_task(turns.take())
    await asyncio.sleep(0)
    gone.cancel()
    async with asyncio.timeout(1):
        await next_one
