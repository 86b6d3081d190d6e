from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from bot.errors import SlackError
from bot.journal.journal import Journal
from bot.journal.sql_journal import open_journal
from bot.knowledge.model import Channel, Course, KnowledgeBase, Problem, ReplyPolicy
from bot.slack.classrooms import Classrooms, is_id
from bot.slack.client import Slack, open_session, web_client
from bot.slack.people import People
from tests.loopback import Fault, LoopbackSlack

TEAM, MINJI, JUN = "T0SCHOOL1", "U0MINJI001", "U0JUN00001"
DOCKER_ROOM, KUBE_ROOM, STAFF, LOBBY = "C0DOCKER01", "C0KUBE0001", "C0STAFF001", "C0LOBBY001"
DOCKER = Course(
    "docker",
    "Docker",
    channels=(Channel(DOCKER_ROOM, ReplyPolicy.ALWAYS), Channel("docker-lab", wait=30)),
    reply=ReplyPolicy.MENTION,
    wait=5,
    instructors=(JUN,),
    instructors_channel="#staff",
)
KUBE = Course("kube", "Kubernetes", channels=(Channel("#kube-qna"),))
OPEN = Course("open", "Open to all")


@dataclass
class School:
    """A workspace with two courses' channels, and what the bot makes of them."""

    slack: LoopbackSlack
    journal: Journal
    classrooms: Classrooms = field(init=False)
    base: KnowledgeBase = field(default_factory=lambda: KnowledgeBase((DOCKER, KUBE)))

    def asked(self) -> int:
        """How often Slack was asked for the bot's channels."""
        calls = self.slack.records.calls
        return sum(call.method == "users.conversations" and not call.args.get("user") for call in calls)


@pytest.fixture
async def school(tmp_path: Path) -> AsyncIterator[School]:
    async with LoopbackSlack() as slack, open_session() as session:
        slack.add_person(MINJI, "Minji")
        slack.add_person(JUN, "Jun")
        slack.add_channel(DOCKER_ROOM, "docker-qna", [MINJI])
        slack.add_channel(KUBE_ROOM, "kube-qna", [])
        slack.add_channel(STAFF, "staff", [JUN], private=True)
        slack.add_channel(LOBBY, "lobby", [MINJI, JUN])
        journal = await open_journal(f"sqlite:///{tmp_path}/qabot.db")
        client = Slack(web_client(slack.identity.bot_token, slack.base_url, session))
        opened = School(slack, journal)
        opened.classrooms = Classrooms(client, People(client), journal, lambda: opened.base)
        yield opened
        await journal.close()


async def course_of(school: School, channel: str) -> str | None:
    found = await school.classrooms.of_channel(channel)
    return found.slug if found else None


async def test_a_channel_is_listed_by_its_id_or_by_its_name(school: School) -> None:
    assert await course_of(school, DOCKER_ROOM) == "docker"
    assert await course_of(school, KUBE_ROOM) == "kube"
    assert await course_of(school, LOBBY) is None


async def test_a_channel_that_is_known_by_its_id_needs_no_slack(school: School) -> None:
    assert await course_of(school, DOCKER_ROOM) == "docker"
    assert school.asked() == 0


async def test_slack_is_not_asked_by_every_message_of_an_unknown_channel(school: School) -> None:
    for _ in range(5):
        assert await course_of(school, LOBBY) is None
    assert school.asked() == 1


async def test_a_slack_that_fails_is_not_asked_by_every_message_either(school: School) -> None:
    school.slack.faults.fail("users.conversations", Fault(error="internal_error"), times=9)
    for _ in range(5):
        assert await course_of(school, KUBE_ROOM) is None
    assert school.asked() == 1


async def test_a_new_name_is_known_after_looking_around(school: School) -> None:
    await school.classrooms.look_around()
    school.slack.add_channel("C0LAB00001", "docker-lab", [MINJI])
    await school.classrooms.look_around()  # too soon
    assert await course_of(school, "C0LAB00001") is None
    await school.classrooms.look_around(anew=True)
    assert await course_of(school, "C0LAB00001") == "docker"


