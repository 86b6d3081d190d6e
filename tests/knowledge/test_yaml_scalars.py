"""Every text that is written is read back as itself."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from bot.knowledge.tidy import body, one_line
from bot.knowledge.yaml_emit import Markdown, Style, fields
from bot.knowledge.yaml_scalars import double_quoted, is_plain, literal, scalar

texts = st.text(st.characters(exclude_categories=["Cs"]))
tricky = st.text(st.sampled_from(" \t\n#:-'\"|>&*!%@`{}[],?~=<.0123eExyno\\\r\x85\u2028\ufeff파드"), max_size=12)


def read_back(line: str) -> object:
    return yaml.load(f"k:\n  - {line}\nx: 1\n", Loader=yaml.CSafeLoader)["k"][0]


@given(texts | tricky)
@example("no")
@example("1e3")
@example("12:30:45")
@example("2024-01-01")
@example("a: b")
@example("a #b")
@example("\u2029\ufeff\x85\x00")
def test_a_scalar_is_read_back_as_the_same_text(text: str) -> None:
    assert read_back(scalar(text)) == text


@given(texts | tricky)
def test_double_quotes_carry_any_text_on_one_line(text: str) -> None:
    written = double_quoted(text)
    assert len(written.splitlines()) == 1
    assert read_back(written) == text


@given(texts | tricky, st.integers(1, 12))
@example("    code\ntext", 2)
@example("\tcode", 2)
@example("a\n   \n\nb  ", 2)
@example("# no comment\n- no item\n--- \n...", 1)
def test_a_literal_is_read_back_as_the_same_text(text: str, indent: int) -> None:
    text = body(text)
    written = literal(text, 0, indent)
    if written is not None:
        header, lines = written
        again = yaml.load("\n".join([f"k: {header}", *lines, "x: 1\n"]), Loader=yaml.CSafeLoader)
        assert again == {"k": text + "\n", "x": 1}


@given(st.dictionaries(st.sampled_from("abc"), texts.map(Markdown) | texts | st.lists(texts, min_size=1), min_size=1))
def test_fields_are_read_back_as_the_same_data(data: dict[str, object]) -> None:
    text = "\n".join(fields(data, 0, Style()))  # type: ignore[arg-type]
    again = yaml.load(text, Loader=yaml.CSafeLoader)
    expected = {key: body(value.text) if isinstance(value, Markdown) else value for key, value in data.items()}
    assert {key: body(again[key]) if isinstance(data[key], Markdown) else again[key] for key in again} == expected


@pytest.mark.parametrize(
    "text", ["no", "Yes", "~", "null", "1e3", "0o7", "0x1F", "12:30", "2024-01-01", "", "...", "<<", "=", ".inf", "1_0"]
)
def test_quotes_what_yaml_would_take_for_something_else(text: str) -> None:
    assert not is_plain(text)


@pytest.mark.parametrize(
    "text", ["23-4차", "파드란 무엇인가요?", "it's", "http://x.kr/#a", "docker run -P", "a:b", "C#"]
)
def test_leaves_harmless_texts_without_quotes(text: str) -> None:
    assert scalar(text) == text


def test_hangul_and_emoji_are_not_escaped() -> None:
    assert double_quoted("파드\t😀") == '"파드\\t😀"'


@given(texts)
def test_tidying_twice_changes_nothing_more(text: str) -> None:
    assert one_line(one_line(text)) == one_line(text)
    assert body(body(text)) == body(text)
