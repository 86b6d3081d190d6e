from __future__ import annotations

from typing import Any

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from tests.loopback import LoopbackSlack
from tests.loopback.pings import pings_in
from tests.loopback.school import DOCKER


def section(kind: str, text: str) -> dict[str, Any]:
    return {"type": "section", "text": {"type": kind, "text": text}}


def rich(**element: str) -> dict[str, Any]:
    return {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": [element]}]}


@pytest.mark.parametrize("ping", ["<!here>", "<!channel|@channel>", "<!everyone>", "<@U0MINJI>", "<!subteam^S0STAFF>"])
def test_a_mention_in_a_text_is_a_ping(ping: str) -> None:
    assert pings_in({"text": f"보세요 {ping}"}) == [ping]
    assert pings_in({"text": "", "blocks": [section("mrkdwn", ping)]}) == [ping]


def test_rich_text_pings_by_elements_alone() -> None:
    assert pings_in({"blocks": [rich(type="text", text="<!here> <@U0MINJI> @channel")]}) == []
    assert pings_in({"blocks": [rich(type="broadcast", range="here")]}) == ["broadcast:here"]
    assert pings_in({"blocks": [rich(type="user", user_id="U0MINJI")]}) == ["user:U0MINJI"]
    assert pings_in({"blocks": [rich(type="usergroup", usergroup_id="S0STAFF")]}) == ["usergroup:S0STAFF"]


def test_escaped_and_plain_texts_ping_nobody() -> None:
    assert pings_in({"text": "&lt;!here&gt; @here <#C0DOCKER>", "blocks": [section("plain_text", "<!here>")]}) == []


def test_names_ping_where_the_app_asks_for_it() -> None:
    assert pings_in({"text": "모두 @here", "link_names": True}) == ["@here"]
    assert pings_in({"text": "모두 @here", "parse": "full"}) == ["@here"]


async def test_the_server_remembers_pings(client: AsyncWebClient, slack: LoopbackSlack) -> None:
    await client.chat_postMessage(channel=DOCKER, text="<!here> 네")
    (ping,) = slack.records.pings
    assert (ping.what, ping.where, ping.args["channel"]) == ("<!here>", "chat.postMessage", DOCKER)
