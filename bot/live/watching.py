"""Notices hand edits in a folder: by events where the system has them, and by a look now and then."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from pathlib import Path, PurePath

import structlog
from watchfiles import awatch

LOOK = 30.0  # seconds after which is looked in any case: network disks and some containers tell of no events
_DEBOUNCE, _STEP = 100, 50  # ms that a burst of changes may last, and of quiet after which it has ended
_TICK = 1.0  # seconds; then is looked whether the folder is still the one that is watched

log = structlog.get_logger("qabot.live")


async def watch_folder(folder: Path, stop: asyncio.Event, look: Callable[[], Awaitable[None]]) -> None:
    """Call `look` soon after every change in the folder, and every 30 seconds, until `stop` is set.

    The folder (an absolute path) need not exist yet, and may be replaced, as by a symbolic link that turns to
    another one. Hidden files, the store's lock and temporary files among them, are no change. When cancelled,
    `stop` is set too.
    """
    told = ""
    while not stop.is_set():
        await look()
        try:
            await _watch(folder, stop, look)
        except FileNotFoundError:  # not there yet: the store tells that
            await _pause(stop)
        except (OSError, RuntimeError) as error:  # no more watches to be had, on Linux
            if str(error) != told:
                told = str(error)
                log.warning("folder_not_watched", reason=told, looking_every=_TICK)
            await _pause(stop)


async def _watch(folder: Path, stop: asyncio.Event, look: Callable[[], Awaitable[None]]) -> None:
    """Look after every change for as long as the folder is the same one."""
    clock = asyncio.get_running_loop().time
    watched = _identity(folder)
    due = clock()  # what changed before the first event could come is seen at the first tick
    async for changes in awatch(
        folder,
        watch_filter=lambda _change, path: is_content(folder, path),
        debounce=_DEBOUNCE,
        step=_STEP,
        stop_event=stop,
        rust_timeout=int(_TICK * 1000),
        yield_on_timeout=True,
        ignore_permission_denied=True,
    ):
        if changes or clock() >= due:
            due = clock() + LOOK
            await look()
        if _identity(folder) != watched:
            return


def is_content(folder: Path, path: str) -> bool:
    """Whether the path may hold what is loaded: neither hidden nor a backup; `..data` is how Kubernetes swaps files."""
    inside = PurePath(path)
    parts = inside.relative_to(folder).parts if inside.is_relative_to(folder) else ()
    return not any((part[0] in "._" and not part.startswith("..")) or part.endswith("~") for part in parts)


def _identity(folder: Path) -> tuple[int, int] | None:
    try:
        found = folder.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


async def _pause(stop: asyncio.Event) -> None:
    with suppress(TimeoutError):
        await asyncio.wait_for(stop.wait(), _TICK)
