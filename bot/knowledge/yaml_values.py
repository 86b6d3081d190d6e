"""How a scalar of a file becomes a value of the model: text, day, number, choice, link, terms, Slack ids.

These are the validators of the models in `files`. They take a located `Scalar` (or a plain value, when a
model is made in code) and raise pydantic's custom error with a problem and a remedy.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches
from enum import StrEnum

from pydantic import ValidationInfo
from pydantic_core import PydanticCustomError

from bot.knowledge.model import Problem, Severity
from bot.knowledge.tidy import one_line
from bot.knowledge.yaml_errors import Lines, has_bidi
from bot.knowledge.yaml_nodes import Scalar, kind

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_MARKDOWN_LINK = re.compile(r"\[(?P<text>.*)\]\(<?(?P<url>\S+?)>?\)")
# As Slack writes ids: members, user groups, channels (private ones of old begin with G).
_MEMBERS_ID = re.compile(r"[UWSCG][A-Z0-9]{2,}")
_PERSON = re.compile(r"@.*|[UW][A-Z0-9]{2,}")
_CHANNEL_NAME = re.compile(r"#?[^\s#@<>/:]+")
_CALLED = {list: "a list", dict: "keys and values"}
_READ_AS = {"int": "a number", "float": "a number", "timestamp": "a date"}


@dataclass(frozen=True, slots=True)
class Reading:
    """The validation context: where warnings go, and how to tell their line."""

    lines: Lines
    warnings: list[Problem] = field(default_factory=list)


def wrong(problem: str, remedy: str) -> PydanticCustomError:
    """The error of a validator, with its remedy."""
    return PydanticCustomError("wrong", "{problem}", {"problem": problem, "remedy": remedy})


def to_text(value: object, info: ValidationInfo) -> object:
    """The text as written.

    `no` and `yes` without quotes are refused, since YAML takes them for true and false; a number or a
    date without quotes is taken as the text it is, with a warning.
    """
    if isinstance(value, (list, dict)):
        read_as = _CALLED[type(value)]
        raise wrong(f"this must be a text, but YAML reads it as {read_as}", "Write `|` after the key and indent it.")
    if isinstance(value, Scalar):
        _check_kind(value, info)
        value = value.value
    if isinstance(value, str) and has_bidi(value):
        raise wrong("the text holds an invisible character that turns the direction of writing", "Delete it.")
    return value


def to_needed_text(value: object, info: ValidationInfo) -> object:
    """A text that must say something."""
    text = to_text(value, info)
    if text is None or (isinstance(text, str) and not one_line(text)):
        raise wrong("this must be a text, but it is empty", "Write the text, or take the key out.")
    return text


def _check_kind(scalar: Scalar, info: ValidationInfo) -> None:
    read_as = kind(scalar)
    if read_as == "str":
        return
    raw = one_line(scalar.value)
    if read_as == "bool":
        meaning = "true" if raw.lower() in {"yes", "on", "true"} else "false"
        raise wrong(f"YAML reads `{raw}` as {meaning}, not as a text", f'Put it in quotes: "{raw}".')
    problem = f"YAML reads `{raw}` as {_READ_AS.get(read_as, 'a special value')}; it is taken as a text"
    _warn(scalar, info, problem, f'Put it in quotes: "{raw}".')


def to_day(value: object) -> object:
    """A day such as 2024-03-01."""
    if not isinstance(value, Scalar):
        return value
    raw = value.value.strip()
    if _DAY.fullmatch(raw):
        with suppress(ValueError):  # 2024-02-30
            return date.fromisoformat(raw)
    raise wrong(f"`{raw}` is not a day", "Write year, month and day, such as 2024-03-01.")


def whole_number(name: str, least: int, most: int | None = None) -> Callable[[object], object]:
    """A validator for a whole number from `least` to `most`, which messages call `name`."""

    def to_number(value: object) -> object:
        raw = _one_value(value, name)
        if not isinstance(raw, str):
            return raw
        if not re.fullmatch("[0-9]{1,9}", raw) or int(raw) < least or (most is not None and int(raw) > most):
            span = f"from {least} to {most}" if most is not None else f"from {least}"
            raise wrong(f"`{raw}` is not {name}", f"Write a whole number {span}, or take the key out.")
        return int(raw)

    return to_number


def choice(choices: type[StrEnum], name: str) -> Callable[[object], object]:
    """A validator for one of the choices, which messages call `name`."""

    def to_choice(value: object) -> object:
        raw = _one_value(value, name)
        if not isinstance(raw, str) or raw in list(choices):
            return raw
        near = get_close_matches(raw.lower(), list(choices), n=1)
        remedy = f"Did you mean `{near[0]}`?" if near else f"Write one of: {', '.join(choices)}."
        raise wrong(f"`{raw}` is not {name}", remedy)

    return to_choice


def _one_value(value: object, name: str) -> object:
    """The text of a scalar; lists and keys are refused."""
    if isinstance(value, (list, dict)):
        raise wrong(f"this must be {name}, but it is {_CALLED[type(value)]}", "Write one value behind the colon.")
    return value.value.strip() if isinstance(value, Scalar) else value


def to_link(value: object, info: ValidationInfo) -> object:
    """`{text, url}`, `[text](url)` or a bare address, as keys and values."""
    if not isinstance(value, (Scalar, str)):
        return value
    text = to_needed_text(value, info)
    line = one_line(str(text))
    if found := _MARKDOWN_LINK.fullmatch(line):
        return found.groupdict()
    if " " in line:
        raise wrong(f"`{line}` is not a link", "Write `https://...`, `[text](https://...)`, or `text:` and `url:`.")
    return {"text": line, "url": line}


def to_terms(value: object, info: ValidationInfo) -> object:
    """A group of equal terms: a list, or one text such as `파드 = pod = pods`."""
    if isinstance(value, (Scalar, str)):
        value = [term for part in str(to_needed_text(value, info)).split("=") if (term := one_line(part))]
    if isinstance(value, list) and len(value) < 2:
        raise wrong("a group of the glossary needs two terms or more", "Write them as `파드 = pod = pods`.")
    return value


def to_channel(value: object) -> object:
    """A Slack channel: its id or name, alone or as `id` among other keys."""
    if not isinstance(value, dict):
        return {"id": value}
    if "id" not in value:
        raise wrong("the channel has no `id`", "Add `id:` with the channel's id.")
    return value


def to_channel_id(value: object, info: ValidationInfo) -> object:
    """The id or name of a Slack channel; one that can be neither is warned of."""
    if value is None:
        raise wrong("this must be a channel, but it is empty", 'A name with # needs quotes: "#name".')
    text = one_line(str(to_needed_text(value, info)))
    if _PERSON.fullmatch(text) or not _CHANNEL_NAME.fullmatch(text):
        remedy = "In Slack, open the channel's details and copy the channel ID at the bottom (C...)."
        _warn(value, info, f"`{text}` is neither the id nor the name of a channel", remedy)
    return text


def to_instructor(value: object, info: ValidationInfo) -> object:
    """The Slack id of an instructor, a user group or a private channel; anything else is warned of."""
    text = one_line(str(to_needed_text(value, info)))
    if not _MEMBERS_ID.fullmatch(text):
        remedy = (
            "In Slack, open the person's profile, then ⋮ and “Copy member ID” (U...); groups have S..., channels C..."
        )
        _warn(value, info, f"`{text}` is not a Slack id, so nobody is an instructor by it", remedy)
    return text


def _warn(value: object, info: ValidationInfo, problem: str, remedy: str) -> None:
    if isinstance(value, Scalar) and isinstance(info.context, Reading):
        info.context.warnings.append(info.context.lines.problem(value.start, problem, remedy, Severity.WARNING))
