"""Surfaces, concepts and classes; a course's glossary over the general words."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from bot.text.lexicon import build_lexicon, compact
from tests.text.messages import anything

GENERAL = build_lexicon()


@pytest.mark.parametrize("term", ["Cluster IP", "cluster-ip", "cluster_ip", "ClusterIP", "cluster.ip", "CLUSTER/IP"])
def test_spaces_case_and_joints_make_no_other_term(term: str) -> None:
    assert compact(term) == "clusterip"


@pytest.mark.parametrize(
    ("one", "other"), [("container", "컨테이너"), ("image", "이미지"), ("images", "이미지"), ("log", "로그")]
)
def test_a_word_and_its_korean_spelling_are_one_concept_without_any_glossary(one: str, other: str) -> None:
    first, second = GENERAL.find(one), GENERAL.find(other)
    assert first is not None
    assert second is not None
    assert first.concept == second.concept is not None
    assert not first.glossary


def test_a_plural_is_found_by_its_singular() -> None:
    lexicon = build_lexicon([["파드", "pod"]])
    assert lexicon.find("pods") == lexicon.find("pod") == lexicon.find("파드")


def test_a_hangul_word_is_found_with_its_particles() -> None:
    lexicon = build_lexicon([["파드", "pod"]])
    start = lexicon.find_start("파드에서는")
    assert start is not None
    assert start[0] == "파드"
    assert lexicon.find_start("파드득") is None


def test_the_longest_known_beginning_is_taken() -> None:
    lexicon = build_lexicon([["클러스터", "cluster"], ["클러스터 아이피", "cluster ip"]])
    start = lexicon.find_start("클러스터아이피를")
    assert start is not None
    assert start[0] == "클러스터아이피"


def test_a_glossary_group_extends_the_general_one_that_holds_half_of_it() -> None:
    lexicon = build_lexicon([["container", "컨테이너", "깡통"]])
    tin, container = lexicon.find("깡통"), lexicon.find("콘테이너")
    assert tin is not None
    assert container is not None
    assert tin.concept == container.concept
    assert tin.glossary
    assert not container.glossary


def test_a_term_that_the_glossary_uses_otherwise_is_the_glossary_s() -> None:
    lexicon = build_lexicon([["크론", "일감", "작업량", "job"]])
    job, korean = lexicon.find("job"), lexicon.find("잡")
    assert job is not None
    assert korean is not None
    assert job.concept != korean.concept


def test_words_near_in_meaning_share_a_class_and_no_concept() -> None:
    erase, remove = GENERAL.surfaces["지우"], GENERAL.surfaces["prune"]
    assert set(erase.classes) & set(remove.classes)
    assert erase.concept is None


def test_a_verb_has_the_classes_of_every_beginning() -> None:
    assert GENERAL.look("지워도")[1]
    assert GENERAL.look("없는말") == GENERAL.look("없는말")
    assert GENERAL.look("뷁") == (None, ())


def test_first_words_are_those_of_glossary_terms_of_several() -> None:
    lexicon = build_lexicon([["워커 노드", "worker-node", "node"]])
    assert lexicon.firsts == {"워커", "worker"}


def test_equal_glossaries_share_one_lexicon() -> None:
    assert build_lexicon([["파드", "pod"]]) is build_lexicon((("파드", "pod"),))


def test_empty_groups_and_terms_do_no_harm() -> None:
    assert build_lexicon([[], ["", " - "], ["pod", ""]]).find("pod") is not None


@given(anything)
@settings(max_examples=60, deadline=None)
def test_a_lexicon_can_be_asked_for_anything(text: str) -> None:
    GENERAL.find(text)
    GENERAL.find_start(text)
    assert GENERAL.look(text) == GENERAL.look(text)
    build_lexicon([[text, "pod"]]).find_start(compact(text))
