"""What the shipped course must keep up on the shipped evaluation set."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest

from bot.bootstrap import load_knowledge, open_answering
from bot.search.evaluation import Outcome, check_queries, read_queries, run, summary

ROOT = Path(__file__).parents[2]
QUERIES = ROOT / "tests" / "evaluation" / "seed_queries.jsonl"

# Of the queries that have an answer.
FLOORS = {
    "hit@1": 0.90,
    "hit@5": 0.97,
    "answered": 0.60,
    "answer_precision": 0.93,
}
# Share answered of the messages that have none: of all of them, and of small talk.
ALL_NEGATIVES, SMALL_TALK = 0.10, 0.02
SMALL_TALK_KINDS = {"chitchat", "greeting", "thanks"}


@lru_cache(maxsize=1)
def outcomes() -> tuple[Outcome, ...]:
    """The set asked of the shipped course."""
    knowledge = load_knowledge(ROOT / "knowledge")
    queries = read_queries(QUERIES)
    check_queries(queries, {c.slug: frozenset(e.id for _, e in c.entries()) for c in knowledge.courses})
    return tuple(run(open_answering(knowledge), queries))


def figures() -> dict[str, Any]:
    """The summary of the whole set."""
    return summary(outcomes())


@pytest.mark.parametrize(("figure", "floor"), FLOORS.items())
def test_questions_keep_their_floor(figure: str, floor: float) -> None:
    assert figures()["queries"][figure] >= floor


def test_few_messages_without_an_answer_get_one() -> None:
    assert figures()["negatives"]["false_answers"] <= ALL_NEGATIVES


def test_small_talk_gets_no_answer() -> None:
    talk = [one for one in outcomes() if one.query.kind in SMALL_TALK_KINDS]
    answered = [one.query.q for one in talk if one.reply.outcome == "answer"]
    assert len(answered) <= SMALL_TALK * len(talk), answered


@pytest.mark.parametrize(
    "message",
    [
        "어떻게 하나요?",
        "왜 그런가요?",
        "방법이 뭔가요?",
        "가능한가요?",
        "이건 어떤 차이인가요?",
        "what is the difference?",
        "how?",
    ],
)
def test_a_question_without_a_subject_gets_no_answer(message: str) -> None:
    answering = open_answering(load_knowledge(ROOT / "knowledge"))
    assert answering.ask(message).outcome != "answer"


def test_the_set_is_as_large_as_promised_in_all_manners() -> None:
    found = figures()
    assert found["queries"]["n"] >= 60
    assert found["negatives"]["n"] >= 40
    asked = {one.query.kind for one in outcomes() if one.query.relevant}
    assert len(asked) == 10
    assert {one.query.kind for one in outcomes() if not one.query.relevant} > SMALL_TALK_KINDS


def test_every_entry_of_the_course_is_asked_for() -> None:
    (course,) = load_knowledge(ROOT / "knowledge").courses
    asked = {entry_id for one in outcomes() for entry_id in one.query.relevant}
    assert asked == {entry.id for _, entry in course.entries()}


def test_every_question_of_the_course_finds_its_own_entry() -> None:
    knowledge = load_knowledge(ROOT / "knowledge")
    answering = open_answering(knowledge)
    for _, entry in knowledge.courses[0].entries():
        reply = answering.ask(entry.question)
        assert reply.matches[0].document.entry.id == entry.id
        assert reply.outcome == "answer"
