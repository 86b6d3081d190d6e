from __future__ import annotations

import json

from tests.cli.running import Run


def test_lists_the_topics_with_their_numbers_of_entries(qabot: Run) -> None:
    assert [line.split() for line in qabot("topics").out.splitlines()] == [
        ["course", "topic", "entries", "name"],
        ["ship", "docker", "2", "Docker"],
        ["ship", "kubernetes", "2", "Kubernetes"],
    ]


def test_shows_one_topic_with_its_summary_and_questions(qabot: Run) -> None:
    out = qabot("topics", "docker").out
    assert out.startswith("Docker (Ship School)\n\n[picture] https://example.com/qna/img/docker.png\n")
    assert "컨테이너 포트를 밖으로 어떻게 여나요?" in out
    assert "파드" not in out


def test_json_has_the_promised_keys_and_no_others(qabot: Run) -> None:
    assert json.loads(qabot("topics", "--json").out) == [
        {"course": "ship", "topic": "docker", "entries": 2, "summary": "![map](img/docker.png)"},
        {"course": "ship", "topic": "kubernetes", "entries": 2, "summary": None},
    ]


def test_an_unknown_topic_names_the_known_ones(qabot: Run) -> None:
    ran = qabot("topics", "ansible")
    assert ran.status == 1
    assert "docker, kubernetes" in ran.err
