"""The name and cohort of a course, out of the title of its notes."""

from __future__ import annotations

import re
from pathlib import PurePath
from typing import NamedTuple
from unicodedata import normalize

_COHORT = re.compile(r"(?<!\d)(?:\d{2,4}-)?\d{1,3}\s?(?:차수?|기)(?![가-힣])")
_GLUED = re.compile(r"(\S*)_$")  # "mspt3_24-1차": the prefix of a file's name
_REMARK = re.compile(r"\([^()]*[A-Za-z가-힣]{2}[^()]*\)")
_GENERIC = re.compile(r"\b(?:q\s?&\s?a|notes?)\b|노트|질의응답|질문", re.IGNORECASE)
_EDGES = " \t-–—_:|,·"


class Title(NamedTuple):
    """A course's name and cohort; the cohort is None where the title tells none."""

    name: str
    cohort: str | None


def has_cohort(title: str) -> bool:
    """Whether a heading tells a cohort ("23-4차")."""
    return _COHORT.search(title) is not None


def read_title(title: str) -> Title:
    """Name and cohort of a title in plain text.

    "MSP T3 - 23-4차" and "Docker 노트 (MSP T2 10차) :-)" give MSP T3, 23-4차 and MSP T2, 10차;
    a remark in parentheses after the cohort, "(AWS Track)", belongs to the name.
    """
    cohort = _COHORT.search(title)
    if cohort is None:
        return Title(" ".join(title.split()), None)
    before, after = title[: cohort.start()], title[cohort.end() :]
    outside, opened, inside = before.rpartition("(")
    is_inside = bool(opened) and ")" not in inside
    name = (_words(inside) or _words(outside)) if is_inside else _words(before)
    remark = None if is_inside else _REMARK.search(after)
    return Title(" ".join(filter(None, [name, remark and remark[0]])), cohort[0].replace(" ", ""))


def title_of_file(file: str) -> Title:
    """Name and cohort as the file's name tells them, for notes without a title."""
    stem = normalize("NFC", PurePath(file.replace("\\", "/")).stem)
    title = read_title(stem)
    return title if title.name else Title(stem, title.cohort)


def _words(text: str) -> str:
    """The name in a part of a title: without generic words, and without a prefix that says it once more."""
    glued = _GLUED.search(text)
    if glued and _letters(glued[1]) == _letters(text[: glued.start()]):
        text = text[: glued.start()]
    name = text.strip(_EDGES)
    return " ".join((_GENERIC.sub(" ", name).strip(_EDGES) or name).split())


def _letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).casefold()
