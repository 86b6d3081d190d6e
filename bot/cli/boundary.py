"""The one place where an exception becomes an exit status.

0 when all went well, 1 for what a person can mend, 3 for a bug, 130 for Ctrl-C.
"""

from __future__ import annotations

import os
import platform
import sys
import traceback
from collections.abc import Sequence

import click

from bot import __version__
from bot.errors import BotError

MENDABLE = 1
BUG = 3
INTERRUPTED = 130


def run(command: click.Command, args: Sequence[str] | None = None) -> int:
    """Runs the command and gives its exit status; nothing but `SystemExit` of shell completion gets past it."""
    try:
        status = command.main(args=args, prog_name="qabot", standalone_mode=False)
        sys.stdout.flush()
    except (KeyboardInterrupt, click.Abort):
        _say("")
        return INTERRUPTED
    except click.ClickException as error:
        error.show()
        return MENDABLE
    except BotError as error:
        _say(f"Error: {error}")
        return MENDABLE
    except BrokenPipeError:
        return _reader_has_left()
    except Exception:  # noqa: BLE001 -- the named boundary: whatever is not expected is a bug, and is reported as one
        _say(_report(sys.argv[1:] if args is None else args))
        return BUG
    return status if isinstance(status, int) else 0


def _say(text: str) -> None:
    click.echo(text, err=True)


def _reader_has_left() -> int:
    """`qabot entries | head` is no failure; stdout goes nowhere, so that the interpreter's last flush is quiet."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0


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
