"""Slack's Web API as the bot uses it: its errors told apart, nothing sent twice by a retry.

chat.postMessage knows no idempotency key, so only rate limits are retried here; what to do after a lost
answer is `delivery`'s to decide.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from functools import partial
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry.async_handler import AsyncRetryHandler
from slack_sdk.http_retry.builtin_async_handlers import AsyncRateLimitErrorRetryHandler
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse
from slack_sdk.webhook.async_client import AsyncWebhookClient

from bot.errors import SlackError
from bot.slack.message import Message
from bot.slack.pictured import REFUSED, with_pictures_if_possible

TIMEOUT = 20.0  # seconds for one call
RATE_LIMIT_RETRIES = 5
_CONNECTIONS = 100
_FOR_A_WHILE = frozenset(
    {"internal_error", "fatal_error", "service_unavailable", "request_timeout", "team_added_to_org", "ratelimited"}
)
_SURELY_NOT_DONE = frozenset({"ratelimited", "service_unavailable", "team_added_to_org"})
_NO_ANSWER = (aiohttp.ClientError, TimeoutError, OSError)

Json = dict[str, Any]


def open_session() -> aiohttp.ClientSession:
    """The one HTTP session of all Web API calls: slack_sdk makes a new one for each call otherwise."""
    return aiohttp.ClientSession(
        timeout=aiohttp.ClientTimeout(total=TIMEOUT), connector=aiohttp.TCPConnector(limit=_CONNECTIONS)
    )


def web_client(token: str, base_url: str, session: aiohttp.ClientSession | None = None) -> AsyncWebClient:
    """slack_sdk's client, retrying after rate limits alone (its default retries lost connections too)."""
    return AsyncWebClient(
        token=token,
        base_url=base_url,
        session=session,
        timeout=int(TIMEOUT),
        retry_handlers=[_patience_with_limits()],
    )


def _patience_with_limits() -> AsyncRetryHandler:
    return AsyncRateLimitErrorRetryHandler(max_retry_count=RATE_LIMIT_RETRIES)


