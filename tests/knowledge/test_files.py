"""The models of both files agree with the values that the rest of qabot sees."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date

import pytest
from pydantic import ValidationError

from bot.knowledge.files import CourseFile, EntryFile, SourceFile
from bot.knowledge.model import Course, Entry, Link, Source, Status
from bot.knowledge.yaml_writer import course_data, entry_data, source_data


def test_a_file_has_a_key_for_every_field_of_the_model() -> None:
    assert set(EntryFile.model_fields) == {field.name for field in fields(Entry)}
    assert set(SourceFile.model_fields) == {field.name for field in fields(Source)}
    assert set(CourseFile.model_fields) == {field.name for field in fields(Course)} - {"slug", "topics"}


def test_what_is_written_follows_the_order_of_the_keys() -> None:
    entry = Entry("a", "q", "a", Status.PENDING, ("b",), (Link("x", "y"),), ("r",), Source("f", 1, "Jun"), "c")
    day = date(2024, 1, 1)
    full = replace(entry, created=day, updated=day, updated_by="Jun", review_by=day)
    assert list(entry_data(full)) == list(EntryFile.model_fields)
    assert list(source_data(Source("f", 1, "Jun", "1a2b3c4d"))) == list(SourceFile.model_fields)
    course = Course("s", "n", "c", "en", "a", "u", ("C",), ("U",), (("a", "b"),), ("r",))
    assert list(course_data(course)) == list(CourseFile.model_fields)


def test_defaults_are_not_written() -> None:
    assert list(entry_data(Entry("a", "q", status=Status.PENDING))) == ["id", "question"]
    assert list(entry_data(Entry("a", "q", "x"))) == ["id", "question", "answer"]
    assert entry_data(Entry("a", "q", "x", Status.PENDING))["status"] == "pending"
    assert list(course_data(Course("s", "n"))) == ["name"]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("https://x.kr/a_(b)", Link("https://x.kr/a_(b)", "https://x.kr/a_(b)")),
        ("[문서 [1]](https://x.kr/a_(b))", Link("문서 [1]", "https://x.kr/a_(b)")),
        ("[a](<https://x.kr>)", Link("a", "https://x.kr")),
        ({"url": "img/a.png"}, Link("img/a.png", "img/a.png")),
        ({"text": "b", "url": "c"}, Link("b", "c")),
    ],
)
def test_a_link_can_be_written_in_three_ways(written: object, read: Link) -> None:
    assert EntryFile.model_validate({"question": "q", "links": [written]}).entry().links == (read,)


def test_a_group_of_the_glossary_is_a_list_or_one_line() -> None:
    groups = ["파드 = pod=pods", ["a", "b"]]
    course = CourseFile.model_validate({"name": "n", "glossary": groups}).course("s")
    assert course.glossary == (("파드", "pod", "pods"), ("a", "b"))
    for lonely in ("pod", ["pod"], "pod ="):
        with pytest.raises(ValidationError, match="two terms"):
            CourseFile.model_validate({"name": "n", "glossary": [lonely]})


def test_a_channel_may_have_settings_of_its_own() -> None:
    channels = ["C01", {"id": "C02", "policy": "strict"}]
    assert CourseFile.model_validate({"name": "n", "channels": channels}).course("s").channels == ("C01", "C02")
    with pytest.raises(ValidationError, match="no `id`"):
        CourseFile.model_validate({"name": "n", "channels": [{"policy": "strict"}]})
