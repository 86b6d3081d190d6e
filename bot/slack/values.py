"""What buttons carry: an action's name, and the ids it is about.

Whatever comes back may be forged or years old. A value only says what to look up; whether the person may do it
is decided by what the journal and the knowledge base say. Entries and topics are no secret: whoever knows the id of
one may read it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from enum import StrEnum
from typing import Any

LONGEST = 2_000  # a button's value: docs.slack.dev/reference/block-kit/block-elements/button-element


class Action(StrEnum):
    """Every action that the bot's messages and views offer; a number may follow after a colon."""

    LINK = "link"  # opens an address; Slack tells of it all the same
    RATE = "rate"
    OTHERS = "others"
    READ_ON = "read_on"
    OPEN_ENTRY = "open_entry"
    CHOOSE = "choose"
    NONE_OF_THESE = "none_of_these"
    HAND_OVER = "hand_over"
    ME_TOO = "me_too"
    TELL_ME = "tell_me"
    ANSWER_ASK = "answer_ask"
    SHARE = "share"
    REMOVE = "remove"
    OPEN_TOPIC = "open_topic"
    PAGE = "page"
    CHOOSE_COURSE = "choose_course"
    ASK_IN = "ask_in"  # this and the next three: in the course that was chosen
    SEARCH_IN = "search_in"
    TOPICS_IN = "topics_in"
    FIND_IN = "find_in"
    ASSIGN_CHANNEL = "assign_channel"
    ASK_TYPED = "ask_typed"
    HOME_SEARCH = "home_search"
    HOME_COURSE = "home_course"
    FORGET_ME = "forget_me"


def numbered(action: Action, number: int) -> str:
    """The action_id of one of several alike: ids must differ within a block."""
    return f"{action}:{number}"


def pack(**values: str | int | None) -> str:
    """A button's value, or a view's private metadata."""
    return json.dumps({key: value for key, value in values.items() if value is not None}, ensure_ascii=False)


def unpack(value: object) -> Mapping[str, Any]:
    """What `pack` packed; empty for anything else, and without what `pack` would not have packed."""
    try:
        found = json.loads(str(value or "{}")[:LONGEST])
    except (ValueError, RecursionError):
        return {}
    return {key: each for key, each in found.items() if _is_plain(each)} if isinstance(found, dict) else {}


def _is_plain(value: object) -> bool:
    """A number, or words without the letters that a database refuses: NUL, halves of surrogate pairs."""
    return isinstance(value, int) or (isinstance(value, str) and value.isprintable())