class Slack:
    """The calls that the bot makes. Every one of them raises `SlackError`, and nothing else, when it fails."""

    def __init__(self, web: AsyncWebClient) -> None:
        self.web = web

    async def identity(self) -> tuple[Json, frozenset[str]]:
        """What auth.test tells of the bot token, and the scopes that were granted."""
        found = await called("auth.test", self.web.auth_test())
        scopes = next((value for name, value in found.headers.items() if name.lower() == "x-oauth-scopes"), "")
        granted = frozenset(scope.strip() for scope in str(scopes).split(",") if scope.strip())
        return dict(found.data) if isinstance(found.data, dict) else {}, granted

    async def try_socket(self, app_token: str) -> None:
        """Ask for a Socket Mode connection, and leave it unused: shows whether the token is good."""
        await called("apps.connections.open", self.web.apps_connections_open(app_token=app_token))

    async def post(
        self, channel: str, message: Message, *, thread: str | None = None, metadata: Mapping[str, Any] | None = None
    ) -> str:
        """Post to a channel, or to a person's DM by their user id; gives the new message's ts."""
        call = partial(
            self.web.chat_postMessage,
            channel=channel,
            thread_ts=thread,
            text=message.text,
            metadata=dict(metadata) if metadata else None,
            unfurl_links=False,
            unfurl_media=False,
        )
        sent = await with_pictures_if_possible(
            message.blocks, lambda blocks: called("chat.postMessage", call(blocks=blocks or None))
        )
        return str(sent["ts"])

    async def update(self, channel: str, ts: str, message: Message, metadata: Mapping[str, Any] | None = None) -> None:
        """Put another message in the place of one of the bot's own."""
        told = dict(metadata) if metadata else None
        call = partial(self.web.chat_update, channel=channel, ts=ts, text=message.text, metadata=told)
        await with_pictures_if_possible(message.blocks, lambda blocks: called("chat.update", call(blocks=blocks)))

    async def delete(self, channel: str, ts: str) -> None:
        """Delete one of the bot's own messages; one that is gone already is no error."""
        try:
            await called("chat.delete", self.web.chat_delete(channel=channel, ts=ts))
        except SlackError as error:
            if error.code != "message_not_found":
                raise

    async def whisper(self, channel: str, user: str, message: Message, *, thread: str | None = None) -> None:
        """Show a message in a channel to one member of it alone; it is gone when they reload."""
        call = partial(self.web.chat_postEphemeral, channel=channel, user=user, thread_ts=thread, text=message.text)
        await with_pictures_if_possible(
            message.blocks, lambda blocks: called("chat.postEphemeral", call(blocks=blocks or None))
        )

    async def permalink(self, channel: str, ts: str) -> str:
        """The address of a message."""
        found = await called("chat.getPermalink", self.web.chat_getPermalink(channel=channel, message_ts=ts))
        return str(found["permalink"])

    async def respond(self, url: str, message: Message, *, thread: str | None = None, replace: bool = False) -> None:
        """Answer a command or a press by its response_url, to one person alone; `replace` what they pressed in, or add.

        Slack takes five answers within half an hour: docs.slack.dev/interactivity/handling-user-interaction
        """
        body: Json = {"response_type": "ephemeral", "replace_original": replace}
        body |= {"text": message.text} | ({"thread_ts": thread} if thread else {})
        await with_pictures_if_possible(message.blocks, lambda blocks: self._send_to(url, body | {"blocks": blocks}))

    async def _send_to(self, url: str, body: Json) -> None:
        webhook = AsyncWebhookClient(url, session=self.web.session, retry_handlers=[_patience_with_limits()])
        try:
            answer = await webhook.send_dict(body)
        except _NO_ANSWER as error:
            raise SlackError("response_url", "no_answer", again=True, uncertain=True) from error
        status = answer.status_code
        if status >= 400:
            broken = status >= 500
            refused = next((code for code in REFUSED if code in answer.body), answer.body[:80])
            code = f"http_{status}" if broken or not refused else refused
            raise SlackError("response_url", code, again=broken, uncertain=broken)

    async def open_view(self, trigger: str, view: Json) -> None:
        """Open a modal; the trigger must be younger than 3 seconds."""
        await _view("views.open", view, lambda v: self.web.views_open(trigger_id=trigger, view=v))

    async def push_view(self, trigger: str, view: Json) -> None:
        """Open a modal on top of the one that is open."""
        await _view("views.push", view, lambda v: self.web.views_push(trigger_id=trigger, view=v))

    async def update_view(self, view_id: str, view: Json) -> None:
        """Put another modal in the place of an open one."""
        await _view("views.update", view, lambda v: self.web.views_update(view_id=view_id, view=v))

    async def publish_home(self, user: str, view: Json) -> None:
        """Show this person's Home."""
        await _view("views.publish", view, lambda v: self.web.views_publish(user_id=user, view=v))

    async def thread(self, channel: str, ts: str, *, after: str | None = None, limit: int = 1000) -> Sequence[Json]:
        """The thread's first message, then those later than `after`, oldest first, with their metadata."""
        call = self.web.conversations_replies
        return await self._all(
            "conversations.replies",
            lambda cursor: call(
                channel=channel, ts=ts, oldest=after, include_all_metadata=True, limit=min(limit, 200), cursor=cursor
            ),
            "messages",
            limit,
        )

    async def since(self, channel: str, ts: str, *, limit: int = 1000) -> Sequence[Json]:
        """The messages of a channel later than `ts`, newest first, with their metadata."""
        call = self.web.conversations_history
        return await self._all(
            "conversations.history",
            lambda cursor: call(channel=channel, oldest=ts, include_all_metadata=True, limit=200, cursor=cursor),
            "messages",
            limit,
        )

    async def suggest(self, channel: str, title: str, prompts: Sequence[str]) -> None:
        """Suggest questions in a DM with an app that has the agents feature; Slack shows four at most."""
        call = self.web.assistant_threads_setSuggestedPrompts
        shown = [{"title": prompt, "message": prompt} for prompt in prompts[:4]]
        await called("assistant.threads.setSuggestedPrompts", call(channel_id=channel, title=title, prompts=shown))

    async def person(self, user: str) -> Json:
        """What users.info tells of a person, the locale included."""
        found = await called("users.info", self.web.users_info(user=user, include_locale=True))
        return dict(found["user"])

    async def channels_of(self, user: str | None = None) -> Sequence[Json]:
        """The channels that this person and the bot can see, or (no user) those that the bot is in."""
        call = self.web.users_conversations
        kinds = "public_channel,private_channel"
        return await self._all(
            "users.conversations",
            lambda cursor: call(user=user, types=kinds, exclude_archived=True, limit=200, cursor=cursor),
            "channels",
        )

    async def members(self, channel: str) -> Sequence[str]:
        """The user ids of a channel's members."""
        call = self.web.conversations_members
        return await self._all(
            "conversations.members", lambda cursor: call(channel=channel, limit=200, cursor=cursor), "members"
        )

    async def group_members(self, group: str) -> Sequence[str]:
        """The user ids of a user group's members."""
        found = await called("usergroups.users.list", self.web.usergroups_users_list(usergroup=group))
        return list(found["users"])

    async def _all(
        self, method: str, call: Callable[[str | None], Awaitable[AsyncSlackResponse]], key: str, most: int = 10_000
    ) -> list[Any]:
        """What lies under `key` of all pages."""
        found: list[Any] = []
        cursor: str | None = None
        while len(found) < most:
            page = await called(method, call(cursor))
            found += page.get(key) or []
            cursor = (page.get("response_metadata") or {}).get("next_cursor") or None
            if cursor is None:
                break
        return found[:most]


async def _view(method: str, view: Json, call: Callable[[Json], Awaitable[AsyncSlackResponse]]) -> None:
    await with_pictures_if_possible(view["blocks"], lambda blocks: called(method, call(view | {"blocks": blocks})))


async def called(method: str, call: Awaitable[AsyncSlackResponse]) -> AsyncSlackResponse:
    """Slack's answer; raises `SlackError` when the call failed, in whatever way."""
    try:
        return await call
    except SlackApiError as error:
        raise _refused(method, error) from error
    except aiohttp.ClientConnectorError as error:
        raise SlackError(method, "no_connection", again=True, detail=str(error)) from error
    except _NO_ANSWER as error:
        raise SlackError(method, "no_answer", again=True, uncertain=True) from error


def _refused(method: str, error: SlackApiError) -> SlackError:
    response = error.response
    status = getattr(response, "status_code", getattr(response, "status", 0))
    said: Any = getattr(response, "data", None)
    code = said.get("error", "") if isinstance(said, dict) else ""
    if status == 429:
        code = "ratelimited"
    broken = status >= 500 or not code
    return SlackError(
        method,
        code or f"http_{status}",
        again=broken or code in _FOR_A_WHILE,
        uncertain=broken or code in _FOR_A_WHILE - _SURELY_NOT_DONE,
        detail="; ".join(_details(said)),
    )


def _details(said: Any) -> list[str]:
    metadata = said.get("response_metadata") if isinstance(said, dict) else None
    return [str(each) for each in (metadata or {}).get("messages", [])][:3]
