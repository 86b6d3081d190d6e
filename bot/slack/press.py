"""A press on a button, a choice in a menu, or a letter typed, as Slack tells of it.

See docs.slack.dev/reference/interaction-payloads/block_actions-payload.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import structlog

from bot.errors import SlackError
from bot.i18n import Strings
from bot.knowledge.model import Course
from bot.slack.bot import Bot
from bot.slack.message import Message
from bot.slack.values import unpack
from bot.slack.views.modal import Json
from bot.slack.views.notices import notice, notice_modal

log = structlog.get_logger("qabot.press")


@dataclass(frozen=True, slots=True)
class Press:
    """Who pressed what, where. `message` is the ts of the message that the button stands in."""

    team: str
    user: str
    trigger: str
    value: Mapping[str, Any]
    channel: str | None = None
    message: str | None = None
    thread: str | None = None
    response_url: str | None = None
    view: Mapping[str, Any] | None = None
    private: bool = False  # the message was shown to this person alone

    @property
    def in_modal(self) -> bool:
        """Whether it was pressed in a modal, on which another can be put."""
        return (self.view or {}).get("type") == "modal"

    def number(self, name: str) -> int:
        """A number among the values; 0 where there is none, or one that counts nothing."""
        value = self.value.get(name)
        return value if isinstance(value, int) and value >= 0 else 0

    @classmethod
    def of(cls, body: Mapping[str, Any]) -> Press:
        """The press that this payload tells of."""
        action = (body.get("actions") or [{}])[0]
        container = body.get("container") or {}
        message = body.get("message") or {}
        selected = action.get("selected_option") or {}
        return cls(
            team=str((body.get("team") or {}).get("id") or ""),
            user=str((body.get("user") or {}).get("id") or ""),
            trigger=str(body.get("trigger_id") or ""),
            value=unpack(selected.get("value") or action.get("value")),
            channel=(body.get("channel") or {}).get("id") or container.get("channel_id"),
            message=message.get("ts") or container.get("message_ts"),
            thread=message.get("thread_ts") or container.get("thread_ts"),
            response_url=body.get("response_url"),
            view=body.get("view"),
            private=bool(container.get("is_ephemeral")),
        )


async def show(bot: Bot, press: Press, view: Json) -> None:
    """Open a modal for whoever pressed: on top of the one they are in, or in its place where it is the last that fits.

    Slack lays three modals on top of each other: docs.slack.dev/surfaces/modals
    """
    if not press.in_modal:
        await bot.slack.open_view(press.trigger, view)
        return
    try:
        await bot.slack.push_view(press.trigger, view)
    except SlackError as error:
        if error.code != "push_limit_reached":
            raise
        await turn_into(bot, press, view)


async def turn_into(bot: Bot, press: Press, view: Json) -> None:
    """Put another view in the place of the modal that was pressed in."""
    await bot.slack.update_view(str((press.view or {}).get("id")), view)


async def tell(bot: Bot, press: Press, message: Message) -> None:
    """Say something to whoever pressed, and to nobody else, where they are.

    In a thread as a whisper: only where the bot is no member it goes by the response_url, which serves anywhere.
    """
    if press.channel and (press.thread or not press.response_url):
        try:
            await bot.slack.whisper(press.channel, press.user, message, thread=press.thread)
        except SlackError as error:
            if error.again or not press.response_url:
                raise
            log.info("whisper_refused", error=error.code)
        else:
            return
    if press.response_url:
        await bot.slack.respond(press.response_url, message, thread=press.thread)


async def tell_in_place(bot: Bot, press: Press, message: Message) -> None:
    """The same in the place of what was pressed in, if nobody else sees that."""
    if press.private and press.response_url:
        await bot.slack.respond(press.response_url, message, replace=True)
    else:
        await tell(bot, press, message)


async def say(bot: Bot, press: Press, words: str, s: Strings, *, reference: str = "") -> None:
    """Say one sentence to whoever pressed: in a modal where they are in a view."""
    if press.view:
        await show(bot, press, notice_modal(words, s, reference=reference))
    else:
        await tell(bot, press, notice(words, reference=reference, s=s))


async def say_gone(bot: Bot, press: Press, course: Course | None = None) -> None:
    """Say that what was pressed about is no longer there, or none of this person's business."""
    s = await bot.reader_strings(press.user, course)
    await say(bot, press, s.gone, s)
