"""Changes in a folder are noticed, however they are made."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from bot.knowledge.yaml_store import YamlStore
from bot.live.knowledge import LiveKnowledge
from bot.live.watching import is_content
from tests.live.school import BROKEN, CERTS, DOCKER, LOGS, PORTS, School, answered

PATIENCE = 5.0  # seconds; a second when nothing else runs


@asynccontextmanager
async def watching(root: Path) -> AsyncIterator[LiveKnowledge]:
    """The knowledge base of a folder that is watched meanwhile, whether it exists yet or not."""
    live, stop = LiveKnowledge(YamlStore(root), root), asyncio.Event()
    task = asyncio.create_task(live.watch(stop))
    try:
        yield live
    finally:
        stop.set()
        await task


async def eventually(holds: Callable[[], bool]) -> None:
    async with asyncio.timeout(PATIENCE):
        while not holds():  # noqa: ASYNC110 - what a student sees has no event of its own
            await asyncio.sleep(0.01)


def shows(live: LiveKnowledge, question: str, answer: str) -> Callable[[], bool]:
    return lambda: bool(live.now.base.courses) and answered(live, question) == answer


async def test_a_hand_edit_is_noticed(tmp_path: Path) -> None:
    school = School(tmp_path)
    async with watching(tmp_path) as live:
        await eventually(shows(live, PORTS, "`-p 8080:80` 입니다."))
        school.edit("docker", "8080", "9090")
        await eventually(shows(live, PORTS, "`-p 9090:80` 입니다."))
        school.edit("docker", "9090", "7070")
        await eventually(shows(live, PORTS, "`-p 7070:80` 입니다."))


async def test_a_save_by_renaming_is_noticed_and_never_leaves_a_gap(tmp_path: Path) -> None:
    school = School(tmp_path)
    async with watching(tmp_path) as live:
        await eventually(shows(live, PORTS, "`-p 8080:80` 입니다."))
        answers: list[str] = []
        live.subscribe(lambda _, new: answers.append(answered(new, LOGS)))
        path = school.path("kubernetes")
        text = path.read_text(encoding="utf-8")
        for number in range(5):
            backup = path.with_name("kubernetes.yaml~")
            path.rename(backup)
            await asyncio.sleep(0.02)
            new = path.with_name(".kubernetes.yaml.swp")
            new.write_text(text.replace("--previous", f"-n{number}"), encoding="utf-8")
            new.rename(path)
        await eventually(shows(live, LOGS, "kubectl logs -n4 를 쓰세요."))
        assert all(answer.startswith("kubectl logs") for answer in answers)


async def test_a_new_course_and_a_mended_file_are_noticed(tmp_path: Path) -> None:
    school = School(tmp_path / "ship-first")
    school.write("docker", BROKEN)
    async with watching(school.root) as live:
        await eventually(shows(live, CERTS, "네, 시크릿으로 등록합니다."))
        assert live.now.problems
        school.write("docker", DOCKER)
        await eventually(lambda: not live.now.problems)
        school.write("course", "name: Ops\n", course="ops")
        await eventually(lambda: len(live.now.base.courses) == 2)


async def test_a_folder_that_comes_later_is_noticed(tmp_path: Path) -> None:
    root = tmp_path / "later"
    async with watching(root) as live:
        await eventually(lambda: bool(live.now.problems))
        school = School(root)
        await eventually(shows(live, PORTS, "`-p 8080:80` 입니다."))
        await asyncio.sleep(0.1)
        school.edit("docker", "8080", "9090")
        await eventually(shows(live, PORTS, "`-p 9090:80` 입니다."))


async def test_a_folder_that_is_replaced_is_noticed(tmp_path: Path) -> None:
    (tmp_path / "releases").mkdir()
    School(tmp_path / "releases" / "one")
    School(tmp_path / "releases" / "two").edit("docker", "8080", "9090")
    link = tmp_path / "knowledge"
    link.symlink_to(tmp_path / "releases" / "one")
    async with watching(link) as live:
        await eventually(shows(live, PORTS, "`-p 8080:80` 입니다."))
        turned = tmp_path / "turned"
        turned.symlink_to(tmp_path / "releases" / "two")
        turned.rename(link)
        await eventually(shows(live, PORTS, "`-p 9090:80` 입니다."))
        School(tmp_path / "releases" / "two").edit("docker", "8080", "7070")
        await eventually(shows(live, PORTS, "`-p 7070:80` 입니다."))


async def test_the_last_good_state_stays_when_the_folder_is_deleted(tmp_path: Path) -> None:
    root = tmp_path / "knowledge"
    School(root)
    async with watching(root) as live:
        await eventually(shows(live, PORTS, "`-p 8080:80` 입니다."))
        shutil.rmtree(root)
        await eventually(lambda: "no such folder" in str(live.now.problems))
        School(root).edit("docker", "8080", "9090")
        await eventually(shows(live, PORTS, "`-p 9090:80` 입니다."))


async def test_watching_ends_when_it_is_told_to(tmp_path: Path) -> None:
    stop = asyncio.Event()
    task = asyncio.create_task(LiveKnowledge(YamlStore(tmp_path), tmp_path).watch(stop))
    await asyncio.sleep(0.05)
    stop.set()
    await asyncio.wait_for(task, PATIENCE)


@pytest.mark.parametrize(
    ("path", "content"),
    [
        ("/k/ship/docker.yaml", True),
        ("/k/ship", True),
        ("/k", True),
        ("/k/ship/..data", True),
        ("/elsewhere/.hidden/docker.yaml", True),
        ("/k/.lock", False),
        ("/k/.git/index", False),
        ("/k/ship/.docker.yaml.12-ab.tmp-qabot", False),
        ("/k/ship/.docker.yaml.swp", False),
        ("/k/ship/docker.yaml~", False),
        ("/k/_drafts/docker.yaml", False),
    ],
)
def test_hidden_files_are_no_change(path: str, content: object) -> None:
    assert is_content(Path("/k"), path) is content
