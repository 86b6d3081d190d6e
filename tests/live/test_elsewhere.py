"""An index built in another process is the index that would have been built here."""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import signal
from threading import Event, Timer

import pytest
from structlog.testing import capture_logs

from bot.live.elsewhere import GivenUpError, build_elsewhere
from bot.search.builder import build
from bot.search.results import Document
from tests.search.school import ENTRIES, GLOSSARY, document

QUESTIONS = ("파드 로그는 어떻게 보나요?", "인그래스 인증서", "pod 지우기", "exit 137", "cluster ip 접속")


async def test_finds_the_same_as_an_index_built_here() -> None:
    found = await asyncio.to_thread(build_elsewhere, ENTRIES, GLOSSARY, Event())
    here = build(ENTRIES, GLOSSARY)
    for question in QUESTIONS:
        assert found.search(question, explain=True) == here.search(question, explain=True)
    changed = document("crash", "초인종 소리를 줄이는 법은?", "나사를 돌리세요.")
    assert found.with_changes([changed]).search("초인종 소리") == here.with_changes([changed]).search("초인종 소리")


def test_shares_documents_and_lexicon_with_this_process() -> None:
    found = build_elsewhere(ENTRIES, GLOSSARY, Event())
    assert found.rows[0].document is ENTRIES[0]
    assert found.lexicon is build(ENTRIES, GLOSSARY).lexicon
    assert found.reader.lexicon is found.lexicon


def test_ends_soon_when_it_is_given_up() -> None:
    given_up = Event()
    given_up.set()
    with pytest.raises(GivenUpError):
        build_elsewhere(many(), GLOSSARY, given_up)
    assert multiprocessing.active_children() == []


def test_builds_here_when_the_process_is_killed() -> None:
    def kill() -> None:
        for child in multiprocessing.active_children():
            assert child.pid
            os.kill(child.pid, signal.SIGKILL)

    killer = Timer(0.1, kill)
    killer.start()
    with capture_logs() as logs:
        found = build_elsewhere(many(), GLOSSARY, Event())
    killer.join()
    assert [(line["event"], line["exit_code"]) for line in logs] == [("index_process_died", -signal.SIGKILL)]
    assert len(found) == len(many())


def many() -> list[Document]:
    return [document(f"n{number}", f"{number} 번째 파드는 어디에 있나요?", "네.") for number in range(300)]
