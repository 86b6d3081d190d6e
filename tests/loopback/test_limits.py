from __future__ import annotations

from typing import Any

import pytest

from tests.loopback.limits import sizes, view_violations, violations

Json = dict[str, Any]


def plain(text: str) -> Json:
    return {"type": "plain_text", "text": text}


def mrkdwn(text: str) -> Json:
    return {"type": "mrkdwn", "text": text}


def section(**fields: Any) -> Json:
    return {"type": "section", **({"text": mrkdwn("네")} | fields)}


def actions(*elements: Json) -> Json:
    return {"type": "actions", "elements": list(elements)}


def button(**fields: Any) -> Json:
    return {"type": "button", "text": plain("더 보기"), "action_id": "more", **fields}


def options(count: int) -> list[Json]:
    return [{"text": plain(f"{at}번"), "value": str(at)} for at in range(count)]


def rich(*elements: Json) -> Json:
    return {"type": "rich_text", "elements": list(elements)}


def rich_section(*elements: Json) -> Json:
    return {"type": "rich_text_section", "elements": list(elements)}


def rich_list(*items: Json, **fields: Any) -> Json:
    return {"type": "rich_text_list", "style": "bullet", "elements": list(items), **fields}


def typed(text: str, **fields: Any) -> Json:
    return {"type": "text", "text": text, **fields}


def link(url: str) -> Json:
    return {"type": "link", "url": url}


def code(*elements: Json) -> Json:
    return {"type": "rich_text_preformatted", "elements": list(elements)}


def image(**fields: Any) -> Json:
    return {"type": "image", "image_url": "https://example.com/a.png", "alt_text": "그림", **fields}


def table(*rows: int, text: str = "칸", **fields: Any) -> Json:
    return {"type": "table", "rows": [[{"type": "raw_text", "text": text}] * cells for cells in rows], **fields}


def field(**fields: Any) -> Json:
    return {
        "type": "input",
        "label": plain("질문"),
        "element": {"type": "plain_text_input", "action_id": "q"},
        **fields,
    }


def context_actions(*elements: Json) -> Json:
    return {"type": "context_actions", "elements": list(elements)}


TRASH = {"type": "icon_button", "icon": "trash", "text": plain("지우기"), "action_id": "remove"}
ITEM = rich_section(typed("하나"))


@pytest.mark.parametrize(
    "block",
    [
        section(text=mrkdwn("가" * 3_000)),
        section(text=plain("a"), accessory=button()),
        {"type": "section", "fields": [mrkdwn("가" * 2_000)] * 10},
        section(accessory={"type": "overflow", "action_id": "o", "options": options(5)}),
        section(accessory=image()),
        {"type": "header", "text": plain("가" * 150)},
        {"type": "divider", "block_id": "b" * 255},
        {"type": "context", "elements": [mrkdwn("네")] * 9 + [image()]},
        actions(*(button(action_id=f"a{at}", text=plain("가" * 75), value="v" * 2_000) for at in range(25))),
        actions({"type": "static_select", "action_id": "s", "options": options(100), "initial_option": options(1)[0]}),
        actions({"type": "checkboxes", "action_id": "c", "options": options(10)}),
        image(alt_text="가" * 2_000),
        rich(rich_section(typed("굵게", style={"bold": True}), link("mailto:jun@example.com"))),
        rich(rich_list(ITEM, indent=8, offset=3, border=1), code(typed("a\tb\n"))),
        rich({"type": "rich_text_quote", "elements": [typed("말"), {"type": "emoji", "name": "wave"}]}),
    ],
)
@pytest.mark.parametrize("surface", ["message", "modal", "home"])
def test_a_payload_at_its_limits_is_well(block: Json, surface: str) -> None:
    assert violations([block], surface) == []


