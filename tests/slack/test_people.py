from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass

import pytest

from bot.errors import SlackError
from bot.knowledge.model import Course
from bot.slack.client import Slack, open_session, web_client
from bot.slack.people import People
from tests.loopback import Fault, LoopbackSlack

COURSE = Course("docker", "Docker", language="ko")
MINJI, HANA, JUN, SORA = "U0MINJI001", "U0HANA0001", "U0JUN00001", "U0SORA0001"


@dataclass
class School:
    """A workspace, and what the bot knows of its people."""

    slack: LoopbackSlack
    people: People

    def calls(self, method: str) -> int:
        """How often Slack was asked by this method."""
        return sum(call.method == method for call in self.slack.records.calls)


@pytest.fixture
async def school() -> AsyncIterator[School]:
    async with LoopbackSlack() as slack, open_session() as session:
        for user, name, locale in ((MINJI, "Minji", "ko-KR"), (HANA, "Hana", "en-GB"), (JUN, "Jun", "fr-FR")):
            slack.add_person(user, name, locale=locale)
        slack.add_person(SORA, "Sora")
        slack.add_channel("C0DOCKER01", "docker-qna", [MINJI, HANA])
        slack.add_channel("C0STAFF001", "staff", [JUN], private=True)
        slack.add_usergroup("S0TEACHERS", "teachers", [SORA])
        yield School(slack, People(Slack(web_client(slack.identity.bot_token, slack.base_url, session))))


async def test_knows_the_language_that_people_read(school: School) -> None:
    assert await school.people.language(MINJI, None) == "ko"
    assert await school.people.language(HANA, COURSE) == "en"


async def test_who_reads_neither_language_gets_english(school: School) -> None:
    assert await school.people.language(JUN, COURSE) == "en"


async def test_where_slack_does_not_tell_it_is_the_courses_language(school: School) -> None:
    assert await school.people.language("U0NOBODY01", Course("docker", "Docker", language="en")) == "en"
    school.slack.faults.fail("users.info", Fault(error="internal_error"))
    assert await school.people.language(HANA, COURSE) == "ko"
    assert await school.people.language(HANA, COURSE) == "en"


async def test_a_slow_slack_holds_no_reply_up(school: School) -> None:
    school.slack.faults.delays["users.info"] = 1.2
    assert await school.people.language(HANA, COURSE) == "ko"
    await school.slack.until(lambda: school.calls("users.info"))


async def test_knows_what_people_are_called(school: School) -> None:
    assert await school.people.name(MINJI) == "Minji"
    assert await school.people.name("U0NOBODY01") == "U0NOBODY01"


@pytest.mark.parametrize(
    ("instructors", "who"),
    [((JUN,), JUN), (("S0TEACHERS",), SORA), (("C0STAFF001",), JUN), ((SORA, "C0STAFF001"), JUN)],
)
async def test_instructors_are_named_or_in_their_group_or_channel(
    school: School, instructors: tuple[str, ...], who: str
) -> None:
    course = Course("docker", "Docker", instructors=instructors)
    assert await school.people.is_instructor(who, course)
    assert not await school.people.is_instructor(MINJI, course)


async def test_nobody_is_an_instructor_because_slack_fails(school: School) -> None:
    school.slack.workspace.free_plan = True
    course = Course("docker", "Docker", instructors=("S0NOBODY01", "C0STAFF001"))
    assert not await school.people.is_instructor(SORA, course)
    assert await school.people.is_instructor(JUN, course)


async def test_who_joins_the_instructors_channel_is_one_at_once(school: School) -> None:
    course = Course("docker", "Docker", instructors=("C0STAFF001",))
    assert not await school.people.is_instructor(SORA, course)
    school.slack.workspace.channels["C0STAFF001"].members[SORA] = None
    school.people.moved(SORA, "C0STAFF001")
    assert await school.people.is_instructor(SORA, course)


async def test_knows_the_channels_that_people_are_in_and_asks_once(school: School) -> None:
    for _ in range(3):
        assert set(await school.people.channels(MINJI)) == {"C0DOCKER01"}
    assert school.calls("users.conversations") == 1
    school.people.moved(MINJI, "C0DOCKER01")
    await school.people.channels(MINJI)
    assert school.calls("users.conversations") == 2


async def test_a_failure_that_may_pass_is_not_taken_for_no_channels(school: School) -> None:
    school.slack.faults.fail("users.conversations", Fault(status=503))
    with pytest.raises(SlackError):
        await school.people.channels(MINJI)
    assert await school.people.channels(MINJI)


async def test_a_failure_that_stays_is(school: School) -> None:
    school.slack.faults.fail("users.conversations", Fault(error="missing_scope"))
    assert await school.people.channels(MINJI) == ()
