from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import click
import pytest

from bot.cli.boundary import run
from bot.errors import UsageError


def ends_with(error: BaseException) -> click.Command:
    @click.command()
    def command() -> None:
        raise error

    return command


def test_a_good_end_is_status_0() -> None:
    @click.command()
    def command() -> None:
        click.echo("done")

    assert run(command, []) == 0


def test_what_a_person_can_mend_is_status_1_and_says_how(capsys: pytest.CaptureFixture[str]) -> None:
    error = UsageError("there is no question", where="ask", remedy="Type one.")
    assert run(ends_with(error), []) == 1
    assert capsys.readouterr().err == "Error: ask: there is no question\nType one.\n"


def test_a_wrong_option_is_status_1_and_not_2(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(ends_with(AssertionError()), ["--no-such-option"]) == 1
    assert "No such option" in capsys.readouterr().err


def test_a_bug_is_status_3_with_a_report_to_paste(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(ends_with(ZeroDivisionError("seven")), []) == 3
    report = capsys.readouterr().err
    assert "This is a bug in qabot" in report
    assert "ZeroDivisionError: seven" in report
    assert "Python 3." in report


def test_ctrl_c_is_status_130() -> None:
    assert run(ends_with(KeyboardInterrupt()), []) == 130


def test_an_exit_status_of_a_command_is_kept() -> None:
    assert run(ends_with(click.exceptions.Exit(1)), []) == 1


def test_python_dash_m_bot_is_the_same_command() -> None:
    ended = subprocess.run([sys.executable, "-m", "bot", "--version"], capture_output=True, text=True, check=True)
    assert ended.stdout.startswith("qabot, version ")


@pytest.mark.parametrize("command", ["export", "entries"])
def test_a_reader_that_leaves_early_is_no_failure(knowledge: Path, command: str) -> None:
    for topic in ("docker", "kubernetes"):  # more than a pipe holds, so that writing meets the closed end
        file = knowledge / "ship" / f"{topic}.yaml"
        asked = "".join(f"  - question: 질문 {number}는 무엇인가요?\n" for number in range(2000))
        file.write_text(f"topic: {topic}\nentries:\n{asked}", encoding="utf-8")
    ended = in_shell(f"-m bot {command} --knowledge {knowledge} | true; exit ${{PIPESTATUS[0]}}")
    assert (ended.stderr, ended.returncode) == ("", 0)


def test_output_that_fits_nowhere_is_told(knowledge: Path) -> None:
    ended = in_shell(f"-m bot entries --knowledge {knowledge} > /dev/full")
    assert ended.stderr.startswith("Error: the output cannot be written: No space left on device\n")
    assert ended.returncode == 1


@pytest.mark.parametrize("command", ["export", "entries"])
def test_a_closed_output_is_no_failure(knowledge: Path, command: str) -> None:
    ended = in_shell(f"-m bot {command} --knowledge {knowledge} >&-")
    assert (ended.stderr, ended.returncode) == ("", 0)


def in_shell(arguments: str) -> subprocess.CompletedProcess[str]:
    script = f"{sys.executable} {arguments}"
    return subprocess.run(["bash", "-c", script], capture_output=True, text=True, check=False)  # noqa: S603, S607 -- our own fixed command
