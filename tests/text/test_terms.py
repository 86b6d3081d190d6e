"""The one pipeline that entries and questions go through."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from bot.text.cleaning import clean
from bot.text.lexicon import build_lexicon
from bot.text.terms import FAINT_WEIGHT, WEAK_WEIGHT, TermReader, Word
from tests.text.messages import anything

GLOSSARY = [["파드", "pod"], ["워커 노드", "worker node"], ["cluster ip", "클러스터 아이피"]]
PLAIN, WITH_GLOSSARY = TermReader(build_lexicon()), TermReader(build_lexicon(GLOSSARY))


def read(text: str, reader: TermReader = PLAIN) -> list[Word]:
    """The words of the text."""
    return reader.words(text)


def terms(text: str, reader: TermReader = PLAIN) -> list[str]:
    """All terms of the text."""
    return [term for word in read(text, reader) for term in word.terms]


@pytest.mark.parametrize(("one", "other"), [("파드를", "pods"), ("파드에서는", "POD"), ("Pod가", "파드")])
def test_glossary_terms_are_one_whatever_their_script_and_ending(one: str, other: str) -> None:
    assert terms(one, WITH_GLOSSARY) == terms(other, WITH_GLOSSARY)
    assert read(one, WITH_GLOSSARY)[0].route == "glossary"


@pytest.mark.parametrize(
    "text", ["cluster ip랑", "ClusterIP", "cluster-ip", "클러스터 아이피는", "클러스터아이피", "Cluster IPs"]
)
def test_a_term_of_several_words_is_one_word(text: str) -> None:
    (word,) = read(text, WITH_GLOSSARY)
    assert word.terms == ("=clusterip",)
    assert word.route == "glossary"


def test_a_term_of_several_words_keeps_its_parts() -> None:
    (word,) = read("워커 노드에서", WITH_GLOSSARY)
    assert [part.form for part in word.parts] == ["워커", "노드에서"]


def test_the_first_word_of_a_term_alone_is_not_the_term() -> None:
    assert "=워커노드" not in terms("워커 파드", WITH_GLOSSARY)


def test_general_loanwords_need_no_glossary() -> None:
    assert terms("컨테이너를") == terms("containers") == ["=container"]
    assert read("컨테이너")[0].route == "lexicon"


def test_a_compound_of_known_words_is_read_as_its_words() -> None:
    (word,) = read("컨테이너이미지")
    assert word.terms == ("=container", "=image")
    assert word.route == "segment"


@pytest.mark.parametrize(("one", "other"), [("CrashLoopBackOff", "crashloopbackoff"), ("ConfigMaps", "configmap")])
def test_an_identifier_is_one_word_in_either_case(one: str, other: str) -> None:
    assert terms(one) == terms(other)


def test_flags_and_paths_stand_for_themselves() -> None:
    assert terms("-P") == ["-P"]
    assert terms("-p") == ["-p"]
    assert terms("/etc/hosts") == ["/etc/hosts"]
    assert terms("--previous") == ["--previous"]


def test_versions_and_codes_weigh_in_full_and_small_numbers_little() -> None:
    assert [(word.terms, word.weight) for word in read("1.20 137")] == [(("1.20",), 1.0), (("137",), 1.0)]
    assert read("3")[0].weight == WEAK_WEIGHT


@pytest.mark.parametrize("text", ["것을 하는", "the of to", "x", "는"])
def test_words_without_a_subject_are_left_out(text: str) -> None:
    assert read(text) == []


def test_a_particle_glued_to_code_is_no_word() -> None:
    assert len(terms("redis에서는")) == len(terms("redis가")) == 1


@pytest.mark.parametrize("word", ["어떻게", "왜", "언제인가요", "얼마인가요", "무엇인가요", "뭔가요"])
def test_question_words_are_faint(word: str) -> None:
    assert [one.weight for one in read(word)] == [FAINT_WEIGHT]


def test_words_that_go_with_any_subject_are_weak() -> None:
    assert [word.weight for word in read("방법")] == [WEAK_WEIGHT]


def test_a_verb_has_the_class_of_its_meaning() -> None:
    (erase,), (delete,) = read("지우는"), read("prune")
    assert set(erase.classes) & set(delete.classes)
    assert erase.terms != delete.terms


def test_reading_a_word_again_gives_the_same() -> None:
    reader = TermReader(build_lexicon(GLOSSARY))
    assert (
        reader.words("파드를 지우는 법") == reader.words("파드를 지우는 법") == read("파드를 지우는 법", WITH_GLOSSARY)
    )


def test_a_reader_that_has_seen_too_much_forgets_and_reads_on() -> None:
    reader = TermReader(build_lexicon(), most=2)
    words = reader.words("인그레스 컨테이너 이미지 인그레스")
    assert len(reader._seen) <= 2
    assert words == read("인그레스 컨테이너 이미지 인그레스")


@given(anything)
@settings(max_examples=300, deadline=None)
def test_any_text_has_words_with_terms_that_are_never_empty(text: str) -> None:
    for reader in (PLAIN, WITH_GLOSSARY):
        for word in reader.words(clean(text)):
            assert word.form
            assert word.terms
            assert all((*word.terms, *word.classes))
            assert 0 < word.weight <= 1
