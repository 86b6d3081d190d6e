"""The table of words near in meaning."""

from __future__ import annotations

from bot.text.lexicon import compact
from bot.text.synonyms import synonyms


def test_every_class_has_two_words_or_more() -> None:
    assert [group for group in synonyms() if len(group) < 2] == []


def test_every_word_can_be_looked_up() -> None:
    assert [word for group in synonyms() for word in group if word != word.casefold() or not compact(word)] == []


def test_words_for_deleting_are_one_class_and_words_for_stopping_another() -> None:
    deleting = next(group for group in synonyms() if "delete" in group)
    stopping = next(group for group in synonyms() if "stop" in group)
    assert {"prune", "지우", "없애"} <= set(deleting)
    assert {"멈추", "kill"} <= set(stopping)
    assert set(deleting).isdisjoint(stopping)


def test_a_word_may_stand_in_several_classes() -> None:
    assert sum("다운" in group or "down" in group for group in synonyms()) > 1
