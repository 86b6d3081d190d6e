from __future__ import annotations

from pathlib import Path

from bot.knowledge.channels import shared_channels
from bot.knowledge.model import Channel, Course
from bot.knowledge.yaml_store import YamlStore


def course(slug: str, *channels: str) -> Course:
    return Course(slug, slug.title(), channels=tuple(map(Channel, channels)))


def test_a_channel_of_two_courses_is_a_problem_of_the_second() -> None:
    (problem,) = shared_channels([course("docker", "C0SHARED01"), course("ops", "C0OPS00001", "C0SHARED01")])
    assert problem.file == "ops/course.yaml"
    assert "C0SHARED01" in problem.problem
    assert "docker" in problem.problem


def test_channels_of_their_own_are_none() -> None:
    assert not list(shared_channels([course("docker", "C0DOCKER01"), course("ops", "#ops"), course("open")]))


def test_a_name_is_the_same_with_and_without_its_sign() -> None:
    assert list(shared_channels([course("docker", "#qna"), course("ops", "qna")]))


def test_loading_tells_of_it(tmp_path: Path) -> None:
    for slug in ("docker", "ops"):
        folder = tmp_path / slug
        folder.mkdir()
        (folder / "course.yaml").write_text(f"name: {slug}\nchannels: [C0SHARED01]\n", encoding="utf-8")
    assert [problem.file for problem in YamlStore(tmp_path).load().problems] == ["ops/course.yaml"]
