"""Which files can be imported, and what is said of the others."""

from __future__ import annotations

import pytest

from bot.errors import ImportFileError
from bot.knowledge.model import Link, Status
from bot.knowledge.notes import parse_file


@pytest.mark.parametrize(
    ("name", "data", "where", "problem"),
    [
        ("a.docx", b"x", "a.docx", "no format"),
        ("a", b"- a?", "a", "no format"),
        ("a.md", b"", "a.md", "empty"),
        ("a.md", b"\xef\xbb\xbf \n", "a.md", "empty"),
        ("a.md", "- 질문\n- 둘째?".encode("cp949"), "a.md:1", "not UTF-8"),
        ("a.md", b"- a?\n- \xff", "a.md:2", "not UTF-8"),
        ("a.md", "- a?".encode("utf-16"), "a.md:1", "not UTF-8"),
        ("a.md", b"- a?\n\0", "a.md:2", "not UTF-8"),
        ("a.md", b"# only a title", "a.md", "no question"),
        ("a.csv", b"topic,answer\n", "a.csv:1", "no column `question`"),
        ("a.csv", b"question,answer\n", "a.csv", "no question"),
        ("a.json", b"[]", "a.json", "no question"),
        ("a.yaml", b"topic: Docker\n", "a.yaml", "no question"),
    ],
)
def test_a_file_that_cannot_be_used_says_why_and_where(name: str, data: bytes, where: str, problem: str) -> None:
    with pytest.raises(ImportFileError, match=problem) as caught:
        parse_file(name, data)
    assert caught.value.where == where
    assert caught.value.remedy


def test_a_byte_order_mark_and_an_upper_case_suffix_are_no_trouble() -> None:
    assert [entry.question for entry in parse_file("A.MD", b"\xef\xbb\xbf- a?").entries()] == ["a?"]


def test_an_id_that_is_given_twice_stays_with_the_first_entry() -> None:
    notes = parse_file("a.csv", b"question,id\na?,x\nb?,x\nc?,\nd?,y\n")
    assert [entry.id for entry in notes.entries()] == ["x", None, None, "y"]


def test_a_topics_yaml_file_is_read() -> None:
    notes = parse_file(
        "docker.yaml",
        """# yaml-language-server: $schema=../.schema/topic.schema.json
topic: Docker
summary: |
  ![](a.png)
entries:
  - id: ab12c
    question: 되나요?
    answer: |
      - 네
        ```
        x
        ```
    links: ["https://a.io", {text: 문서, url: b.md}, "[글](c.md)"]
    source: {file: notes.md, line: 3}
  - question: 또요?
    answer: null
    cohort: 12
""".encode(),
    )
    (topic,) = notes.topics
    first, second = topic.entries
    assert (topic.name, topic.summary) == ("Docker", "![](a.png)")
    assert (first.id, first.answer, first.status) == ("ab12c", "- 네\n  ```\n  x\n  ```", Status.ANSWERED)
    assert first.links == (Link("https://a.io", "https://a.io"), Link("문서", "b.md"), Link("글", "c.md"))
    assert (second.question, second.status, second.cohort) == ("또요?", Status.PENDING, "12")
    assert notes.ignored == ("source",)


@pytest.mark.parametrize(
    ("text", "line"),
    [("topic: [", 1), ("a: &x 1\n", 1), ("topic: A\ntopic: B\n", 2), ("entries:\n  - !!python/x y", 2)],
)
def test_broken_or_hostile_yaml_is_refused(text: str, line: int) -> None:
    with pytest.raises(ImportFileError) as caught:
        parse_file("a.yaml", text.encode())
    assert caught.value.where == f"a.yaml:{line}"
