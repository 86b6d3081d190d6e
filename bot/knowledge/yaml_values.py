"""How a scalar of a file becomes a value of the model: text, day, number, status, link, terms.

These are the validators of the models in `files`. They take a located `Scalar` (or a plain value, when a
model is made in code) and raise pydantic's custom error with a problem and a remedy.
"""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches

from pydantic import ValidationInfo
from pydantic_core import PydanticCustomError

from bot.knowledge.model import Problem, Severity, Status
from bot.knowledge.tidy import one_line
from bot.knowledge.yaml_errors import Lines, has_bidi
from bot.knowledge.yaml_nodes import Scalar, kind

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_MARKDOWN_LINK = re.compile(r"\[(?P<text>.*)\]\(<?(?P<url>\S+?)>?\)")
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
        read_as = "a list" if isinstance(value, list) else "keys and values"
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
    if isinstance(info.context, Reading):
        problem = f"YAML reads `{raw}` as {_READ_AS.get(read_as, 'a special value')}; it is taken as a text"
        remedy = f'Put it in quotes: "{raw}".'
        info.context.warnings.append(info.context.lines.problem(scalar.start, problem, remedy, Severity.WARNING))


def to_day(value: object) -> object:
    """A day such as 2024-03-01."""
    if not isinstance(value, Scalar):
        return value
    raw = value.value.strip()
    if _DAY.fullmatch(raw):
        with suppress(ValueError):  # 2024-02-30
            return date.fromisoformat(raw)
    raise wrong(f"`{raw}` is not a day", "Write year, month and day, such as 2024-03-01.")


def to_number(value: object) -> object:
    """A line number, from 1."""
    if not isinstance(value, Scalar):
        return value
    raw = value.value.strip()
    if not re.fullmatch(r"[1-9][0-9]{0,8}", raw):
        raise wrong(f"`{raw}` is not a line number", "Write a whole number from 1, or take the key out.")
    return int(raw)


def to_status(value: object) -> object:
    """One of the three statuses."""
    if not isinstance(value, Scalar):
        return value
    raw = value.value.strip()
    if raw in list(Status):
        return Status(raw)
    near = get_close_matches(raw.lower(), list(Status), n=1)
    choices = ", ".join(Status)
    raise wrong(f"`{raw}` is not a status", f"Did you mean `{near[0]}`?" if near else f"Write one of: {choices}.")


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


def to_channel(value: object, info: ValidationInfo) -> object:
    """A Slack channel: its id or name, alone or as `id` among other keys."""
    if isinstance(value, dict):
        if "id" not in value:
            raise wrong("the channel has no `id`", "Add `id:` with the channel's id.")
        value = value["id"]
    return to_needed_text(value, info)
