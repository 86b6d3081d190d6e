from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.slack.blocks.budget import MESSAGE_BUDGET, Budget, text_length
from bot.slack.blocks.model import Surface
from tests.slack.blocks.reading import code, nodes, outline, refused, shown, words

SURFACES = list(Surface)


def test_each_part_of_an_answer_is_a_block_and_a_heading_stands_on_its_text() -> None:
    assert outline(shown("# 포트\n하나.\n\n둘.\n\n- 셋\n- 넷\n\n---\n\n```\n다섯\n```\n")) == [
        ["포트", "하나."],
        ["둘."],
        ["• 셋", "• 넷"],
        ["divider"],
        ["`다섯`"],
    ]


def test_headings_are_bold() -> None:
    assert shown("## `a` 란")[0]["elements"][0]["elements"] == [
        {"type": "text", "text": "a", "style": {"bold": True, "code": True}},
        {"type": "text", "text": " 란", "style": {"bold": True}},
    ]


def test_nested_lists_keep_their_depth_and_numbers() -> None:
    assert outline(shown("1. 하나\n   - 안\n     - 더 안\n   - 밖\n2. 둘\n3. 셋\n\n7. 넷")) == [
        ["1. 하나", "  • 안", "    • 더 안", "  • 밖", "2. 둘", "3. 셋", "4. 넷"]
    ]


def test_a_list_begins_with_its_own_number() -> None:
    assert outline(shown("3. 셋\n4. 넷")) == [["3. 셋", "4. 넷"]]
    assert outline(shown("0. 영")) == [["1. 영"]]


def test_what_stands_in_an_item_interrupts_the_list_and_the_numbers_go_on() -> None:
    markdown = "1. 하나\n   ```sh\n   ls  \n   ```\n2. 둘\n   > 말\n3. 셋\n\n   ![그림](a.png)\n\n4. 넷"
    assert outline(shown(markdown)) == [
        ["1. 하나", "`ls  `", "2. 둘", "> 말", "3. 셋"],
        ["image"],
        ["4. 넷"],
    ]


def test_an_item_of_code_alone_keeps_its_number() -> None:
    assert outline(shown("1. ```\n   a\n   ```\n2. - b\n3.\n4. c")) == [["1.", "`a`", "2.", "  • b", "4. c"]]
    assert outline(shown("- ```\n  a\n  ```\n- - b\n- c")) == [["`a`", "  • b", "• c"]]


def test_paragraphs_of_an_item_are_its_lines_and_text_behind_code_is_no_new_item() -> None:
    assert outline(shown("1. 하나\n\n   둘\n\n   ```\n   x\n   ```\n\n   셋\n2. 넷")) == [
        ["1. 하나\n둘", "`x`", "셋", "2. 넷"]
    ]


def test_quotes_have_a_bar_and_what_stands_in_them_too() -> None:
    assert outline(shown("> 하나\n>\n> 둘\n> - 셋\n>   - 넷\n>\n> ```\n> x\n> ```\n> # 다섯\n\n밖")) == [
        ["> 하나\n둘", "| • 셋", "|   • 넷", "| `x`", "> 다섯"],
        ["밖"],
    ]


def test_lists_deeper_than_slacks_stay_at_its_deepest() -> None:
    blocks = shown("\n".join("  " * depth + f"- d{depth}" for depth in range(100)))
    assert not refused(blocks, Surface.MESSAGE)
    assert "d40" in words(blocks)
    assert max(node.get("indent", 0) for node in nodes(blocks)) == 8


def test_a_long_run_of_asterisks_is_only_a_long_run_of_asterisks() -> None:
    assert words(shown("*" * 4000 + "a" + "*" * 4000)) == "a"


@pytest.mark.parametrize("surface", SURFACES)
def test_code_keeps_tabs_trailing_spaces_and_backticks(surface: Surface) -> None:
    assert code(shown("````go\n\tx = `1`  \n\n```\n  <!here> & *a*\n\n````\n", surface)) == [
        "\tx = `1`  \n\n```\n  <!here> & *a*\n"
    ]
    assert code(shown("앞\n\n    들여쓴\n      코드\n", surface)) == ["들여쓴\n  코드"]
    assert code(shown("<pre>\n  a &lt; b\n</pre>", surface)) == ["  a < b"]


def test_empty_code_is_nothing() -> None:
    assert shown("```\n```\n\n- ```\n  ```\n") == []


def test_control_characters_show_as_unknown_ones() -> None:
    assert code(shown("```\na\x1b[31m\tb\u202e\n```")) == ["a\ufffd[31m\tb\ufffd"]


def test_pictures_follow_the_paragraph_they_stand_in() -> None:
    blocks = shown(
        '![구조](img/a%20b.png)\n아래 그림\n![](<그림 1.png>)\n참고\n\n<img src="https://a.io/c.png" width="3">'
    )
    assert outline(blocks) == [["아래 그림 참고"], ["image"], ["image"], ["image"]]
    assert [block for block in blocks if block["type"] == "image"] == [
        {"type": "image", "image_url": "https://example.com/qna/img/a%20b.png", "alt_text": "구조"},
        {"type": "image", "image_url": "https://example.com/qna/그림%201.png", "alt_text": "picture"},
        {"type": "image", "image_url": "https://a.io/c.png", "alt_text": "picture"},
    ]


