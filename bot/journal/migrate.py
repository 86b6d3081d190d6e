"""Brings the journal's tables to the version that this program knows."""

from __future__ import annotations

import threading

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from bot.errors import JournalError

VERSION_TABLE = "journal_version"  # the knowledge base may keep its own beside it
_ONE_AT_A_TIME = threading.Lock()  # alembic's `op` and `context` are the process's, not the caller's


def migrate(connection: Connection, *, where: str) -> None:
    """Run what is missing, in the transaction that the connection is in and that no other process may share.

    Raises `JournalError`, with nothing changed, when a newer program wrote the database.
    """
    config = configuration(connection)
    script = ScriptDirectory.from_config(config)
    current = MigrationContext.configure(connection, opts={"version_table": VERSION_TABLE}).get_current_revision()
    if current == script.get_current_head():
        return
    if current and current not in {known.revision for known in script.walk_revisions()}:
        raise JournalError(
            f"the journal was written by a newer qabot (its version is {current})",
            remedy="Trying again cannot help: install that version of qabot, or name another database.",
            where=where,
        )
    with _ONE_AT_A_TIME:
        command.upgrade(config, "head")


def configuration(connection: Connection) -> Config:
    """What alembic needs, without a file of settings."""
    config = Config(attributes={"connection": connection, "version_table": VERSION_TABLE})
    config.set_main_option("script_location", "bot.journal:migrations")
    return config
