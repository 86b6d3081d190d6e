"""The table of English words with their Korean spellings."""

from __future__ import annotations

from collections import Counter

from bot.text.lexicon import compact
from bot.text.loanwords import loanwords


def test_every_group_has_two_terms_or_more() -> None:
    assert [group for group in loanwords() if len(group) < 2] == []


def test_no_term_stands_in_two_groups() -> None:
    counts = Counter(term for group in loanwords() for term in {compact(term) for term in group})
    assert [term for term, count in counts.items() if count > 1] == []


def test_every_group_is_named_by_an_english_word_of_its_own() -> None:
    names = [group[0] for group in loanwords()]
    assert all(name.isascii() for name in names)
    assert len(names) == len(set(names))


def test_every_term_is_written_as_it_is_looked_up() -> None:
    assert [term for group in loanwords() for term in group if term != term.casefold() or not compact(term)] == []
