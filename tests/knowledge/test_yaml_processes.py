"""Several processes on one folder: no update is lost, and a killed writer leaves whole files."""

from __future__ import annotations

import multiprocessing
import os
import signal
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

from bot.errors import ConflictError
from bot.knowledge.model import Course, Entry
from bot.knowledge.store import PutCourse, PutEntry, PutTopic
from bot.knowledge.yaml_store import YamlStore

SAVES = 15
CONTEXT = multiprocessing.get_context("spawn")


def new_base(root: Path) -> YamlStore:
    store = YamlStore(root)
    counter = Entry("count", "몇 번?", "0")
    store.apply("ops", [PutCourse(Course("ops", "Ops")), PutTopic("a", "A"), PutEntry("a", counter)])
    return store


def save_many(root: Path, who: str) -> None:
    """Adds entries, and counts up one that everybody counts up, trying again on a conflict."""
    store = YamlStore(root)
    for number in range(SAVES):
        store.apply("ops", [PutEntry("a", Entry(f"{who}{number}", f"{who} {number}?"))])
        while not counted_up(store):
            pass


def counted_up(store: YamlStore) -> bool:
    found = store.load().courses[0].find("count")
    assert found
    try:
        store.apply("ops", [PutEntry("a", replace(found[1], answer=str(int(found[1].answer) + 1)), found[1])])
    except ConflictError:
        return False
    return True


def save_for_ever(root: Path) -> None:
    store = YamlStore(root)
    number = 0
    while True:
        number += 1
        base = store.load()
        found = base.courses[0].find("count")
        assert found
        topic, entry = found
        other = "b" if topic.slug == "a" else "a"
        if base.problems:  # a writer killed on a move leaves the entry in both; a person is to delete one
            other = topic.slug
        store.apply("ops", [PutEntry(other, replace(entry, answer=str(number)), entry)])


def test_two_processes_lose_no_update(tmp_path: Path) -> None:
    store = new_base(tmp_path)
    processes = [CONTEXT.Process(target=save_many, args=(tmp_path, who)) for who in ("minji", "jun")]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    assert [process.exitcode for process in processes] == [0, 0]
    base = store.load()
    assert base.problems == ()
    assert len(list(base.courses[0].entries())) == 2 * SAVES + 1
    found = base.courses[0].find("count")
    assert found
    assert found[1].answer == str(2 * SAVES)


def test_threads_of_one_store_lose_no_update(tmp_path: Path) -> None:
    store = new_base(tmp_path)
    with ThreadPoolExecutor(4) as pool:
        changes = [PutEntry("a", Entry(f"t{number}", f"{number}?")) for number in range(20)]
        list(pool.map(lambda change: store.apply("ops", [change]), changes))
    assert len(list(store.load().courses[0].entries())) == 21


def test_a_killed_writer_leaves_a_folder_that_loads_and_can_be_written(tmp_path: Path) -> None:
    store = new_base(tmp_path)
    store.apply("ops", [PutTopic("b", "B")])
    for wait in (0.02, 0.05, 0.08):
        process = CONTEXT.Process(target=save_for_ever, args=(tmp_path,))
        process.start()
        started = found_answer(store)
        while found_answer(store) == started and process.is_alive():
            time.sleep(0.01)
        time.sleep(wait)
        assert process.pid
        os.kill(process.pid, signal.SIGKILL)
        process.join()
        assert found_answer(store)  # in one file, or in both with a problem that says so
        store.apply("ops", [PutEntry("a", Entry(f"after{wait}", "다음?"))])
    assert [path for path in (tmp_path / "ops").iterdir() if path.name.startswith(".")] == []


def found_answer(store: YamlStore) -> str:
    found = store.load().courses[0].find("count")
    assert found
    return found[1].answer
