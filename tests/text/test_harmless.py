from __future__ import annotations

from bot.text.harmless import harmless


def test_control_and_bidi_characters_are_made_visible() -> None:
    assert harmless("a\x1b[2J\u202eb\r\nc\td") == "a\ufffd[2J\ufffdb\nc\td"
