"""What the benchmarks print and save."""

from __future__ import annotations

import json
import os
import platform
import sqlite3
from collections.abc import Mapping, Sequence
from datetime import datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

RESULTS = Path(__file__).with_name("results")
_LIBRARIES = ("qabot", "rapidfuzz", "numpy", "bm25s", "scikit-learn", "scipy")


def table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Aligned columns: the first to the left, figures to the right."""
    widths = [max(map(len, column)) for column in zip(header, *rows, strict=True)]
    return "\n".join(
        "  ".join(
            cell.rjust(width) if number else cell.ljust(width)
            for number, (cell, width) in enumerate(zip(line, widths, strict=True))
        ).rstrip()
        for line in (header, *rows)
    )


def percentile(values: Sequence[float], percent: int) -> float:
    """The smallest value that `percent` per cent of the values do not exceed (nearest rank)."""
    ranked = sorted(values)
    return ranked[max(0, -(-len(ranked) * percent // 100) - 1)]


def save(folder: Path, benchmark: str, figures: Mapping[str, Any], when: datetime) -> Path:
    """Writes figures and surroundings to `<folder>/<benchmark>-<time>.json`, and gives that path."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{benchmark}-{when:%Y%m%dT%H%M%SZ}.json"
    text = json.dumps({"surroundings": surroundings(when), **figures}, ensure_ascii=False, indent=2)
    path.write_text(text + "\n", encoding="utf-8")
    return path


def surroundings(when: datetime) -> dict[str, Any]:
    """When and on what the figures were measured."""
    return {
        "date": when.isoformat(timespec="seconds"),
        "python": platform.python_version(),
        "platform": platform.platform(),
        "cpus": os.cpu_count(),
        "sqlite": sqlite3.sqlite_version,
        "libraries": {name: _version(name) for name in _LIBRARIES},
    }


def _version(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None
