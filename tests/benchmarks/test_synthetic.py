from __future__ import annotations

import random

from benchmarks.synthetic import ANSWER_WORDS, QUESTION_WORDS, spoilt, synthetic, word


def vocabulary(entries: int) -> int:
    documents = synthetic(entries, queries=1).corpus.documents
    return len({one for document in documents for one in document.entry.answer.split()})


def test_the_same_seed_gives_the_same_course() -> None:
    assert synthetic(5, queries=3) == synthetic(5, queries=3)
    assert synthetic(5, queries=3) != synthetic(5, queries=3, seed=8)


def test_every_query_comes_from_an_entry_that_is_there() -> None:
    made = synthetic(5, queries=20)
    ids = {document.entry.id for document in made.corpus.documents}
    assert len(ids) == 5
    assert len(made.queries) == 20
    assert all(set(query.relevant) <= ids and query.q for query in made.queries)


def test_questions_and_answers_have_the_length_they_should() -> None:
    for document in synthetic(50, queries=1).corpus.documents:
        answered = document.entry.answer.replace(" 합니다.", "").split()
        assert ANSWER_WORDS[0] <= len(answered) <= ANSWER_WORDS[1]
        assert QUESTION_WORDS[0] - 1 <= len(document.entry.question.split()) <= QUESTION_WORDS[1] + 1


def test_the_vocabulary_grows_with_the_course_but_more_slowly() -> None:
    small, large = vocabulary(50), vocabulary(500)
    assert 2 * small < large < 8 * small


def test_words_are_korean_and_latin() -> None:
    assert word(0).isascii()
    assert not word(1).isascii()
    assert len(word(1)) < len(word(100_000))


def test_a_spoilt_question_is_seldom_the_question_and_never_empty() -> None:
    chance = random.Random(3)  # noqa: S311 - no secret is drawn
    found = [spoilt("kubede 파드가 언제 다시 뜨나요?", chance) for _ in range(50)]
    assert all(found)
    assert found.count("kubede 파드가 언제 다시 뜨나요?") < 5
