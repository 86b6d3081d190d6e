"""The knowledge base as it is now, for everything that answers from it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from pathlib import Path
from threading import Event
from typing import Any

import structlog

from bot.errors import BotError
from bot.knowledge.model import Course, KnowledgeBase, Problem, Severity
from bot.knowledge.store import KnowledgeStore
from bot.live.elsewhere import GivenUpError, build_elsewhere
from bot.live.last_good import last_good
from bot.live.snapshot import Built, Snapshot, Step, advance, goes
from bot.live.watching import watch_folder
from bot.search.builder import documents

Subscriber = Callable[[Snapshot, Snapshot], None]

SETTLE = 0.15  # seconds between two loads that must agree before something goes
_LOADS = 10  # that may differ

log = structlog.get_logger("qabot.live")


class LiveKnowledge:
    """Holds the last good state of a store and follows its changes.

    `now` is replaced by one assignment and never changes itself: whoever has taken it goes on undisturbed.
    It is empty until the first `refresh`. `trouble` is why the store cannot be loaded at the moment.
    """

    def __init__(self, store: KnowledgeStore, folder: Path, *, settle: float = SETTLE) -> None:
        self.now = Snapshot()
        self.trouble: BotError | None = None
        self._store = store
        self._folder = folder.absolute()
        self._settle = settle
        self._wanted = KnowledgeBase()
        self._subscribers: list[Subscriber] = []
        self._turn = asyncio.Lock()
        self._next: asyncio.Task[None] | None = None
        self._built: dict[str, Built] = {}
        self._building: set[str] = set()
        self._builds: set[asyncio.Task[None]] = set()
        self._given_up = Event()

    def subscribe(self, callback: Subscriber) -> None:
        """Have the callback called with the old and the new snapshot at every change, in the event loop."""
        self._subscribers.append(callback)

    async def refresh(self) -> None:
        """Answer from what the store holds now; returns when large indexes are built, too."""
        await self.read()
        while self._builds:
            await asyncio.wait(self._builds)

    async def read(self) -> None:
        """Answer from what the store holds now; what takes seconds goes on behind and is shown when it is ready.

        A store that cannot be loaded leaves everything as it is; `trouble` tells why. Calls that come while one
        waits for its turn are one.
        """
        if self._next is None:
            self._next = asyncio.create_task(self._read())
        await asyncio.shield(self._next)

    async def watch(self, stop: asyncio.Event) -> None:
        """Follow the folder's changes until `stop` is set; gives up what is being built then."""
        try:
            await watch_folder(self._folder, stop, lambda: _logged(self.read()))
        finally:
            if stop.is_set():  # whoever watches again after a failure wants large indexes built
                await self.close()

    async def close(self) -> None:
        """Give up what is being built, for good."""
        self._given_up.set()
        if self._builds:
            await asyncio.wait(self._builds)

    async def _read(self) -> None:
        async with self._turn:
            self._next = None  # who comes from here on wants a later load
            try:
                wanted = await self._settled()
            except BotError as error:
                self._note_trouble(error)
                return
            self._note_trouble(None)
            built, self._built = self._built, {}
            step = await asyncio.to_thread(advance, self.now, wanted, built)
            self._wanted = wanted
            self._show(step)

    async def _settled(self) -> KnowledgeBase:
        """What is wanted now; nothing goes that was not found missing twice.

        Many editors write a file in pieces, or take the old one away before the new one is there.
        """
        found = await asyncio.to_thread(self._store.load)
        for _ in range(_LOADS):
            wanted, less = await asyncio.to_thread(_wanted, self._wanted, found)
            if not less:
                break
            await asyncio.sleep(self._settle)
            found, same = await asyncio.to_thread(self._load_again, found)
            if same:
                break
        return wanted

    def _load_again(self, before: KnowledgeBase) -> tuple[KnowledgeBase, bool]:
        found = self._store.load()
        return found, found == before

    def _show(self, step: Step) -> None:
        old, self.now = self.now, step.snapshot
        for course in step.unbuilt:
            if course.slug not in self._building and course.slug not in self._built:
                self._start_build(course)
        if old is not self.now:
            _log_change(old, self.now)
            loop = asyncio.get_running_loop()
            for callback in self._subscribers:
                loop.call_soon(callback, old, self.now)  # what one of them raises is the loop's to log

    def _start_build(self, course: Course) -> None:
        self._building.add(course.slug)
        task = asyncio.create_task(_logged(self._build(course)))
        self._builds.add(task)
        task.add_done_callback(self._builds.discard)

    async def _build(self, course: Course) -> None:
        """Build a large index, then show it with what has changed meanwhile."""
        try:
            index = await asyncio.to_thread(build_elsewhere, documents(course), course.glossary, self._given_up)
            self._built[course.slug] = Built(course, index)
        except GivenUpError:
            return
        except asyncio.CancelledError:
            self._given_up.set()  # the thread would go on
            raise
        finally:
            self._building.discard(course.slug)
        await self.read()

    def _note_trouble(self, error: BotError | None) -> None:
        if error and str(error) != str(self.trouble):
            log.error("knowledge_not_loaded", reason=str(error))
        elif self.trouble and not error:
            log.info("knowledge_loaded_again")
        self.trouble = error


async def _logged(work: Coroutine[Any, Any, None]) -> None:
    """Do the work; the bot goes on with the last good state, whatever it met."""
    try:
        await work
    except Exception:  # the boundary of the reload loop
        log.exception("reload_failed")


def _wanted(old: KnowledgeBase, found: KnowledgeBase) -> tuple[KnowledgeBase, bool]:
    """The state to reach, and whether something goes on the way to it."""
    wanted = last_good(old, found)
    return wanted, goes(old, wanted)


def _log_change(old: Snapshot, new: Snapshot) -> None:
    entries = sum(len(index) for index in new.answering.indexes.values())
    log.info("knowledge_changed", courses=len(new.base.courses), entries=entries)
    for problem in new.problems:
        if problem not in old.problems:
            _log_problem(problem)


def _log_problem(problem: Problem) -> None:
    tell = log.warning if problem.severity is Severity.ERROR else log.info
    tell("knowledge_problem", file=problem.file, line=problem.line, problem=problem.problem, remedy=problem.remedy)
