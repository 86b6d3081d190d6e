"""Files that are wrong, by accident or on purpose: a clear problem on its line, and the rest loads."""

from __future__ import annotations

import os
import tracemalloc
from pathlib import Path

import pytest

from bot.errors import InvalidFileError
from bot.knowledge.model import Channel, Entry, Problem, Severity
from bot.knowledge.store import PutEntry, PutTopic
from bot.knowledge.yaml_store import YamlStore

GOOD = "topic: Good\nentries:\n  - question: 파드란?\n    answer: 묶음\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "ops"
    folder.mkdir()
    (folder / "course.yaml").write_text("name: Ops\n", encoding="utf-8")
    (folder / "good.yaml").write_text(GOOD, encoding="utf-8")
    return tmp_path


def only_problem(root: Path, text: str | bytes) -> Problem:
    """The one problem that a topic file of that text makes, while the good file loads."""
    data = text if isinstance(text, bytes) else text.encode()
    (root / "ops" / "bad.yaml").write_bytes(data)
    base = YamlStore(root, max_file_bytes=200_000).load()
    (course,) = base.courses
    assert "파드란?" in [entry.question for _, entry in course.entries()]
    (problem,) = base.problems
    assert problem.file == "ops/bad.yaml"
    assert problem.remedy
    return problem


BOMB = "a: &a [x,x]\n" + "".join(f"{b}: &{b} [*{a},*{a},*{a}]\n" for a, b in zip("abcdefghi", "bcdefghij", strict=True))


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        (BOMB, 1, "anchor `&a`"),
        ("topic: x\nsummary: *a\n", 2, "alias `*a`"),
        ("topic: !!python/object/apply:os.system ['true']\n", 1, "tag"),
        ("topic: !!str x\n", 1, "tag"),
        ("topic: x\n<<: {summary: y}\n", 2, "merge key"),
        ("topic: x\ntopic: y\n", 2, "twice"),
        ("topic: x\n? [a]\n: b\n", 2, "key must be a word"),
        ("topic: x\nsummary: a\u202eb\n", 2, "U+202E at column 11"),
        ('topic: x\nsummary: "a\\u202eb"\n', 2, "direction of writing"),
        ("topic: x\nsummary: a\u2066b\n", 2, "U+2066"),
        ("topic: x\nsummary: a\x07b\n", 2, "U+0007"),
        ("topic: " + "[" * 5000, 1, "nest"),
        ("topic: x\nentries: " + "- " * 50, 2, "not valid YAML"),
        ("topic: x\nentries:\n  " + "- " * 50, 3, "levels deep"),
        ("topic: x\nsummary: y\n---\ntopic: z\n", 3, "second document"),
        ("topic: x\nsummary: What: is this\n", 2, "not valid YAML"),
        ("topic: x\n\tsummary: y\n", 2, "not valid YAML"),
        ('topic: x\nsummary: "open\n', 2, "not valid YAML"),
        ("topic: x\nsummary: `code`\n", 2, "not valid YAML"),
        ("topic: x\nentries: many\n", 2, "must be a list"),
        ("- topic\n", 1, "must start with `topic:`"),
        ("", None, "empty"),
        ("# only a comment\n", None, "empty"),
        (b"topic: x\nsummary: \xff\n", 2, "not UTF-8"),
        ("topic: x\nsummary: x\n".encode("utf-16"), 1, "not UTF-8"),
        ("topic: x\nsummary: " + "x" * 200_000, None, "larger than 200,000 bytes"),
    ],
)
def test_refuses_a_file_that_cannot_be_trusted(root: Path, text: str | bytes, line: int | None, words: str) -> None:
    problem = only_problem(root, text)
    assert words in problem.problem
    assert problem.line == line
    assert problem.severity is Severity.ERROR


