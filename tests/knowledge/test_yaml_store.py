"""Saves that touch the entry's own lines and nothing else."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from time import perf_counter
from typing import Any

import pytest

from bot.errors import ConflictError, StoreBusyError
from bot.knowledge.model import Channel, Course, Entry, KnowledgeBase, Link, ReplyPolicy, Severity, Source, Status
from bot.knowledge.store import DeleteEntry, PutCourse, PutEntry, PutTopic
from bot.knowledge.yaml_lock import writing
from bot.knowledge.yaml_store import YamlStore

HAND_MADE = """\
# Jun keeps this file.
---
topic:   "Docker"     # the name

entries:
# --- basics ---
- question: '이미지란?'   # asked by Minji
  id: img01
  # the answer is short on purpose
  answer: >-
    folded
    text

# --- networks ---
- id:   net01
  custom: {a: [1, 2]}   # our own key
  aliases: [ "-P", 'p' ]
  question: "포트는 \\
     어떻게?"
  answer: |+  # keep
      docker\trun -P  
      
      끝

  cohort: 23-4차


-   question: 손으로 쓴 질문?
    answer: |

      짧게
      # not a comment
    # inside the last entry

# --- the end ---
"""  # noqa: W291, W293 - blanks at line ends are what is tested


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "ops").mkdir()
    (tmp_path / "ops" / "course.yaml").write_text("name: Ops\n", encoding="utf-8")
    return tmp_path


@pytest.fixture
def path(root: Path) -> Path:
    path = root / "ops" / "docker.yaml"
    path.write_text(HAND_MADE, encoding="utf-8")
    return path


def entries(root: Path) -> dict[str, Entry]:
    return {entry.question: entry for course in YamlStore(root).load().courses for _, entry in course.entries()}


def put(root: Path, asked: str, topic: str = "docker", **new: Any) -> Entry:
    before = entries(root)[asked]
    after = replace(before, **new)
    YamlStore(root).apply("ops", [PutEntry(topic, after, before)])
    return after


def test_reads_what_people_write(root: Path, path: Path) -> None:
    assert path.exists()
    base = YamlStore(root).load()
    assert [(p.line, p.severity) for p in base.problems] == [(16, Severity.WARNING)]
    image, net, hand = base.courses[0].topics[0].entries
    assert (image.id, image.answer) == ("img01", "folded text")
    assert (net.question, net.aliases, net.answer) == ("포트는 어떻게?", ("-P", "p"), "docker\trun -P  \n\n끝")
    assert (hand.answer, hand.status) == ("짧게\n# not a comment", Status.ANSWERED)
    assert len(hand.id) >= 5


def replaced(old: str, new: str) -> str:
    assert HAND_MADE.count(old) == 1
    return HAND_MADE.replace(old, new)


@pytest.mark.parametrize(
    ("asked", "new", "expected"),
    [
        ("이미지란?", {"question": "이미지는?"}, replaced("'이미지란?'", "이미지는?")),
        ("이미지란?", {"answer": "새 답\n"}, replaced(">-\n    folded\n    text", "|\n    새 답")),
        ("이미지란?", {"answer": ""}, replaced("  answer: >-\n    folded\n    text\n", "")),
        ("이미지란?", {"cohort": "24"}, replaced("    text\n", "    text\n  cohort: '24'\n")),
        (
            "이미지란?",
            {"status": Status.PROVISIONAL},
            replaced("# asked by Minji\n", "# asked by Minji\n  status: provisional\n"),
        ),
        (
            "이미지란?",
            {"source": Source("a.md", 3), "related": ("net01",)},
            replaced("    text\n", "    text\n  related:\n  - net01\n  source:\n    file: a.md\n    line: 3\n"),
        ),
        ("포트는 어떻게?", {"cohort": None}, replaced("  cohort: 23-4차\n", "")),
        (
            "포트는 어떻게?",
            {"answer": "a\n\n b"},
            replaced("|+  # keep\n      docker\trun -P  \n      \n      끝\n\n", "|  # keep\n      a\n\n       b\n"),
        ),
        (
            "포트는 어떻게?",
            {"question": "포트: 무엇?"},
            replaced('"포트는 \\\n     어떻게?"', "'포트: 무엇?'"),
        ),
        (
            "포트는 어떻게?",
            {"aliases": ("-P", "q")},
            replaced("aliases: [ \"-P\", 'p' ]", "aliases:\n  - '-P'\n  - q"),
        ),
    ],
)
def test_a_changed_field_changes_its_own_lines_alone(
    root: Path, path: Path, asked: str, new: dict[str, Any], expected: str
) -> None:
    after = put(root, asked, **new)
    assert path.read_text(encoding="utf-8") == expected
    assert entries(root)[after.question].cohort == after.cohort


def test_a_save_writes_down_the_id_of_an_entry_written_by_hand(root: Path, path: Path) -> None:
    before = entries(root)["손으로 쓴 질문?"]
    put(root, "손으로 쓴 질문?", cohort="24")
    text = path.read_text(encoding="utf-8")
    assert f"-   id: {before.id}\n    question: 손으로 쓴 질문?\n" in text
    assert "    cohort: '24'\n    # inside the last entry\n\n# --- the end" in text


def test_writes_down_ids_on_request(root: Path, path: Path) -> None:
    hand = entries(root)["손으로 쓴 질문?"]
    store = YamlStore(root)
    assert store.write_down_ids("ops") == [hand.id]
    assert path.read_text(encoding="utf-8") == replaced("-   question", f"-   id: {hand.id}\n    question")
    assert store.write_down_ids("ops") == []


def test_a_deleted_entry_takes_its_own_comments_and_leaves_the_others(root: Path, path: Path) -> None:
    found = entries(root)
    YamlStore(root).apply("ops", [DeleteEntry(found["포트는 어떻게?"])])
    start, end = HAND_MADE.index("- id:   net01"), HAND_MADE.index("-   question")
    assert path.read_text(encoding="utf-8") == HAND_MADE[:start] + HAND_MADE[end:]
    YamlStore(root).apply("ops", [DeleteEntry(found["이미지란?"]), DeleteEntry(found["손으로 쓴 질문?"])])
    text = path.read_text(encoding="utf-8")
    for comment in ("# Jun keeps", "# the name", "# --- basics", "# --- networks", "# --- the end"):
        assert comment in text
    assert "# inside" not in text
    assert entries(root) == {}
    assert (root / "ops" / "course.yaml").read_text(encoding="utf-8").splitlines()[:2] == ["name: Ops", "retired_ids:"]


def test_a_new_entry_stands_after_the_last_one_in_the_files_own_manner(root: Path, path: Path) -> None:
    YamlStore(root).apply("ops", [PutEntry("docker", Entry("new01", "새 질문?", "답\n  둘", aliases=("a",)))])
    added = "\n\n-   id: new01\n    question: 새 질문?\n    aliases:\n    - a\n    answer: |\n      답\n        둘"
    assert path.read_text(encoding="utf-8") == replaced("# inside the last entry", "# inside the last entry" + added)


def test_only_the_items_of_a_list_that_differ_are_touched(root: Path) -> None:
    path = root / "ops" / "a.yaml"
    text = "topic: a\nentries:\n  - question: q\n    aliases:\n    - 'x'  # first\n    # typos\n    - y\n    - z\n"
    path.write_text(text, encoding="utf-8")
    put(root, "q", "a", aliases=("x", "why", "w", "z"))
    put(root, "q", "a", aliases=("x", "why", "w"))
    assert "    - 'x'  # first\n    # typos\n    - why\n    - w\n" in path.read_text(encoding="utf-8")


def test_a_mapping_whose_keys_all_change_keeps_its_place(root: Path) -> None:
    path = root / "ops" / "a.yaml"
    path.write_text("topic: a\nentries:\n- question: q\n  source:\n    file: x.md\n  cohort: c\n", encoding="utf-8")
    put(root, "q", "a", source=Source(added_by="Jun"), cohort=None)
    assert path.read_text(encoding="utf-8").endswith("  question: q\n  source:\n    added_by: Jun\n")


def errors(base: KnowledgeBase) -> list[str]:
    return [problem.problem for problem in base.problems if problem.severity is Severity.ERROR]


NEW = Entry("new01", "새 질문?", "답\n\n\t탭")


@pytest.mark.parametrize(
    "text",
    [
        "topic: a\n",
        "topic: a",
        "topic: a\nentries:\n",
        "topic: a\nentries: # none yet\n  # put your questions here\n",
        "topic: a\nentries: []\n",
        "topic: a\nentries: [] # none yet",
        "topic: a\nentries:\n- question: q",
        "topic: a\nentries:\n- question: q\n  answer: |\n    x",
        "topic: a\nentries:\n    - question: q\n      answer: |\n          x\n\n\n# end",
        "\ufefftopic: a\r\nentries:\r\n  - question: q\r\n    answer: |\r\n      x\r\n      y\r\n",
        "---\ntopic: a\nentries:\n  - question: q\n...\n",
        "topic: a\nentries:\n  - {question: q, answer: x, 'custom': [1, no]}  # braces\n",
        'topic: a\nentries: [{question: q, answer: "x\\ny"}, # first\n  {question: r}]  # brackets\n',
        '{"topic": "a", "entries": [{"question": "q", "answer": "x"}]}\n',
        "--- {topic: a, entries: [{question: q}]}\n",
        "entries:\n  -\n    # inside\n    question: q\n    answer: x\ntopic: a\ncustom: |+\n  keep\n\n",
        "topic: a\nentries:\n  - answer:\n      # soon\n        # very soon\n    question: q\n",
        "topic: a\nentries:\n  - aliases: [x]\n    question: q\n",
        "topic: a\nentries:\n  - question: q\n    answer: x # c\n         # deeper\n",
        "topic: a\nentries:\n  - question: q\n    answer: 'x\n\n      y'\n  - bad\n  - question: no\n",
    ],
)
def test_every_manner_of_file_can_be_changed_and_loses_nothing(root: Path, text: str) -> None:
    path = root / "ops" / "a.yaml"
    path.write_bytes(text.encode())
    store = YamlStore(root)
    first = store.load()
    known = {entry.id: entry for _, entry in first.courses[0].entries()}
    store.apply("ops", [PutEntry("a", NEW)])
    changed = {key: replace(entry, answer="바뀐 답\n끝", aliases=("둘",)) for key, entry in known.items()}
    course = store.apply("ops", [PutEntry("a", changed[key], known[key]) for key in known])
    again = YamlStore(root).load()
    assert again.courses == (course,)
    assert {entry.id: entry for _, entry in course.entries()} == {**changed, NEW.id: NEW}
    assert len(again.problems) == len(first.problems)
    after = path.read_bytes().decode()
    for comment in (
        "# none yet",
        "# end",
        "# braces",
        "# first",
        "# brackets",
        "# inside",
        "# soon",
        "# very",
        "# deeper",
    ):
        assert (comment in after) == (comment in text)
    if "\r\n" in text:
        assert after.count("\n") == after.count("\r\n")
        assert after.startswith("\ufeff")
    store.apply("ops", [DeleteEntry(entry) for _, entry in course.entries()])
    last = YamlStore(root).load()
    assert not list(last.courses[0].entries())
    assert errors(last) == errors(first)


def test_adding_and_deleting_again_gives_the_old_bytes(root: Path, path: Path) -> None:
    store = YamlStore(root)
    store.apply("ops", [PutEntry("docker", NEW)])
    store.apply("ops", [DeleteEntry(NEW)])
    assert path.read_text(encoding="utf-8") == HAND_MADE


def test_settings_change_their_own_lines_alone(root: Path) -> None:
    path = root / "ops" / "course.yaml"
    text = (
        "# ours\nname: Ops # short\nchannels:\n  - id: C01 # main\n    policy: strict\n  - C02\nfuture: {x: 1}\n"
        "glossary:\n  - 파드 = pod\n  # services\n  - [서비스, svc]\n"
    )
    path.write_text(text, encoding="utf-8")
    store = YamlStore(root)
    before = store.load().courses[0].settings()
    assert before.channels == (Channel("C01"), Channel("C02"))
    after = replace(
        before,
        name="Ops 2",
        channels=(Channel("C01"), Channel("C03")),
        glossary=(*before.glossary, ("k8s", "쿠버네티스")),
        cohort="24-1",
    )
    store.apply("ops", [PutCourse(after, before)])
    expected = text.replace("Ops # short\n", "Ops 2 # short\ncohort: 24-1\n").replace("C02", "C03")
    assert path.read_text(encoding="utf-8") == expected + "  - k8s = 쿠버네티스\n"


def test_a_channel_changes_its_own_settings_alone(root: Path) -> None:
    path = root / "ops" / "course.yaml"
    text = (
        "name: Ops\nchannels:\n  - id: C01 # main\n    policy: strict # kept\n    reply: always\n"
        "  # for labs\n  - wait: 5 # short\n    id: C02\n  - C03 # plain\n  - {id: C04, reply: mention}\n"
    )
    path.write_text(text, encoding="utf-8")
    store = YamlStore(root)
    before = store.load().courses[0].settings()
    mention = ReplyPolicy.MENTION
    channels = (Channel("C01", wait=60), Channel("C02", mention, 0), Channel("C03", mention), Channel("C04"))
    store.apply("ops", [PutCourse(replace(before, channels=channels, reply=ReplyPolicy.ALWAYS), before)])
    assert path.read_text(encoding="utf-8") == (
        "name: Ops\nchannels:\n  - id: C01 # main\n    wait: 60\n    policy: strict # kept\n"
        "  # for labs\n  - wait: 0 # short\n    id: C02\n    reply: mention\n"
        "  - # plain\n    id: C03\n    reply: mention\n  - C04\nreply: always\n"
    )
    assert store.load().courses[0].channels == channels


def test_a_channel_is_added_and_removed_beside_others_with_settings(root: Path) -> None:
    path = root / "ops" / "course.yaml"
    text = "name: Ops\nchannels:\n  - id: C01 # main\n    policy: strict\n  - C02\n"
    path.write_text(text, encoding="utf-8")
    store = YamlStore(root)
    before = store.load().courses[0].settings()
    after = replace(before, channels=(Channel("C01"), Channel("C03", wait=5)))
    store.apply("ops", [PutCourse(after, before)])
    assert path.read_text(encoding="utf-8") == text.replace("- C02", "- id: C03\n    wait: 5")
    store.apply("ops", [PutCourse(replace(before, channels=()), after)])
    assert path.read_text(encoding="utf-8") == "name: Ops\n"


def test_a_new_course_brings_its_folder_and_the_schemas(tmp_path: Path) -> None:
    YamlStore(tmp_path / "deep" / "base").apply("ops", [PutCourse(Course("ops", "Ops")), PutTopic("도커", "도커")])
    base = tmp_path / "deep" / "base"
    assert sorted(path.name for path in (base / ".schema").iterdir()) == ["course.schema.json", "topic.schema.json"]
    first = (base / "ops" / "도커.yaml").read_text(encoding="utf-8").splitlines()[0]
    assert first == "# yaml-language-server: $schema=../.schema/topic.schema.json"
    assert sorted(path.name for path in (base / "ops").iterdir()) == ["course.yaml", "도커.yaml"]


def test_folders_and_files_that_are_no_course_are_left_alone(root: Path) -> None:
    for name in ("_drafts", ".git", "pictures"):
        (root / name).mkdir()
    (root / "_drafts" / "course.yaml").write_text("name: x\n", encoding="utf-8")
    (root / "ops" / "_todo.yaml").write_text("not: a topic\n", encoding="utf-8")
    (root / "ops" / "old.yml").write_text("topic: x\n", encoding="utf-8")
    base = YamlStore(root).load()
    assert [course.slug for course in base.courses] == ["ops"]
    assert [(p.file, p.remedy) for p in base.problems] == [("ops/old.yml", "Rename it to old.yaml.")]


def test_a_missing_folder_is_a_problem(tmp_path: Path) -> None:
    (problem,) = YamlStore(tmp_path / "nowhere").load().problems
    assert "no such folder" in problem.problem


def test_derived_ids_depend_neither_on_order_nor_on_other_entries(root: Path) -> None:
    path = root / "ops" / "a.yaml"
    questions = [f"  - question: 질문 {n}?\n    answer: {n}번\n" for n in range(30)]
    path.write_text("topic: a\nentries:\n" + "".join(questions), encoding="utf-8")
    ids = {question: entry.id for question, entry in entries(root).items()}
    reordered = ["  - question: 첫째?\n", *reversed(questions), "  - question: 끝?\n"]
    path.write_text("topic: a\nentries:\n" + "".join(reordered), encoding="utf-8")
    again = {question: entry.id for question, entry in entries(root).items()}
    assert {question: again[question] for question in ids} == ids


def test_an_id_that_stands_twice_or_was_retired_is_a_problem_and_stays_on_disk(root: Path) -> None:
    (root / "ops" / "course.yaml").write_text("name: Ops\nretired_ids: [old]\n", encoding="utf-8")
    path = root / "ops" / "a.yaml"
    text = "topic: a\nentries:\n- {id: x, question: a}\n- {id: x, question: b}\n- {id: old, question: c}\n"
    path.write_text(text, encoding="utf-8")
    base = YamlStore(root).load()
    assert [(p.line, p.entry_id) for p in base.problems] == [(4, "x"), (5, "old")]
    assert "ops/a.yaml:3" in base.problems[0].problem
    put(root, "a", "a", answer="changed")
    assert path.read_text(encoding="utf-8").endswith("\n- {id: x, question: b}\n- {id: old, question: c}\n")


def test_keeps_the_mode_and_the_symbolic_link_of_a_file(root: Path, path: Path, tmp_path: Path) -> None:
    real = tmp_path / "elsewhere.yaml"
    path.rename(real)
    real.chmod(0o640)
    path.symlink_to(real)
    put(root, "이미지란?", answer="새 답")
    assert path.is_symlink()
    assert "새 답" in real.read_text(encoding="utf-8")
    assert stat.S_IMODE(real.stat().st_mode) == 0o640


def test_says_that_another_process_is_writing(root: Path, path: Path) -> None:
    assert path.exists()
    store = YamlStore(root, lock_timeout=0.05)
    with writing(root, 1), pytest.raises(StoreBusyError, match=r"0\.05 seconds"):
        store.apply("ops", [PutTopic("a", "A")])
    store.apply("ops", [PutTopic("a", "A")])
    with writing(root, 1), pytest.raises(StoreBusyError):
        store.load()


def test_a_hand_edit_in_the_middle_of_a_save_is_not_overwritten(
    root: Path, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = entries(root)["이미지란?"]
    sync: Callable[[int], None] = os.fsync

    def jun_saves_meanwhile(handle: int) -> None:
        path.write_text(HAND_MADE + "# Jun was here\n", encoding="utf-8")
        sync(handle)

    monkeypatch.setattr(os, "fsync", jun_saves_meanwhile)
    with pytest.raises(ConflictError, match="by hand"):
        YamlStore(root).apply("ops", [PutEntry("docker", replace(before, answer="x"), before)])
    assert path.read_text(encoding="utf-8") == HAND_MADE + "# Jun was here\n"
    assert sorted(each.name for each in path.parent.iterdir()) == ["course.yaml", "docker.yaml"]


def test_a_save_that_changes_nothing_writes_nothing(root: Path, path: Path) -> None:
    before = entries(root)["이미지란?"]
    inode = path.stat().st_ino
    YamlStore(root).apply("ops", [PutEntry("docker", before, before), PutTopic("docker", "Docker")])
    assert path.stat().st_ino == inode


def test_a_large_base_loads_and_saves_quickly(root: Path) -> None:
    block = "answer: |\n      네, 가능합니다.\n\n      ```bash\n      docker run\n      ```\n"
    for topic in range(20):
        lines = (f"  - id: t{topic}e{n}\n    question: 질문 {n}?\n    {block}    cohort: 23-4차\n" for n in range(500))
        text = f"topic: t{topic}\nentries:\n" + "".join(lines)
        (root / "ops" / f"t{topic:02}.yaml").write_text(text, encoding="utf-8")
    store = YamlStore(root)
    start = perf_counter()
    (course,) = store.load().courses
    loaded = perf_counter()
    assert len(list(course.entries())) == 10_000
    links = (Link("문서", "https://x.kr"),)
    changes = [PutEntry("t00", replace(entry, links=links), entry) for entry in course.topics[0].entries[:300]]
    store.apply("ops", changes)
    saved = perf_counter()
    # Bounds for a slow machine under load; in practice it is a third of that.
    assert loaded - start < 6
    assert saved - loaded < 4
