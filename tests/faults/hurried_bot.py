"""`qabot`, in a hurry, which can be made to stop for ever at one step of its work, to be killed there.

The environment variable PAUSE_AT names the step: `before METHOD` or `after METHOD` of the journal.
"""

from __future__ import annotations

import asyncio
import functools
import os
import sys
from datetime import timedelta
from typing import Any

from bot import bootstrap
from bot.cli.main import main
from bot.journal.sql_journal import SqlJournal
from bot.slack.timing import Timing

HURRY = Timing(lease=timedelta(seconds=1), interval=0.05, pause=0.05)


def pause(when: str, method: str) -> None:
    """Have the journal's method not return, once it was called (`before`), or once it has done its work (`after`)."""
    original = getattr(SqlJournal, method)

    @functools.wraps(original)
    async def paused(*args: Any, **kwargs: Any) -> None:
        if when == "after":
            await original(*args, **kwargs)
        sys.stderr.write("paused\n")
        sys.stderr.flush()
        await asyncio.Event().wait()

    setattr(SqlJournal, method, paused)


if __name__ == "__main__":
    if step := os.environ.get("PAUSE_AT"):
        pause(*step.split())
    bootstrap.serve = functools.partial(bootstrap.serve, timing=HURRY)
    main()
