"""The journal's schema, version by version; alembic runs these files."""
