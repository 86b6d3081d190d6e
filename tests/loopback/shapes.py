"""Small rules from which the limits are put together; each adds what is wrong, with its place, to a list."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

Path = tuple[Any, ...]  # (path to the parent, key), put into words only when something is wrong
Rule = Callable[[Any, Path, list[str]], None]


def told(path: Path) -> str:
    """A path in words: `/blocks/0/text`."""
    return f"{told(path[0])}/{path[1]}" if path else ""


def anything(_value: Any, _path: Path, _found: list[str]) -> None:
    """No limit is known."""


def string(most: int, least: int = 1) -> Rule:
    """A string of so many characters."""

    def check(value: Any, path: Path, found: list[str]) -> None:
        if value.__class__ is not str:
            found.append(f"{told(path)}: must be a string")
        elif not least <= len(value) <= most:
            found.append(f"{told(path)}: {len(value)} characters, allowed are {least} to {most}")

    return check


def url(most: int, *schemes: str) -> Rule:
    """An absolute address with one of these schemes."""
    length = string(most)
    starts = tuple(f"{scheme}:" for scheme in schemes)

    def check(value: Any, path: Path, found: list[str]) -> None:
        length(value, path, found)
        if not str(value).lower().startswith(starts):
            found.append(f"{told(path)}: must be an address that starts with {' or '.join(starts)}")

    return check


def one_of(*allowed: Any) -> Rule:
    """One of these values."""

    def check(value: Any, path: Path, found: list[str]) -> None:
        if value not in allowed or isinstance(value, bool) != isinstance(allowed[0], bool):
            found.append(f"{told(path)}: {value!r} is none of {allowed}")

    return check


boolean = one_of(True, False)


def whole(least: int, most: int) -> Rule:
    """A whole number within these bounds."""

    def check(value: Any, path: Path, found: list[str]) -> None:
        if value.__class__ is not int or not least <= value <= most:
            found.append(f"{told(path)}: {value!r} is no whole number from {least} to {most}")

    return check


def listed(rule: Rule, most: int, least: int = 1) -> Rule:
    """A list of so many things, each by the rule."""

    def check(value: Any, path: Path, found: list[str]) -> None:
        if value.__class__ is not list:
            found.append(f"{told(path)}: must be a list")
            return
        if not least <= len(value) <= most:
            found.append(f"{told(path)}: {len(value)} items, allowed are {least} to {most}")
        for at, one in enumerate(value):
            rule(one, (path, at), found)

    return check


def shape(required: Mapping[str, Rule], optional: Mapping[str, Rule] | None = None) -> Rule:
    """An object with these fields and no others; `type` is looked at by `by_type`."""
    rules = {**required, **(optional or {}), "type": anything}

    def check(value: Any, path: Path, found: list[str]) -> None:
        if value.__class__ is not dict:
            found.append(f"{told(path)}: must be an object")
            return
        for key, held in value.items():
            rule = rules.get(key)
            if rule is None:
                found.append(f"{told(path)}: has no field {key!r}")
            else:
                rule(held, (path, key), found)
        found.extend(f"{told(path)}: needs {key!r}" for key in required if key not in value)

    return check


def by_type(rules: Mapping[str, Rule]) -> Rule:
    """An object whose `type` chooses the rule."""

    def check(value: Any, path: Path, found: list[str]) -> None:
        kind = value.get("type") if value.__class__ is dict else None
        rule = rules.get(str(kind))
        if rule is None:
            found.append(f"{told(path)}: type {kind!r} is not allowed here, but {', '.join(sorted(rules))}")
        else:
            rule(value, path, found)

    return check
