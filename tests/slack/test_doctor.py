from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from dataclasses import replace

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.knowledge.model import Channel, Course
from bot.slack.client import web_client
from bot.slack.doctor import check_connection, check_scopes
from bot.slack.doctor_courses import check_courses
from bot.slack.findings import Finding, Level
from bot.slack.scopes import SCOPES
from tests.loopback.faults import Fault
from tests.loopback.server import LoopbackSlack

JUN, MINJI = "U0JUN", "U0MINJI"


@pytest.fixture
async def slack() -> AsyncIterator[LoopbackSlack]:
    async with LoopbackSlack() as workspace:
        workspace.add_person(JUN, "Jun")
        workspace.add_person(MINJI, "Minji")
        workspace.add_channel("C0DOCKER", "docker-qna", [JUN, MINJI])
        yield workspace


@pytest.fixture
def web(slack: LoopbackSlack) -> AsyncWebClient:
    return web_client(slack.identity.bot_token, slack.base_url)


def course(
    *channels: str, slug: str = "ship", instructors: Sequence[str] = (JUN,), instructors_channel: str | None = None
) -> Course:
    return Course(
        slug,
        "Ship School",
        channels=tuple(map(Channel, channels)),
        instructors=tuple(instructors),
        instructors_channel=instructors_channel,
    )


async def found(web: AsyncWebClient, *courses: Course) -> list[Finding]:
    return await check_courses(web, courses, "qabot")


async def only(web: AsyncWebClient, *courses: Course) -> Finding:
    findings = await found(web, *courses)
    assert len(findings) == 1, findings
    assert findings[0].remedy
    return findings[0]


async def test_a_good_installation_is_told_where_it_is_connected(slack: LoopbackSlack, web: AsyncWebClient) -> None:
    bot, findings = await check_connection(web, slack.identity.app_token)
    assert bot
    assert bot.name == "qabot"
    assert findings == [Finding(Level.NOTE, "SLACK_BOT_TOKEN", "connected to the workspace Ship School as @qabot")]


async def test_a_token_that_slack_does_not_know_is_told_with_where_to_find_it(slack: LoopbackSlack) -> None:
    bot, [finding] = await check_connection(web_client("xoxb-other", slack.base_url))
    assert bot is None
    assert (finding.level, finding.check) == (Level.ERROR, "SLACK_BOT_TOKEN")
    assert "Slack does not know the token" in finding.problem
    assert "OAuth & Permissions" in finding.remedy
    assert "xoxb-other" not in str(finding)


async def test_a_revoked_token_is_told(slack: LoopbackSlack, web: AsyncWebClient) -> None:
    slack.workspace.token_revoked = True
    _, [finding] = await check_connection(web)
    assert "revoked" in finding.problem


async def test_an_app_token_that_slack_does_not_know_is_told(web: AsyncWebClient) -> None:
    bot, [_, finding] = await check_connection(web, "xapp-other")
    assert bot
    assert finding.check == "SLACK_APP_TOKEN"
    assert "connections:write" in finding.remedy


async def test_tokens_of_two_apps_are_told(slack: LoopbackSlack, web: AsyncWebClient) -> None:
    other = "xapp-1-A0OTHER-99-abc"
    slack.workspace.identity = replace(slack.identity, app_token=other)
    _, [_, finding] = await check_connection(web, other)
    assert "another app" in finding.problem


@pytest.mark.parametrize(("code", "said"), [("missing_scope", "connections:write"), ("no_permission", "Socket Mode")])
async def test_what_keeps_socket_mode_from_opening_is_told(
    slack: LoopbackSlack, web: AsyncWebClient, code: str, said: str
) -> None:
    slack.faults.fail("apps.connections.open", Fault(error=code))
    _, [_, finding] = await check_connection(web, slack.identity.app_token)
    assert (finding.level, finding.check) == (Level.ERROR, "SLACK_APP_TOKEN")
    assert said in finding.problem


async def test_no_connection_to_slack_is_one_clear_finding() -> None:
    bot, [finding] = await check_connection(web_client("xoxb-1", "http://127.0.0.1:9/api/"), "xapp-1")
    assert bot is None
    assert finding.check == "connection"
    assert "http://127.0.0.1:9/api/" in finding.problem
    assert "proxy" in finding.remedy


async def test_a_server_that_is_not_slack_is_no_connection_either(slack: LoopbackSlack, web: AsyncWebClient) -> None:
    slack.faults.fail("auth.test", Fault(status=502))
    bot, [finding] = await check_connection(web)
    assert bot is None
    assert finding.check == "connection"


async def test_a_missing_scope_is_told_with_what_stops_working(slack: LoopbackSlack, web: AsyncWebClient) -> None:
    slack.workspace.scopes.discard("commands")
    _, [_, finding] = await check_connection(web)
    assert finding.level is Level.ERROR
    assert finding.problem == f"commands is missing, by which the bot {SCOPES['commands']}"
    assert "reinstall" in finding.remedy


def test_every_scope_is_checked() -> None:
    assert len(check_scopes("")) == len(SCOPES)
    assert check_scopes(", ".join(SCOPES)) == []


def test_scopes_that_slack_does_not_tell_are_not_called_missing() -> None:
    assert [finding.level for finding in check_scopes(None)] == [Level.NOTE]


def test_the_agents_feature_is_told_for_what_it_costs() -> None:
    [finding] = check_scopes(",".join([*SCOPES, "assistant:write"]))
    assert finding.level is Level.NOTE
    assert "guests" in finding.problem