@pytest.mark.parametrize(
    ("entry", "line", "words"),
    [
        ("question: no", 5, "reads `no` as false"),
        ("question: On", 5, "reads `On` as true"),
        ("question: [a]", 5, "a list"),
        ("question: {a: b}", 5, "keys and values"),
        ("question:", 5, "empty"),
        ("answer: x", 5, "`question` is missing"),
        ("question: q\n    question: r", 6, "twice"),
        ("question: q\n    aliases: a", 6, "must be a list"),
        ("question: q\n    aliases:\n      - yes", 7, "reads `yes` as true"),
        ("question: q\n    answer:\n      - a\n      - b", 7, "a list"),
        ("question: q\n    status: answerd", 6, "not a status"),
        ("question: q\n    created: 2024-02-30", 6, "not a day"),
        ("question: q\n    review_by: soon", 6, "not a day"),
        ("question: q\n    source: notes.md", 6, "keys and values"),
        ("question: q\n    source:\n      line: zero", 7, "not a line number"),
        ("question: q\n    links:\n      - just words", 7, "not a link"),
        ("question: q\n    links:\n      - text: x", 7, "`url` is missing"),
        ('question: "a\\u202eb"', 5, "direction of writing"),
    ],
)
def test_a_bad_entry_costs_one_problem_on_its_line(root: Path, entry: str, line: int, words: str) -> None:
    text = f"topic: x\nentries:\n  - question: before\n    answer: a\n  - {entry}\n  - question: after\n"
    problem = only_problem(root, text)
    assert words in problem.problem
    assert problem.line == line
    course = YamlStore(root).load().courses[0]
    assert [e.question for t, e in course.entries() if t.slug == "bad"] == ["before", "after"]


@pytest.mark.parametrize(("entry", "words"), [("cohort: 2023", "a number"), ("updated_by: 2024-01-02", "a date")])
def test_takes_a_number_or_a_date_without_quotes_for_text_with_a_warning(root: Path, entry: str, words: str) -> None:
    problem = only_problem(root, f"topic: x\nentries:\n  - question: q\n    {entry}\n")
    assert problem.severity is Severity.WARNING
    assert (problem.line, words in problem.problem) == (4, True)


def test_asks_whether_a_misspelt_key_was_meant(root: Path) -> None:
    problem = only_problem(root, "topic: x\nentries:\n  - question: q\n    anwser: a\n")
    assert (problem.severity, problem.line, problem.remedy) == (Severity.WARNING, 4, "Did you mean `answer`?")


def test_a_huge_list_is_refused_with_bounded_memory(root: Path) -> None:
    text = "topic: x\nentries: [" + "a," * 3_000_000 + "]\n"
    (root / "ops" / "bad.yaml").write_text(text, encoding="utf-8")
    tracemalloc.start()
    (problem,) = YamlStore(root).load().problems
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert "more than 500,000 values" in problem.problem
    assert peak < 200_000_000


@pytest.mark.skipif(os.name != "posix", reason="named pipes")
def test_does_not_wait_for_a_named_pipe(root: Path) -> None:
    os.mkfifo(root / "ops" / "pipe.yaml")
    (problem,) = YamlStore(root).load().problems
    assert "not a regular file" in problem.problem


def test_nothing_is_written_over_a_file_that_does_not_parse(root: Path) -> None:
    path = root / "ops" / "bad.yaml"
    path.write_text("topic: x: y\n", encoding="utf-8")
    store = YamlStore(root)
    for change in (PutTopic("bad", "Bad"), PutEntry("bad", Entry("a1", "q"))):
        with pytest.raises(InvalidFileError) as caught:
            store.apply("ops", [PutTopic("new", "New"), change])
        assert caught.value.where == "ops/bad.yaml:1"
    assert path.read_text(encoding="utf-8") == "topic: x: y\n"
    assert not (root / "ops" / "new.yaml").exists()


