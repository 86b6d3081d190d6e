"""A message as the bot sends it."""

from __future__ import annotations

from dataclasses import dataclass, field

from bot.slack.blocks.model import Block


@dataclass(frozen=True, slots=True)
class Message:
    """Blocks for the screen; `text` for notifications and screen readers, escaped for Slack."""

    text: str
    blocks: list[Block] = field(default_factory=list)
