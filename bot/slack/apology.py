"""What somebody hears who waits for something that failed: one friendly sentence, with a reference for the log."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import structlog
from slack_bolt.response import BoltResponse

from bot.errors import BotError, SlackError
from bot.slack.bot import Bot
from bot.slack.event import spoken_in
from bot.slack.listening import mention_of
from bot.slack.press import Press, say
from bot.slack.views.notices import notice, notice_modal

log = structlog.get_logger("qabot.apology")

Body = Mapping[str, Any]


async def tell_failure(bot: Bot, body: Body, reference: str, *, acknowledged: bool) -> BoltResponse | None:
    """Tell whoever waits for what this request was to do; gives the acknowledgement if there was none."""
    if body.get("type") == "view_submission" and not acknowledged:
        return await _refusal(bot, body, reference)
    try:
        await _tell(bot, body, reference)
    except Exception as error:  # noqa: BLE001 -- a named boundary: what failed is logged already, and this is said at most once
        told = str(error) if isinstance(error, BotError) else type(error).__name__
        log.warning("failure_not_told", reference=reference, error=told)
    return None if acknowledged else BoltResponse(status=200)


async def _tell(bot: Bot, body: Body, reference: str) -> None:
    if body.get("type") == "event_callback":
        await _tell_speaker(bot, body, reference)
    elif "command" in body:
        press = Press(
            team="", user=str(body.get("user_id")), trigger="", value={}, response_url=body.get("response_url")
        )
        await _tell_press(bot, press, reference)
    elif body.get("type") in {"block_actions", "message_action"}:
        await _tell_press(bot, Press.of(body), reference)


async def _tell_press(bot: Bot, press: Press, reference: str) -> None:
    s = await bot.reader_strings(press.user, None)
    await say(bot, press, s.failed, s, reference=reference)


async def _tell_speaker(bot: Bot, body: Body, reference: str) -> None:
    """Whoever wrote to the bot or called it waits for a reply; where none can be posted, they hear so by DM."""
    spoken = spoken_in(body)
    if spoken is None or not (spoken.direct or mention_of(bot.identity.user).search(spoken.text)):
        return
    s = await bot.reader_strings(spoken.user, None)
    sorry = notice(s.failed, reference=reference, s=s)
    try:
        await bot.slack.whisper(spoken.channel, spoken.user, sorry, thread=spoken.thread)
    except SlackError as error:
        log.info("whisper_refused", error=error.code)
        await bot.slack.post(spoken.user, sorry)


async def _refusal(bot: Bot, body: Body, reference: str) -> BoltResponse:
    """The answer to a submission: beneath an input, so that what was typed stays; without one, in the modal's place."""
    press = Press.of(body)
    s = await bot.reader_strings(press.user, None)
    blocks = (body.get("view") or {}).get("blocks") or []
    field = next((block["block_id"] for block in blocks if block.get("type") == "input"), None)
    if field is None:
        answer: dict[str, Any] = {"response_action": "update", "view": notice_modal(s.failed, s, reference=reference)}
    else:
        words = f"{s.failed} {s.reference.format(reference=reference)}"
        answer = {"response_action": "errors", "errors": {field: words}}
    return BoltResponse(status=200, body=answer)
