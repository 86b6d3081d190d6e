"""Types of columns that hold the same values in SQLite and PostgreSQL."""

# ruff: noqa: ARG002, D102 -- SQLAlchemy sets the methods and their parameters

from __future__ import annotations

from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, DateTime, Dialect, Enum, Text, TypeDecorator


class UtcTime(TypeDecorator[datetime]):
    """An aware time, given back in UTC. SQLite keeps it as text that sorts like the time."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a time in the journal needs its time zone")
        utc = value.astimezone(UTC)
        return utc.replace(tzinfo=None) if dialect.name == "sqlite" else utc

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Words(TypeDecorator[str]):
    """Text that people wrote; halves of surrogate pairs and NUL, which no database takes, are replaced."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        return value and value.encode("utf-16", "surrogatepass").decode("utf-16", "replace").replace("\0", "\ufffd")


class Ids(TypeDecorator[tuple[str, ...]]):
    """Ids in their order, as a JSON array."""

    impl = JSON
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> list[str]:
        return list(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> tuple[str, ...]:
        return tuple(value)


def one_of(kind: type[StrEnum]) -> Enum:
    """The values of an enumeration, as text: a new member needs no migration."""
    return Enum(kind, native_enum=False, length=16, values_callable=lambda members: [str(each) for each in members])
