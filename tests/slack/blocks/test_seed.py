"""The entries of the course that comes with qabot, as Slack gets them."""

from __future__ import annotations

from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.json import JSONSnapshotExtension

from bot.knowledge.model import Course
from bot.knowledge.yaml_store import YamlStore
from bot.slack.blocks.answers import markdown_blocks
from bot.slack.blocks.budget import VIEW_BUDGET, pages
from bot.slack.blocks.inline import inline
from bot.slack.blocks.model import Surface
from bot.text.markdown import parse
from tests.slack.blocks.reading import code, refused

KNOWLEDGE = Path(__file__).parents[3] / "knowledge"


@pytest.fixture(scope="module")
def course() -> Course:
    course = YamlStore(KNOWLEDGE).load().course("mspt3")
    assert course
    return course


@pytest.mark.parametrize("surface", list(Surface))
def test_seed_entries(course: Course, surface: Surface, snapshot: SnapshotAssertion) -> None:
    shown = {
        entry.id: {
            "question": inline(entry.question, base=course.assets_url, bold=True),
            "answer": markdown_blocks(entry.answer, surface=surface, base=course.assets_url, alt="그림"),
        }
        for _, entry in course.entries()
    }
    assert shown == snapshot.use_extension(JSONSnapshotExtension)


@pytest.mark.parametrize("surface", list(Surface))
def test_every_seed_entry_is_within_slacks_limits_and_its_code_is_whole(course: Course, surface: Surface) -> None:
    for _, entry in course.entries():
        blocks = markdown_blocks(entry.answer, surface=surface, base=course.assets_url, alt="그림")
        assert refused(blocks, surface) == []
        assert len(pages(blocks, VIEW_BUDGET)) <= 1
        assert code(blocks) == [
            token.content.removesuffix("\n") for token in parse(entry.answer) if token.type == "fence" and token.content
        ]
