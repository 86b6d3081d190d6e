"""Pictures as image blocks, and as links where Slack cannot fetch them."""

from __future__ import annotations

from collections.abc import Iterable

from bot.slack.blocks.addresses import web_address
from bot.slack.blocks.inline import Picture
from bot.slack.blocks.model import Block
from bot.slack.blocks.rich_text import link, paragraph
from bot.slack.blocks.wording import clip

LONGEST_ALT = 2_000  # docs.slack.dev/reference/block-kit/blocks/image-block


def picture_block(picture: Picture, *, base: str | None, alt: str) -> Block:
    """The picture; without an address that Slack can use, its alt text as a paragraph."""
    url = web_address(picture.url, base)
    words = clip(picture.alt.strip() or alt, LONGEST_ALT)
    return {"type": "image", "image_url": url, "alt_text": words} if url else paragraph(words)


def without_pictures(blocks: Iterable[Block], label: str) -> list[Block]:
    """The blocks with a link in place of each image, called by the label and its alt text.

    Slack refuses a whole message for one picture that it cannot fetch.
    """
    return [_as_link(block, label) if block["type"] == "image" else block for block in blocks]


def _as_link(image: Block, label: str) -> Block:
    alt = image["alt_text"]
    return paragraph(link(image["image_url"], label if alt == label else f"{label}: {alt}"))
