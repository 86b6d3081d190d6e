"""A glossary to start with, and groups that contradict each other."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.knowledge.glossary import GlossaryConflict, glossary_conflicts, starter_glossary


def names(*texts: str) -> list[str]:
    """The first terms of the groups that the texts call for."""
    return [group[0] for group in starter_glossary(texts)]


def test_a_course_begins_with_the_groups_whose_terms_it_uses() -> None:
    assert names("파드가 죽어요", "Ingress가 뭔가요?") == ["pod", "ingress"]


def test_a_course_about_something_else_begins_with_nothing() -> None:
    assert names("for 문과 while 문의 차이는 무엇인가요?") == []
    assert starter_glossary([]) == ()


@pytest.mark.parametrize(
    "text", ["docker compose", "docker-compose up", "Docker_Compose", "도커컴포즈", "도커  컴포즈"]
)
def test_spaces_joints_and_case_make_no_difference(text: str) -> None:
    assert "docker compose" in names(text)


@pytest.mark.parametrize(
    ("text", "name"), [("k8s는", "kubernetes"), ("svc가 없어요", "service"), ("PVC를", "persistent volume claim")]
)
def test_an_abbreviation_counts_as_a_word_even_with_a_particle(text: str, name: str) -> None:
    assert name in names(text)


@pytest.mark.parametrize("text", ["tools", "dsl", "cmake", "vmware", "rst"])
def test_an_abbreviation_inside_a_longer_word_does_not_count(text: str) -> None:
    assert names(text) == []


def test_the_starter_contradicts_itself_nowhere() -> None:
    every = starter_glossary([" ".join(term for group in starter_glossary(ALL) for term in group)])
    assert glossary_conflicts(every) == []
    assert all(len(group) > 1 for group in every)


ALL = ("pod node image container docker kubernetes ingress service volume status os oom tls vm compose",)


def test_a_term_in_two_groups_is_a_conflict() -> None:
    found = glossary_conflicts([("pod", "파드"), ("node", "노드"), ("po", "Pod")])
    assert found == [GlossaryConflict("Pod", 0, 2)]


@pytest.mark.parametrize("term", ["cluster-ip", "ClusterIP", "cluster_ip", "CLUSTER  IP"])
def test_terms_that_are_looked_up_alike_are_one_term(term: str) -> None:
    assert glossary_conflicts([("cluster ip",), (term, "아이피")]) == [GlossaryConflict(term, 0, 1)]


def test_a_term_twice_in_one_group_is_no_conflict() -> None:
    assert glossary_conflicts([("pod", "Pod", "파드")]) == []


@given(
    st.lists(st.lists(st.sampled_from(["pod", "POD", "파드", "node", "노드", "cluster ip", "cluster-ip"]), max_size=3))
)
def test_groups_without_a_shared_term_never_conflict(groups: list[list[str]]) -> None:
    def folded(term: str) -> str:
        return term.casefold().replace("-", "").replace(" ", "")

    shared = [
        term
        for number, group in enumerate(groups)
        for term in group
        if any(folded(term) == folded(other) for before in groups[:number] for other in before)
    ]
    assert [conflict.term for conflict in glossary_conflicts(groups)] == shared
