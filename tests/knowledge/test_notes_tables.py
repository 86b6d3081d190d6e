"""CSV and JSON as imports."""

from __future__ import annotations

import csv
from datetime import date

import pytest

from bot.errors import ImportFileError
from bot.knowledge.model import Link, Status
from bot.knowledge.notes import ParsedEntry
from bot.knowledge.notes.tables import parse_csv, parse_json


def one(text: str) -> ParsedEntry:
    return next(parse_json(text, "faq.json").entries())


def test_rows_become_entries_by_topic() -> None:
    notes = parse_csv(
        "Question,answer,topic,author\n되나요?,네,Docker,Jun\n안 되나요?,,Pod,Jun\n또?,예,Docker,\n,,,\n", "faq_3차.csv"
    )
    assert [(topic.name, [entry.question for entry in topic.entries]) for topic in notes.topics] == [
        ("Docker", ["되나요?", "또?"]),
        ("Pod", ["안 되나요?"]),
    ]
    assert [entry.status.value for entry in notes.entries()] == ["answered", "answered", "pending"]
    assert [entry.line for entry in notes.entries()] == [2, 4, 3]
    assert (notes.name, notes.cohort, notes.ignored) == ("faq", "3차", ("author",))


def test_cells_hold_several_lines_and_lists() -> None:
    (entry,) = parse_csv(
        'id,question,answer,aliases,links,status,review_by\r\nx1,"가\r\n나?","- 답\r\n  - ""둘""  \r\n\r\n",하나 | 둘,'
        '"[문서 (a)](https://a.io/b_(c))\r\nhttps://b.io\r\n",Provisional,2026-03-31\r\n',
        "faq.csv",
    ).entries()
    assert (entry.id, entry.question, entry.answer) == ("x1", "가 나?", '- 답\n  - "둘"  ')
    assert entry.aliases == ("하나", "둘")
    assert entry.links == (Link("문서 (a)", "https://a.io/b_(c)"), Link("https://b.io", "https://b.io"))
    assert (entry.status, entry.review_by) == (Status.PROVISIONAL, date(2026, 3, 31))


@pytest.mark.parametrize("delimiter", [";", "\t"])
def test_other_delimiters_are_found(delimiter: str) -> None:
    (entry,) = parse_csv(f"question{delimiter}answer\na, b?{delimiter}c\n", "faq.csv").entries()
    assert (entry.question, entry.answer) == ("a, b?", "c")


def test_a_very_long_cell_is_read_and_the_limit_put_back() -> None:
    before = csv.field_size_limit()
    (entry,) = parse_csv(f"question,answer\na?,{'x' * 200_000}\n", "faq.csv").entries()
    assert len(entry.answer) == 200_000
    assert csv.field_size_limit() == before


@pytest.mark.parametrize(
    ("text", "where", "problem"),
    [
        ('question\n"a?', "faq.csv:2", "valid CSV"),
        ("question,answer\na?,b,c\n", "faq.csv:2", "row 2 has more cells"),
        ("question,answer\n\n,b\n", "faq.csv:3", "row 3 has no `question`"),
        ("question,question\n", "faq.csv:1", "two columns"),
        ("question,status\na?,done\n", "faq.csv:2", "'done'"),
        ("question,id\na?,x y\n", "faq.csv:2", "space"),
        ("question,review_by\na?,soon\n", "faq.csv:2", "'soon'"),
    ],
)
def test_a_bad_row_is_named(text: str, where: str, problem: str) -> None:
    with pytest.raises(ImportFileError, match=problem) as caught:
        parse_csv(text, "faq.csv")
    assert caught.value.where == where


def test_json_lists_and_objects_are_read() -> None:
    text = '[{"question": "a?", "answer": "b", "id": 17, "aliases": ["c"], "links": [{"url": "d"}, "e"], "x": {}}]'
    for form in (text, f'{{"entries": {text}}}'):
        notes = parse_json(form, "faq.json")
        (entry,) = notes.entries()
        assert (entry.id, entry.aliases, entry.line) == ("17", ("c",), None)
        assert entry.links == (Link("d", "d"), Link("e", "e"))
        assert (notes.topics[0].name, notes.ignored) == ("General", ("x",))


def test_an_empty_answer_is_pending_whatever_the_status_says() -> None:
    assert one('[{"question": "a?", "status": "answered", "answer": null}]').status is Status.PENDING


@pytest.mark.parametrize(
    ("text", "where", "problem"),
    [
        ("[\n{,}]", "faq.json:2", "valid JSON"),
        ("[" * 100_000, "faq.json", "deeply"),
        ("3", "faq.json", "no list of entries"),
        ('{"entries": {}}', "faq.json", "no list of entries"),
        ('["a?"]', "faq.json", "entry 1 is no object"),
        ('[{"question": "a?"}, {"answer": "b"}]', "faq.json", "entry 2 has no `question`"),
        ('[{"question": ["a?"]}]', "faq.json", "`question` that is no text"),
        ('[{"question": true}]', "faq.json", "`question` that is no text"),
        ('[{"question": "a?", "aliases": {}}]', "faq.json", "`aliases` that are no list"),
        ('[{"question": "a?", "aliases": [1]}]', "faq.json", "`aliases` that are not all text"),
        ('[{"question": "a?", "links": [{"text": "x"}]}]', "faq.json", "link without `url`"),
        ('{"topics": {}, "entries": [{"question": "a?"}]}', "faq.json", "list of topic objects"),
    ],
)
def test_bad_json_says_which_entry(text: str, where: str, problem: str) -> None:
    with pytest.raises(ImportFileError, match=problem) as caught:
        parse_json(text, "faq.json")
    assert caught.value.where == where
    assert caught.value.remedy
