from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar

import pytest

from bot.journal.journal import Journal
from bot.journal.model import Ask, Event, Origin
from bot.journal.sql_journal import open_journal
from tests.cli.running import Run

MINJI, SORA = "U0MINJI", "U0SORA"
NOW = datetime.now(UTC)
T = TypeVar("T")


@pytest.fixture
def in_journal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Any]:
    """Does something with the journal to which the settings lead."""
    url = f"sqlite:///{tmp_path / 'journal.db'}"
    monkeypatch.setenv("QABOT_DATABASE_URL", url)

    async def opened(work: Callable[[Journal], Coroutine[Any, Any, T]]) -> T:
        journal = await open_journal(url)
        try:
            return await work(journal)
        finally:
            await journal.close()

    return lambda work: asyncio.run(opened(work))


def ask(number: int, *, days: float = 0, user: str = MINJI, team: str = "T1", course: str = "ship") -> Ask:
    asked = NOW - timedelta(days=days)
    return Ask(f"a{number}", team, course, Origin.DIRECT, asked, user=user, text="포트를 어떻게 여나요?")


def kept(in_journal: Callable[..., Any], asks: Iterable[Ask]) -> None:
    async def keep(journal: Journal) -> None:
        for each in asks:
            await journal.add_ask(each)

    in_journal(keep)


def left(in_journal: Callable[..., Any], *, most: int = 10) -> list[str]:
    """Ids of the asks there still are."""

    async def look(journal: Journal) -> list[str]:
        found = [await journal.ask(f"a{number}") for number in range(1, most)]
        return [each.id for each in found if each]

    return list(in_journal(look))


def test_a_person_is_forgotten_and_others_are_not(qabot: Run, in_journal: Callable[..., Any]) -> None:
    kept(in_journal, [ask(1), ask(2), ask(3, user=SORA)])
    ran = qabot("journal", "forget", MINJI)
    assert (ran.status, ran.out) == (0, f"Forgot {MINJI}, who had asked 2 questions.\n")

    async def texts(journal: Journal) -> list[tuple[str | None, str]]:
        found = [await journal.ask(each) for each in ("a1", "a3")]
        return [(each.user, each.text) for each in found if each]

    assert in_journal(texts) == [(None, ""), (SORA, "포트를 어떻게 여나요?")]


def test_a_person_can_be_forgotten_in_one_workspace(qabot: Run, in_journal: Callable[..., Any]) -> None:
    kept(in_journal, [ask(1), ask(2, team="T2")])
    ran = qabot("journal", "forget", MINJI, "--team", "T2")
    assert ran.out == f"Forgot {MINJI}, who had asked 1 question.\n"


@pytest.mark.usefixtures("in_journal")
@pytest.mark.parametrize("name", ["minji", "@Minji", "C0DOCKER", "U", "u0minji"])
def test_a_name_is_no_user_id(qabot: Run, name: str) -> None:
    ran = qabot("journal", "forget", name)
    assert ran.status == 1
    assert "is no Slack user id" in ran.err
    assert "Copy member ID" in ran.err


def test_asks_go_after_the_days_that_their_course_keeps_them(
    qabot: Run, in_journal: Callable[..., Any], knowledge: Path
) -> None:
    with (knowledge / "ship" / "course.yaml").open("a", encoding="utf-8") as file:
        file.write("retention_days: 10\n")
    kept(in_journal, [ask(1, days=9.9), ask(2, days=10.1)])
    ran = qabot("journal", "purge")
    assert (ran.status, ran.out) == (0, "Deleted 1 question.\n")
    assert left(in_journal) == ["a1"]


def test_asks_of_a_course_that_is_gone_go_after_the_longest_time(qabot: Run, in_journal: Callable[..., Any]) -> None:
    kept(in_journal, [ask(1, days=179, course="gone"), ask(2, days=181, course="gone")])
    assert qabot("journal", "purge").out == "Deleted 1 question.\n"
    assert left(in_journal) == ["a1"]


def test_the_option_goes_before_the_courses_days(qabot: Run, in_journal: Callable[..., Any]) -> None:
    kept(in_journal, [ask(1, days=2), ask(2, days=4), ask(3, days=4, course="gone")])
    assert qabot("journal", "purge", "--older-than", "3").out == "Deleted 2 questions.\n"
    assert left(in_journal) == ["a1"]


def test_no_knowledge_base_is_needed_to_purge_by_days(qabot: Run, in_journal: Callable[..., Any]) -> None:
    kept(in_journal, [ask(1, days=4)])
    assert qabot("journal", "purge", "--older-than", "3", "--knowledge", "nowhere").status == 0
    assert left(in_journal) == []


def test_an_event_that_slack_may_send_again_is_still_known(qabot: Run, in_journal: Callable[..., Any]) -> None:
    fresh, old = (
        Event("E1", "T1", NOW - timedelta(hours=2), user=MINJI),
        Event("E2", "T1", NOW - timedelta(days=8), user=MINJI),
    )

    async def receive(journal: Journal) -> list[bool]:
        taken = []
        for event in (fresh, old):
            taken.append(await journal.receive(event, owner="p1", until=NOW + timedelta(hours=1)))
            await journal.finish(event.id)
        return taken

    assert in_journal(receive) == [True, True]
    qabot("journal", "purge", "--older-than", "0")
    assert in_journal(receive) == [False, True]


@pytest.mark.usefixtures("in_journal")
def test_a_database_of_another_kind_is_refused(qabot: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QABOT_DATABASE_URL", "mysql://qabot:pa55@db/qabot")
    ran = qabot("journal", "forget", MINJI)
    assert ran.status == 1
    assert "pa55" not in ran.err


def test_help_lists_what_can_be_done(qabot: Run) -> None:
    ran = qabot("journal", "--help")
    assert ran.status == 0
    assert "\n  forget " in ran.out
    assert "\n  purge " in ran.out


@pytest.mark.usefixtures("in_journal")
def test_a_database_that_cannot_be_opened_names_its_variable(
    qabot: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("QABOT_DATABASE_URL", f"sqlite:///{tmp_path}/file/qabot.db")
    ran = qabot("journal", "purge")
    assert ran.status == 1
    assert "QABOT_DATABASE_URL: the journal cannot be opened" in ran.err
    assert "may write to" in ran.err
