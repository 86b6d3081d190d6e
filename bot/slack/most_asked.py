"""What is asked most in a course."""

from __future__ import annotations

from datetime import timedelta
from itertools import islice

from bot.knowledge.model import Course
from bot.slack.bot import Bot
from bot.slack.views.card import Card


async def most_asked(bot: Bot, course: Course | None, limit: int = 5) -> list[Card]:
    """What is asked most in the course; its first entries while little was asked yet."""
    if course is None:
        return []
    since = bot.clock() - timedelta(days=course.retention_days)
    counted = await bot.journal.most_asked(bot.identity.team, course.slug, since=since, limit=limit)
    ids = [entry for entry, _ in counted] + [entry.id for _, entry in course.entries() if entry.answer]
    cards = (bot.card(course, entry_id) for entry_id in dict.fromkeys(ids))  # to find all would take seconds
    return list(islice((card for card in cards if card is not None), limit))
