"""The README tells the truth: commands, options, settings, and what a newcomer sees first."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from bot.cli.boundary import run
from bot.cli.command import Command, Group
from bot.cli.main import qabot
from bot.settings import Settings, variable

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def named(group: click.Group, before: str = "") -> Iterator[tuple[str, click.Command]]:
    """Every command with its whole name, such as `journal purge`; groups are no commands."""
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from named(command, f"{before}{name} ")
        else:
            yield before + name, command


COMMANDS = dict(named(qabot))
NAMES = sorted(COMMANDS)
GROUPS = sorted(name for name, command in qabot.commands.items() if isinstance(command, click.Group))


def table_row(command: str) -> str:
    return next(line for line in README.splitlines() if line.startswith(f"| `qabot {command}"))


def own_options(command: str) -> list[str]:
    """The longest name of every option but those that all commands have."""
    options = [p for p in COMMANDS[command].params if isinstance(p, click.Option)]
    return [max(option.opts, key=len) for option in options if option.name != "knowledge"]


@pytest.mark.parametrize("command", NAMES)
def test_every_command_is_in_the_table_with_every_option(command: str) -> None:
    row = table_row(command)
    assert [option for option in own_options(command) if f"`{option}" not in row] == []


@pytest.mark.parametrize("command", NAMES)
def test_every_command_has_help_with_examples_of_itself(command: str) -> None:
    found = COMMANDS[command]
    assert isinstance(found, Command)
    assert found.help
    assert found.examples
    assert all(f"qabot {command}" in example for example in found.examples)


@pytest.mark.parametrize("group", GROUPS)
def test_every_group_has_help_with_an_example_of_each_of_its_commands(group: str) -> None:
    found = qabot.commands[group]
    assert isinstance(found, Group)
    assert found.help
    wanted = [f"qabot {group} {name}" for name in found.commands]
    assert [name for name in wanted if not any(example.startswith(name) for example in found.examples)] == []


@pytest.mark.parametrize("command", NAMES)
def test_every_option_says_what_it_does(command: str) -> None:
    options = [p for p in COMMANDS[command].params if isinstance(p, click.Option)]
    assert [option.name for option in options if not option.help] == []


@pytest.mark.parametrize("command", NAMES)
def test_every_command_takes_the_folder_of_the_knowledge_base(command: str) -> None:
    assert "knowledge" in [parameter.name for parameter in COMMANDS[command].params]


@pytest.mark.parametrize("name", list(Settings.model_fields))
def test_every_setting_is_in_the_readme(name: str) -> None:
    assert f"| `{variable(name)}` |" in README


def test_the_defaults_in_the_readme_are_the_programs() -> None:
    rows = dict(re.findall(r"^\| `([A-Z_]+)` \|.*\|([^|]*)\|$", README, re.MULTILINE))
    said = {name: rows[variable(name)].strip(" `") for name in Settings.model_fields}
    defaults = {
        name: str(field.default)
        for name, field in Settings.model_fields.items()
        if field.default is not None and str(field.default)
    }
    assert {name: said[name] for name in defaults} == defaults


def test_the_ci_runs_the_first_two_commands_to_the_letter() -> None:
    first_block = re.search(r"^```bash\n(.*?)```", README, re.DOTALL | re.MULTILINE)
    assert first_block
    commands = first_block[1].splitlines()
    assert len(commands) == 2
    ci = (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()
    assert [line for line in ci if line in commands] == commands


def test_the_first_transcript_is_what_the_command_prints(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    transcript = re.search(r'^```+console\n\$ qabot ask "(.*?)"\n(.*?)^````', README, re.DOTALL | re.MULTILINE)
    assert transcript
    monkeypatch.delenv("QABOT_KNOWLEDGE", raising=False)
    monkeypatch.chdir(ROOT)
    assert run(qabot, ["ask", transcript[1]]) == 0
    printed = capsys.readouterr().out
    shown = transcript[2].split("...\n")
    assert printed.startswith(shown[0])
    assert all(part in printed for part in shown)


@pytest.mark.parametrize("key", ["outcome", "confidence", "matches", "score", "related", "cohort", "summary", "hit@1"])
def test_the_promised_json_keys_are_documented(key: str) -> None:
    assert f'"{key}"' in README


def test_links_to_other_documents_lead_somewhere() -> None:
    local = [url for url in re.findall(r"\]\(([^)]+)\)", README) if "://" not in url]
    assert [url for url in local if url != "ARCHITECTURE.md" and not (ROOT / url).exists()] == []
