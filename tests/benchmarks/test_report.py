from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from benchmarks.report import percentile, save, table

NOON = datetime(2026, 3, 2, 12, 0, 5, tzinfo=UTC)


def test_names_stand_left_and_figures_right() -> None:
    assert table(("system", "ms"), [("qabot", "1.25"), ("a-long-name", "10.00")]).split("\n") == [
        "system          ms",
        "qabot         1.25",
        "a-long-name  10.00",
    ]


@pytest.mark.parametrize(("percent", "expected"), [(1, 1.0), (50, 5.0), (51, 6.0), (99, 10.0), (100, 10.0)])
def test_percentiles_are_values_that_were_measured(percent: int, expected: float) -> None:
    assert percentile([10.0, 2.0, 1.0, 4.0, 3.0, 9.0, 5.0, 8.0, 6.0, 7.0], percent) == expected


def test_the_percentile_of_one_value_is_that_value() -> None:
    assert percentile([3.0], 1) == percentile([3.0], 99) == 3.0


def test_figures_are_saved_with_date_cpus_and_versions(tmp_path: Path) -> None:
    path = save(tmp_path / "new", "speed", {"speed": [1]}, NOON)
    found = json.loads(path.read_text(encoding="utf-8"))
    assert path.name == "speed-20260302T120005Z.json"
    assert found["speed"] == [1]
    assert found["surroundings"]["date"] == "2026-03-02T12:00:05+00:00"
    assert found["surroundings"]["cpus"] >= 1
    assert found["surroundings"]["libraries"]["rapidfuzz"]
