"""Ids and file names."""

from __future__ import annotations

import unicodedata
from pathlib import PurePosixPath, PureWindowsPath

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from bot.knowledge.ids import new_id, slug


@given(st.text())
def test_an_id_is_short_steady_and_no_number(seed: str) -> None:
    found = new_id(seed, ())
    assert len(found) == 5
    assert found == new_id(seed, ())
    assert yaml.safe_load(found) == found
    assert found[0].isalpha()


def test_taken_ids_are_never_given_again_and_grow_only_when_they_must() -> None:
    taken: set[str] = set()
    for _ in range(30):
        found = new_id("되나요?", taken)
        assert found not in taken
        taken.add(found)
    assert {len(found) for found in taken} == {5, 6}


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Docker", "docker"),
        ("Docker & Kubernetes (2일차)", "docker-kubernetes-2일차"),
        (unicodedata.normalize("NFD", "쿠버네티스 기초"), "쿠버네티스-기초"),
        ("../../etc/passwd", "etc-passwd"),
        ("_hidden.yaml", "hidden-yaml"),
        ("CON", "con-1"),
        ("com¹", "com¹-1"),
        ("Course", "course-1"),
        ("mspt3_23-4차", "mspt3_23-4차"),
    ],
)
def test_names_become_file_names(name: str, expected: str) -> None:
    assert slug(name) == expected


@given(st.text())
def test_a_slug_is_safe_everywhere(name: str) -> None:
    found = slug(name)
    assert 0 < len(found) <= 62
    assert found[0] not in "._-"
    assert PurePosixPath(found).name == PureWindowsPath(found).name == found
    assert not PureWindowsPath(found).is_reserved()
    assert slug(found) == found
    assert len(f"{found}.yaml".encode()) <= 255
