"""Which course a question belongs to: the channel's, or in DMs and Home one that the person takes."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field

import structlog

from bot.errors import SlackError
from bot.journal.journal import Journal
from bot.knowledge.model import Course, KnowledgeBase, ReplyPolicy, Severity
from bot.slack.client import Slack
from bot.slack.people import People

log = structlog.get_logger("qabot.classrooms")

COURSE_FILE = "course.yaml"
_ASK_AGAIN = 30.0  # seconds before Slack is asked anew which channels the bot is in
_ID = re.compile(r"[CGD][A-Z0-9]{5,}")


def is_id(channel: str) -> bool:
    """Whether this is a channel's id, not its name."""
    return _ID.fullmatch(channel) is not None


@dataclass(frozen=True, slots=True)
class Rooms:
    """The channels that the bot is in: their ids, and their ids by name."""

    ids: frozenset[str] = frozenset()
    by_name: Mapping[str, str] = field(default_factory=dict)


class Classrooms:
    """Finds the course of a channel and of a person. A question of one course is never asked of another."""

    def __init__(self, slack: Slack, people: People, journal: Journal, base: Callable[[], KnowledgeBase]) -> None:
        self._slack = slack
        self._people = people
        self._journal = journal
        self._base = base
        self._rooms = Rooms()
        self._asked = -_ASK_AGAIN
        self._asking = asyncio.Lock()

    async def of_channel(self, channel: str) -> Course | None:
        """The course that lists the channel, or whose instructors' it is; else the only course, if it lists none."""
        if self._named(channel) is None:
            await self._learn_names()
        return self._named(channel) or self._only_course()

    def _named(self, channel: str) -> Course | None:
        courses = self._base().courses
        listing = (course for course in courses if channel in self._listed(course))
        return next(listing, None) or next((course for course in courses if self.is_staff_room(course, channel)), None)

    def _only_course(self) -> Course | None:
        courses = self._base().courses
        return courses[0] if len(courses) == 1 and self._lists_none(courses[0]) else None

    def is_staff_room(self, course: Course, channel: str) -> bool:
        """Whether the course's instructors get questions in this channel, and its students do not ask there."""
        staff = course.instructors_channel
        return staff is not None and self.id_of(staff) == channel and channel not in self._listed(course)

    async def _learn_names(self) -> None:
        """Look for the channels that a course file calls by their names, if there are any that are not known."""
        courses = self._base().courses
        named = {each.id for course in courses for each in course.channels}
        named |= {course.instructors_channel for course in courses if course.instructors_channel}
        if not all(is_id(self.id_of(each)) for each in named):
            await self.look_around()

    async def of_person(self, team: str, user: str) -> tuple[Course | None, Sequence[Course]]:
        """The course to ask for this person, with those there are to choose from (None: they must choose).

        Theirs are the courses whose channels they are in, and those that list no channel. Raises `SlackError` while
        Slack does not tell.
        """
        theirs = await self._takes(user)
        if len(theirs) == 1:
            return theirs[0], theirs
        remembered = await self._journal.remembered_course(team, user) if theirs else None
        return next((course for course in theirs if course.slug == remembered), None), theirs

    def policy(self, course: Course, channel: str) -> tuple[ReplyPolicy, int]:
        """How the bot behaves in the course's channel, and how many seconds it leaves to people first."""
        if self.is_staff_room(course, channel):
            return ReplyPolicy.MENTION, 0
        listed = next((each.id for each in course.channels if self.id_of(each.id) == channel), channel)
        return course.policy(listed)

    async def takes(self, user: str, course: Course) -> bool:
        """Whether this person may ask about the course outside of its channels. Raises `SlackError`, as above."""
        return any(course.slug == each.slug for each in await self._takes(user))

    def id_of(self, channel: str) -> str:
        """The id of a channel that a course file calls by its name; what is no known name stays as it is."""
        return channel if is_id(channel) else self._rooms.by_name.get(channel.removeprefix("#"), channel)

    async def is_in(self, channel: str) -> bool:
        """Whether the bot is a member of the channel."""
        if channel not in self._rooms.ids:
            await self.look_around()
        return channel in self._rooms.ids

    async def look_around(self, *, anew: bool = False) -> None:
        """Ask Slack which channels the bot is in: some courses name theirs. What was known stays when it fails."""
        async with self._asking:
            now = asyncio.get_running_loop().time()
            if not anew and now - self._asked < _ASK_AGAIN:
                return
            self._asked = now  # a Slack that fails is not asked anew by every message
            try:
                found = await self._slack.channels_of()
            except SlackError as error:
                log.warning("channels_unknown", error=error.code)
                return
            names = {str(channel["name"]): str(channel["id"]) for channel in found if channel.get("name")}
            self._rooms = Rooms(frozenset(str(channel["id"]) for channel in found), names)

    async def _takes(self, user: str) -> list[Course]:
        courses = self._base().courses
        channels: Collection[str] = ()
        if any(course.channels for course in courses):
            await self._learn_names()
            channels = await self._people.channels(user)
        return [course for course in courses if await self._is_theirs(course, user, channels)]

    async def _is_theirs(self, course: Course, user: str, channels: Collection[str]) -> bool:
        if self._lists_none(course) or self._listed(course).intersection(channels):
            return True
        return await self._people.is_instructor(user, course)

    def _lists_none(self, course: Course) -> bool:
        """Whether the course leaves its channels open; not so where its file cannot be read."""
        file = f"{course.slug}/{COURSE_FILE}"
        broken = any(each.file == file and each.severity is Severity.ERROR for each in self._base().problems)
        return not course.channels and not broken

    def _listed(self, course: Course) -> set[str]:
        return {self.id_of(channel.id) for channel in course.channels}
