"""The journal's tables. A change here needs a migration beside it; a test holds the two together."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    ColumnElement,
    Connection,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    UniqueConstraint,
    false,
)
from sqlalchemy.dialects import postgresql, sqlite

from bot.journal.columns import Ids, UtcTime, Words, one_of
from bot.journal.model import AskState, Origin, Outcome, Review

METADATA = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    }
)

# A claimed event has an owner and `until`, the end of the lease. One that is left or postponed has no owner, and
# can be claimed from `until` on. One that is done has neither. NULLs are never equal, so events that are not about
# a message do not clash.
EVENTS = Table(
    "events",
    METADATA,
    Column("id", String, primary_key=True),
    Column("team", String, nullable=False),
    Column("channel", String),
    Column("message", String),
    Column("thread", String),
    Column("user", String),
    Column("received", UtcTime, nullable=False),
    Column("payload", JSON(none_as_null=True)),
    Column("owner", String),
    Column("until", UtcTime),
    Column("postponed", Boolean, nullable=False, server_default=false()),
    UniqueConstraint("team", "channel", "message"),
)

ASKS = Table(
    "asks",
    METADATA,
    Column("id", String, primary_key=True),
    Column("team", String, nullable=False),
    Column("course", String, nullable=False),
    Column("origin", one_of(Origin), nullable=False),
    Column("asked", UtcTime, nullable=False),
    Column("user", String),
    Column("text", Words, nullable=False),
    Column("channel", String),
    Column("message", String),
    Column("thread", String),
    Column("outcome", one_of(Outcome), nullable=False),
    Column("confidence", Float, nullable=False),
    Column("entries", Ids, nullable=False),
    Column("shown", String),
    Column("state", one_of(AskState), nullable=False),
    Column("reply", String),
    Column("review", one_of(Review), nullable=False),
    Column("handed", UtcTime),
    Column("notice", String),
    UniqueConstraint("team", "channel", "message"),
)

VERDICTS = Table(
    "verdicts",
    METADATA,
    Column("ask", ForeignKey(ASKS.c.id, ondelete="CASCADE"), primary_key=True),
    Column("user", String, primary_key=True),
    Column("helpful", Boolean, nullable=False),
    Column("at", UtcTime, nullable=False),
)

CHOICES = Table(
    "choices",
    METADATA,
    Column("ask", ForeignKey(ASKS.c.id, ondelete="CASCADE"), primary_key=True),
    Column("user", String, primary_key=True),
    Column("entry", String),
    Column("at", UtcTime, nullable=False),
)

# Without AUTOINCREMENT, SQLite gives the highest id again once its row is gone: a stale list would name a stranger.
WAITERS = Table(
    "waiters",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("team", String, nullable=False),
    Column("course", String, nullable=False),
    Column("user", String, nullable=False),
    Column("since", UtcTime, nullable=False),
    Column("ask", ForeignKey(ASKS.c.id, ondelete="CASCADE")),
    Column("entry", String),
    UniqueConstraint("ask", "user"),
    UniqueConstraint("team", "course", "entry", "user"),
    sqlite_autoincrement=True,
)

DONE_ONCE = Table(
    "done_once",
    METADATA,
    Column("key", String, primary_key=True),
    Column("at", UtcTime, nullable=False),
)

REMEMBERED_COURSES = Table(
    "remembered_courses",
    METADATA,
    Column("team", String, primary_key=True),
    Column("user", String, primary_key=True),
    Column("course", String, nullable=False),
)


def _partial(name: str, column: Column[str], *more: Column[str], where: ColumnElement[bool]) -> None:
    Index(name, column, *more, sqlite_where=where, postgresql_where=where)


# Only the few events that are not done have an owner or `until`.
_partial("ix_events_until", EVENTS.c.until, where=EVENTS.c.until.is_not(None))
_partial("ix_events_owner", EVENTS.c.owner, where=EVENTS.c.owner.is_not(None))
_partial(
    "ix_events_thread",
    *(EVENTS.c.team, EVENTS.c.channel, EVENTS.c.thread, EVENTS.c.message),
    where=EVENTS.c.thread.is_not(None),
)
Index("ix_events_received", EVENTS.c.received)
_partial("ix_asks_thread", ASKS.c.team, ASKS.c.channel, ASKS.c.thread, where=ASKS.c.thread.is_not(None))
_partial("ix_asks_reply", ASKS.c.team, ASKS.c.channel, ASKS.c.reply, where=ASKS.c.reply.is_not(None))
Index("ix_asks_user", ASKS.c.team, ASKS.c.user, ASKS.c.asked)
Index("ix_asks_review", ASKS.c.team, ASKS.c.course, ASKS.c.review)
_partial("ix_asks_shown", ASKS.c.team, ASKS.c.course, ASKS.c.shown, ASKS.c.asked, where=ASKS.c.shown.is_not(None))
Index("ix_asks_asked", ASKS.c.asked)


def insert(connection: Connection, table: Table) -> sqlite.Insert | postgresql.Insert:
    """An INSERT that can say ON CONFLICT, in the words of the connection's database."""
    return postgresql.insert(table) if connection.dialect.name == "postgresql" else sqlite.insert(table)
