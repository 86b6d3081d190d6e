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


def test_a_reader_that_leaves_early_gets_no_traceback(knowledge: Path) -> None:
    script = f"{sys.executable} -m bot export --knowledge {knowledge} | true; exit ${{PIPESTATUS[0]}}"
    ended = subprocess.run(["bash", "-c", script], capture_output=True, text=True, check=False)  # noqa: S603, S607 -- our own fixed command
    assert ended.stderr == ""
    assert ended.returncode in {0, 1}
