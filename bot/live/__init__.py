"""The knowledge base as it is now: hand edits are answered from while the bot runs."""
