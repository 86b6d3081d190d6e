from __future__ import annotations

import asyncio
import json
import os
import signal
import time
from pathlib import Path

import pytest

from benchmarks.speed import in_fresh_process, main, measure
from benchmarks.speed_live import LONG_MESSAGE, long_messages, longest_stall, measure_live
from benchmarks.synthetic import synthetic


def killed() -> None:
    """What happens to a process that takes more memory than there is."""
    os.kill(os.getpid(), signal.SIGTERM)


def test_every_question_is_asked_while_there_is_time() -> None:
    found = measure("rapidfuzz-token-set", 5)
    assert found.questions == 300
    assert 0 < found.p50_ms <= found.p99_ms
    assert found.hit_at_5 > 0.5


def test_a_slow_system_is_asked_as_many_as_fit() -> None:
    assert measure("fts5-porter", 5, seconds=0.0).questions == 1


def test_work_runs_in_another_process() -> None:
    assert in_fresh_process(os.getpid) not in (None, os.getpid())


def test_a_killed_process_gives_nothing() -> None:
    assert in_fresh_process(killed) is None


def test_the_live_figures_are_all_measured() -> None:
    found = measure_live(5, idle=0.01)
    assert 0 < found.change_p50_ms <= found.change_max_ms
    assert 0 < found.long_p50_ms <= found.long_max_ms
    assert min(found.stall_idle_ms, found.stall_in_build_ms, found.stall_in_change_ms) >= 0


def test_long_messages_have_the_same_length_and_differ() -> None:
    found = list(long_messages(synthetic(3, queries=30).queries))
    assert {len(message) for message in found} == {LONG_MESSAGE}
    assert len(set(found)) == len(found)


async def test_a_stall_is_noticed() -> None:
    loop = asyncio.get_running_loop()

    def holds_the_loop() -> None:
        loop.call_soon_threadsafe(time.sleep, 0.05)
        time.sleep(0.1)

    assert await longest_stall(holds_the_loop) > 40


async def test_an_error_in_the_work_is_not_lost() -> None:
    with pytest.raises(ZeroDivisionError):
        await longest_stall(lambda: 1 // 0)


def test_a_run_prints_both_tables_and_saves_the_figures(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["--sizes", "3", "--systems", "qabot", "--results", str(tmp_path)])
    lines = capsys.readouterr().out.split("\n")
    assert lines[0] == "3 entries"
    assert lines[1].split() == ["system", "p50", "ms", "p99", "ms", "build", "s", "memory", "MB", "hit@5"]
    assert lines[2].startswith("qabot")
    assert lines[4] == "qabot while it runs"
    saved = json.loads(next(tmp_path.iterdir()).read_text(encoding="utf-8"))
    assert saved["speed"][0]["systems"]["qabot"]["questions"] == 300
    assert saved["live"][0]["entries"] == 3
