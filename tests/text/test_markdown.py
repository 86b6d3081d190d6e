"""Markdown as notes use it: Korean next to emphasis, bare addresses, HTML here and there."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.text.markdown import images, links, parse, parse_inline, plain_inline, plain_text, resolve


def types(markdown: str) -> list[str]:
    return [token.type for token in parse_inline(markdown)]


@pytest.mark.parametrize(
    "markdown", ['**"예"**라고', "이것은**(중요)**입니다", "가**`코드`**를", "말**『책』**은", "(**'a'**는)"]
)
def test_emphasis_closes_before_hangul_whatever_it_holds(markdown: str) -> None:
    assert types(markdown).count("strong_open") == types(markdown).count("strong_close") == 1


def test_strikethrough_closes_before_hangul_too() -> None:
    assert types('~~"예"~~라고')[0] == "s_open"


@pytest.mark.parametrize("markdown", ["2 * 3 * 4", "snake_case_name", "가 ** 나 **", "**끝나지 않음", "_가_나_다"])
def test_signs_that_are_no_emphasis_stay_text(markdown: str) -> None:
    assert "em_open" not in types(markdown)
    assert "strong_open" not in types(markdown)


@pytest.mark.parametrize(
    ("markdown", "url"),
    [
        ("https://a.io/b를 보세요", "https://a.io/b"),
        ("(https://a.io/b_(c)).", "https://a.io/b_(c)"),
        ("**https://a.io/b**", "https://a.io/b"),
        ("https://a.io/?q=%EC%98%88&x=[1]!", "https://a.io/?q=%EC%98%88&x=[1]"),
        ("https://a.io/b\\_c", "https://a.io/b_c"),
        ("https://a.io/%zz, 그리고", "https://a.io/%zz"),
        ("<https://a.io/자>", "https://a.io/자"),
        ("HTTPS://A.io~", "HTTPS://A.io"),
    ],
)
def test_bare_addresses_end_where_a_reader_would_end_them(markdown: str, url: str) -> None:
    assert links(markdown) == ((url, url),)


@pytest.mark.parametrize(
    "markdown", ["`https://a.io`", "```\nhttps://a.io\n```", "xhttps://a.io", "https://", "http://가"]
)
def test_what_only_looks_like_an_address_is_no_link(markdown: str) -> None:
    assert links(markdown) == ()


def test_links_come_in_order_and_each_address_once() -> None:
    markdown = "[나 `b`](https://b.io/%5B1%5D) [가](a.md) [또](https://b.io/%5B1%5D) ![p](p.png) [![p](p.png)](c.md)"
    assert links(markdown) == (("나 b", "https://b.io/%5B1%5D"), ("가", "a.md"), ("p", "c.md"))


def test_addresses_with_brackets_are_read_whole() -> None:
    assert links("[Pipeline (Unix)](https://en.wikipedia.org/wiki/Pipeline_(Unix))") == (
        ("Pipeline (Unix)", "https://en.wikipedia.org/wiki/Pipeline_(Unix)"),
    )


def test_an_address_inside_a_links_words_is_no_second_link() -> None:
    assert links("[see https://in.io now](https://out.io)") == (("see https://in.io now", "https://out.io"),)


def test_pictures_of_markdown_and_html_are_found_as_written() -> None:
    markdown = '![그림 *하나*](img/a\\_1.png)\n\n<img src="b.png" alt="둘" width="300">\n'
    assert images(markdown) == (("그림 하나", "img/a_1.png"), ("둘", "b.png"))


def test_html_links_count_as_links() -> None:
    assert links('앞 <a href="https://a.io">여기</a> 뒤') == (("여기", "https://a.io"),)


def test_plain_text_keeps_words_and_code_and_drops_markup() -> None:
    markdown = """- **굵게** [문서](https://a.io) `a*b`
  - 둘\\_셋 ![그림](x.png)<br>다음

```sh
  $ ls  -l
```

| a | b |
|---|---|
| 1 | 2 |

> 인용 "따옴표" -- 그대로...

<details>접힌 글</details>
"""
    assert plain_text(markdown).split("\n") == [
        "굵게 문서 a*b",
        "둘_셋 그림",
        "다음",
        "  $ ls  -l",
        "a  b",
        "1  2",
        '인용 "따옴표" -- 그대로...',
        "접힌 글",
    ]


def test_plain_inline_reads_no_blocks() -> None:
    assert plain_inline("- 1. # *질문*인가요?") == "- 1. # 질문인가요?"
    assert plain_inline("EC2?  어제   것") == "EC2? 어제 것"


def test_deep_nesting_loses_nothing() -> None:
    deep = "\n".join("  " * depth + f"- d{depth}" for depth in range(40))
    assert plain_text(deep).split("\n")[-1] == "d39"


def test_blocks_know_their_lines() -> None:
    assert [token.map for token in parse("a\n\n```\nb\n```\n") if token.type == "fence"] == [[2, 5]]


@pytest.mark.parametrize(
    ("url", "base", "result"),
    [
        ("img/a.png", "https://a.io/x/qna/", "https://a.io/x/qna/img/a.png"),
        ("img/a.png", "https://a.io/x/qna", "https://a.io/x/qna/img/a.png"),
        ("./a.png", "https://a.io/x/", "https://a.io/x/a.png"),
        ("../a%20b.png", "https://a.io/x/", "https://a.io/a%20b.png"),
        ("../../../../a.png", "https://a.io/x/", "https://a.io/a.png"),
        ("https://b.io/c", "https://a.io/x/", "https://b.io/c"),
        ("mailto:jun@example.com", "https://a.io/x/", "mailto:jun@example.com"),
        ("#part", "https://a.io/x/", "#part"),
        ("a.png", None, "a.png"),
        ("//[x", "https://a.io/", "//[x"),
    ],
)
def test_relative_addresses_resolve_against_the_base(url: str, base: str | None, result: str) -> None:
    assert resolve(url, base) == result


@given(st.text(alphabet="ab가나 *_~`[]()!<>\"'\\#|-:/.\n\thttps", max_size=60))
def test_any_text_can_be_read(markdown: str) -> None:
    assert isinstance(plain_text(markdown), str)
    assert "\n" not in plain_inline(markdown)
    for words, url in (*links(markdown), *images(markdown)):
        assert words or url == ""
