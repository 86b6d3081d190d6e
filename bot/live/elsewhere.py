"""A large index built in another process, so that students are answered undisturbed meanwhile."""

from __future__ import annotations

import os
import pickle
import signal
from collections.abc import Sequence
from io import BytesIO
from multiprocessing import get_context
from multiprocessing.connection import Connection
from threading import Event
from typing import Any

import structlog

from bot.search.builder import build, uncollected
from bot.search.index import Index
from bot.search.results import Document
from bot.text.lexicon import Lexicon, build_lexicon

Glossary = Sequence[Sequence[str]]

_LOOK = 0.1  # seconds after which a build that is given up ends
_LEXICON = ""  # stands for the lexicon, as its id stands for a document

log = structlog.get_logger("qabot.live")


class GivenUpError(Exception):
    """The build was given up before its end."""


def build_elsewhere(found: Sequence[Document], glossary: Glossary, given_up: Event) -> Index:
    """An index over these documents, built in a process of its own; blocks, so call it in a thread.

    The process starts afresh (`spawn`), and is ended when `given_up` is set, which raises `GivenUpError`. Should
    it be killed, as for want of memory, the index is built here. The documents and the lexicon of the index are
    those of this process. For 10,000 entries all takes 5 s, and the event loop waits 20 ms for the longest step.
    """
    context = get_context("spawn")
    receiver, sender = context.Pipe(duplex=False)
    worker = context.Process(target=_work, args=(sender, found, glossary), name="qabot-index", daemon=True)
    worker.start()
    sender.close()
    try:
        packed = _received(receiver, given_up)
    finally:
        worker.kill()
        worker.join()
    if packed is None:
        log.warning("index_process_died", exit_code=worker.exitcode, entries=len(found))
        return build(found, glossary)
    return _unpacked(packed, found, glossary)


def _received(receiver: Connection, given_up: Event) -> bytes | None:
    """What the process sends; None when it died before."""
    with receiver:
        while not receiver.poll(_LOOK):
            if given_up.is_set():
                raise GivenUpError
        try:
            return receiver.recv_bytes()
        except EOFError:
            return None


def _work(sender: Connection, found: Sequence[Document], glossary: Glossary) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches it too; its parent ends it
    os.nice(10)  # answers go first where there is one processor
    sender.send_bytes(_packed(build(found, glossary)))


def _packed(index: Index) -> bytes:
    into = BytesIO()
    _Pickler(into, pickle.HIGHEST_PROTOCOL).dump(index)
    return into.getvalue()


def _unpacked(packed: bytes, found: Sequence[Document], glossary: Glossary) -> Index:
    here: dict[str, object] = {document.entry.id: document for document in found}
    here[_LEXICON] = build_lexicon(glossary)
    with uncollected():
        index: Index = _Unpickler(BytesIO(packed), here).load()
    return index


class _Pickler(pickle.Pickler):
    """Leaves out what the other side has."""

    def persistent_id(self, obj: Any) -> str | None:
        if isinstance(obj, Document):
            return obj.entry.id
        return _LEXICON if isinstance(obj, Lexicon) else None


class _Unpickler(pickle.Unpickler):
    """Puts in what this side has; only ever given what our own process sent."""

    def __init__(self, file: BytesIO, here: dict[str, object]) -> None:
        super().__init__(file)
        self._here = here

    def persistent_load(self, pid: Any) -> object:
        return self._here[pid]
