from __future__ import annotations

import json
from pathlib import Path

from tests.cli.running import Run

KEYS = [
    "id",
    "course",
    "topic",
    "question",
    "aliases",
    "answer",
    "status",
    "links",
    "images",
    "related",
    "cohort",
    "source",
]


def test_lists_every_entry_by_topic(qabot: Run) -> None:
    lines = qabot("entries").out.splitlines()
    assert lines[0].split() == ["topic", "id", "status", "question"]
    assert [line.split()[1] for line in lines[1:]] == ["port1", "kern1", "podip", "unkn1"]


def test_keeps_one_topic_and_one_status(qabot: Run) -> None:
    assert [e["id"] for e in json.loads(qabot("entries", "--topic", "Docker", "--json").out)] == ["port1", "kern1"]
    assert [e["id"] for e in json.loads(qabot("entries", "--status", "pending", "--json").out)] == ["unkn1"]


def test_json_has_the_promised_keys_and_no_others(qabot: Run) -> None:
    entries = json.loads(qabot("entries", "--json").out)
    assert all(list(entry) == KEYS for entry in entries)
    first, second = entries[:2]
    assert first["aliases"] == ["How do I publish a container's port?"]
    assert first["source"] == {"file": "notes/ship_7.md", "line": 5}
    assert first["cohort"] == "7차"
    assert second["source"] == {"file": None, "line": None}
    assert second["related"] == ["port1"]


def test_the_question_is_plain_and_its_links_are_listed(qabot: Run, knowledge: Path) -> None:
    with (knowledge / "ship" / "docker.yaml").open("a", encoding="utf-8") as file:
        file.write("  - id: linkd\n    question: '**왜** [여기](https://example.com/a)인가요?'\n    answer: 네.\n")
    entry = json.loads(qabot("entries", "--json").out)[2]
    assert entry["question"] == "왜 여기인가요?"
    assert entry["links"] == [{"text": "여기", "url": "https://example.com/a"}]


def test_a_question_added_by_a_later_import_stands_where_the_notes_have_it(qabot: Run, knowledge: Path) -> None:
    with (knowledge / "ship" / "docker.yaml").open("a", encoding="utf-8") as file:
        file.write("  - id: early\n    question: 첫 질문?\n    source: {file: notes/ship_7.md, line: 3}\n")
    ids = [entry["id"] for entry in json.loads(qabot("entries", "--topic", "docker", "--json").out)]
    assert ids == ["early", "port1", "kern1"]


def test_suggests_the_topic_that_was_meant(qabot: Run) -> None:
    ran = qabot("entries", "--topic", "dokcer")
    assert ran.status == 1
    assert "Did you mean 'docker'?" in ran.err


def test_a_folder_that_is_not_there_is_a_clear_error(qabot: Run, tmp_path: Path) -> None:
    ran = qabot("entries", "--knowledge", str(tmp_path / "nowhere"))
    assert ran.status == 1
    assert "there is no knowledge base here" in ran.err
    assert "nowhere" in ran.err


def test_an_empty_folder_says_what_to_do_first(qabot: Run, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    ran = qabot("--knowledge", str(tmp_path / "empty"), "entries")
    assert ran.status == 1
    assert "qabot import" in ran.err


def test_one_bad_entry_costs_a_note_and_nothing_else(qabot: Run, knowledge: Path) -> None:
    with (knowledge / "ship" / "docker.yaml").open("a", encoding="utf-8") as file:
        file.write("  - answer: 질문이 없어요\n")
    ran = qabot("entries", "--json")
    assert ran.status == 0
    assert len(json.loads(ran.out)) == 4
    assert "qabot check" in ran.err
