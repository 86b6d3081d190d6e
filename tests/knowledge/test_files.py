"""The models of both files agree with the values that the rest of qabot sees."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date

import pytest
from pydantic import ValidationError

from bot.knowledge.files import ChannelFile, CourseFile, EntryFile, SourceFile
from bot.knowledge.model import Channel, Course, Entry, Link, ReplyPolicy, Source, Status
from bot.knowledge.yaml_writer import channel_fields, course_data, entry_data, source_data


def test_a_file_has_a_key_for_every_field_of_the_model() -> None:
    assert set(EntryFile.model_fields) == {field.name for field in fields(Entry)}
    assert set(SourceFile.model_fields) == {field.name for field in fields(Source)}
    assert set(ChannelFile.model_fields) == {field.name for field in fields(Channel)}
    assert set(CourseFile.model_fields) == {field.name for field in fields(Course)} - {"slug", "topics"}


def test_what_is_written_follows_the_order_of_the_keys() -> None:
    entry = Entry("a", "q", "a", Status.PENDING, ("b",), (Link("x", "y"),), ("r",), Source("f", 1, "Jun"), "c")
    day = date(2024, 1, 1)
    full = replace(entry, created=day, updated=day, updated_by="Jun", review_by=day)
    assert list(entry_data(full)) == list(EntryFile.model_fields)
    assert list(source_data(Source("f", 1, "Jun", "1a2b3c4d"))) == list(SourceFile.model_fields)
    always = ReplyPolicy.ALWAYS
    course = Course("s", "n", "c", "en", "a", "u", (Channel("C"),), always, 5, ("U",), "C", 9, (("a", "b"),), ("r",))
    assert list(course_data(course)) == list(CourseFile.model_fields)
    assert list(channel_fields(Channel("C", always, 5))) == list(ChannelFile.model_fields)


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
    channels = ["#docker", {"id": "C02", "reply": "mention", "wait": 60}]
    course = CourseFile.model_validate({"name": "n", "channels": channels, "reply": "always", "wait": 5}).course("s")
    assert course.channels == (Channel("#docker"), Channel("C02", ReplyPolicy.MENTION, 60))
    assert course.policy("C02") == (ReplyPolicy.MENTION, 60)
    assert course.policy("#docker") == course.policy("C09") == (ReplyPolicy.ALWAYS, 5)
    with pytest.raises(ValidationError, match="no `id`"):
        CourseFile.model_validate({"name": "n", "channels": [{"wait": 5}]})


def test_a_channel_can_take_the_courses_wait_away() -> None:
    course = Course("s", "n", wait=60, channels=(Channel("C01", wait=0), Channel("help")))
    assert course.policy("C01")[1] == 0
    assert course.policy("help")[1] == course.policy("C02")[1] == 60
