from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from bot.cli.link_check import NO_HOST, LinkState
from tests.cli.running import Run
from tests.loopback.server import LoopbackSlack

PORTS = "https://example.com/qna/img/ports%201.png"
DOCKER = "https://example.com/qna/img/docker.png"


@pytest.fixture
def slack(knowledge: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[LoopbackSlack]:
    """A workspace with Jun's course in it, to which the settings lead."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    workspace = LoopbackSlack()
    asyncio.run_coroutine_threadsafe(workspace.__aenter__(), loop).result()
    workspace.add_person("U0JUN", "Jun")
    workspace.add_channel("C0DOCKER", "docker-qna", ["U0JUN"])
    with (knowledge / "ship" / "course.yaml").open("a", encoding="utf-8") as file:
        file.write("channels: [C0DOCKER]\ninstructors: [U0JUN]\n")
    monkeypatch.setenv("SLACK_API_URL", workspace.base_url)
    monkeypatch.setenv("SLACK_BOT_TOKEN", workspace.identity.bot_token)
    monkeypatch.setenv("SLACK_APP_TOKEN", workspace.identity.app_token)
    yield workspace
    asyncio.run_coroutine_threadsafe(workspace.__aexit__(None, None, None), loop).result()
    loop.call_soon_threadsafe(loop.stop)
    thread.join()
    loop.close()


@pytest.fixture(autouse=True)
def web(monkeypatch: pytest.MonkeyPatch) -> dict[str, LinkState]:
    """How the web answers for an address; well, unless told."""
    states: dict[str, LinkState] = {}

    async def check_links(urls: Iterable[str]) -> dict[str, LinkState]:
        return {url: states.get(url, LinkState()) for url in urls}

    monkeypatch.setattr("bot.cli.doctor.check_links", check_links)
    return states


@pytest.mark.usefixtures("slack")
def test_a_good_installation_has_no_errors(qabot: Run) -> None:
    ran = qabot("doctor")
    assert ran.status == 0
    assert ran.out == (
        "note: SLACK_BOT_TOKEN\n  connected to the workspace Ship School as @qabot\n\n0 errors, 0 warnings\n"
    )


def test_json_is_for_programs(qabot: Run, slack: LoopbackSlack) -> None:
    slack.workspace.scopes.discard("commands")
    ran = qabot("doctor", "--json")
    assert ran.status == 1
    note, error = json.loads(ran.out)
    assert list(error) == ["level", "check", "problem", "remedy"]
    assert (note["level"], error["level"], error["check"]) == ("note", "error", "scopes")


def test_slack_is_not_asked_without_tokens(qabot: Run) -> None:
    ran = qabot("doctor")
    assert ran.status == 1
    assert "error: settings\n  SLACK_BOT_TOKEN is not set\n  Find it at" in ran.out
    assert "error: settings\n  SLACK_APP_TOKEN is not set" in ran.out
    assert ran.out.endswith("\n2 errors, 0 warnings\n")


def test_what_slack_says_of_the_courses_is_shown(qabot: Run, slack: LoopbackSlack) -> None:
    del slack.workspace.channels["C0DOCKER"].members[slack.identity.bot_user]
    ran = qabot("doctor")
    assert ran.status == 1
    assert "error: ship: channel\n  the bot is not in C0DOCKER (#docker-qna)\n  Type /invite @qabot there." in ran.out


def test_no_connection_is_one_finding_and_the_rest_is_checked_all_the_same(
    qabot: Run, slack: LoopbackSlack, monkeypatch: pytest.MonkeyPatch, web: dict[str, LinkState]
) -> None:
    monkeypatch.setenv("SLACK_API_URL", "http://127.0.0.1:9/api/")
    web[PORTS] = LinkState("answers 404", dead=True)
    ran = qabot("doctor")
    assert slack.records.calls == []
    assert ran.out.count("error: connection") == 1
    assert ran.out.endswith("\n2 errors, 0 warnings\n")


@pytest.mark.usefixtures("slack")
def test_http_mode_tells_where_slack_must_send_its_requests(qabot: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SLACK_MODE", "http")
    monkeypatch.setenv("SLACK_SIGNING_SECRET", "0123456789abcdef" * 2)
    monkeypatch.delenv("SLACK_APP_TOKEN")
    ran = qabot("doctor")
    assert ran.status == 0
    assert "https://YOUR-HOST/slack/events" in ran.out
    assert "127.0.0.1:3000" in ran.out


@pytest.mark.usefixtures("slack")
def test_pictures_that_slack_could_not_fetch_are_told_with_their_entry(qabot: Run, web: dict[str, LinkState]) -> None:
    web[PORTS] = LinkState("answers 404", dead=True)
    web[DOCKER] = LinkState("a private address, not asked (--allow-private asks it)")
    ran = qabot("doctor")
    assert ran.status == 1
    assert f"error: pictures\n  ship/docker.yaml [port1]: {PORTS}: answers 404\n" in ran.out
    assert f"warning: pictures\n  ship/docker.yaml: {DOCKER}: a private address, not asked\n" in ran.out


@pytest.mark.usefixtures("slack")
def test_without_a_network_pictures_are_one_finding(qabot: Run, web: dict[str, LinkState]) -> None:
    web[PORTS] = web[DOCKER] = LinkState(NO_HOST, dead=True)
    ran = qabot("doctor")
    assert ran.status == 0
    assert ran.out.count("pictures\n") == 1
    assert "warning: pictures\n  none of the hosts of 2 pictures was found\n" in ran.out


@pytest.mark.usefixtures("slack")
def test_pictures_without_an_address_are_warned_of(qabot: Run, knowledge: Path) -> None:
    course = knowledge / "ship" / "course.yaml"
    course.write_text(course.read_text(encoding="utf-8").replace("assets_url:", "# assets_url:"), encoding="utf-8")
    ran = qabot("doctor")
    assert ran.status == 0
    assert "ship/docker.yaml: img/docker.png has no address on the web\n  Give course.yaml an assets_url" in ran.out


@pytest.mark.usefixtures("slack")
def test_problems_of_the_knowledge_base_are_counted(qabot: Run, knowledge: Path) -> None:
    with (knowledge / "ship" / "docker.yaml").open("a", encoding="utf-8") as file:
        file.write("  - answer: 질문이 없어요\n")
    ran = qabot("doctor")
    assert ran.status == 1
    assert f"error: knowledge base\n  1 error, 0 warnings in {knowledge}\n  See them: qabot check" in ran.out


@pytest.mark.usefixtures("slack")
def test_a_folder_without_a_knowledge_base_is_told(qabot: Run, tmp_path: Path) -> None:
    missing = qabot("doctor", "--knowledge", "nowhere")
    assert "error: knowledge base\n  nowhere: there is no knowledge base here" in missing.out
    (tmp_path / "empty").mkdir()
    empty = qabot("doctor", "--knowledge", str(tmp_path / "empty"))
    assert "there is no course in" in empty.out
    assert (missing.status, empty.status) == (1, 1)


@pytest.mark.usefixtures("slack")
def test_a_database_that_cannot_be_opened_is_told(qabot: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QABOT_DATABASE_URL", "mysql://qabot:pa55@db/qabot")
    ran = qabot("doctor")
    assert ran.status == 1
    assert "error: QABOT_DATABASE_URL\n" in ran.out
    assert "pa55" not in ran.out


@pytest.mark.usefixtures("slack")
def test_nothing_is_posted(qabot: Run, slack: LoopbackSlack) -> None:
    qabot("doctor")
    called = {call.method for call in slack.records.calls}
    assert "auth.test" in called
    assert [method for method in called if method.startswith(("chat.", "views.", "conversations.join"))] == []
