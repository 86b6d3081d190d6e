"""Whatever Jun does to the files, what is found is what a bot started anew would find."""

from __future__ import annotations

import asyncio
import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.knowledge.yaml_store import YamlStore
from bot.live.knowledge import LiveKnowledge
from bot.live.snapshot import Snapshot
from tests.live.school import School, entry, fresh

TOPICS = ("docker", "kubernetes", "storage")
WORDS = ("파드", "로그", "포트", "이미지", "crashloop", "지우나요", "여나요")
QUESTIONS = ("파드 로그", "pod 이미지 지우기", "crashlop 포트")
topics = st.dictionaries(
    st.sampled_from("abcdef"), st.lists(st.sampled_from(WORDS), min_size=1, max_size=3).map(" ".join), max_size=6
)
edits = st.one_of(
    st.tuples(st.sampled_from(TOPICS), topics),
    st.tuples(st.sampled_from(TOPICS), st.sampled_from(["broken", "gone"])),
    st.tuples(st.just("course"), st.sampled_from(["", "glossary: [[파드, pod]]", "glossary: ["])),
)


def save(root: Path, file: str, content: dict[str, str] | str) -> None:
    """Jun's edit of a file by hand."""
    path = root / "ship" / f"{file}.yaml"
    if isinstance(content, dict):
        path.write_text(f"topic: {file}\nentries:\n" + "".join(map(entry, content, content.values())), encoding="utf-8")
    elif file == "course":
        path.write_text(f"name: Ship\n{content}\n", encoding="utf-8")
    elif content == "gone":
        path.unlink(missing_ok=True)
    else:
        path.write_text("topic: [", encoding="utf-8")


def results(now: Snapshot) -> list[tuple[str, str, float]]:
    return [
        (question, match.document.entry.id, match.confidence)
        for question in QUESTIONS
        for match in now.answering.ask(question).matches
    ]


@settings(max_examples=40, deadline=None)
@given(st.lists(st.lists(edits, min_size=1, max_size=3), min_size=1, max_size=5))
def test_after_any_edits_the_same_is_found_as_by_a_fresh_build(
    rounds: list[list[tuple[str, dict[str, str] | str]]],
) -> None:
    async def edited(root: Path) -> None:
        live = LiveKnowledge(YamlStore(root), root, settle=0)
        for changes in rounds:
            for file, content in changes:
                save(root, file, content)
            await live.refresh()
            assert results(live.now) == results(fresh(live.now.base))
            found = YamlStore(root).load()
            assert live.now.problems == found.problems
            if not found.problems:
                assert live.now.base == found

    with tempfile.TemporaryDirectory() as folder:
        School(Path(folder))
        asyncio.run(edited(Path(folder)))
