from __future__ import annotations

import pytest

from bot.slack.blocks.inline import inline
from bot.slack.blocks.model import Element
from bot.slack.blocks.rich_text import joined, link, text, trimmed

BOLD, ITALIC, CODE = {"bold": True}, {"italic": True}, {"code": True}


@pytest.mark.parametrize(
    ("markdown", "elements"),
    [
        ('**"예"**라고', [text('"예"', BOLD), text("라고")]),
        ("이것은**(중요)**입니다", [text("이것은"), text("(중요)", BOLD), text("입니다")]),
        ("가**`코드`**를", [text("가"), text("코드", BOLD | CODE), text("를")]),
        ("***둘 다*** ~~그만~~", [text("둘 다", BOLD | ITALIC), text(" "), text("그만", {"strike": True})]),
        ("`a`와 *b*", [text("a", CODE), text("와 "), text("b", ITALIC)]),
    ],
)
def test_styles_end_where_their_writer_ended_them(markdown: str, elements: list[Element]) -> None:
    assert inline(markdown) == elements


@pytest.mark.parametrize(
    "said", ["@channel", "<!here>", "<@U1>", "<!channel|x>", "<#C1>", ":smile:", "kubectl logs <pod> & a < b"]
)
def test_what_would_ping_or_vanish_elsewhere_is_plain_text(said: str) -> None:
    assert inline(said) == [text(said)]


def test_links_keep_their_address_to_the_byte_and_their_styles() -> None:
    assert inline("[**문서** `x`](https://a.io/%EC%98%88?q=[1]&b=(2))") == [
        link("https://a.io/%EC%98%88?q=[1]&b=(2)", "문서", BOLD),
        link("https://a.io/%EC%98%88?q=[1]&b=(2)", " "),
        link("https://a.io/%EC%98%88?q=[1]&b=(2)", "x", CODE),
    ]


def test_relative_addresses_resolve_against_the_base() -> None:
    assert inline("[a](docs/x.md)", base="https://e.io/qna") == [link("https://e.io/qna/docs/x.md", "a")]
    assert inline("<a href='docs/x.md'>a</a>", base="https://e.io/qna") == [link("https://e.io/qna/docs/x.md", "a")]
    assert inline("[Jun](mailto:jun@example.com)") == [link("mailto:jun@example.com", "Jun")]


@pytest.mark.parametrize(
    "url",
    ["docs/x.md", "#part", "ftp://a.io", "https:///x", "//[x", "https://a.io/" + "x" * 3000],
)
def test_an_address_that_slack_cannot_use_leaves_its_words(url: str) -> None:
    assert inline(f"앞 [말](<{url}>) 뒤") == [text("앞 말 뒤")]


def test_an_address_that_runs_code_is_no_link() -> None:
    assert inline("<a href='javascript:alert(1)'>말</a>") == [text("말")]
    assert {element["type"] for element in inline("[말](javascript:alert(1))")} == {"text"}


def test_a_link_without_words_shows_its_pictures_alt_text_or_its_address() -> None:
    assert inline("[![배지](b.svg)](https://a.io)") == [link("https://a.io", "배지")]
    assert inline("[ ](https://a.io)") == [link("https://a.io", "https://a.io")]


def test_line_ends_are_spaces_and_breaks_are_line_ends() -> None:
    assert inline("하나\n둘<br>셋  \n넷") == [text("하나 둘\n셋\n넷")]


def test_html_tags_go_and_their_words_stay() -> None:
    assert inline("<kbd>Ctrl</kbd>+<b>C</b> &lt;x&gt;<!-- 숨긴 -->") == [text("Ctrl+C <x>")]


def test_a_picture_in_a_question_is_its_alt_text() -> None:
    assert inline("![그림 *하나*](a.png)은 <img src='b.png' alt='둘'>?") == [text("그림 하나은 둘?")]


def test_a_question_can_be_bold_throughout() -> None:
    assert inline("`pod`가 **뭐**죠", bold=True) == [text("pod", BOLD | CODE), text("가 뭐죠", BOLD)]


def test_an_empty_line_has_no_elements() -> None:
    assert inline("<!-- nothing --> &nbsp; **<b> </b>**") == inline("") == []


def test_code_of_spaces_stays() -> None:
    assert trimmed([text(" "), text("  ", CODE), text(" ")]) == [text("  ", CODE)]
    assert joined([text("a"), text("b"), text("c", BOLD)]) == [text("ab"), text("c", BOLD)]
