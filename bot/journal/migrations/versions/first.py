"""The first tables."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Create everything."""
    _events()
    _asks()
    _voices()
    _memories()


def _events() -> None:
    op.create_table(
        "events",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("team", sa.String(), nullable=False),
        sa.Column("channel", sa.String()),
        sa.Column("message", sa.String()),
        sa.Column("thread", sa.String()),
        sa.Column("user", sa.String()),
        sa.Column("received", sa.DateTime(timezone=True), nullable=False),
        sa.Column("payload", sa.JSON()),
        sa.Column("owner", sa.String()),
        sa.Column("until", sa.DateTime(timezone=True)),
        sa.Column("postponed", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_events"),
        sa.UniqueConstraint("team", "channel", "message", name="uq_events_team_channel_message"),
    )
    _index("events", "until", ["until"], where="until")
    _index("events", "owner", ["owner"], where="owner")
    _index("events", "thread", ["team", "channel", "thread", "message"], where="thread")
    _index("events", "received", ["received"])


def _asks() -> None:
    op.create_table(
        "asks",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("team", sa.String(), nullable=False),
        sa.Column("course", sa.String(), nullable=False),
        sa.Column("origin", sa.String(16), nullable=False),
        sa.Column("asked", sa.DateTime(timezone=True), nullable=False),
        sa.Column("user", sa.String()),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("channel", sa.String()),
        sa.Column("message", sa.String()),
        sa.Column("thread", sa.String()),
        sa.Column("outcome", sa.String(16), nullable=False),
        sa.Column("confidence", sa.Float(), nullable=False),
        sa.Column("entries", sa.JSON(), nullable=False),
        sa.Column("shown", sa.String()),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("reply", sa.String()),
        sa.Column("review", sa.String(16), nullable=False),
        sa.Column("handed", sa.DateTime(timezone=True)),
        sa.Column("notice", sa.String()),
        sa.PrimaryKeyConstraint("id", name="pk_asks"),
        sa.UniqueConstraint("team", "channel", "message", name="uq_asks_team_channel_message"),
    )
    _index("asks", "thread", ["team", "channel", "thread"], where="thread")
    _index("asks", "reply", ["team", "channel", "reply"], where="reply")
    _index("asks", "user", ["team", "user", "asked"])
    _index("asks", "review", ["team", "course", "review"])
    _index("asks", "shown", ["team", "course", "shown", "asked"], where="shown")
    _index("asks", "asked", ["asked"])


def _voices() -> None:
    op.create_table(
        "verdicts",
        sa.Column("ask", sa.String(), nullable=False),
        sa.Column("user", sa.String(), nullable=False),
        sa.Column("helpful", sa.Boolean(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("ask", "user", name="pk_verdicts"),
        _of_ask("verdicts"),
    )
    op.create_table(
        "choices",
        sa.Column("ask", sa.String(), nullable=False),
        sa.Column("user", sa.String(), nullable=False),
        sa.Column("entry", sa.String()),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("ask", "user", name="pk_choices"),
        _of_ask("choices"),
    )
    op.create_table(
        "waiters",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("team", sa.String(), nullable=False),
        sa.Column("course", sa.String(), nullable=False),
        sa.Column("user", sa.String(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ask", sa.String()),
        sa.Column("entry", sa.String()),
        sa.PrimaryKeyConstraint("id", name="pk_waiters"),
        sa.UniqueConstraint("ask", "user", name="uq_waiters_ask_user"),
        sa.UniqueConstraint("team", "course", "entry", "user", name="uq_waiters_team_course_entry_user"),
        _of_ask("waiters"),
        sqlite_autoincrement=True,
    )


def _memories() -> None:
    op.create_table(
        "done_once",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_done_once"),
    )
    op.create_table(
        "remembered_courses",
        sa.Column("team", sa.String(), nullable=False),
        sa.Column("user", sa.String(), nullable=False),
        sa.Column("course", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("team", "user", name="pk_remembered_courses"),
    )


def _index(table: str, name: str, columns: list[str], *, where: str = "") -> None:
    partial = sa.column(where).is_not(None) if where else None
    op.create_index(f"ix_{table}_{name}", table, columns, sqlite_where=partial, postgresql_where=partial)


def _of_ask(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(["ask"], ["asks.id"], name=f"fk_{table}_ask", ondelete="CASCADE")
