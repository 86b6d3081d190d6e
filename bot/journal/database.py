"""What a database does for the journal: it runs pieces of work, each given as a function of a connection."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol, TypeAlias, TypeVar

from sqlalchemy import Connection

T = TypeVar("T")
Work: TypeAlias = Callable[[Connection], T]


class Database(Protocol):
    """Raises `JournalError` when it cannot be reached, read or written."""

    async def read(self, work: Work[T]) -> T:
        """Run the work, which only reads; it sees everything that was committed."""
        ...

    async def write(self, work: Work[T]) -> T:
        """Run the work, all or nothing; what it gives comes back once it is durable.

        When the caller is cancelled, the work is done wholly or not at all.
        """
        ...

    async def close(self) -> None:
        """Close the connections."""
        ...


class Family:
    """A part of the journal: the methods about one kind of thing, over a shared database."""

    def __init__(self, database: Database) -> None:
        self._database = database
