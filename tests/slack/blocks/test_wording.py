from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.slack.blocks.wording import clip, escape, fallback, plain


def test_mrkdwn_cannot_ping() -> None:
    assert escape("<!here> & <@U1>") == "&lt;!here&gt; &amp; &lt;@U1&gt;"
    assert fallback("<!here>") == "&lt;!here&gt;"


def test_a_text_that_fits_stays_whole() -> None:
    assert clip("컨테이너 포트", 7) == "컨테이너 포트"


def test_a_text_is_cut_behind_a_word() -> None:
    assert clip("컨테이너 포트를 여는 법", 10) == "컨테이너 포트를…"
    assert clip("컨테이너 포트를 여는 법", 9) == "컨테이너 포트를…"
    assert clip("컨테이너 포트를 여는 법", 8) == "컨테이너…"


def test_one_long_word_is_cut_where_it_must_be() -> None:
    assert clip("가" * 100, 75) == "가" * 74 + "…"
    assert clip(" " * 100, 75) == "…"


@given(st.text(alphabet="ab <>&가\n", max_size=4000), st.integers(1, 3000))
def test_no_text_is_longer_than_asked(text: str, most: int) -> None:
    assert len(clip(text, most)) <= most
    assert len(fallback(text)) <= 3000


@pytest.mark.parametrize("filler", ["x" * 2996, "x" * 2997, "x" * 2998])
def test_a_fallback_ends_in_no_half_escape(filler: str) -> None:
    said = fallback(filler + "<<<<")
    assert said.removesuffix("…").removesuffix("&lt;") == filler


def test_an_escape_like_word_at_the_end_stays() -> None:
    assert fallback("a &amp…") == "a &amp;amp…"


def test_plain_text_is_never_empty_and_shows_control_characters_as_unknown() -> None:
    assert plain(" ") == {"type": "plain_text", "text": "…", "emoji": False}
    assert plain("a\x1bb\r\n", 150)["text"] == "a\ufffdb\n"