@pytest.mark.parametrize(
    ("block", "wrong"),
    [
        (section(text=mrkdwn("가" * 3_001)), "/blocks/0/text/text: 3001 characters"),
        (section(text=mrkdwn("")), "/blocks/0/text/text: 0 characters"),
        ({"type": "section"}, "needs 'text' or 'fields'"),
        ({"type": "section", "fields": [mrkdwn("네")] * 11}, "/blocks/0/fields: 11 items"),
        ({"type": "section", "fields": [mrkdwn("가" * 2_001)]}, "/blocks/0/fields/0/text: 2001"),
        (section(texts=mrkdwn("네")), "has no field 'texts'"),
        (section(block_id="b" * 256), "/blocks/0/block_id: 256"),
        (section(text=mrkdwn("네") | {"emoji": True}), "has no field 'emoji'"),
        ({"type": "header", "text": plain("가" * 151)}, "/blocks/0/text/text: 151"),
        ({"type": "header", "text": mrkdwn("네")}, "type 'mrkdwn' is not allowed here"),
        ({"type": "context", "elements": [mrkdwn("네")] * 11}, "/blocks/0/elements: 11 items"),
        (actions(), "/blocks/0/elements: 0 items"),
        (actions(*(button(action_id=f"a{at}") for at in range(26))), "26 items"),
        (actions(button(), button()), "action_id 'more' stands twice"),
        (actions(button(text=plain("가" * 76))), "/blocks/0/elements/0/text/text: 76"),
        (actions(button(text=mrkdwn("네"))), "type 'mrkdwn'"),
        (actions(button(value="v" * 2_001)), "/value: 2001"),
        (actions(button(value=7)), "/value: must be a string"),
        (actions(button(url="https://" + "u" * 3_000)), "/url: 3008"),
        (actions(button(style="default")), "'default' is none of"),
        (actions(button(action_id="a" * 256)), "/action_id: 256"),
        (actions(TRASH), "type 'icon_button' is not allowed here"),
        (actions({"type": "overflow", "action_id": "o", "options": options(6)}), "/options: 6 items"),
        (actions({"type": "checkboxes", "action_id": "c", "options": options(11)}), "/options: 11 items"),
        (actions({"type": "static_select", "action_id": "s", "options": options(101)}), "/options: 101 items"),
        (actions({"type": "static_select", "action_id": "s"}), "needs either 'options' or 'option_groups'"),
        (
            actions(
                {"type": "radio_buttons", "action_id": "r", "options": options(1), "initial_option": options(2)[1]}
            ),
            "an initial option is none of the options",
        ),
        (
            actions({"type": "static_select", "action_id": "s", "options": [{"text": plain("가" * 76), "value": "1"}]}),
            "/options/0/text/text: 76",
        ),
        ({"type": "image", "image_url": "https://example.com/a.png"}, "needs 'alt_text'"),
        (image(alt_text=""), "/alt_text: 0"),
        ({"type": "image", "alt_text": "그림"}, "needs either 'image_url' or 'slack_file'"),
        (image(image_url="img/a.png"), "must be an address"),
        (rich(), "/blocks/0/elements: 0 items"),
        (rich(rich_section()), "/elements/0/elements: 0 items"),
        (rich(rich_section(typed(""))), "/text: 0 characters"),
        (rich(rich_section(typed("네", style={"bold": 1}))), "1 is none of"),
        (rich(rich_section(typed("네", style={"red": True}))), "has no field 'red'"),
        (rich(rich_section(link("javascript:alert(1)"))), "must be an address"),
        (rich(rich_section(link("https://" + "u" * 3_000))), "/url: 3008"),
        (rich(rich_list(code(typed("a")))), "type 'rich_text_preformatted' is not allowed here"),
        (rich(rich_list(ITEM, indent=9)), "9 is no whole number from 0 to 8"),
        (rich(rich_list(ITEM, style="dash")), "'dash' is none of"),
        (rich(code({"type": "user", "user_id": "U1"})), "type 'user' is not allowed here"),
        ({"type": "rich_texts"}, "type 'rich_texts' is not allowed here"),
        ("네", "type None is not allowed here"),
    ],
)
@pytest.mark.parametrize("surface", ["message", "modal", "home"])
def test_what_slack_would_refuse_is_found(block: Any, wrong: str, surface: str) -> None:
    found = violations([block], surface)
    assert any(wrong in one for one in found), found


