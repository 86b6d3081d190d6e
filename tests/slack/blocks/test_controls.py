from __future__ import annotations

from bot.slack.blocks.controls import actions, button, context, divider, header, plain_section


def test_a_button_has_what_it_was_given_and_nothing_else() -> None:
    assert button("열기", "open") == {
        "type": "button",
        "text": {"type": "plain_text", "text": "열기", "emoji": False},
        "action_id": "open",
    }
    full = button("문서", "doc", value="port1", url="https://example.com", style="primary")
    assert (full["value"], full["url"], full["style"]) == ("port1", "https://example.com", "primary")


def test_labels_and_headings_are_cut_to_slacks_limits() -> None:
    assert len(button("질문 " * 60, "open")["text"]["text"]) <= 75
    assert len(header("제목 " * 60)["text"]["text"]) <= 150


def test_blocks_around_an_answer_show_texts_as_they_are() -> None:
    assert context("<!here>", "둘")["elements"][0]["text"] == "<!here>"
    assert actions(button("하나", "a"), button("둘", "b"))["elements"][1]["action_id"] == "b"
    assert plain_section("*글*", accessory=button("열기", "open"))["accessory"]["action_id"] == "open"
    assert divider() == {"type": "divider"}
