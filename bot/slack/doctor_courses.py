"""Do the Slack ids in the course files lead somewhere: channels, instructors and the instructors' channel."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from slack_sdk.web.async_client import AsyncWebClient

from bot.errors import SlackError
from bot.knowledge.model import Course
from bot.slack.classrooms import is_id
from bot.slack.client import Slack, called
from bot.slack.findings import Finding, Level


async def check_courses(web: AsyncWebClient, courses: Sequence[Course], bot: str) -> list[Finding]:
    """What keeps the bot, whose name is `bot`, from serving these courses."""
    slack = Slack(web)
    try:
        joined = {str(channel.get("name")): channel for channel in await slack.channels_of()}
    except SlackError as error:
        return [
            Finding(Level.ERROR, "channels", f"they cannot be listed: Slack answers {error.code}", "See the scopes.")
        ]
    found: list[Finding] = []
    for course in courses:
        found += await CourseCheck(slack, course, bot, joined).findings()
    return found + _unheard(courses, joined, bot) + _shared(courses, joined)


class CourseCheck:
    """Looks up what one course names; `joined` are the channels that the bot is in, by name."""

    def __init__(self, slack: Slack, course: Course, bot: str, joined: Mapping[str, Mapping[str, Any]]) -> None:
        self._slack = slack
        self._course = course
        self._bot = bot
        self._joined = joined

    async def findings(self) -> list[Finding]:
        """Everything that is wrong, in the order of the course's settings."""
        found: list[Finding] = []
        for channel in self._course.channels:
            found += await self._channel("channel", channel.id)
        for who in self._course.instructors:
            found += await self._instructor(who)
        if not self._course.instructors:
            remedy = f"Name them in {self._file}: instructors: [U012ABCDEF] (profile → ⋮ → Copy member ID)."
            found.append(Finding(Level.WARNING, self._check("instructors"), "nobody is named", remedy))
        if self._course.instructors_channel:
            found += await self._channel("instructors_channel", self._course.instructors_channel)
        return found

    async def _channel(self, setting: str, channel: str) -> list[Finding]:
        """What keeps the bot from reading and posting there."""
        name = channel.removeprefix("#")
        invite = f"Type /invite @{self._bot} there"
        if not is_id(channel):
            if name in self._joined:
                return []
            remedy = f"{invite}, or correct the name in {self._file}; the channel's id is surer."
            return [self._error(setting, f"the bot is in no channel named #{name}", remedy)]
        try:
            told = await called("conversations.info", self._slack.web.conversations_info(channel=channel))
        except SlackError as error:
            if error.code != "channel_not_found":
                return [self._unknown(setting, channel, error)]
            said = f"{channel} does not exist, or is private and the bot is not in it"
            return [self._error(setting, said, f"{invite}, or correct the id in {self._file}.")]
        info = told["channel"]
        shown = f"{channel} (#{info.get('name', '?')})"
        if info.get("is_archived"):
            return [self._error(setting, f"{shown} is archived", f"Unarchive it, or take it out of {self._file}.")]
        return [] if info.get("is_member") else [self._error(setting, f"the bot is not in {shown}", f"{invite}.")]

    async def _instructor(self, who: str) -> list[Finding]:
        """Whether the id is a person's, or that of a group or private channel with somebody in it."""
        try:
            if who.startswith(("U", "W")):
                return self._person(who, await self._slack.person(who))
            members = await (self._slack.group_members(who) if who.startswith("S") else self._slack.members(who))
        except SlackError as error:
            return [self._no_instructor(who, error)]
        if not [member for member in members if member]:
            said = f"{who} has no members"
            return [Finding(Level.WARNING, self._check("instructors"), said, "Add the instructors to it.")]
        return []

    def _person(self, who: str, told: Mapping[str, Any]) -> list[Finding]:
        name = told.get("real_name") or told.get("name") or who
        remedy = f"Correct the id in {self._file} (profile → ⋮ → Copy member ID)."
        if told.get("is_bot"):
            return [self._error("instructors", f"{who} ({name}) is a bot", remedy)]
        if told.get("deleted"):
            return [self._error("instructors", f"{who} ({name}) has left the workspace", remedy)]
        return []

    def _no_instructor(self, who: str, error: SlackError) -> Finding:
        match error.code:
            case "plan_upgrade_required":
                remedy = f"In {self._file}, name people (U…), or a private channel (C…) whose members teach."
                return self._error("instructors", f"{who}: user groups need a paid plan of Slack", remedy)
            case "user_not_found" | "no_such_subteam" | "channel_not_found":
                remedy = f"Correct the id in {self._file}; to a private channel, /invite @{self._bot} first."
                return self._error("instructors", f"{who} is nobody that the bot can see", remedy)
            case _:
                return self._unknown("instructors", who, error)

    def _unknown(self, setting: str, what: str, error: SlackError) -> Finding:
        said = f"{what} cannot be looked up: {error.problem}"
        return self._error(setting, said, "Add missing scopes; otherwise try again later.")

    def _error(self, setting: str, problem: str, remedy: str) -> Finding:
        return Finding(Level.ERROR, self._check(setting), problem, remedy)

    def _check(self, setting: str) -> str:
        return f"{self._course.slug}: {setting}"

    @property
    def _file(self) -> str:
        return f"{self._course.slug}/course.yaml"


def _unheard(courses: Sequence[Course], joined: Mapping[str, Any], bot: str) -> list[Finding]:
    """Courses that list no channel, where that means that no channel asks them."""
    silent = [course for course in courses if not course.channels]
    if len(courses) > 1:
        said = "lists no channel; as there are several courses, it answers in direct messages only"
        return [
            Finding(Level.WARNING, f"{course.slug}: channels", said, f"List them in {course.slug}/course.yaml.")
            for course in silent
        ]
    if silent and not joined:
        remedy = f"Type /invite @{bot} in the course's channel."
        return [Finding(Level.WARNING, f"{silent[0].slug}: channels", "the bot is in no channel", remedy)]
    return []


def _shared(courses: Sequence[Course], joined: Mapping[str, Mapping[str, Any]]) -> list[Finding]:
    """Channels that two courses list: the first alone is asked there."""
    first: dict[str, str] = {}
    found = []
    for course in courses:
        for channel in course.channels:
            name = channel.id.removeprefix("#")
            identity = str(joined.get(name, {}).get("id", name))
            if first.setdefault(identity, course.slug) != course.slug:
                said = f"{channel.id} belongs to {first[identity]} already, which alone is asked there"
                remedy = "Take it out of one of the two course.yaml files."
                found.append(Finding(Level.ERROR, f"{course.slug}: channel", said, remedy))
    return found
