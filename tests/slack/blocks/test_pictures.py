from __future__ import annotations

import pytest

from bot.slack.blocks.addresses import web_address
from bot.slack.blocks.inline import Picture
from bot.slack.blocks.pictures import picture_block, without_pictures
from bot.slack.blocks.rich_text import link, paragraph
from tests.slack.blocks.reading import shown


def test_a_picture_that_slack_cannot_fetch_becomes_a_link_in_its_place() -> None:
    blocks = shown("앞\n\n![구조](img/a.png)\n\n![](b.png)")
    assert without_pictures(blocks, "picture") == [
        paragraph("앞"),
        paragraph(link("https://example.com/qna/img/a.png", "picture: 구조")),
        paragraph(link("https://example.com/qna/b.png", "picture")),
    ]


def test_alt_texts_are_cut_to_slacks_limit() -> None:
    block = picture_block(Picture("그림 " * 2000, "https://example.com/a.png"), base=None, alt="그림")
    assert 1900 < len(block["alt_text"]) <= 2000


@pytest.mark.parametrize(
    ("url", "address"),
    [
        ("https://a.io/%EC%98%88?x=[1]", "https://a.io/%EC%98%88?x=[1]"),
        ("HTTP://A.io", "HTTP://A.io"),
        ("img/그림 1.png", "https://e.io/qna/img/그림%201.png"),
        ("//cdn.io/a.png", "https://cdn.io/a.png"),
        ("mailto:jun@example.com", None),
        ("https://a.io/\u202ex", None),
        ("https://a.io/<b>", None),
        ("https://[a.io/", None),
    ],
)
def test_only_addresses_of_the_web_are_for_pictures_and_buttons(url: str, address: str | None) -> None:
    assert web_address(url, "https://e.io/qna") == address
