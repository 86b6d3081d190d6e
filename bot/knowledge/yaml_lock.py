"""The lock that readers and writers of a knowledge folder share, across threads and processes."""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bot.errors import StoreBusyError

LOCK_FILE = ".lock"
_PAUSE = 0.01  # seconds between two tries; a save takes a few tens of milliseconds


@contextmanager
def writing(root: Path, timeout: float) -> Iterator[None]:
    """Hold the folder alone; the kernel frees it when the process dies. Raises `StoreBusyError`."""
    handle = os.open(root / LOCK_FILE, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o666)
    with _held(handle, fcntl.LOCK_EX, root, timeout):
        yield


@contextmanager
def reading(root: Path, timeout: float) -> Iterator[None]:
    """Hold the folder together with other readers; a folder never written to needs no lock."""
    try:
        handle = os.open(root / LOCK_FILE, os.O_RDONLY | os.O_CLOEXEC)
    except OSError:  # not there, or not ours to open: then nobody here writes either
        yield
        return
    with _held(handle, fcntl.LOCK_SH, root, timeout):
        yield


@contextmanager
def _held(handle: int, mode: int, root: Path, timeout: float) -> Iterator[None]:
    # Every call opens the file anew, so the lock also keeps the threads of one process apart.
    deadline = time.monotonic() + timeout
    try:
        while not _taken(handle, mode):
            if time.monotonic() >= deadline:
                raise StoreBusyError(
                    f"another process has been writing for more than {timeout:g} seconds",
                    remedy="Try again in a moment.",
                    where=str(root / LOCK_FILE),
                )
            time.sleep(_PAUSE)
        yield
    finally:
        os.close(handle)


def _taken(handle: int, mode: int) -> bool:
    try:
        fcntl.flock(handle, mode | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
