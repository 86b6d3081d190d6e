"""The figures of an evaluation, checked by hand, and the errors of its files."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.errors import UsageError
from bot.search.evaluation import Outcome, Query, calibration_error, check_queries, read_queries, run, summary
from bot.search.results import Match
from tests.search.school import document


@dataclass(frozen=True, slots=True)
class Prepared:
    """A reply that was written down beforehand."""

    outcome: str
    confidence: float
    matches: tuple[Match, ...] = ()


def reply(outcome: str, confidence: float, *ids: str) -> Prepared:
    """A reply whose ranking is these entries."""
    return Prepared(outcome, confidence, tuple(Match(document(one, "?"), 0.5, confidence) for one in ids))


class Parrot:
    """Gives prepared replies, and remembers what it was asked."""

    def __init__(self, replies: Mapping[str, Prepared]) -> None:
        self.replies = replies
        self.asked: list[tuple[str, str | None, int]] = []

    def ask(self, question: str, *, course: str | None = None, limit: int = 5) -> Prepared:
        """The reply prepared for the question."""
        self.asked.append((question, course, limit))
        return self.replies[question]


CASE = (
    (Query("first", ("a",), "casual"), reply("answer", 0.95, "a", "b", "c")),
    (Query("wrong", ("b",), "casual"), reply("answer", 0.85, "a", "b", "c")),
    (Query("third", ("x", "c"), "typo"), reply("suggestions", 0.35, "a", "b", "c", "x")),
    (Query("fourth", ("d",), "typo"), reply("suggestions", 0.25, "a", "b", "c", "d")),
    (Query("seventh", ("g",)), reply("no_answer", 0.05, *"abcdefg")),
    (Query("none", ("z",)), reply("no_answer", 0.05)),
    (Query("hello", (), "greeting"), reply("no_answer", 0.05, "a")),
    (Query("weather", (), "chitchat"), reply("answer", 0.65, "a")),
    (Query("thanks", (), "greeting"), reply("suggestions", 0.15, "a")),
    (Query("lunch", (), "chitchat"), reply("no_answer", 0.0)),
)


def outcomes() -> list[Outcome]:
    """The case, run."""
    return run(Parrot({query.q: prepared for query, prepared in CASE}), [query for query, _ in CASE])


def test_the_figures_of_the_queries_are_those_worked_out_by_hand() -> None:
    assert summary(outcomes())["queries"] == {
        "n": 6,
        "hit@1": round(1 / 6, 4),
        "hit@3": round(3 / 6, 4),
        "hit@5": round(4 / 6, 4),
        "mrr@5": round((1 + 1 / 2 + 1 / 3 + 1 / 4) / 6, 4),
        "mrr@10": round((1 + 1 / 2 + 1 / 3 + 1 / 4 + 1 / 7) / 6, 4),
        "answered": round(2 / 6, 4),
        "answer_precision": 0.5,
        "suggested": round(2 / 6, 4),
        "reachable": round(2 / 6, 4),  # `first` as the answer, `third` among three suggestions
    }


def test_the_figures_of_the_negatives_are_those_worked_out_by_hand() -> None:
    assert summary(outcomes())["negatives"] == {"n": 4, "false_answers": 0.25, "false_suggestions": 0.25}


def test_each_manner_of_asking_has_its_figures() -> None:
    by_kind = summary(outcomes())["by_kind"]
    assert list(by_kind) == ["casual", "typo", "greeting", "chitchat"]
    assert by_kind["casual"]["hit@1"] == 0.5
    assert by_kind["typo"]["hit@3"] == 0.5
    assert by_kind["greeting"] == {"n": 2, "false_answers": 0.0, "false_suggestions": 0.5}


def test_the_calibration_error_is_the_mean_gap_of_the_bins() -> None:
    # Of each bin, how many are right less the confidences given: bin 0 holds four (none right), and so on.
    gaps = [0.05 * 3, 0.15, 0.25, 0.35, 0.65, 0.85, abs(1 - 0.95)]
    assert calibration_error(outcomes()) == round(sum(gaps) / 10, 4)


def test_right_and_wrong_in_one_bin_even_out() -> None:
    replies = {"yes": reply("answer", 0.55, "a"), "no": reply("answer", 0.45, "b"), "sure": reply("answer", 1.0, "a")}
    same_bin = [Query("yes", ("a",)), Query("sure", ("a",))]
    assert calibration_error(run(Parrot(replies), same_bin)) == round(0.45 / 2, 4)


def test_there_is_no_precision_without_an_answer_and_no_rate_of_nothing() -> None:
    silent = Parrot({"who": reply("no_answer", 0.0)})
    found = summary(run(silent, [Query("who", ("a",))]))
    assert found["queries"]["answer_precision"] is None
    assert found["queries"]["hit@1"] == 0.0
    assert found["negatives"] == {"n": 0, "false_answers": None, "false_suggestions": None}
    assert summary([])["queries"]["n"] == 0
    assert summary([])["calibration_error"] is None
    assert summary([])["latency_ms"] == {"p50": None, "p99": None}


def test_every_query_is_asked_of_its_course_for_ten_after_one_to_warm_up() -> None:
    parrot = Parrot({"one": reply("no_answer", 0.0), "two": reply("no_answer", 0.0)})
    found = run(parrot, [Query("one", (), course="ship"), Query("two", ())])
    assert parrot.asked == [("one", "ship", 10), ("one", "ship", 10), ("two", None, 10)]
    assert all(one.seconds >= 0 for one in found)
    latency = summary(found)["latency_ms"]
    assert 0 <= latency["p50"] <= latency["p99"]


def test_queries_are_read_from_lines_of_json(tmp_path: Path) -> None:
    path = tmp_path / "queries.jsonl"
    lines = [
        {"q": "파드가\u2028뭔가요?", "relevant": ["a", "b"], "kind": "casual", "course": "ship"},
        {"q": "안녕", "relevant": []},
    ]
    text = "\n\n".join(json.dumps(line, ensure_ascii=False) for line in lines)
    path.write_text(f"{text}\n", encoding="utf-8")
    assert read_queries(path) == [Query("파드가\u2028뭔가요?", ("a", "b"), "casual", "ship"), Query("안녕", ())]


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("{", "not JSON"),
        ("[]", '"q" must be a string'),
        ('{"relevant": []}', '"q" must be a string'),
        ('{"q": 1, "relevant": []}', '"q" must be a string'),
        ('{"q": "a"}', '"relevant" must be a list'),
        ('{"q": "a", "relevant": "b"}', '"relevant" must be a list'),
        ('{"q": "a", "relevant": [1]}', '"relevant" must be a list'),
        ('{"q": "a", "relevant": [], "kind": 1}', '"kind" must be a string'),
        ('{"q": "a", "relevant": [], "course": []}', '"course" must be a string'),
    ],
)
def test_a_wrong_line_is_named_with_a_remedy(tmp_path: Path, line: str, problem: str) -> None:
    path = tmp_path / "queries.jsonl"
    path.write_text(f'{{"q": "good", "relevant": []}}\n\n{line}\n', encoding="utf-8")
    with pytest.raises(UsageError) as caught:
        read_queries(path)
    assert problem in caught.value.problem
    assert caught.value.where == f"{path}:3"
    assert "relevant" in caught.value.remedy


@pytest.mark.parametrize(
    "content", [b"", b"\n \n", b'{"q": "\xff", "relevant": []}', None], ids=["empty", "blank", "latin", "gone"]
)
def test_a_file_without_queries_is_named_with_a_remedy(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "queries.jsonl"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(UsageError) as caught:
        read_queries(path)
    assert caught.value.where == str(path)
    assert caught.value.remedy


IDS = {"ship": frozenset({"a", "b"}), "port": frozenset({"c"})}


def test_known_ids_and_courses_pass() -> None:
    check_queries([Query("?", ("a",), course="ship"), Query("?", ("a", "c")), Query("?", ())], IDS)


@pytest.mark.parametrize(
    ("query", "problem", "remedy"),
    [
        (Query("?", (), course="moon"), "there is no course 'moon'", "port, ship"),
        (Query("?", ("a", "zzz")), "no entry has the id 'zzz'", "qabot entries --json"),
        (Query("?", ("c",), course="ship"), "no entry has the id 'c'", "qabot entries --json"),
    ],
)
def test_an_unknown_id_or_course_is_named_with_a_remedy(query: Query, problem: str, remedy: str) -> None:
    with pytest.raises(UsageError) as caught:
        check_queries([Query("?", ("a",)), query], IDS)
    assert caught.value.problem == problem
    assert caught.value.where == "query 2"
    assert remedy in caught.value.remedy


def test_without_any_course_every_id_is_unknown() -> None:
    with pytest.raises(UsageError, match="no entry has the id"):
        check_queries([Query("?", ("a",))], {})
