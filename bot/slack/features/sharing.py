"""Sharing: an answer that one person saw becomes a message for all."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import structlog
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck

from bot.errors import SlackError
from bot.i18n import strings
from bot.journal.model import Ask
from bot.slack.bot import Bot
from bot.slack.changing import ask_pressed, show_as_answer
from bot.slack.delivery import Parcel
from bot.slack.matching import pressed
from bot.slack.press import Press, say
from bot.slack.values import Action
from bot.slack.views.card import Card
from bot.slack.views.notices import notice, notice_modal

log = structlog.get_logger("qabot.sharing")

_NOT_ALLOWED = frozenset({"not_in_channel", "channel_not_found", "is_archived", "restricted_action"})


def register(app: AsyncApp, bot: Bot) -> None:
    """Listens to who shares."""

    @app.action(pressed(Action.SHARE))
    async def on_share(ack: AsyncAck, body: dict[str, Any]) -> None:
        await ack()
        await share(bot, Press.of(body))


async def share(bot: Bot, press: Press) -> None:
    """Post the answer where it was asked for, once, with the name of who shares it."""
    found = await ask_pressed(bot, press)
    s = await bot.reader_strings(press.user, found[1] if found else None)
    card = bot.card(found[1], str(press.value.get("entry"))) if found else None
    if found is None or card is None or found[0].user != press.user or not found[0].channel:
        await say(bot, press, s.gone, s)
        return
    try:
        await _post(bot, press, found[0], card)
    except SlackError as error:
        if error.code not in _NOT_ALLOWED:
            raise
        await say(bot, press, s.invite_to_share.format(name=bot.identity.name), s)
        return
    await _done(bot, press, s.shared)


async def _post(bot: Bot, press: Press, ask: Ask, card: Card) -> None:
    if ask.reply:  # shared before
        return
    who = await bot.people.name(press.user)
    note = strings(card.course.language).shared_by.format(who=who)
    changed, message = await show_as_answer(bot, ask, card, note=note)
    shared = replace(Parcel.of(changed), message=f"{bot.clock().timestamp() - 1:.6f}")
    ts = await bot.delivery.post(shared, message)
    await bot.journal.change_ask(ask.id, reply=ts)
    log.info("shared", ask=ask.id)


async def _done(bot: Bot, press: Press, words: str) -> None:
    """Say so in the place of what was pressed."""
    if press.view:
        s = await bot.reader_strings(press.user, None)
        await bot.slack.update_view(str(press.view["id"]), notice_modal(words, s))
    elif press.response_url:
        await bot.slack.respond(press.response_url, notice(words), replace=True)
