from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.running import Run

QUERIES = [
    {"q": "컨테이너 포트를 밖으로 어떻게 여나요?", "relevant": ["port1"], "kind": "same", "course": "ship"},
    {"q": "커널이 다르면 같은 이미지를 못 쓰나요?", "relevant": ["kern1", "port1"], "kind": "same"},
    {"q": "점심 뭐 먹을까요 ㅎㅎ", "relevant": [], "kind": "chitchat"},
]


@pytest.fixture
def queries(tmp_path: Path) -> Path:
    file = tmp_path / "queries.jsonl"
    file.write_text("".join(f"{json.dumps(query)}\n" for query in QUERIES), encoding="utf-8")
    return file


def test_json_has_the_promised_keys_and_no_others(qabot: Run, queries: Path) -> None:
    found = json.loads(qabot("eval", str(queries), "--json").out)
    assert list(found) == ["queries", "negatives", "calibration_error", "by_kind", "latency_ms", "index"]
    assert set(found["queries"]) == {
        *("n", "hit@1", "hit@3", "hit@5", "mrr@5", "mrr@10"),
        *("answered", "answer_precision", "suggested", "reachable"),
    }
    assert set(found["negatives"]) == {"n", "false_answers", "false_suggestions"}
    assert set(found["latency_ms"]) == {"p50", "p99"}
    assert set(found["index"]) == {"entries", "build_s", "rss_mb"}
    assert (found["queries"]["n"], found["negatives"]["n"], found["index"]["entries"]) == (2, 1, 4)
    assert set(found["by_kind"]) == {"same", "chitchat"}
    assert found["queries"]["hit@1"] == 1.0


def test_without_json_it_is_a_table_for_people(qabot: Run, queries: Path) -> None:
    out = qabot("eval", str(queries)).out
    assert "hit@1" in out
    assert "100.0%" in out
    assert "chitchat" in out


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('{"q": "왜요?", "relevant": ["nowhere"]}', "nowhere"),
        ('{"q": "왜요?", "relevant": [], "course": "shop"}', "shop"),
        ("not json", "queries.jsonl:1"),
        ("", "no queries"),
    ],
)
def test_a_wrong_query_is_a_clear_error(qabot: Run, queries: Path, line: str, said: str) -> None:
    queries.write_text(line + "\n", encoding="utf-8")
    ran = qabot("eval", str(queries), "--json")
    assert ran.status == 1
    assert said in ran.err
    assert ran.out == ""


def test_a_file_that_is_not_there_is_a_clear_error(qabot: Run) -> None:
    assert qabot("eval", "nowhere.jsonl").status == 1
