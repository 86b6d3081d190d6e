"""How alembic runs the migrations: on the connection, and in the transaction, that it was given."""

from __future__ import annotations

from alembic import context

from bot.journal.tables import METADATA

context.configure(
    connection=context.config.attributes["connection"],
    version_table=context.config.attributes["version_table"],
    target_metadata=METADATA,
)
context.run_migrations()
