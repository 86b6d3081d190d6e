from __future__ import annotations

import asyncio
import gc
from typing import Any

import pytest

from bot.errors import SlackError
from bot.slack.cache import Cache


class Asked:
    """Somebody who is asked, and counts how often; fails while told to, and can be slow."""

    def __init__(self) -> None:
        self.times = 0
        self.fails = False
        self.may_answer = asyncio.Event()
        self.may_answer.set()
        self.now = 0.0

    async def answer(self, key: str) -> str:
        """What is asked about the key, with how many questions there were."""
        self.times += 1
        await self.may_answer.wait()
        if self.fails:
            raise SlackError("users.info", "internal_error", again=True)
        return f"{key} {self.times}"

    def cache(self, most: int = 9) -> Cache[str, str]:
        """A new one that asks here."""
        return Cache(self.answer, seconds=60, most=most, clock=lambda: self.now)


async def test_what_is_known_is_not_asked_again_until_it_is_old() -> None:
    asked = Asked()
    cache = asked.cache()
    assert [await cache.get("Minji"), await cache.get("Minji"), await cache.get("Jun")] == [
        "Minji 1",
        "Minji 1",
        "Jun 2",
    ]
    asked.now = 59.9
    assert await cache.get("Minji") == "Minji 1"
    asked.now = 60
    assert await cache.get("Minji") == "Minji 3"


async def test_who_asks_meanwhile_waits_for_the_same_answer() -> None:
    cache = Asked().cache()
    assert set(await asyncio.gather(*(cache.get("Minji") for _ in range(9)))) == {"Minji 1"}


async def test_who_is_tired_of_waiting_does_not_take_the_answer_from_others() -> None:
    asked = Asked()
    cache = asked.cache()
    asked.may_answer.clear()
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(cache.get("Minji"), 0.01)
    asked.may_answer.set()
    assert await cache.get("Minji") == "Minji 1"


async def test_a_failure_is_not_kept() -> None:
    asked = Asked()
    cache = asked.cache()
    asked.fails = True
    with pytest.raises(SlackError):
        await cache.get("Minji")
    asked.fails = False
    assert await cache.get("Minji") == "Minji 2"


async def test_a_failure_that_nobody_waits_for_is_no_trouble() -> None:
    asked, complaints = Asked(), list[dict[str, Any]]()
    asyncio.get_running_loop().set_exception_handler(lambda _loop, context: complaints.append(context))
    cache = asked.cache()
    asked.fails = True
    asked.may_answer.clear()
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(cache.get("Minji"), 0.01)
    asked.may_answer.set()
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    del cache
    gc.collect()
    assert complaints == []


async def test_what_has_changed_is_asked_again() -> None:
    cache = Asked().cache()
    await cache.get("Minji")
    cache.forget("Minji")
    cache.forget("nobody")
    assert await cache.get("Minji") == "Minji 2"


async def test_it_keeps_no_more_than_it_may_the_old_ones_go_first() -> None:
    asked = Asked()
    cache = asked.cache(most=2)
    for name in ("Minji", "Jun", "Sora"):
        await cache.get(name)
    assert await cache.get("Sora") == "Sora 3"
    assert await cache.get("Jun") == "Jun 2"
    assert await cache.get("Minji") == "Minji 4"
