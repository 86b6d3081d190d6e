from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest

from bot.cli.link_check import NO_HOST, LinkState
from tests.cli.running import Run


def add(knowledge: Path, yaml: str) -> None:
    with (knowledge / "ship" / "docker.yaml").open("a", encoding="utf-8") as file:
        file.write(yaml)


def test_warnings_alone_are_status_0(qabot: Run) -> None:
    ran = qabot("check")
    assert ran.status == 0
    assert "warning: ship/kubernetes.yaml:" in ran.out
    assert "pending: asked, and not answered yet" in ran.out
    assert "provisional: its answer promises more" in ran.out
    assert "overdue: to be reviewed by 2020-01-31" in ran.out
    assert ran.out.splitlines()[-1] == "4 entries in 1 course: 0 errors, 3 warnings"


def test_an_entry_that_cannot_be_read_is_an_error(qabot: Run, knowledge: Path) -> None:
    add(knowledge, "  - answer: 질문이 없어요\n")
    ran = qabot("check")
    assert ran.status == 1
    assert "error: ship/docker.yaml:" in ran.out
    assert "1 error," in ran.out


def test_an_unknown_related_id_is_an_error_at_its_line(qabot: Run, knowledge: Path) -> None:
    add(knowledge, "  - id: lost1\n    question: 어디로 가나요?\n    answer: 저기로.\n    related: [nowhere]\n")
    ran = qabot("check")
    line = (knowledge / "ship" / "docker.yaml").read_text(encoding="utf-8").splitlines().index("  - id: lost1") + 1
    assert ran.status == 1
    assert f"error: ship/docker.yaml:{line} [lost1]\n  related entry 'nowhere' does not exist" in ran.out


def test_a_picture_without_a_base_address_must_be_a_file(qabot: Run, knowledge: Path) -> None:
    course = knowledge / "ship" / "course.yaml"
    course.write_text(course.read_text(encoding="utf-8").replace("assets_url", "# assets_url"), encoding="utf-8")
    assert "picture img/docker.png of the summary is missing" in qabot("check").out
    (knowledge / "ship" / "img").mkdir()
    (knowledge / "ship" / "img" / "docker.png").touch()
    assert "img/docker.png" not in qabot("check").out


def test_near_duplicates_are_warned_of_once(qabot: Run, knowledge: Path) -> None:
    add(knowledge, "  - id: port2\n    question: 컨테이너 포트는 밖으로 어떻게 여나요?\n    answer: 같아요.\n")
    assert qabot("check").out.count("asks nearly the same") == 1


def test_a_term_in_two_groups_of_the_glossary_is_warned_of(qabot: Run, knowledge: Path) -> None:
    with (knowledge / "ship" / "course.yaml").open("a", encoding="utf-8") as file:
        file.write("  - [팟, pod]\n")
    ran = qabot("check")
    assert ran.status == 0
    assert "glossary: " in ran.out


def test_fix_writes_down_the_ids_of_hand_written_entries(qabot: Run, knowledge: Path) -> None:
    add(knowledge, "  - question: 손으로 쓴 질문인가요?\n    answer: 네.\n")
    ran = qabot("check", "--fix")
    assert "ship: wrote down 1 id" in ran.out
    assert "wrote down" not in qabot("check", "--fix").out


def test_one_course_can_be_checked_alone(qabot: Run, knowledge: Path) -> None:
    (knowledge / "broken").mkdir()
    (knowledge / "broken" / "course.yaml").write_text("name: [\n", encoding="utf-8")
    assert qabot("check").status == 1
    assert qabot("check", "--course", "ship").status == 0


def test_links_to_private_addresses_are_not_asked(qabot: Run, knowledge: Path) -> None:
    course = knowledge / "ship" / "course.yaml"
    course.write_text(
        course.read_text(encoding="utf-8").replace("https://example.com/qna/", "http://127.0.0.1:9/"), encoding="utf-8"
    )
    docker = knowledge / "ship" / "docker.yaml"
    docker.write_text(
        docker.read_text(encoding="utf-8").replace("https://docs.example.com", "http://10.0.0.1"), encoding="utf-8"
    )
    ran = qabot("check", "--links")
    assert ran.status == 0
    assert "a private address, not asked" in ran.out
    assert "ship/docker.yaml:" in ran.out


def test_without_a_network_links_are_said_not_to_be_checked(
    qabot: Run, knowledge: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def nothing_found(urls: Iterable[str], **_: object) -> dict[str, LinkState]:
        return {url: LinkState(NO_HOST, dead=True) for url in urls}

    topic = knowledge / "ship" / "offline.yaml"
    topic.write_text("topic: Offline\nentries:\n- question: a?\n  answer: https://a.kr/x https://b.kr/y\n", "utf-8")
    monkeypatch.setattr("bot.cli.check.check_links", nothing_found)
    result = qabot("check", "--links")
    assert "none of their" in result.out
    assert "no such host" not in result.out
