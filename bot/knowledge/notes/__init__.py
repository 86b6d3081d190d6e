"""Files that an instructor brings: Q&A notes, tables and our own exports, read into topics and entries."""

from __future__ import annotations

from bot.knowledge.notes.files import parse_file
from bot.knowledge.notes.parsed import LeftOut, ParsedEntry, ParsedNotes, ParsedTopic
from bot.knowledge.notes.reader import parse_notes

__all__ = ["LeftOut", "ParsedEntry", "ParsedNotes", "ParsedTopic", "parse_file", "parse_notes"]