async def test_nothing_is_found_where_all_is_well(slack: LoopbackSlack, web: AsyncWebClient) -> None:
    slack.add_channel("C0TEACH", "instructors", [JUN], private=True)
    slack.add_usergroup("S0TEACH", "teachers", [JUN])
    well = course("C0DOCKER", "#docker-qna", instructors=[JUN, "S0TEACH", "C0TEACH"], instructors_channel="C0TEACH")
    assert await found(web, well) == []


async def test_a_channel_without_the_bot_is_told_with_how_to_invite_it(
    slack: LoopbackSlack, web: AsyncWebClient
) -> None:
    slack.add_channel("C0K8SQNA", "k8s-qna", [JUN], bot=False)
    finding = await only(web, course("C0K8SQNA"))
    assert (finding.level, finding.check) == (Level.ERROR, "ship: channel")
    assert finding.problem == "the bot is not in C0K8SQNA (#k8s-qna)"
    assert "/invite @qabot" in finding.remedy


async def test_an_archived_channel_is_told(slack: LoopbackSlack, web: AsyncWebClient) -> None:
    slack.archive("C0DOCKER")
    assert "is archived" in (await only(web, course("C0DOCKER"))).problem


async def test_a_channel_that_cannot_be_seen_may_be_private(web: AsyncWebClient) -> None:
    finding = await only(web, course("C0NOWHERE"))
    assert "does not exist, or is private" in finding.problem
    assert "ship/course.yaml" in finding.remedy


async def test_a_channel_name_is_looked_up_among_those_of_the_bot(slack: LoopbackSlack, web: AsyncWebClient) -> None:
    slack.add_channel("C0K8SQNA", "k8s-qna", [JUN], bot=False)
    assert (await only(web, course("#k8s-qna"))).problem == "the bot is in no channel named #k8s-qna"


async def test_the_instructors_channel_must_take_posts(slack: LoopbackSlack, web: AsyncWebClient) -> None:
    slack.add_channel("C0TEACH", "instructors", [JUN], bot=False)
    finding = await only(web, course("C0DOCKER", instructors_channel="C0TEACH"))
    assert finding.check == "ship: instructors_channel"
    assert "the bot is not in" in finding.problem


async def test_a_bot_is_no_instructor(slack: LoopbackSlack, web: AsyncWebClient) -> None:
    finding = await only(web, course("C0DOCKER", instructors=[slack.identity.bot_user]))
    assert "is a bot" in finding.problem


async def test_an_instructor_who_has_left_is_told(slack: LoopbackSlack, web: AsyncWebClient) -> None:
    slack.workspace.users[JUN].deleted = True
    assert (await only(web, course("C0DOCKER"))).problem == f"{JUN} (Jun) has left the workspace"


@pytest.mark.parametrize("who", ["U0NOBODY", "S0NOBODY", "C0NOBODY"])
async def test_an_unknown_instructor_is_told(web: AsyncWebClient, who: str) -> None:
    finding = await only(web, course("C0DOCKER", instructors=[JUN, who]))
    assert finding.problem == f"{who} is nobody that the bot can see"


async def test_user_groups_need_a_paid_plan(slack: LoopbackSlack, web: AsyncWebClient) -> None:
    slack.workspace.free_plan = True
    finding = await only(web, course("C0DOCKER", instructors=["S0TEACH"]))
    assert "paid plan" in finding.problem
    assert "private channel" in finding.remedy


async def test_an_empty_group_of_instructors_is_warned_of(slack: LoopbackSlack, web: AsyncWebClient) -> None:
    slack.add_usergroup("S0TEACH", "teachers", [])
    finding = await only(web, course("C0DOCKER", instructors=["S0TEACH"]))
    assert (finding.level, finding.problem) == (Level.WARNING, "S0TEACH has no members")


async def test_a_course_without_an_instructor_is_warned_of(web: AsyncWebClient) -> None:
    finding = await only(web, course("C0DOCKER", instructors=[]))
    assert (finding.level, finding.check) == (Level.WARNING, "ship: instructors")


async def test_a_missing_scope_does_not_pass_for_a_missing_person(slack: LoopbackSlack, web: AsyncWebClient) -> None:
    slack.workspace.scopes.discard("users:read")
    finding = await only(web, course("C0DOCKER"))
    assert "cannot be looked up" in finding.problem
    assert "missing_scope" in finding.problem


async def test_channels_that_cannot_be_listed_are_told(slack: LoopbackSlack, web: AsyncWebClient) -> None:
    slack.workspace.scopes -= {"channels:read", "groups:read"}
    assert "missing_scope" in (await only(web, course("C0DOCKER"))).problem


async def test_the_only_course_may_list_no_channel_if_the_bot_is_in_one(
    slack: LoopbackSlack, web: AsyncWebClient
) -> None:
    assert await found(web, course()) == []
    slack.workspace.channels.clear()
    assert (await only(web, course())).problem == "the bot is in no channel"


async def test_one_of_several_courses_that_lists_no_channel_is_warned_of(web: AsyncWebClient) -> None:
    finding = await only(web, course("C0DOCKER"), course(slug="sail"))
    assert (finding.level, finding.check) == (Level.WARNING, "sail: channels")


async def test_a_channel_of_two_courses_is_told_even_by_its_name(web: AsyncWebClient) -> None:
    finding = await only(web, course("C0DOCKER"), course("docker-qna", slug="sail"))
    assert finding.problem == "docker-qna belongs to ship already, which alone is asked there"
