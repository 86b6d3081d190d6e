"""Who people are: the language they read, whether they teach a course, which channels they are in."""

from __future__ import annotations

import asyncio
from collections.abc import Collection
from dataclasses import dataclass

import structlog

from bot.errors import SlackError
from bot.i18n import LANGUAGES
from bot.knowledge.model import Course
from bot.slack.cache import Cache
from bot.slack.client import Slack

log = structlog.get_logger("qabot.people")

_PROFILE_SECONDS, _ROLE_SECONDS, _CHANNELS_SECONDS = 3600.0, 300.0, 120.0
_PATIENCE = 1.0  # seconds that a reply may wait to learn its reader's language


@dataclass(frozen=True, slots=True)
class Profile:
    """A person's name and language, "" where unknown; English for a language that the bot does not speak."""

    name: str = ""
    language: str = ""


class People:
    """Asks Slack about people, and remembers the answers for a few minutes."""

    def __init__(self, slack: Slack) -> None:
        self._slack = slack
        self._profiles: Cache[str, Profile] = Cache(self._ask_profile, seconds=_PROFILE_SECONDS)
        self._groups: Cache[str, frozenset[str]] = Cache(self._ask_members, seconds=_ROLE_SECONDS)
        self._channels: Cache[str, frozenset[str]] = Cache(self._ask_channels, seconds=_CHANNELS_SECONDS)

    async def language(self, user: str, course: Course | None) -> str:
        """The language this person reads (their Slack locale), or the course's where it is unknown."""
        known = await self._profile(user)
        return known.language or (course.language if course else "ko")

    async def name(self, user: str) -> str:
        """What this person is called; their id where Slack does not tell."""
        return (await self._profile(user)).name or user

    async def _profile(self, user: str) -> Profile:
        try:
            async with asyncio.timeout(_PATIENCE):
                return await self._profiles.get(user)
        except (SlackError, TimeoutError):
            return Profile()

    async def is_instructor(self, user: str, course: Course) -> bool:
        """Whether this person is one of the course's instructors: named, in their user group, or in their channel."""
        if user in course.instructors:
            return True
        groups = [name for name in course.instructors if not name.startswith(("U", "W"))]
        for group in groups:
            try:
                if user in await self._groups.get(group):
                    return True
            except SlackError as error:
                log.warning("instructors_unknown", course=course.slug, group=group, error=error.code)
        return False

    async def channels(self, user: str) -> Collection[str]:
        """The channels, as far as the bot sees them, that this person is in; none when Slack never tells.

        Raises `SlackError` when it may tell later.
        """
        try:
            return await self._channels.get(user)
        except SlackError as error:
            if error.again:
                raise
            log.warning("channels_unknown", error=error.code)
            return ()

    def moved(self, user: str, channel: str) -> None:
        """Somebody joined or left a channel; its members may be instructors."""
        self._channels.forget(user)
        self._groups.forget(channel)

    async def _ask_profile(self, user: str) -> Profile:
        person = await self._slack.person(user)
        profile = person.get("profile") or {}
        name = profile.get("display_name") or profile.get("real_name") or person.get("real_name") or person.get("name")
        language = str(person.get("locale") or "").partition("-")[0].lower()
        return Profile(str(name or ""), language if language in LANGUAGES or not language else "en")

    async def _ask_members(self, group: str) -> frozenset[str]:
        ask = self._slack.group_members if group.startswith("S") else self._slack.members
        return frozenset(await ask(group))

    async def _ask_channels(self, user: str) -> frozenset[str]:
        return frozenset(str(channel["id"]) for channel in await self._slack.channels_of(user))
