"""Finding the interactive elements in blocks, and what a person has put into them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tests.loopback.records import Json

Values = dict[str, dict[str, Json]]  # block_id -> action_id -> what the element holds

# what an element holds: the key in state and actions, the key of its initial value
HOLDS = {
    "plain_text_input": ("value", "initial_value"),
    "email_text_input": ("value", "initial_value"),
    "url_text_input": ("value", "initial_value"),
    "number_input": ("value", "initial_value"),
    "rich_text_input": ("rich_text_value", "initial_value"),
    "static_select": ("selected_option", "initial_option"),
    "external_select": ("selected_option", "initial_option"),
    "radio_buttons": ("selected_option", "initial_option"),
    "users_select": ("selected_user", "initial_user"),
    "channels_select": ("selected_channel", "initial_channel"),
    "conversations_select": ("selected_conversation", "initial_conversation"),
    "checkboxes": ("selected_options", "initial_options"),
    "multi_static_select": ("selected_options", "initial_options"),
    "multi_users_select": ("selected_users", "initial_users"),
    "multi_channels_select": ("selected_channels", "initial_channels"),
    "multi_conversations_select": ("selected_conversations", "initial_conversations"),
    "datepicker": ("selected_date", "initial_date"),
    "timepicker": ("selected_time", "initial_time"),
    "datetimepicker": ("selected_date_time", "initial_date_time"),
}


def elements(blocks: Iterable[Json]) -> Iterator[tuple[Json, Json]]:
    """Each interactive element with its block."""
    for block in blocks:
        held = [block.get("element"), block.get("accessory")]
        if block["type"] in {"actions", "context_actions"}:
            held += block["elements"]
        yield from ((block, element) for element in held if element and element["type"] != "image")


def find(blocks: Iterable[Json], action_id: str, block_id: str | None, value: str | None) -> tuple[Json, Json]:
    """The element that a person means; several of one action_id are told apart by block_id or value."""
    there = list(elements(blocks))
    same = [(b, e) for b, e in there if e.get("action_id") == action_id and block_id in {None, b["block_id"]}]
    meant = [(b, e) for b, e in same if e.get("value") == value] if len(same) > 1 else same
    if len(meant) != 1:
        known = [(e.get("action_id"), e.get("value")) for _, e in there]
        raise LookupError(f"{len(meant)} elements are {action_id!r} (value {value!r}); there are {known}")
    return meant[0]


def values_of(blocks: Iterable[Json], before: Values) -> Values:
    """What the elements of a view hold: what stood there before under the same ids, else the initial values."""
    values: Values = {}
    for block, element in elements(blocks):
        kind = element["type"]
        if kind not in HOLDS:
            continue
        key, initial = HOLDS[kind]
        held = before.get(block["block_id"], {}).get(element["action_id"])
        if held is None or held["type"] != kind:
            held = {"type": kind, key: element.get(initial, [] if key.endswith("s") else None)}
        values.setdefault(block["block_id"], {})[element["action_id"]] = held
    return values


def pressed(element: Json, value: str | None) -> Json:
    """What an action tells beside its ids: the button's value, or the option or person chosen."""
    kind = element["type"]
    if kind == "feedback_buttons":
        return _feedback(element, value)
    if kind == "overflow":
        return {"selected_option": option(element, value)}
    if kind in {"button", "icon_button", "workflow_button"}:
        return {key: element[key] for key in ("text", "value", "style") if key in element}
    return {HOLDS[kind][0]: chosen(element, value)}


def chosen(element: Json, value: str | None) -> object:
    """What an input holds once a person has chosen or typed this; several options are parted by commas."""
    key = HOLDS[element["type"]][0]
    if key == "selected_option":
        return None if value is None else option(element, value)
    if key == "selected_options":
        return [option(element, one) for one in value.split(",")] if value else []
    if key.endswith("s"):
        return value.split(",") if value else []
    return value


def option(element: Json, value: str | None) -> Json:
    """The option with this value."""
    groups = [element.get("options", []), *(group["options"] for group in element.get("option_groups", []))]
    there: list[Json] = [one for group in groups for one in group]
    for one in there:
        if one["value"] == value:
            return one
    raise LookupError(f"no option {value!r}; there are {[one['value'] for one in there]}")


def _feedback(element: Json, value: str | None) -> Json:
    buttons: list[Json] = [element["positive_button"], element["negative_button"]]
    for button in buttons:
        if button["value"] == value:
            return {"value": value, "text": button["text"]}
    raise LookupError(f"no feedback {value!r}; there are {[button['value'] for button in buttons]}")
