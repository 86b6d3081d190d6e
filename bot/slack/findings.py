"""What `qabot doctor` finds, as plain values."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    """An error keeps something from working, a warning may surprise, a note only tells."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing found about an installation: what was looked at, what is with it, and the next step, if any."""

    level: Level
    check: str
    problem: str
    remedy: str = ""
