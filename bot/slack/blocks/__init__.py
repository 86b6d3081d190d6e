"""Block Kit, pure: an answer's Markdown as blocks, small builders, and what fits into a message or a view."""
