from __future__ import annotations

import json
from typing import Any

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from tests.loopback import LoopbackSlack, Person
from tests.loopback.clock import Clock
from tests.loopback.school import DOCKER

SECTION = [{"type": "section", "text": {"type": "mrkdwn", "text": "네"}}]


async def refusal(call: Any) -> Any:
    """The answer to a call that Slack refuses."""
    with pytest.raises(SlackApiError) as refused:
        await call
    return refused.value.response


async def error(call: Any) -> str:
    return str((await refusal(call))["error"])


async def test_the_bot_learns_who_it_is(client: AsyncWebClient, slack: LoopbackSlack) -> None:
    told = await client.auth_test()
    assert (told["user_id"], told["bot_id"]) == (slack.identity.bot_user, slack.identity.bot)
    assert "chat:write" in told.headers["x-oauth-scopes"].split(",")


async def test_tokens_are_looked_at(client: AsyncWebClient, slack: LoopbackSlack) -> None:
    assert await error(client.auth_test(token="")) == "not_authed"
    assert await error(client.auth_test(token=slack.identity.bot_token + "x")) == "invalid_auth"
    assert await error(client.auth_test(token=slack.identity.app_token)) == "not_allowed_token_type"
    assert await error(client.apps_connections_open(app_token=slack.identity.bot_token)) == "not_allowed_token_type"
    slack.workspace.token_revoked = True
    assert await error(client.auth_test()) == "token_revoked"


async def test_an_unknown_method_is_told(client: AsyncWebClient) -> None:
    assert await error(client.api_call("chat.shout")) == "unknown_method"


async def test_a_missing_scope_is_named(client: AsyncWebClient, slack: LoopbackSlack) -> None:
    slack.workspace.scopes -= {"chat:write", "groups:read"}
    refused = await refusal(client.chat_postMessage(channel=DOCKER, text="네"))
    assert (refused["error"], refused["needed"]) == ("missing_scope", "chat:write")
    assert "chat:write" not in refused["provided"].split(",")
    refused = await refusal(client.conversations_list(types="public_channel,private_channel"))
    assert refused["needed"] == "groups:read"


async def test_arguments_come_as_a_form_with_json_inside(slack: LoopbackSlack) -> None:
    form = {"token": slack.identity.bot_token, "channel": DOCKER, "text": "네", "blocks": json.dumps(SECTION)}
    async with (
        aiohttp.ClientSession() as session,
        session.post(f"{slack.base_url}chat.postMessage", data=form) as answer,
    ):
        assert (await answer.json())["ok"] is True
    (posted,) = slack.from_bot(DOCKER)
    assert posted.blocks is not None
    assert posted.blocks[0]["text"]["text"] == "네"
    assert "token" not in slack.records.calls[-1].args


async def test_posting_is_refused_where_the_bot_may_not(client: AsyncWebClient, slack: LoopbackSlack) -> None:
    slack.add_channel("C0OTHER", "other", [], bot=False)
    slack.add_channel("G0SECRET", "secret", [], bot=False, private=True)
    slack.archive(DOCKER)
    slack.workspace.scopes.discard("chat:write.public")
    assert await error(client.chat_postMessage(channel="C0OTHER", text="네")) == "not_in_channel"
    assert await error(client.chat_postMessage(channel="G0SECRET", text="네")) == "channel_not_found"
    assert await error(client.chat_postMessage(channel=DOCKER, text="네")) == "is_archived"
    assert await error(client.chat_postMessage(channel="C0NOWHERE", text="네")) == "channel_not_found"


async def test_a_post_to_a_person_opens_the_direct_message(
    client: AsyncWebClient, slack: LoopbackSlack, minji: Person
) -> None:
    posted = await client.chat_postMessage(channel="U0MINJI", text="안녕하세요")
    assert posted["channel"] == minji.dm == (await client.conversations_open(users="U0MINJI"))["channel"]["id"]
    assert [one.text for one in slack.messages(minji.dm)] == ["안녕하세요"]


