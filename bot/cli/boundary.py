"""The one place where an exception becomes an exit status.

0 when all went well, 1 for what a person can mend, 3 for a bug, 130 for Ctrl-C.
"""

from __future__ import annotations

import errno
import os
import platform
import sys
import traceback
from collections.abc import Sequence

import click

from bot import __version__
from bot.cli.command import ReaderLeft
from bot.errors import BotError

MENDABLE = 1
BUG = 3
INTERRUPTED = 130

_NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


def run(command: click.Command, args: Sequence[str] | None = None) -> int:
    """Runs the command and gives its exit status; nothing but `SystemExit` of shell completion gets past it."""
    try:
        return _status(command, args)
    except (KeyboardInterrupt, click.Abort):
        _say("")
        return INTERRUPTED
    except click.ClickException as error:
        error.show()
        return MENDABLE
    except BotError as error:
        _say(f"Error: {error}")
        return MENDABLE
    except Exception as error:  # noqa: BLE001 -- the named boundary: whatever is not expected is a bug, and is reported as one
        return _unexpected(error, args)


def _status(command: click.Command, args: Sequence[str] | None) -> int:
    status = command.main(args=args, prog_name="qabot", standalone_mode=False)
    sys.stdout.flush()
    return status if isinstance(status, int) else 0


def _unexpected(error: Exception, args: Sequence[str] | None) -> int:
    if isinstance(error, BrokenPipeError | ReaderLeft):  # `qabot entries | head` is no failure
        _print_nowhere()
        return 0
    if isinstance(error, OSError) and error.errno in _NO_ROOM:
        _say(f"Error: the output cannot be written: {error.strerror}\nMake room there, or send it elsewhere.")
        _print_nowhere()
        return MENDABLE
    _say(_report(sys.argv[1:] if args is None else args))
    return BUG


def _say(text: str) -> None:
    click.echo(text, err=True)


def _print_nowhere() -> None:
    """What is left to print is dropped, so that the interpreter's last flush is quiet."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _report(args: Sequence[str]) -> str:
    return "\n".join(
        [
            "This is a bug in qabot, not your mistake. Please report it with the lines below.",
            "",
            "```",
            f"qabot {__version__}, Python {platform.python_version()}, {platform.platform()}",
            f"arguments: {list(args)!r}",
            traceback.format_exc().rstrip(),
            "```",
        ]
    )
