from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path
from string import Formatter

import pytest

from bot.i18n import LANGUAGES, Strings, strings

NAMES = [field.name for field in fields(Strings)]
MARKUP = re.compile(r"[*~]\w|<[^>]*>|`|_\w+_")
SOURCES = [file for file in Path(__file__).parents[1].joinpath("bot").rglob("*.py") if "i18n" not in file.parts]


def texts(s: Strings, name: str) -> tuple[str, ...]:
    """The text of that name; several where it is a list."""
    value = getattr(s, name)
    return (value,) if isinstance(value, str) else value


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


@pytest.mark.parametrize("name", NAMES)
def test_both_languages_fill_in_the_same(name: str) -> None:
    korean, english = (texts(LANGUAGES[language], name) for language in ("ko", "en"))
    assert [placeholders(text) for text in korean] == [placeholders(text) for text in english]


@pytest.mark.parametrize("name", NAMES)
def test_every_text_says_something_in_its_language_without_markup(name: str) -> None:
    for language, s in LANGUAGES.items():
        for text in texts(s, name):
            words = Formatter().vformat(text, (), _Blank())
            assert text == text.strip()
            assert text
            assert not MARKUP.search(words)
            assert bool(re.search("[가-힣]", words)) == (language == "ko") or not re.search(r"[^\W\d]", words)


def test_every_text_is_used() -> None:
    source = "\n".join(file.read_text(encoding="utf-8") for file in SOURCES)
    assert [name for name in NAMES if not re.search(rf"\.{name}\b", source)] == []


def test_a_language_that_the_bot_does_not_speak_gets_korean() -> None:
    assert strings("fr") is LANGUAGES["ko"]


@pytest.mark.parametrize("name", ["answer_title", "others_title", "search_title", "topic_title", "close", "send_on"])
def test_what_a_modal_has_little_room_for_is_not_cut(name: str) -> None:
    assert all(len(getattr(s, name)) <= 24 for s in LANGUAGES.values())


@pytest.mark.parametrize(
    "name", ["share", "share_in_thread", "this_one", "tell_me", "others", "ask_instructor", "me_too"]
)
def test_labels_are_short_enough_for_small_screens(name: str) -> None:
    assert all(len(getattr(s, name)) <= 30 for s in LANGUAGES.values())


class _Blank(dict[str, str]):
    """Fills in nothing."""

    def __missing__(self, key: str) -> str:
        return ""