@pytest.mark.parametrize(
    ("block", "surfaces"),
    [
        (table(2, 2), {"message"}),
        (context_actions(TRASH), {"message"}),
        ({"type": "markdown", "text": "# 제목"}, {"message"}),
        ({"type": "alert", "text": plain("없습니다"), "level": "warning"}, {"modal"}),
        (field(), {"modal", "home"}),
    ],
)
def test_a_block_stands_only_where_slack_has_it(block: Json, surfaces: set[str]) -> None:
    assert {one for one in ("message", "modal", "home") if not violations([block], one)} == surfaces


@pytest.mark.parametrize(("surface", "most"), [("message", 50), ("modal", 100), ("home", 100)])
def test_blocks_are_counted(surface: str, most: int) -> None:
    assert violations([{"type": "divider"}] * most, surface) == []
    assert violations([{"type": "divider"}] * (most + 1), surface) != []


def test_block_ids_are_unique() -> None:
    assert violations([section(block_id="b")] * 2, "home") == ["/blocks: block_id 'b' stands twice"]


@pytest.mark.parametrize(
    ("block", "wrong"),
    [
        (table(*[20] * 100, column_settings=[None, {"align": "right", "is_wrapped": True}]), None),
        (table(*[1] * 101), "/rows: 101 items"),
        (table(21), "/rows/0: 21 items"),
        (table(2, 3), "must all have the same number of cells"),
        (table(1, text=""), "/text: 0 characters"),
        (table(*[2] * 3, text="가" * 1_700), "10200 characters in all cells"),
        (table(1, column_settings=[{"align": "middle"}]), "'middle' is none of"),
    ],
)
def test_a_table_keeps_its_measures(block: Json, wrong: str | None) -> None:
    found = violations([block], "message")
    assert any(wrong in one for one in found) if wrong else found == []


def test_a_message_has_one_table_and_so_much_markdown() -> None:
    assert violations([table(1), table(1)], "message") == ["/blocks: only_one_table_allowed"]
    markdown = [{"type": "markdown", "text": "가" * 6_001}]
    assert violations(markdown, "message") == []
    assert "12000 characters together" in violations(markdown * 2, "message")[0]


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({}, None),
        ({"submit": None}, "/submit: type None is not allowed here"),
        ({"title": plain("가" * 25)}, "/title/text: 25"),
        ({"title": mrkdwn("네")}, "/title: type 'mrkdwn'"),
        ({"close": plain("가" * 25)}, "/close/text: 25"),
        ({"private_metadata": "x" * 3_001}, "/private_metadata: 3001"),
        ({"callback_id": "x" * 256}, "/callback_id: 256"),
        ({"color": "red"}, "has no field 'color'"),
        ({"blocks": [table(1)]}, "type 'table' is not allowed here"),
        ({"blocks": [field(element={"type": "plain_text_input", "initial_value": "가" * 3_001})]}, "3001"),
    ],
)
def test_a_modal_is_checked_as_a_whole(fields: Json, wrong: str | None) -> None:
    view = {"type": "modal", "title": plain("질문"), "submit": plain("보내기"), "blocks": [field()]} | fields
    found = view_violations(view)
    assert any(wrong in one for one in found) if wrong else found == []


def test_inputs_need_a_submit_button() -> None:
    view = {"type": "modal", "title": plain("질문"), "blocks": [field()]}
    assert view_violations(view) == ["/submit: a modal with input blocks needs it"]
    assert view_violations({"type": "home", "blocks": [field()]}) == []


def test_all_blocks_together_are_measured() -> None:
    assert sizes([section(text=mrkdwn("가" * 3_000))] * 3) == []
    assert sizes([section(text=mrkdwn("가" * 2_400))] * 4) == ["/blocks: 9600 characters of text, allowed are 9500"]
    assert "characters of JSON" in sizes([actions(*[button(value="v" * 2_000)] * 8)])[0]
