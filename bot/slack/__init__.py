"""The Slack app: one feature per module in `features/`; rendering (`blocks/`, `views/`) is pure."""