async def test_content_is_checked(client: AsyncWebClient, slack: LoopbackSlack) -> None:
    assert await error(client.api_call("chat.postMessage", json={"channel": DOCKER})) == "no_text"
    assert await error(client.chat_postMessage(channel=DOCKER, text="가" * 40_001)) == "msg_too_long"
    many = [{"type": "divider"}] * 51
    refused = await refusal(client.chat_postMessage(channel=DOCKER, text="네", blocks=many))
    assert refused["error"] == "invalid_blocks"
    assert refused["response_metadata"]["messages"] == ["[ERROR] /blocks: 51 blocks, allowed are 50"]
    assert slack.records.violations == ["chat.postMessage: /blocks: 51 blocks, allowed are 50"]
    long = [{"type": "section", "text": {"type": "plain_text", "text": "가" * 2_900}}] * 4
    assert await error(client.chat_postMessage(channel=DOCKER, text="네", blocks=long)) == "msg_blocks_too_long"


async def test_blocks_without_a_text_are_posted_and_noted(client: AsyncWebClient, slack: LoopbackSlack) -> None:
    await client.api_call("chat.postMessage", json={"channel": DOCKER, "blocks": SECTION})
    assert "without a text" in slack.records.violations[0]


async def test_a_picture_that_slack_cannot_fetch_fails_the_message(
    client: AsyncWebClient, slack: LoopbackSlack
) -> None:
    url = "https://pictures.example.com/a.png"
    picture = [{"type": "image", "image_url": url, "alt_text": "그림"}]
    await client.chat_postMessage(channel=DOCKER, text="네", blocks=picture)
    slack.workspace.unreachable_pictures.add(url)
    assert await error(client.chat_postMessage(channel=DOCKER, text="네", blocks=picture)) == "invalid_blocks"
    assert slack.records.violations == []


async def test_only_the_bots_own_messages_can_be_changed(
    client: AsyncWebClient, slack: LoopbackSlack, minji: Person
) -> None:
    asked = minji.says(DOCKER, "포트?")
    assert await error(client.chat_update(channel=DOCKER, ts=asked.ts, text="네")) == "cant_update_message"
    assert await error(client.chat_delete(channel=DOCKER, ts=asked.ts)) == "cant_delete_message"
    assert await error(client.chat_update(channel=DOCKER, ts="1.2", text="네")) == "message_not_found"
    ts = (await client.chat_postMessage(channel=DOCKER, text="네", blocks=SECTION))["ts"]
    assert await error(client.chat_update(channel=DOCKER, ts=ts, text="가" * 4_001)) == "msg_too_long"
    await client.chat_update(channel=DOCKER, ts=ts, text="아니요")
    (posted,) = slack.from_bot(DOCKER)
    assert posted.text == "아니요"
    assert posted.blocks, "blocks that an update leaves out stay"
    slack.workspace.edit_window_closed = True
    assert await error(client.chat_update(channel=DOCKER, ts=ts, text="네")) == "edit_window_closed"
    await client.chat_delete(channel=DOCKER, ts=ts)
    assert slack.from_bot(DOCKER) == []


async def test_a_private_reply_needs_its_reader_in_the_channel(
    client: AsyncWebClient, slack: LoopbackSlack, minji: Person
) -> None:
    slack.add_person("U0SORA", "Sora")
    whisper = client.chat_postEphemeral
    assert await error(whisper(channel=DOCKER, user="U0SORA", text="쉿")) == "user_not_in_channel"
    await whisper(channel=DOCKER, user="U0MINJI", text="쉿")
    assert [one.text for one in minji.whispers] == ["쉿"]
    assert slack.from_bot(DOCKER) == []


