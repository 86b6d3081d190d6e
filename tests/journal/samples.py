"""Asks and events of the people in these tests: Minji and Haneul ask, Jun and Sora teach."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.journal.model import Ask, Event, Origin

MINJI, HANEUL, JUN, SORA = "U0MINJI", "U0HANEUL", "U0JUN", "U0SORA"
TEAM, CHANNEL = "T1", "C0DOCKER"
NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)


def after(seconds: float) -> datetime:
    """So long after noon."""
    return NOON + timedelta(seconds=seconds)


def event(number: int, **changes: Any) -> Event:
    """What Minji wrote, `number` seconds after noon."""
    payload = {"event": {"type": "message", "text": "파드가 뭐예요?", "user": MINJI}}
    written = Event(f"Ev{number}", TEAM, after(number), CHANNEL, f"{number}.0001", user=MINJI, payload=payload)
    return replace(written, **changes)


def ask(number: int, **changes: Any) -> Ask:
    """What Minji asked, `number` seconds after noon."""
    asked = Ask(f"ask{number}", TEAM, "docker", Origin.CHANNEL, after(number), MINJI, "파드가 뭐예요?")
    return replace(asked, **{"channel": CHANNEL, "message": f"{number}.0001", "thread": f"{number}.0001"} | changes)