def test_a_broken_course_file_keeps_the_entries_but_stops_saving(root: Path) -> None:
    path = root / "ops" / "course.yaml"
    path.write_text("name: Ops\nretired_ids: a1\nlanguage: no\n", encoding="utf-8")
    store = YamlStore(root)
    base = store.load()
    assert base.courses[0].name == "Ops"
    assert [problem.line for problem in base.problems] == [3, 2]
    assert len(list(base.courses[0].entries())) == 1
    with pytest.raises(InvalidFileError):
        store.apply("ops", [PutTopic("new", "New")])


@pytest.mark.parametrize("text", ["a\u202eb", "half \ud800 of a character"])
def test_refuses_to_write_what_it_would_refuse_to_read(root: Path, text: str) -> None:
    with pytest.raises(InvalidFileError):
        YamlStore(root).apply("ops", [PutEntry("good", Entry("a1", "q", answer=text))])
    assert (root / "ops" / "good.yaml").read_text(encoding="utf-8") == GOOD


def test_refuses_to_write_more_than_it_would_read(root: Path) -> None:
    with pytest.raises(InvalidFileError, match="larger than"):
        YamlStore(root, max_file_bytes=1000).apply("ops", [PutEntry("good", Entry("a1", "q", answer="x" * 1000))])
    assert (root / "ops" / "good.yaml").read_text(encoding="utf-8") == GOOD


@pytest.mark.parametrize(
    ("setting", "line", "severity", "words"),
    [
        ("reply: sometimes", 2, "error", ("not a reply policy", "confident, always, mention")),
        ("reply: mentions", 2, "error", ("not a reply policy", "`mention`")),
        ("reply: [always]", 2, "error", ("a list", "one value")),
        ("wait: 86401", 2, "error", ("not a number of seconds", "from 0 to 86400")),
        ("wait: 1m", 2, "error", ("not a number of seconds", "whole number")),
        ("retention_days: 0", 2, "error", ("not a number of days", "from 1 to 3650")),
        ("channels:\n  - id: C01\n    wait: soon", 4, "error", ("`wait`", "whole number")),
        ("channels:\n  - #docker", 3, "error", ("empty", '"#name"')),
        ("channels:\n  - id: C01\n    replies: always", 4, "warning", ("not known", "`reply`")),
        ("channels:\n  - '@Jun'", 3, "warning", ("neither the id nor the name", "channel ID")),
        ("channels:\n  - U012ABCDEF", 3, "warning", ("neither the id nor the name", "channel ID")),
        ("instructors_channel: https://x.slack.com/archives/C01", 2, "warning", ("neither the id", "channel ID")),
        ("instructors:\n  - U01\n  - '@Jun'", 4, "warning", ("not a Slack id", "Copy member ID")),
        ("instructors:\n  - Jun", 3, "warning", ("not a Slack id", "Copy member ID")),
    ],
)
def test_a_bad_setting_for_slack_is_told_on_its_line(
    root: Path, setting: str, line: int, severity: str, words: tuple[str, str]
) -> None:
    (root / "ops" / "course.yaml").write_text(f"name: Ops\n{setting}\n", encoding="utf-8")
    base = YamlStore(root).load()
    (problem,) = base.problems
    assert (problem.file, problem.line, problem.severity) == ("ops/course.yaml", line, severity)
    assert words[0] in problem.problem
    assert words[1] in problem.remedy
    assert base.courses[0].name == "Ops"


def test_the_good_items_of_a_list_stay_when_one_is_wrong(root: Path) -> None:
    text = "name: Ops\nchannels: [C01, {id: C02, wait: soon}, C03]\nglossary:\n  - pod\n  - 파드 = pod\n"
    (root / "ops" / "course.yaml").write_text(text, encoding="utf-8")
    base = YamlStore(root).load()
    assert [problem.line for problem in base.problems] == [2, 4]
    assert base.courses[0].channels == (Channel("C01"), Channel("C03"))
    assert base.courses[0].glossary == (("파드", "pod"),)