@pytest.mark.parametrize("url", ["img/a.png", "data:image/png;base64,AA", "https://", "https://a.io/" + "x" * 3000])
def test_a_picture_that_slack_cannot_show_is_its_alt_text(url: str) -> None:
    assert outline(shown(f"![구조]({url})", base=None)) == [["구조"]]


def test_html_is_read_as_far_as_notes_use_it() -> None:
    blocks = shown("<details>\n  <summary>접힌 <b>글</b></summary>\n  하나 &amp; 둘<br/>셋\n</details>\n<!-- 숨긴 -->")
    assert outline(blocks) == [["접힌 글\n하나 & 둘\n셋"]]


def test_a_comment_that_does_not_end_hides_the_rest() -> None:
    assert outline(shown("앞\n\n<!-- 초안\n\n뒤")) == [["앞"]]


def test_every_part_of_a_long_paragraph_fits_into_a_block_and_no_word_is_lost() -> None:
    sentence = "컨테이너 **이미지**를 `docker build`로 만듭니다. "
    for markdown in (sentence * 400, f"- {sentence * 400}\n- 끝", f"> {sentence * 400}", "가" * 9000):
        blocks = shown(markdown)
        assert max(text_length([block]) for block in blocks) <= 3_000
        assert words(blocks).count("이미지") == markdown.count("이미지")
        assert words(blocks).count("가") == markdown.count("가")


def test_a_long_list_is_cut_between_items_and_goes_on_counting() -> None:
    blocks = shown("\n".join(f"{number}. 항목 {number} [문서](https://a.io/{number})" for number in range(1, 300)))
    assert len(blocks) > 1
    assert [line for lines in outline(blocks) for line in lines] == [
        f"{number}. 항목 {number} 문서" for number in range(1, 300)
    ]


def test_code_longer_than_a_message_stays_whole() -> None:
    long = "x" * 100 + "\n" + "y" * 12_000
    blocks = shown(f"- 앞\n  ```\n  {long[:101]}  {long[101:]}\n  ```\n- 뒤")
    assert code(blocks) == [long]
    assert outline(blocks)[0] == ["• 앞"]
    assert outline(blocks)[2] == ["• 뒤"]


def test_code_inside_a_line_is_not_cut_either() -> None:
    long = "x " * 2_000 + "x"
    assert long in [node.get("text") for node in nodes(shown(f"앞 `{long}` 뒤"))]


MARKDOWN = st.lists(
    st.sampled_from(
        [
            "- ", "  - ", "1. ", "   ", "> ", "# ", "```", "~~~", "\n", "\n\n", "|", "|-|:-:|\n", "**", "*", "~~", "`",
            "[a](b)", "](", "![", "![x](y.png)", "<br>", "<!here>", "<@U1>", "@channel", "<img src=a>",
            "<a href='", "</a>",
            "https://a.io/b", "&amp;", "&nbsp;", "가나", "word", "\t", "    ", "---\n", "\\", "\x1b", "<pre>",
            "<!--", "-->", "👩‍💻",
        ]
    ),
    max_size=40,
).map("".join)  # fmt: skip


@given(MARKDOWN, st.sampled_from(SURFACES))
def test_any_markdown_gives_blocks_that_slack_takes(markdown: str, surface: Surface) -> None:
    blocks = shown(markdown, surface)
    assert refused(blocks, surface) == []
    assert not MESSAGE_BUDGET.after(blocks).is_overdrawn


@given(MARKDOWN)
def test_every_surface_has_as_many_blocks(markdown: str) -> None:
    assert len({len(shown(markdown, surface)) for surface in SURFACES}) == 1


@given(st.lists(st.text(alphabet="ab가나 \n\t`*_<>&#-|", min_size=1, max_size=60), min_size=1, max_size=4))
def test_every_fence_is_there_to_the_letter(codes: list[str]) -> None:
    fence = "`" * 61
    markdown = "\n\n".join(f"글\n\n{fence}\n{each}\n{fence}" for each in codes)
    assert code(shown(markdown)) == codes


@given(st.lists(st.text(alphabet="ab 가나.", min_size=1, max_size=2000).filter(str.strip), max_size=8))
def test_every_paragraph_is_there(paragraphs: list[str]) -> None:
    def squeezed(text: str) -> str:
        return "".join(text.split())

    blocks = shown("\n\n".join(map(str.strip, paragraphs)))
    assert squeezed(words(blocks)) == squeezed("".join(paragraphs))
    assert all(text_length([block]) <= 3_000 for block in blocks)


@given(st.text(alphabet='가 `*"\\<[]()\n-1.>', min_size=2000, max_size=6000))
def test_no_block_but_code_is_larger_than_a_part_of_a_message(markdown: str) -> None:
    for block in shown(markdown):
        leaves = [node for node in nodes(block) if isinstance(node.get("text"), str)]
        assert len(leaves) <= 1 or not Budget(1, 3_000, 6_200).after([block]).is_overdrawn
