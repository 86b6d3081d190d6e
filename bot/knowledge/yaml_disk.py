"""Files of the knowledge base as bytes: read within bounds, written so that a crash loses nothing."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bot.errors import ConflictError, InvalidFileError, KnowledgeError
from bot.knowledge.model import Problem
from bot.knowledge.yaml_errors import LocatedError

TEMPORARY = ".tmp-qabot"  # suffix of files on their way; a leading dot hides them from the loader
_DISK_REMEDIES = {
    errno.ENOSPC: "Make room on the disk, then try again.",
    errno.EDQUOT: "Make room on the disk, then try again.",
    errno.EFBIG: "Raise the limit on the size of files, then try again.",
    errno.EROFS: "Use a folder that can be written to: this one is on a read-only disk.",
    errno.EEXIST: "Give a folder, not a file.",
    errno.ENOTDIR: "Give a folder, not a file.",
}
_BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class Written:
    """A file to write: where, what it was when it was read (None: not there), and what it shall be."""

    path: Path
    before: bytes | None
    after: bytes


def read_bytes(path: Path, file: str, limit: int) -> bytes:
    """The bytes of a regular file of at most `limit` bytes, else `LocatedError` (`file` names it there)."""
    try:
        # Without O_NONBLOCK, opening a named pipe would wait for a writer for ever.
        handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError as error:
        raise _unreadable(
            file, f"the file cannot be read: {error.strerror}", "Check that it is there and ours."
        ) from error
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise _unreadable(file, "this is not a regular file", "Put a text file in its place.")
    with open(handle, "rb") as stream:  # noqa: PTH123 - a descriptor, not a path
        data = stream.read(limit + 1)
    check_size(data, file, limit)
    return data


def check_size(data: bytes, file: str, limit: int) -> None:
    """Raise `LocatedError` when there are more than `limit` bytes."""
    if len(data) > limit:
        raise _unreadable(file, f"the file is larger than {limit:,} bytes", "Split it into several topics.")


def decode(data: bytes, file: str) -> str:
    """The text of a UTF-8 file without its byte order mark, else `LocatedError`."""
    try:
        return data.removeprefix(_BOM).decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        problem = Problem(file, line, "the file is not UTF-8", "Save it as UTF-8 in your editor.")
        raise LocatedError(problem) from error


def encode(text: str, before: bytes, file: str) -> bytes:
    """The text as UTF-8, with a byte order mark if the file had one."""
    try:
        return (_BOM if before.startswith(_BOM) else b"") + text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise InvalidFileError(
            "a text holds half of a character (a lone surrogate)",
            remedy="Delete the broken character and save again.",
            where=file,
        ) from error


def write_all(files: list[Written]) -> None:
    """Write the files in order, each at once and durably; a file may come again with a later text.

    All texts are on disk under temporary names before the first one takes its place, and nothing is
    written when a file is no longer what it was when it was read. A crash in between leaves the first
    files new and the others old, each whole.
    """
    ready: list[tuple[Path, Path]] = []
    try:
        for file in files:
            target = file.path.resolve()  # a symbolic link stays one: what it leads to is replaced
            target.parent.mkdir(parents=True, exist_ok=True)
            ready.append((_temporary(target, file.after), target))
        for file in reversed({file.path: file for file in reversed(files)}.values()):
            _check_unchanged(file)
        for temporary, target in ready:
            temporary.replace(target)
            _sync_folder(target.parent)
    finally:
        for temporary, _ in ready:
            temporary.unlink(missing_ok=True)


def remove_leftovers(folder: Path) -> None:
    """Delete temporary files that a killed process left; only under the lock."""
    for path in folder.glob(f".*{TEMPORARY}"):
        path.unlink(missing_ok=True)


@contextmanager
def mendable(root: Path) -> Iterator[None]:
    """What the disk refuses - no room, no permission, no folder - as a `KnowledgeError` with the path and a remedy."""
    try:
        yield
    except OSError as error:
        raise KnowledgeError(
            f"the knowledge base cannot be read or written here: {error.strerror or error}",
            remedy=_DISK_REMEDIES.get(error.errno or 0, "Check the disk and the folder's permissions, then try again."),
            where=_place(error.filename, root),
        ) from error


def _place(name: object, root: Path) -> str:
    """The file or folder to look at; of a temporary file its folder, and the root when the error names none."""
    if not isinstance(name, str | Path):
        return str(root)
    return str(Path(name).parent if str(name).endswith(TEMPORARY) else name)


def _check_unchanged(file: Written) -> None:
    now = file.path.read_bytes() if file.path.exists() else None
    if now != file.before:
        raise ConflictError(
            "the file was changed by hand while it was being saved",
            remedy="Nothing was written; save again.",
            where=str(file.path),
        )


def _temporary(target: Path, data: bytes) -> Path:
    path = target.with_name(f".{target.name}.{os.getpid()}-{os.urandom(4).hex()}{TEMPORARY}")
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o666)
    try:
        with open(handle, "wb") as stream:  # noqa: PTH123 - a descriptor, not a path
            if target.exists():
                os.fchmod(handle, stat.S_IMODE(target.stat().st_mode))
            stream.write(data)
            stream.flush()
            os.fsync(handle)
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return path


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _unreadable(file: str, problem: str, remedy: str) -> LocatedError:
    return LocatedError(Problem(file, None, problem, remedy))
