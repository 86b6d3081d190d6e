"""Builds the parts and joins them; the only place that knows which store is in use."""

from __future__ import annotations

from pathlib import Path

from bot.answering import Answering
from bot.errors import KnowledgeError
from bot.knowledge.model import KnowledgeBase
from bot.knowledge.yaml_places import entry_places
from bot.knowledge.yaml_store import YamlStore
from bot.search.builder import build_index

__all__ = ["entry_places", "load_knowledge", "open_answering", "open_store"]


def open_store(root: Path) -> YamlStore:
    """The knowledge store in the folder, which need not exist yet."""
    return YamlStore(root)


def load_knowledge(root: Path) -> KnowledgeBase:
    """Every course in the folder, with the problems met. Raises `KnowledgeError` when there is no such folder."""
    if not root.is_dir():
        raise KnowledgeError(
            "there is no knowledge base here",
            where=str(root),
            remedy="Give its folder with --knowledge or QABOT_KNOWLEDGE, or create one: "
            "qabot import NOTES.md --course SLUG",
        )
    return open_store(root).load()


def open_answering(knowledge: KnowledgeBase) -> Answering:
    """The use case that answers asks from these courses."""
    return Answering({course.slug: build_index(course) for course in knowledge.courses})
