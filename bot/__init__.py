"""qabot: answers course questions in Slack from the instructor's own Q&A notes."""

__version__ = "0.1.0"
