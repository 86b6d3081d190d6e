"""How long the journal keeps what."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from bot.journal.journal import Journal
from bot.knowledge.model import RETENTION_DAYS, Course

EVENTS_KEPT = timedelta(days=7)  # Slack delivers an event again within an hour


async def purge_old(journal: Journal, courses: Iterable[Course], now: datetime) -> int:
    """Delete the asks that are older than their course's `retention_days`, and old events; gives how many asks.

    Asks of courses that are gone, or were never chosen, stay as long as the longest of them says.
    """
    days = {course.slug: course.retention_days for course in courses}
    gone = 0
    for course, kept in days.items():
        gone += await journal.purge(before=now - timedelta(days=kept), course=course)
    gone += await journal.purge(before=now - timedelta(days=max([RETENTION_DAYS, *days.values()])))
    await journal.purge_events(before=now - EVENTS_KEPT)
    return gone
