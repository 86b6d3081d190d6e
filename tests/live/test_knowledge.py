"""Hand edits are answered from, and whatever is wrong leaves the last good state."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from bot.errors import StoreBusyError
from bot.knowledge.model import Course, Entry, KnowledgeBase, Topic
from bot.knowledge.store import Change, DeleteEntry, PutEntry
from bot.knowledge.yaml_store import YamlStore
from bot.live.knowledge import LiveKnowledge
from bot.live.snapshot import SMALL, Snapshot
from tests.live.school import BROKEN, CERTS, DOCKER, KUBERNETES, LOGS, PORTS, PRUNE, School, answered, entry, ids

ALL = {"ports", "prune", "logs", "certs"}


@pytest.fixture
def school(tmp_path: Path) -> School:
    return School(tmp_path)


@pytest.fixture
async def live(school: School) -> LiveKnowledge:
    live = LiveKnowledge(YamlStore(school.root), school.root, settle=0.01)
    await live.refresh()
    return live


async def test_answers_from_what_is_there_at_first(live: LiveKnowledge) -> None:
    assert ids(live.now) == ALL
    assert answered(live, PORTS) == "`-p 8080:80` 입니다."
    assert live.now.problems == ()


def test_is_empty_before_the_first_refresh(school: School) -> None:
    assert LiveKnowledge(YamlStore(school.root), school.root).now == Snapshot()


async def test_a_hand_edit_is_answered_from(school: School, live: LiveKnowledge) -> None:
    before = live.now
    school.edit("docker", "8080:80", "9090:80")
    await live.refresh()
    assert answered(live, PORTS) == "`-p 9090:80` 입니다."
    assert answered(before, PORTS) == "`-p 8080:80` 입니다."


async def test_a_refresh_without_a_change_changes_nothing(live: LiveKnowledge) -> None:
    before = live.now
    await live.refresh()
    assert live.now is before


async def test_a_broken_file_leaves_its_topic_as_it_was_until_it_is_mended(school: School, live: LiveKnowledge) -> None:
    school.write("docker", BROKEN)
    school.edit("kubernetes", "시크릿으로", "비밀로")
    await live.refresh()
    assert ids(live.now) == ALL
    assert answered(live, PRUNE) == "docker image prune 입니다."
    assert answered(live, CERTS) == "네, 비밀로 등록합니다."
    assert [problem.file for problem in live.now.problems] == ["ship/docker.yaml"]
    school.write("docker", DOCKER.replace("8080", "9090"))
    await live.refresh()
    assert answered(live, PORTS) == "`-p 9090:80` 입니다."
    assert live.now.problems == ()


async def test_a_bad_entry_keeps_its_last_answer_and_no_other_edit_out(school: School, live: LiveKnowledge) -> None:
    school.edit("docker", "question: docker run 에서", "status: odd\n    question: docker run 에서")
    school.edit("docker", "image prune", "image prune -a")
    await live.refresh()
    assert answered(live, PORTS) == "`-p 8080:80` 입니다."
    assert answered(live, PRUNE) == "docker image prune -a 입니다."


async def test_broken_settings_leave_the_settings_as_they_were(school: School, live: LiveKnowledge) -> None:
    school.write("course", "name: [\n")
    school.edit("kubernetes", "--previous", "-p")
    await live.refresh()
    assert live.now.base.courses[0].name == "Ship School"
    assert answered(live, "pod 죽었을 때 로그") == "kubectl logs -p 를 쓰세요."


async def test_only_good_entries_are_there_when_a_file_is_bad_from_the_start(school: School) -> None:
    school.edit("docker", "question: docker run 에서", "status: odd\n    question: docker run 에서")
    live = LiveKnowledge(YamlStore(school.root), school.root)
    await live.refresh()
    assert ids(live.now) == ALL - {"ports"}


async def test_an_entry_that_moved_to_a_good_file_is_there_once(school: School, live: LiveKnowledge) -> None:
    school.write("docker", BROKEN)
    school.write("kubernetes", KUBERNETES + entry("prune", "쓰지 않는 이미지를 지우는 명령은?", "옮겼습니다."))
    await live.refresh()
    assert ids(live.now) == ALL
    assert answered(live, PRUNE) == "옮겼습니다."


async def test_courses_come_and_go(school: School, live: LiveKnowledge) -> None:
    school.write("course", "name: Ops School\n", course="ops")
    school.write("backup", "topic: Backup\nentries:\n" + entry("tape", "테이프는 어디에 있나요?"), course="ops")
    await live.refresh()
    assert ids(live.now, "ops") == {"tape"}
    for path in (school.path("course", "ops"), school.path("backup", "ops")):
        path.unlink()
    await live.refresh()
    assert [course.slug for course in live.now.base.courses] == ["ship"]
    assert list(live.now.answering.indexes) == ["ship"]


async def test_a_word_of_a_new_glossary_is_understood(school: School, live: LiveKnowledge) -> None:
    assert answered(live, "꼬마상자") == ""
    school.write("course", "name: Ship School\nglossary:\n  - 파드 = pod = 꼬마상자\n")
    await live.refresh()
    assert answered(live, "꼬마상자") == "kubectl logs --previous 를 쓰세요."


async def test_a_file_goes_and_comes_again(school: School, live: LiveKnowledge) -> None:
    path = school.path("docker")
    path.rename(path.with_name("docker.yaml~"))
    await live.refresh()
    assert ids(live.now) == {"logs", "certs"}
    school.write("docker", DOCKER)
    await live.refresh()
    assert ids(live.now) == ALL


class Missing:
    """A store that finds one entry less at every second load, as when a file is being written."""

    def __init__(self) -> None:
        self.loads = 0

    def load(self) -> KnowledgeBase:
        """Both entries, then one, then both ..."""
        self.loads += 1
        entries = (Entry("a", "포트는 어떻게 여나요?", "네."), Entry("b", "로그는 어떻게 보나요?", "네."))
        topic = Topic("docker", "Docker", None, entries[: 2 if self.loads % 2 else 1])
        return KnowledgeBase((Course("ship", "Ship", topics=(topic,)),))

    def apply(self, course: str, changes: Sequence[Change]) -> Course:
        """Nobody saves here."""
        raise NotImplementedError


async def test_nothing_goes_that_is_missing_only_for_a_moment(tmp_path: Path) -> None:
    live = LiveKnowledge(Missing(), tmp_path, settle=0)
    shown: list[set[str]] = []
    live.subscribe(lambda _, new: shown.append(ids(new)))
    for _ in range(3):
        await live.refresh()
    assert shown == [{"a", "b"}]


async def test_an_entry_that_jun_deletes_in_slack_goes(school: School, live: LiveKnowledge) -> None:
    school.edit("docker", "question: docker run 에서", "status: odd\n    question: docker run 에서")
    found = live.now.base.courses[0].find("prune")
    assert found
    YamlStore(school.root).apply("ship", [DeleteEntry(found[1])])
    await live.refresh()
    assert ids(live.now) == ALL - {"prune"}


async def test_subscribers_are_told_of_every_change(school: School, live: LiveKnowledge) -> None:
    told: list[tuple[Snapshot, Snapshot]] = []
    live.subscribe(lambda old, new: told.append((old, new)))
    before = live.now
    await live.refresh()
    assert told == []
    school.edit("docker", "8080", "9090")
    await live.refresh()
    assert told == [(before, live.now)]


async def test_a_problem_is_logged_once_with_its_place_and_without_an_answer(
    school: School, live: LiveKnowledge
) -> None:
    school.edit("docker", "question: docker run 에서", "status: odd\n    question: docker run 에서")
    with capture_logs() as logs:
        await live.refresh()
        school.edit("kubernetes", "시크릿으로", "비밀로")
        await live.refresh()
    (problem,) = [line for line in logs if line["event"] == "knowledge_problem"]
    assert (problem["file"], problem["line"], problem["log_level"]) == ("ship/docker.yaml", 4, "warning")
    assert "8080" not in str(logs)
    assert "비밀로" not in str(logs)


class Busy(YamlStore):
    """A store that another process keeps busy for some time."""

    busy = False

    def load(self) -> KnowledgeBase:
        """As usual, unless it is busy."""
        if self.busy:
            raise StoreBusyError("another process has been writing for more than 10 seconds", remedy="Try again.")
        return super().load()


async def test_a_store_that_cannot_be_loaded_leaves_everything_and_is_told_once(school: School) -> None:
    store = Busy(school.root)
    live = LiveKnowledge(store, school.root)
    await live.refresh()
    store.busy = True
    school.edit("docker", "8080", "9090")
    with capture_logs() as logs:
        await live.refresh()
        await live.refresh()
    assert [line["event"] for line in logs] == ["knowledge_not_loaded"]
    assert isinstance(live.trouble, StoreBusyError)
    assert answered(live, PORTS) == "`-p 8080:80` 입니다."
    store.busy = False
    await live.refresh()
    assert live.trouble is None
    assert answered(live, PORTS) == "`-p 9090:80` 입니다."


async def test_everything_stays_while_the_folder_is_away(school: School, live: LiveKnowledge) -> None:
    away = school.root.with_name("away")
    school.root.rename(away)
    await live.refresh()
    assert ids(live.now) == ALL
    assert "no such folder" in live.now.problems[0].problem
    away.rename(school.root)
    await live.refresh()
    assert live.now.problems == ()


class Counting(YamlStore):
    """A store that counts its loads."""

    loads = 0

    def load(self) -> KnowledgeBase:
        """As usual, and counted."""
        self.loads += 1
        return super().load()


async def test_many_refreshes_at_once_are_two_loads_at_most(school: School) -> None:
    store = Counting(school.root)
    live = LiveKnowledge(store, school.root)
    running = asyncio.create_task(live.refresh())
    await asyncio.sleep(0)
    school.edit("docker", "8080", "9090")
    await asyncio.gather(running, *(live.refresh() for _ in range(20)))
    assert store.loads <= 2
    assert answered(live, PORTS) == "`-p 9090:80` 입니다."


async def test_a_refresh_that_is_cancelled_does_not_take_the_others_with_it(school: School) -> None:
    live = LiveKnowledge(YamlStore(school.root), school.root)
    one, other = asyncio.create_task(live.refresh()), asyncio.create_task(live.refresh())
    await asyncio.sleep(0)
    one.cancel()
    await other
    assert ids(live.now) == ALL


async def test_a_large_course_answers_an_edit_while_it_is_built_anew(school: School, live: LiveKnowledge) -> None:
    many = "".join(entry(f"n{number}", f"{number} 번째 꼬마상자는 어디에 있나요?") for number in range(SMALL))
    school.write("many", f"topic: Many\nentries:\n{many}")
    await live.refresh()
    assert len(ids(live.now)) == SMALL + 4
    school.write("course", "name: Ship School\nglossary:\n  - 우주선 = 꼬마상자\n")
    await live.read()
    school.edit("docker", "8080", "9090")
    await live.read()
    assert live._building == {"ship"}
    assert answered(live, PORTS) == "`-p 9090:80` 입니다."
    assert live.now.answering.ask("우주선").outcome == "no_answer"
    await live.refresh()
    assert answered(live, PORTS) == "`-p 9090:80` 입니다."
    assert live.now.answering.ask("우주선").matches[0].document.topic == "many"
    assert live._building == set()


async def test_closing_gives_up_what_is_being_built(school: School, live: LiveKnowledge) -> None:
    many = "".join(entry(f"n{number}", f"{number} 번째 꼬마상자는 어디에 있나요?") for number in range(SMALL))
    school.write("many", f"topic: Many\nentries:\n{many}")
    await live.read()
    assert live._builds
    await live.close()
    assert not live._builds
    assert ids(live.now) == ALL


async def test_an_entry_saved_from_slack_is_there_after_the_refresh(school: School, live: LiveKnowledge) -> None:
    found = live.now.base.courses[0].find("prune")
    assert found
    new = Entry("prune", found[1].question, "새 답입니다.")
    YamlStore(school.root).apply("ship", [PutEntry("docker", new, found[1])])
    await live.refresh()
    assert answered(live, PRUNE) == "새 답입니다."
    assert answered(live, LOGS) == "kubectl logs --previous 를 쓰세요."
