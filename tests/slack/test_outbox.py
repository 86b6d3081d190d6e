from __future__ import annotations

import asyncio

from bot.slack.outbox import Outbox

INTERVAL = 0.02


class Turns:
    """Remembers who had a turn, and when."""

    def __init__(self, outbox: Outbox) -> None:
        self.outbox = outbox
        self.had: list[tuple[str, int]] = []
        self.at: list[float] = []

    async def take(self, channel: str, number: int) -> None:
        """Wait for a turn."""
        await self.outbox.turn(channel)
        self.had.append((channel, number))
        self.at.append(asyncio.get_running_loop().time())


async def test_the_first_three_go_at_once_and_the_rest_one_by_one_in_order() -> None:
    turns = Turns(Outbox(interval=INTERVAL))
    start = asyncio.get_running_loop().time()
    await asyncio.gather(*(turns.take("C1", number) for number in range(10)))
    assert turns.had == [("C1", number) for number in range(10)]
    for number, at in enumerate(turns.at):
        assert at - start >= INTERVAL * (number - 2) * 0.99


async def test_another_channel_does_not_wait_for_a_busy_one() -> None:
    turns = Turns(Outbox(interval=60))
    waiting = [asyncio.create_task(turns.take("C1", number)) for number in range(50)]
    await asyncio.sleep(0)
    await turns.take("C2", 0)
    assert turns.had == [("C1", 0), ("C1", 1), ("C1", 2), ("C2", 0)]
    for task in waiting:
        task.cancel()


async def test_a_channel_may_burst_again_after_a_pause() -> None:
    shown = iter((0.0, 0.0, 0.0, 30.0, 30.0, 30.0))
    outbox = Outbox(interval=10, clock=lambda: next(shown))
    for _ in range(6):
        async with asyncio.timeout(1):
            await outbox.turn("C1")


async def test_ten_thousand_idle_channels_are_forgotten() -> None:
    now = 0.0
    outbox = Outbox(clock=lambda: now)
    for number in range(10_000):
        now += 1
        await outbox.turn(f"C{number}")
    assert len(outbox._free) < 1100
