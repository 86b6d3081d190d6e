"""What is indexed of an entry."""

from __future__ import annotations

from hypothesis import given, settings

from bot.search.ranking import thinness
from bot.search.rows import ANSWER, QUESTION, TOPIC, analyse, grams, squeeze
from bot.text.lexicon import build_lexicon
from bot.text.terms import TermReader
from tests.search.school import document
from tests.text.messages import anything

READER = TermReader(build_lexicon())


def test_an_entry_has_a_row_for_its_question_and_one_for_each_alias() -> None:
    rows = [one.row for one in analyse(document("a", "파드 로그", "네", aliases=("로그 보기", "logs")), READER)]
    assert [row.order for row in rows] == [0, 1, 2]
    assert [row.joined for row in rows] == ["파드 =log", "=log 보기", "=log"]


def test_a_term_knows_in_which_fields_it_stands() -> None:
    (one,) = analyse(document("a", "인그레스 컨테이너", "인그레스 커널"), READER)
    assert one.terms["인그레스"][1] == QUESTION | ANSWER
    assert one.terms["=kernel"][1] == ANSWER
    assert one.terms["=container"][1] == QUESTION | TOPIC


def test_a_word_of_the_question_counts_more_than_one_of_the_answer_or_the_topic() -> None:
    (one,) = analyse(document("a", "인그레스", "커널"), READER)
    question, answer, topic = (one.terms[term][0] for term in ("인그레스", "=kernel", "=container"))
    assert 1 > question > answer > topic > 0


def test_an_entry_without_an_answer_is_thin_and_a_long_answer_makes_it_full() -> None:
    rows = [
        analyse(document("a", "인그레스", answer), READER)[0].row
        for answer in ("", "커널", "커널 이미지 포트 로그 노드 볼륨 파일 네트워크 서버 브라우저 메모리")
    ]
    pending, short, long = thinness(rows, 10)
    assert pending == 1 > short > long == 0


def test_spacing_leaves_most_letters_the_same() -> None:
    apart, together = (READER.words(text) for text in ("방범 모드", "방범모드"))
    assert squeeze(apart) == squeeze(together)
    assert "범모" in set(grams(apart)) & set(grams(together))


@given(anything, anything, anything)
@settings(max_examples=100, deadline=None)
def test_any_entry_has_rows_with_impacts_below_one(question: str, answer: str, alias: str) -> None:
    rows = analyse(document("a", question, answer, aliases=(alias,)), READER)
    assert len(rows) == 2
    for one in rows:
        assert all(term and 0 < impact < 1 for term, (impact, _) in one.terms.items())
        assert all(gram.strip() and impact >= 1 for gram, (impact, _) in one.grams.items())
