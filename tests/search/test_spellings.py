"""Words found by how they look or sound."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.search.spellings import build_spellings, spelt
from tests.text.messages import WORDS, hangul_words

WORD_LIST = (
    "인그레스",
    "ingress",
    "컨테이너",
    "container",
    "디플로이먼트",
    "deployment",
    "파드",
    "pod",
    "이미지",
    "image",
)
KNOWN = build_spellings(WORD_LIST)

forms = st.sampled_from([*WORD_LIST, *(word for word in WORDS if word[:1].isalpha())]) | hangul_words


def anyone(_form: str) -> bool:
    """Whether a form is in use: always."""
    return True


def test_a_slip_of_the_fingers_finds_the_word() -> None:
    assert KNOWN.alike("인그래스", anyone)[0][0] == "인그레스"
    assert KNOWN.alike("컨테이나", anyone)[0][0] == "컨테이너"
    assert KNOWN.alike("deploymnet", anyone)[0][0] == "deployment"


def test_a_word_is_no_slip_of_itself() -> None:
    assert "ingress" not in dict(KNOWN.alike("ingress", anyone))


def test_a_short_word_has_no_look_to_go_by() -> None:
    assert KNOWN.alike("pod", anyone) == []


def test_a_word_finds_the_one_that_sounds_alike_in_the_other_script() -> None:
    assert KNOWN.sounding("인그레스", anyone)[0][0] == "ingress"
    assert KNOWN.sounding("deployment", anyone)[0][0] == "디플로이먼트"


def test_nothing_sounds_like_a_word_of_its_own_script() -> None:
    assert all(word.isascii() for word, _ in KNOWN.sounding("인그레스", anyone))


def test_words_that_no_entry_has_any_more_are_not_found() -> None:
    assert KNOWN.alike("인그래스", lambda form: form != "인그레스") == []
    assert KNOWN.sounding("인그레스", lambda _form: False) == []


@given(st.lists(forms, max_size=8), st.lists(st.lists(forms, max_size=4), max_size=3), forms)
@settings(max_examples=150, deadline=None)
def test_words_added_later_are_found_as_if_they_had_been_there(
    begun: list[str], later: list[list[str]], asked: str
) -> None:
    grown = build_spellings(begun)
    for added in later:
        grown = grown.with_added(added)
    anew = build_spellings([*begun, *(form for added in later for form in added)])
    for form in (asked, *WORD_LIST, "인그래스", "deploymnet"):
        assert grown.alike(form, anyone) == anew.alike(form, anyone)
        assert grown.sounding(form, anyone) == anew.sounding(form, anyone)


def test_adding_known_words_changes_nothing() -> None:
    assert KNOWN.with_added(["ingress", "파드", ""]) is KNOWN


@given(forms)
def test_the_likest_come_first_and_likeness_is_a_share(form: str) -> None:
    for hits in (KNOWN.alike(form, anyone), KNOWN.sounding(form, anyone)):
        assert hits == sorted(hits, key=lambda hit: (-hit[1], hit[0]))
        assert all(0 < likeness <= 1 for _, likeness in hits)


def test_concepts_classes_flags_paths_and_numbers_have_no_spelling() -> None:
    assert list(spelt(["=pod", "~3", "-P", "/etc/hosts", "137", "a", "이미지", "image"])) == ["이미지", "image"]
