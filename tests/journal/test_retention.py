from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.journal.model import Ask, Event, Origin
from bot.journal.retention import EVENTS_KEPT, purge_old
from bot.journal.sql_journal import open_journal
from bot.knowledge.model import Course

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
SHORT, LONG = Course("docker", "Docker", retention_days=30), Course("ops", "Ops", retention_days=400)


def ask(name: str, course: str, days: int) -> Ask:
    return Ask(name, "T1", course, Origin.DIRECT, NOW - timedelta(days=days), user="U0MINJI001", text="파드?")


async def test_every_ask_stays_as_long_as_its_course_says_and_events_for_a_week(tmp_path: Path) -> None:
    journal = await open_journal(f"sqlite:///{tmp_path / 'qabot.db'}")
    old = [ask("docker-old", "docker", 31), ask("ops-old", "ops", 401), ask("gone-old", "gone", 401)]
    new = [ask("docker-new", "docker", 29), ask("ops-new", "ops", 399), ask("gone-new", "gone", 399)]
    for each in (*old, *new):
        await journal.add_ask(each)
    for name, age in (("EvOld", EVENTS_KEPT + timedelta(hours=1)), ("EvNew", EVENTS_KEPT - timedelta(hours=1))):
        await journal.receive(Event(name, "T1", NOW - age), owner="one", until=NOW)
        await journal.finish(name)
    assert await purge_old(journal, [SHORT, LONG], NOW) == 3
    assert [await journal.ask(each.id) for each in old] == [None] * 3
    assert [await journal.ask(each.id) for each in new] == new
    known = [await journal.receive(Event(name, "T1", NOW), owner="two", until=NOW) for name in ("EvOld", "EvNew")]
    assert known == [True, False]
    await journal.close()
