from __future__ import annotations

from pathlib import Path

import pytest
from click.shell_completion import BashComplete

from bot.cli.main import qabot
from tests.cli.running import Run


def completed(*words: str, typing: str = "") -> list[str]:
    """What the shell would offer for the word being typed."""
    offered = BashComplete(qabot, {}, "qabot", "_QABOT_COMPLETE").get_completions(list(words), typing)
    return [item.value for item in offered]


@pytest.mark.usefixtures("knowledge")
def test_the_shell_completes_courses() -> None:
    assert completed("ask", "--course", typing="s") == ["ship"]
    assert completed("import", "--course", typing="x") == []


@pytest.mark.usefixtures("knowledge")
def test_the_shell_completes_topics() -> None:
    assert completed("topics", typing="") == ["docker", "kubernetes"]
    assert completed("entries", "--topic", typing="k") == ["kubernetes"]
    assert completed("entries", "--course", "none", "--topic", typing="k") == []


def test_completion_looks_where_the_options_say(knowledge: Path, tmp_path: Path) -> None:
    assert completed("--knowledge", str(knowledge), "topics", typing="d") == ["docker"]
    assert completed("topics", "--knowledge", str(knowledge), typing="d") == ["docker"]
    assert completed("topics", "--knowledge", str(tmp_path / "nowhere"), typing="d") == []


def test_the_option_of_the_command_goes_before_the_one_of_the_group(qabot: Run, knowledge: Path) -> None:
    ran = qabot("--knowledge", "nowhere", "topics", "--knowledge", str(knowledge))
    assert ran.status == 0


def test_the_folder_is_knowledge_unless_told(qabot: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("QABOT_KNOWLEDGE")
    assert qabot("topics").status == 0


def test_help_is_in_short_lines_and_lists_the_commands_in_their_order(qabot: Run) -> None:
    out = qabot("--help").out
    assert out.index("\n  ask ") < out.index("\n  chat ") < out.index("\n  import ") < out.index("\n  check ")
    assert "..." not in out.partition("Commands:")[2].partition("Examples:")[0]
