"""The same knowledge and question give the same reply, whenever and wherever."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from pathlib import Path

from bot.search.builder import build
from tests.search.school import ENTRIES, GLOSSARY, school

QUESTIONS = (
    "인그래스 지우기",
    "docker -P 137",
    "세탁 건조기",
    "vkem fhrm",
    "컨테이너이미지지우나요",
    "ingress 없애는 법?",
)
PROGRAM = f"""
from tests.search.school import school
for question in {QUESTIONS!r}:
    print(school().search(question, limit=20, explain=True))
"""


def found_with_hash_seed(seed: str) -> str:
    """What another process finds, printed."""
    ended = subprocess.run(  # noqa: S603 - our own fixed program
        [sys.executable, "-c", PROGRAM],
        cwd=Path(__file__).parents[2],
        env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONUTF8": "1"},
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    return ended.stdout


def test_processes_with_different_hash_seeds_find_the_same() -> None:
    here = "".join(f"{school().search(question, limit=20, explain=True)}\n" for question in QUESTIONS)
    assert found_with_hash_seed("1") == found_with_hash_seed("2") == here


def test_the_order_in_which_entries_are_given_does_not_matter() -> None:
    chance = random.Random(7)  # noqa: S311 - no secret is drawn
    for _ in range(5):
        shuffled = build(chance.sample(ENTRIES, len(ENTRIES)), GLOSSARY)
        for question in QUESTIONS:
            found = shuffled.search(question, limit=20, explain=True)
            assert found == school().search(question, limit=20, explain=True)


def test_an_earlier_question_leaves_no_trace() -> None:
    fresh = build(ENTRIES, GLOSSARY)
    for question in reversed(QUESTIONS):
        assert fresh.search(question) == school().search(question)
        assert fresh.search(question) == school().search(question)
