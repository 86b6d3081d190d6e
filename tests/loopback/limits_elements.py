"""Limits of interactive elements (https://docs.slack.dev/reference/block-kit/block-elements)."""

from __future__ import annotations

from typing import Any

from tests.loopback.limits_text import plain, text
from tests.loopback.shapes import (
    Path,
    Rule,
    anything,
    boolean,
    by_type,
    listed,
    one_of,
    shape,
    string,
    told,
    url,
    whole,
)

ID = string(255)
_LABEL = string(75)
_STYLE = one_of("primary", "danger")
_CONFIRM = shape({"title": plain(100), "text": text(300), "confirm": plain(30), "deny": plain(30)}, {"style": _STYLE})
# https://docs.slack.dev/reference/block-kit/composition-objects/option-object
_OPTION_FIELDS = {"text": plain(75), "value": string(150)}
_OPTION = shape(_OPTION_FIELDS, {"description": plain(75)})
_RICH_OPTION = shape({"text": text(75), "value": string(150)}, {"description": text(75)})
_OVERFLOW_OPTION = shape(_OPTION_FIELDS, {"description": plain(75), "url": url(3_000, "http", "https", "mailto")})
_GROUP = shape({"label": plain(75), "options": listed(_OPTION, 100)})
_SHARED = {"action_id": ID, "confirm": _CONFIRM, "focus_on_load": boolean}
_SELECT = {**_SHARED, "placeholder": plain(150)}
_DISPATCH = shape(
    {"trigger_actions_on": listed(one_of("on_enter_pressed", "on_character_entered"), 2)},
)
_TEXT_INPUT = {
    "action_id": ID,
    "placeholder": plain(150),
    "focus_on_load": boolean,
    "dispatch_action_config": _DISPATCH,
}
_FEEDBACK = shape({"text": plain(75), "value": string(2_000)}, {"accessibility_label": _LABEL})
IMAGE = shape({"alt_text": string(2_000)}, {"image_url": url(3_000, "http", "https"), "slack_file": anything})


def _choices(required: dict[str, Rule], optional: dict[str, Rule]) -> Rule:
    """A menu whose initial options are among its options."""
    rule = shape(required, {**optional, "initial_option": anything, "initial_options": anything})

    def check(value: Any, path: Path, found: list[str]) -> None:
        before = len(found)
        rule(value, path, found)
        if len(found) > before:
            return
        groups = [value.get("options", []), *(group["options"] for group in value.get("option_groups", []))]
        there = [one for group in groups for one in group]
        initial = [value["initial_option"]] if "initial_option" in value else value.get("initial_options", [])
        if any(one not in there for one in initial):
            found.append(f"{told(path)}: an initial option is none of the options")
        if bool(value.get("options")) == bool(value.get("option_groups")):
            found.append(f"{told(path)}: needs either 'options' or 'option_groups'")

    return check


def _text_field(value: Any, path: Path, found: list[str]) -> None:
    most = value.get("max_length", 3_000)
    shape(
        {},
        {
            **_TEXT_INPUT,
            "multiline": boolean,
            "min_length": whole(0, 3_000),
            "max_length": whole(1, 3_000),
            "initial_value": string(most if most.__class__ is int else 3_000, 0),
        },
    )(value, path, found)


_MENU = {"options": listed(_OPTION, 100), "option_groups": listed(_GROUP, 100)}
_MULTI = {"max_selected_items": whole(1, 100)}
BUTTON = shape(
    {"text": plain(75)},
    {
        "action_id": ID,
        "value": string(2_000),
        "url": url(3_000, "http", "https", "mailto"),
        "style": _STYLE,
        "confirm": _CONFIRM,
        "accessibility_label": _LABEL,
    },
)
_LISTS: dict[str, Rule] = {
    "static_select": _choices({}, {**_SELECT, **_MENU}),
    "external_select": shape({}, {**_SELECT, "initial_option": _OPTION, "min_query_length": whole(0, 100)}),
    "users_select": shape({}, {**_SELECT, "initial_user": ID}),
    "channels_select": shape({}, {**_SELECT, "initial_channel": ID, "response_url_enabled": boolean}),
    "conversations_select": shape(
        {},
        {
            **_SELECT,
            "initial_conversation": ID,
            "default_to_current_conversation": boolean,
            "response_url_enabled": boolean,
            "filter": anything,
        },
    ),
    "radio_buttons": _choices({"options": listed(_RICH_OPTION, 10)}, _SHARED),
    "checkboxes": _choices({"options": listed(_RICH_OPTION, 10)}, _SHARED),
    "datepicker": shape({}, {**_SELECT, "initial_date": string(10)}),
    "timepicker": shape({}, {**_SELECT, "initial_time": string(5), "timezone": _LABEL}),
    "datetimepicker": shape({}, {**_SHARED, "initial_date_time": whole(0, 9_999_999_999)}),
}
_MULTIS: dict[str, Rule] = {
    "multi_static_select": _choices({}, {**_SELECT, **_MENU, **_MULTI}),
    "multi_users_select": shape({}, {**_SELECT, **_MULTI, "initial_users": listed(ID, 100)}),
    "multi_channels_select": shape({}, {**_SELECT, **_MULTI, "initial_channels": listed(ID, 100)}),
    "multi_conversations_select": shape({}, {**_SELECT, **_MULTI, "initial_conversations": listed(ID, 100)}),
}
_OVERFLOW = shape({"options": listed(_OVERFLOW_OPTION, 5)}, {"action_id": ID, "confirm": _CONFIRM})
_TYPED: dict[str, Rule] = {
    "plain_text_input": _text_field,
    "email_text_input": shape({}, {**_TEXT_INPUT, "initial_value": string(3_000, 0)}),
    "url_text_input": shape({}, {**_TEXT_INPUT, "initial_value": string(3_000, 0)}),
    "number_input": shape(
        {"is_decimal_allowed": boolean},
        {**_TEXT_INPUT, "initial_value": string(100), "min_value": string(100), "max_value": string(100)},
    ),
    "rich_text_input": shape({}, {**_TEXT_INPUT, "initial_value": anything}),
}
IN_INPUT = by_type({**_LISTS, **_MULTIS, **_TYPED})
IN_ACTIONS = by_type({**_LISTS, "button": BUTTON, "overflow": _OVERFLOW})
IN_SECTION = by_type({**_LISTS, **_MULTIS, "button": BUTTON, "overflow": _OVERFLOW, "image": IMAGE})
IN_CONTEXT_ACTIONS = by_type(
    {
        "feedback_buttons": shape({"positive_button": _FEEDBACK, "negative_button": _FEEDBACK}, {"action_id": ID}),
        "icon_button": shape(
            {"icon": one_of("trash"), "text": plain(75)},
            {
                "action_id": ID,
                "accessibility_label": _LABEL,
                "value": string(2_000),
                "visible_to_user_ids": listed(ID, 10),
                "confirm": _CONFIRM,
            },
        ),
    }
)
