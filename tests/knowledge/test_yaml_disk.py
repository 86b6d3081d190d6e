"""What the disk refuses, and files that are none, are told with a path and a remedy."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from bot.errors import KnowledgeError
from bot.knowledge.model import Course
from bot.knowledge.store import PutCourse
from bot.knowledge.yaml_disk import TEMPORARY, mendable
from bot.knowledge.yaml_reader import read_topic
from bot.knowledge.yaml_store import YamlStore


@pytest.mark.parametrize(("code", "remedy"), [(errno.ENOSPC, "Make room"), (errno.EACCES, "permissions")])
def test_a_refusal_of_the_disk_names_the_folder_and_not_a_temporary_file(
    tmp_path: Path, code: int, remedy: str
) -> None:
    temporary = tmp_path / f".docker.yaml.1{TEMPORARY}"
    with pytest.raises(KnowledgeError) as caught, mendable(tmp_path):
        raise OSError(code, os.strerror(code), str(temporary))
    assert caught.value.where == str(tmp_path)
    assert remedy in caught.value.remedy


def test_a_file_in_place_of_the_knowledge_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / "kb").write_text("", encoding="utf-8")
    with pytest.raises(KnowledgeError, match="Give a folder"):
        YamlStore(tmp_path / "kb").apply("ship", [PutCourse(Course("ship", "Ship"))])


def test_a_folder_named_like_a_topic_and_a_link_that_leads_nowhere_are_problems(tmp_path: Path) -> None:
    store = YamlStore(tmp_path)
    store.apply("ship", [PutCourse(Course("ship", "Ship"))])
    (tmp_path / "ship" / "docker.yaml").mkdir()
    (tmp_path / "gone").mkdir()
    (tmp_path / "gone" / "course.yaml").symlink_to("nowhere")
    assert [problem.file for problem in store.load().problems] == ["gone/course.yaml", "ship/docker.yaml"]


def test_a_tab_and_open_quotes_are_told_where_they_stand() -> None:
    tab = read_topic("t.yaml", "topic: T\nentries:\n\t- question: a?\n", "t").problems[0]
    assert (tab.line, tab.remedy) == (3, "Use spaces, not tabs, to indent.")
    quotes = read_topic("t.yaml", 'topic: T\nentries:\n- question: "a?\n  answer: A\n', "t").problems[0]
    assert (quotes.line, quotes.remedy) == (3, "Close the quotes that were opened here.")


def test_a_misspelt_key_is_told_beside_another_error_of_the_entry() -> None:
    draft = read_topic("t.yaml", "topic: T\nentries:\n- question: a?\n  anwser: A\n  status: done\n", "t")
    assert [(problem.line, problem.severity) for problem in draft.problems] == [(5, "error"), (4, "warning")]
