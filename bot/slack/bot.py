"""Everything a feature works with, put together by bootstrap."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from bot.answering import Answering
from bot.i18n import Strings, strings
from bot.journal.journal import Journal
from bot.journal.model import Ask
from bot.knowledge.model import Course
from bot.knowledge.store import KnowledgeStore
from bot.live.knowledge import LiveKnowledge
from bot.search.results import Document
from bot.slack.classrooms import Classrooms
from bot.slack.client import Slack
from bot.slack.delivery import Delivery
from bot.slack.flood import Flood
from bot.slack.inbox import Inbox
from bot.slack.people import People
from bot.slack.views.card import Card


@dataclass(frozen=True, slots=True)
class Identity:
    """Who the bot is in its workspace, and what it was granted. Messages carry `bot` beside, or instead of, `user`."""

    team: str
    user: str
    name: str
    bot: str = ""
    scopes: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Bot:
    """What listeners share. `new_id` gives references for asks and failures, `started` is since when it runs."""

    identity: Identity
    slack: Slack
    journal: Journal
    live: LiveKnowledge
    store: KnowledgeStore
    people: People
    classrooms: Classrooms
    inbox: Inbox
    delivery: Delivery
    flood: Flood
    clock: Callable[[], datetime]
    new_id: Callable[[], str]
    started: datetime

    @property
    def answering(self) -> Answering:
        """The use case over the knowledge base as it is now."""
        return self.live.now.answering

    def course(self, slug: str) -> Course | None:
        """The course of that slug as it is now."""
        return self.live.now.base.course(slug)

    def card(self, course: Course, entry_id: str) -> Card | None:
        """The entry as it is now, ready to be shown."""
        found = course.find(entry_id)
        if found is None:
            return None
        topic, entry = found
        return self.card_of(course, Document(course.slug, topic.slug, topic.name, entry))

    def card_of(self, course: Course, document: Document) -> Card:
        """The document, ready to be shown."""
        return Card(course, document, self.clock().date())

    async def reply_strings(self, ask: Ask, course: Course) -> Strings:
        """The texts for the reply to an ask: the course's language where all can read it, the asker's in a DM."""
        if ask.user and ask.is_direct:
            return await self.reader_strings(ask.user, course)
        return strings(course.language)

    def channel_strings(self, course: Course | None) -> Strings:
        """The texts for everybody in a channel: in its course's language, where it has none in the first course's."""
        speaking = course or next(iter(self.live.now.base.courses), None)
        return strings(speaking.language if speaking else "ko")

    async def reader_strings(self, user: str, course: Course | None) -> Strings:
        """The texts for something that this person alone sees."""
        return strings(await self.people.language(user, course))
