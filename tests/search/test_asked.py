"""How a question is understood."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from benchmarks.messy import on_english_layout
from bot.search.asked import MOST_WORDS, understand
from bot.search.builder import build
from bot.search.spellings import surface_forms
from bot.search.vocabulary import AskedWord
from bot.text.lexicon import build_lexicon
from bot.text.sentences import Act
from tests.search.school import document, plain_school, school
from tests.text.messages import anything


def words(question: str) -> dict[str, AskedWord]:
    """The words of the question by what was typed."""
    return {word.text: word for word in understand(question, school()).words}


def test_each_word_has_a_share_of_the_question() -> None:
    asked = understand("인그레스에 인증서를 등록하나요?", school())
    assert [word.text for word in asked.words] == ["인그레스에", "인증서를", "등록하나요"]
    assert asked.total == sum(word.share for word in asked.words) > 0


def test_a_rarer_word_weighs_more() -> None:
    asked = words("컨테이너 인그레스")
    assert asked["인그레스"].share > asked["컨테이너"].share


def test_question_words_weigh_next_to_nothing() -> None:
    asked = words("인그레스 어떻게 하나요")
    assert asked["어떻게"].share < asked["인그레스"].share / 3


def test_a_word_asked_twice_counts_once() -> None:
    assert [word.text for word in understand("인그레스 인그레스를 인그레스", school()).words] == ["인그레스"]


def test_a_repeated_sentence_counts_once() -> None:
    once, often = understand("인그레스 등록?", school()), understand("인그레스 등록?\n" * 20, school())
    assert once.words == often.words
    assert once.grams == often.grams


def test_the_question_weighs_more_than_what_is_told_around_it() -> None:
    told = words("어제 방범을 배웠습니다.\n인그레스에 등록하나요?")
    alone = words("방범을 등록하나요?")
    assert told["방범을"].share < alone["방범을"].share
    assert told["인그레스에"].share == words("인그레스에 등록하나요?")["인그레스에"].share


def test_a_message_that_only_tells_is_taken_in_full() -> None:
    assert words("인그레스를 배웠습니다.")["인그레스를"].share == words("인그레스를")["인그레스를"].share


def test_the_acts_of_the_sentences_are_kept() -> None:
    asked = understand("안녕하세요!\n파드가 죽어요\nError: CrashLoopBackOff\n왜 그럴까요?", school())
    assert {Act.GREETS, Act.PASTED, Act.ASKS} <= asked.acts


def test_words_that_no_entry_has_are_unknown_and_still_weigh() -> None:
    asked = understand("인그레스 뷁쀍꿻", school())
    assert asked.unknown == ("뷁쀍꿻",)
    assert asked.words[-1].share > 0


def test_hangul_on_the_english_layout_is_typed_again() -> None:
    assert understand(on_english_layout("인그레스 등록"), school()).terms == understand("인그레스 등록", school()).terms


@pytest.mark.parametrize(
    "question", ["docker run", "how do I get the logs of a pod", "the of and what", "who am I", "kubectl get po"]
)
def test_english_is_not_taken_for_hangul(question: str) -> None:
    assert all(
        reading.route != "keyboard" for word in understand(question, school()).words for reading in word.readings
    )
    assert not any("가" <= letter <= "힣" for letter in understand(question, school()).squeezed)


def test_one_mistyped_word_among_english_ones_is_typed_again() -> None:
    asked = understand(f"docker run {on_english_layout('인그레스')} kubectl", school())
    assert "인그레스" in asked.terms
    assert [word.text for word in asked.words] == ["docker", "run", "인그레스", "kubectl"]


def test_three_letters_among_english_words_are_a_name_that_is_not_known() -> None:
    assert understand("docker run image rkr", school()).unknown == ("rkr",)


def test_a_part_that_no_entry_has_whole_is_read_in_parts() -> None:
    assert [word.form for word in understand("exit-image", school()).words] == ["exit", "image"]


def test_two_words_that_entries_write_as_one_are_read_as_it_too() -> None:
    readings = [reading for word in understand("세탁 건조기", school()).words for reading in word.readings]
    assert ("세탁건조기", "joined") in {(reading.term, reading.route) for reading in readings}


def test_one_word_that_entries_write_as_two_is_read_as_both() -> None:
    terms = {reading.term for word in understand("방범모드", school()).words for reading in word.readings}
    assert "=mode" in terms


def test_one_word_that_entries_write_both_ways_is_read_both_ways() -> None:
    index = build([document("a", "세탁건조기 필터"), document("b", "세탁 요금"), document("c", "건조기 소음")])
    readings = [
        [(reading.term, reading.route) for reading in word.readings] for word in understand("세탁건조기", index).words
    ]
    assert readings == [
        [("세탁", "segment"), ("세탁건조기", "stem")],
        [("건조기", "segment"), ("세탁건조기", "stem")],
    ]


def test_a_slip_is_read_as_the_word_that_entries_have_and_weighs_less() -> None:
    right, slip = words("인그레스")["인그레스"], words("인그래스")["인그래스"]
    assert slip.readings[0].term == right.readings[0].term
    assert slip.share < right.share


def test_readings_never_outweigh_their_word() -> None:
    for word in understand("파드를 없애는 crashlopbackoff 세탁 건조기 ingress", school()).words:
        assert all(0 < reading.weight <= 1 for reading in word.readings)


def test_of_a_very_long_question_the_heaviest_words_are_kept() -> None:
    asked = understand(" ".join(f"w{'abcdefghij'[at % 10]}{'klmnopqrst'[at // 10]}z" for at in range(100)), school())
    assert len(asked.words) == MOST_WORDS


def test_a_heavy_word_survives_many_light_ones() -> None:
    crowd = " ".join(f"{number}" for number in range(10, 90))
    assert "인그레스" in understand(f"{crowd} 인그레스", school()).terms


def test_an_index_of_nothing_understands_questions_too() -> None:
    asked = understand("인그레스에 pod를 등록하나요?", build([]))
    assert asked.words
    assert all(not word.readings for word in asked.words)


@given(anything)
@settings(max_examples=200, deadline=None)
def test_any_question_is_understood_and_always_in_the_same_way(question: str) -> None:
    for index in (school(), plain_school()):
        asked = understand(question, index)
        assert asked == understand(question, index)
        assert len(asked.words) == len(asked.terms) <= MOST_WORDS
        assert all(word.share >= 0 for word in asked.words)
        assert asked.unknown == tuple(word.text for word in asked.words if not word.readings)


def test_spellings_worth_guessing_at_are_concepts() -> None:
    forms = surface_forms(build_lexicon([["파드", "pod"]]))
    assert {"파드", "pod", "container", "컨테이너"} <= set(forms)
    assert "지우" not in forms
