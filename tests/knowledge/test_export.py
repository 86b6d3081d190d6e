"""Exports: for people to read, and read back to equal entries."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.errors import ImportFileError
from bot.knowledge.export import to_csv, to_json, to_markdown, to_yaml
from bot.knowledge.ids import new_id, slug
from bot.knowledge.model import Course, Entry, Link, Status, Topic
from bot.knowledge.notes import ParsedNotes, parse_file
from bot.knowledge.tidy import body, one_line, tidy_entry, topic_key
from bot.text.markdown import plain_text

SAMPLES = Path(__file__).parents[1] / "samples" / "notes"
REAL = sorted(Path(os.environ["QABOT_TEST_NOTES"]).glob("*.md")) if os.environ.get("QABOT_TEST_NOTES") else []

EXPORTERS: dict[str, Callable[[Course], str]] = {
    ".md": to_markdown,
    ".yaml": to_yaml,
    ".json": to_json,
    ".csv": to_csv,
}

MINJI = Course(
    slug="cloud",
    name="Cloud Basics",
    cohort="25-1차",
    topics=(
        Topic(
            "docker",
            "Docker",
            "![](img/summary.png)",
            (
                Entry(
                    "ab12c",
                    "포트는 **어떻게** 여나요?",
                    "- `-p 80:80`  \n\n```sh\n$ docker ps\t-a  \n```\n> 끝",
                    Status.PROVISIONAL,
                    aliases=("포트 --> 여는 법", "a | b"),
                    links=(Link("문서 [1]", "https://a.io/b_(c)"), Link("https://b.io", "https://b.io")),
                    related=("de34f",),
                    cohort="24-2차",
                    review_by=date(2026, 3, 31),
                ),
                Entry("de34f", "Q. ---", status=Status.PENDING),
            ),
        ),
        Topic("q-a", "Q&A", None, (Entry("gh56j", "```sh", "    indented code\n\n---\n# 제목"),)),
    ),
)


def entries_of(course: Course) -> list[tuple[object, ...]]:
    return [(topic.name, *values(entry)) for topic, entry in course.entries()]


def entries_read(notes: ParsedNotes) -> list[tuple[object, ...]]:
    return [(topic.name, *values(entry)) for topic in notes.topics for entry in topic.entries]


def values(entry: object) -> tuple[object, ...]:
    names = ("id", "question", "answer", "status", "aliases", "links", "related", "cohort", "review_by")
    return tuple(getattr(entry, name) for name in names)


def assert_comes_back(course: Course, suffix: str) -> None:
    notes = parse_file(f"export{suffix}", EXPORTERS[suffix](course).encode())
    assert entries_read(notes) == entries_of(course)
    assert notes.ignored == ()
    assert notes.left_out == ()
    if suffix != ".csv":
        assert (notes.name, notes.cohort) == (course.name, course.cohort)
        assert [(t.name, t.summary) for t in notes.topics] == [(t.name, t.summary) for t in course.topics]


@pytest.mark.parametrize("suffix", EXPORTERS)
def test_an_export_comes_back_as_it_was(suffix: str) -> None:
    assert_comes_back(MINJI, suffix)


def test_notes_read_like_notes() -> None:
    assert to_markdown(replace(MINJI, topics=MINJI.topics[:1])) == (
        "# Cloud Basics - 25-1차\n"
        '<!-- qabot: {"name": "Cloud Basics", "cohort": "25-1차"} -->\n'
        "\n"
        "## Docker\n"
        '<!-- qabot: {"topic": "Docker"} -->\n'
        "\n"
        "  ![](img/summary.png)\n"
        "\n"
        "- 포트는 **어떻게** 여나요?\n"
        '  <!-- qabot: {"id": "ab12c", "aliases": ["포트 --\\u003e 여는 법", "a | b"], "status": "provisional",'
        ' "links": [{"text": "문서 [1]", "url": "https://a.io/b_(c)"}, {"text": "https://b.io", "url": "https://b.io"}],'
        ' "related": ["de34f"], "cohort": "24-2차", "review_by": "2026-03-31"} -->\n'
        "  - `-p 80:80`  \n"
        "\n"
        "  ```sh\n"
        "  $ docker ps\t-a  \n"
        "  ```\n"
        "  > 끝\n"
        "\n"
        "- Q. ---\n"
        '  <!-- qabot: {"id": "de34f"} -->\n'
    )


def test_the_comments_of_notes_are_not_shown() -> None:
    assert "qabot" not in plain_text(to_markdown(MINJI).replace("```sh\n  <", "x\n  <"))


def test_yaml_and_json_are_what_they_say() -> None:
    assert yaml.safe_load(to_yaml(MINJI))["topics"][0]["entries"][0]["answer"].startswith("- `-p 80:80`  \n")
    assert json.loads(to_json(MINJI))["entries"][1]["status"] == "pending"


def test_a_person_may_add_to_exported_notes() -> None:
    exported = to_markdown(MINJI) + "\n- 새 질문인가요?\n  - 네.\n"
    exported = exported.replace("  > 끝\n", "  > 끝\n\n```\nmore\n```\n")
    notes = parse_file("export.md", exported.encode())
    first, *_, last = notes.entries()
    assert first.answer.endswith("> 끝\n\n```\nmore\n```")
    assert (last.question, last.answer, last.id) == ("새 질문인가요?", "- 네.", None)


def test_a_broken_comment_is_named_by_its_line() -> None:
    with pytest.raises(ImportFileError, match="JSON") as caught:
        parse_file("export.md", to_markdown(MINJI).replace('"id"', "id", 1).encode())
    assert caught.value.where == "export.md:10"


def test_a_wrong_value_in_a_comment_is_named_by_its_line() -> None:
    with pytest.raises(ImportFileError, match="status") as caught:
        parse_file("export.md", to_markdown(MINJI).replace('"provisional"', '"soon"').encode())
    assert caught.value.where == "export.md:10"


lines = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=30).map(one_line)
filled = lines.filter(bool)
markdown = st.lists(
    st.one_of(
        lines,
        st.sampled_from(
            ["- a?", "## b", "```", "~~~ x", "---", "  ", "<!-- c", '<!-- qabot: {"id": "z"} -->', "\td  "]
        ),
    ),
    max_size=6,
).map("\n".join)
words = st.from_regex(r"[a-z0-9]{1,8}", fullmatch=True)
links = st.builds(Link, filled, filled)
written = st.builds(
    Entry,
    id=st.just(""),
    question=st.one_of(filled, st.sampled_from(["---", "* * *", "<!-- x", "# a", "- b", "~~~", "1. c", "Q. d"])),
    answer=markdown,
    status=st.sampled_from(Status),
    aliases=st.lists(filled, max_size=3).map(tuple),
    links=st.lists(links, max_size=2).map(tuple),
    related=st.lists(words, max_size=2).map(tuple),
    cohort=st.none() | filled,
    review_by=st.none() | st.dates(),
).map(tidy_entry)
topics = st.lists(
    st.tuples(filled, st.none() | markdown.map(body).filter(bool), st.lists(written, max_size=3)),
    max_size=3,
    unique_by=lambda topic: topic_key(topic[0]),
)


@st.composite
def courses(draw: st.DrawFn) -> Course:
    taken: set[str] = set()
    made: list[Topic] = []
    for name, summary, entries in draw(topics):
        identified = []
        for entry in entries:
            taken.add(found := new_id(entry.question, taken))
            identified.append(replace(entry, id=found))
        made.append(Topic(slug(name), name, summary, tuple(identified)))
    return Course("cloud", draw(filled), draw(st.none() | filled), topics=tuple(made))


@pytest.mark.parametrize("suffix", EXPORTERS)
@settings(max_examples=60, deadline=None)
@given(course=courses().filter(lambda course: any(course.entries())))
def test_any_course_comes_back(suffix: str, course: Course) -> None:
    assert_comes_back(course, suffix)


@pytest.mark.parametrize("suffix", EXPORTERS)
@pytest.mark.parametrize("file", [*sorted(SAMPLES.glob("*.md")), *REAL], ids=lambda file: file.stem)
def test_imported_notes_come_back(file: Path, suffix: str) -> None:
    notes = parse_file(file.name, file.read_bytes())
    taken: set[str] = set()
    made = []
    for topic in notes.topics:
        entries = []
        for entry in topic.entries:
            taken.add(found := new_id(entry.question, taken))
            entries.append(Entry(found, entry.question, entry.answer, entry.status, cohort=entry.cohort))
        made.append(Topic(slug(topic.name), topic.name, topic.summary, tuple(entries)))
    assert_comes_back(Course("x", notes.name, notes.cohort, topics=tuple(made)), suffix)