async def test_what_was_known_stays_when_slack_fails(school: School) -> None:
    await school.classrooms.look_around()
    school.slack.faults.fail("users.conversations", Fault(error="internal_error"))
    await school.classrooms.look_around(anew=True)
    assert await course_of(school, KUBE_ROOM) == "kube"
    assert await school.classrooms.is_in(KUBE_ROOM)


async def test_a_channel_called_like_an_id_is_not_taken_for_one(school: School) -> None:
    school.slack.add_channel("C0TRICK001", DOCKER_ROOM, [MINJI])
    await school.classrooms.look_around(anew=True)
    assert await course_of(school, DOCKER_ROOM) == "docker"
    assert await course_of(school, "C0TRICK001") is None
    assert is_id(DOCKER_ROOM)
    assert not is_id("general")


async def test_one_course_that_lists_no_channel_has_them_all(school: School) -> None:
    school.base = KnowledgeBase((OPEN,))
    assert await course_of(school, LOBBY) == "open"
    school.base = KnowledgeBase((OPEN, KUBE))
    assert await course_of(school, LOBBY) is None


async def test_a_course_whose_file_is_broken_does_not_get_every_channel(school: School) -> None:
    school.base = KnowledgeBase((OPEN,), (Problem("open/course.yaml", 1, "no YAML", "Mend it."),))
    assert await course_of(school, LOBBY) is None
    assert (await school.classrooms.of_person(TEAM, MINJI))[1] == []


async def test_each_channel_has_its_policy_or_the_courses(school: School) -> None:
    school.slack.add_channel("C0LAB00001", "docker-lab", [])
    await school.classrooms.look_around()
    policy = school.classrooms.policy
    assert policy(DOCKER, DOCKER_ROOM) == (ReplyPolicy.ALWAYS, 5)
    assert policy(DOCKER, "C0LAB00001") == (ReplyPolicy.MENTION, 30)
    assert policy(KUBE, KUBE_ROOM) == (ReplyPolicy.CONFIDENT, 0)
    assert policy(OPEN, LOBBY) == (ReplyPolicy.CONFIDENT, 0)


async def test_in_the_instructors_channel_it_only_listens_to_being_called(school: School) -> None:
    assert await course_of(school, STAFF) == "docker"
    assert school.classrooms.is_staff_room(DOCKER, STAFF)
    assert school.classrooms.policy(DOCKER, STAFF) == (ReplyPolicy.MENTION, 0)
    school.base = KnowledgeBase((Course("open", "Open to all", instructors_channel=STAFF, wait=5),))
    assert await course_of(school, STAFF) == "open"
    assert school.classrooms.policy(school.base.courses[0], STAFF) == (ReplyPolicy.MENTION, 0)
    assert school.classrooms.policy(school.base.courses[0], LOBBY) == (ReplyPolicy.CONFIDENT, 5)


async def test_people_take_the_courses_whose_channels_they_are_in(school: School) -> None:
    assert await school.classrooms.of_person(TEAM, MINJI) == (DOCKER, [DOCKER])
    assert await school.classrooms.takes(MINJI, DOCKER)
    assert not await school.classrooms.takes(MINJI, KUBE)


async def test_instructors_take_their_course_wherever_they_are(school: School) -> None:
    assert await school.classrooms.of_person(TEAM, JUN) == (DOCKER, [DOCKER])


async def test_of_several_courses_it_is_the_remembered_one(school: School) -> None:
    school.base = KnowledgeBase((DOCKER, KUBE, OPEN))
    assert await school.classrooms.of_person(TEAM, MINJI) == (None, [DOCKER, OPEN])
    await school.journal.remember_course(TEAM, MINJI, "open")
    assert await school.classrooms.of_person(TEAM, MINJI) == (OPEN, [DOCKER, OPEN])
    await school.journal.remember_course(TEAM, MINJI, "kube")  # which she does not take any more
    assert await school.classrooms.of_person(TEAM, MINJI) == (None, [DOCKER, OPEN])


async def test_while_slack_fails_nobody_is_told_that_they_take_no_course(school: School) -> None:
    school.slack.faults.fail("users.conversations", Fault(status=503), times=2)
    with pytest.raises(SlackError):
        await school.classrooms.of_person(TEAM, MINJI)