async def test_threads_are_read_page_by_page_with_their_metadata(client: AsyncWebClient, minji: Person) -> None:
    asked = minji.says(DOCKER, "포트?")
    mark = {"event_type": "reply", "event_payload": {"ask": "7"}}
    await client.chat_postMessage(channel=DOCKER, thread_ts=asked.ts, text="네", metadata=mark)
    minji.says(DOCKER, "고마워요", thread_ts=asked.ts)
    first = await client.conversations_replies(channel=DOCKER, ts=asked.ts, limit=2, include_all_metadata=True)
    assert [one["text"] for one in first["messages"]] == ["포트?", "네"]
    assert first["messages"][1]["metadata"] == mark
    assert first["messages"][0]["reply_count"] == 2
    cursor = first["response_metadata"]["next_cursor"]
    rest = await client.conversations_replies(channel=DOCKER, ts=asked.ts, limit=2, cursor=cursor)
    assert [one["text"] for one in rest["messages"]] == ["고마워요"]
    history = await client.conversations_history(channel=DOCKER)
    assert [one["text"] for one in history["messages"]] == ["포트?"]
    assert await error(client.conversations_replies(channel=DOCKER, ts="1.2")) == "thread_not_found"


async def test_channels_are_told_as_the_bot_sees_them(client: AsyncWebClient, slack: LoopbackSlack) -> None:
    slack.add_channel("G0STAFF", "staff", ["U0JUN"], private=True)
    slack.add_channel("G0SECRET", "secret", ["U0JUN"], private=True, bot=False)
    slack.add_channel("C0OTHER", "other", ["U0JUN"], bot=False)
    everything = "public_channel,private_channel"
    listed = await client.conversations_list(types=everything)
    assert [one["id"] for one in listed["channels"]] == [DOCKER, "G0STAFF", "C0OTHER"]
    joined = await client.users_conversations(user="U0MINJI", types=everything)
    assert [one["id"] for one in joined["channels"]] == [DOCKER]
    members = await client.conversations_members(channel=DOCKER)
    assert members["members"] == ["U0MINJI", "U0JUN", slack.identity.bot_user]
    assert (await client.conversations_info(channel="C0OTHER"))["channel"]["is_member"] is False
    await client.conversations_join(channel="C0OTHER")
    assert (await client.conversations_info(channel="C0OTHER"))["channel"]["is_member"] is True


async def test_people_are_told_with_their_language_when_asked(client: AsyncWebClient) -> None:
    assert (await client.users_info(user="U0MINJI", include_locale=True))["user"]["locale"] == "ko-KR"
    assert "locale" not in (await client.users_info(user="U0MINJI"))["user"]
    assert await error(client.users_info(user="U0NOBODY")) == "user_not_found"


async def test_user_groups_need_a_paid_plan(client: AsyncWebClient, slack: LoopbackSlack) -> None:
    slack.add_usergroup("S0STAFF", "staff", ["U0JUN"])
    assert (await client.usergroups_users_list(usergroup="S0STAFF"))["users"] == ["U0JUN"]
    assert await error(client.usergroups_users_list(usergroup="S0NONE")) == "no_such_subteam"
    slack.workspace.free_plan = True
    assert await error(client.usergroups_users_list(usergroup="S0STAFF")) == "plan_upgrade_required"


async def test_a_permalink_leads_into_the_thread(client: AsyncWebClient, minji: Person) -> None:
    asked = minji.says(DOCKER, "포트?")
    reply = minji.says(DOCKER, "여기요", thread_ts=asked.ts)
    link = (await client.chat_getPermalink(channel=DOCKER, message_ts=reply.ts))["permalink"]
    assert link.endswith(f"/archives/{DOCKER}/p{reply.ts.replace('.', '')}?thread_ts={asked.ts}&cid={DOCKER}")


async def test_time_goes_by_the_given_clock(client: AsyncWebClient, slack: LoopbackSlack, clock: Clock) -> None:
    slack.faults.per_minute["conversations.replies"] = 1
    asked = slack.person("U0MINJI").says(DOCKER, "포트?")
    await client.conversations_replies(channel=DOCKER, ts=asked.ts)
    refused = await refusal(client.conversations_replies(channel=DOCKER, ts=asked.ts))
    assert refused.status_code == 429
    assert int(refused.headers["Retry-After"]) == 60
    clock.forward(60)
    await client.conversations_replies(channel=DOCKER, ts=asked.ts)
