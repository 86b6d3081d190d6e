"""Sharing: an answer that one person saw becomes a message for all."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import structlog
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck

from bot.errors import SlackError
from bot.i18n import Strings, strings
from bot.journal.model import Ask, AskState
from bot.slack.bot import Bot
from bot.slack.changing import ask_pressed, show_as_answer, stands
from bot.slack.delivery import Parcel
from bot.slack.matching import pressed
from bot.slack.press import Press, say, say_gone, tell_in_place, turn_into
from bot.slack.values import Action
from bot.slack.views.card import Card
from bot.slack.views.notices import notice, notice_modal

log = structlog.get_logger("qabot.sharing")

_NO_MEMBER = frozenset({"not_in_channel", "channel_not_found"})


def register(app: AsyncApp, bot: Bot) -> None:
    """Listens to who shares."""
    sharing = Sharing(bot)

    @app.action(pressed(Action.SHARE))
    async def on_share(ack: AsyncAck, body: dict[str, Any]) -> None:
        await ack()
        await sharing.share(Press.of(body))


class Sharing:
    """Shares each answer once, however often and fast the button is pressed."""

    def __init__(self, bot: Bot) -> None:
        self._bot = bot
        self._under_way: set[str] = set()

    async def share(self, press: Press) -> None:
        """Post the answer where it was asked for, with the name of who shares it."""
        found = await ask_pressed(self._bot, press)
        card = self._bot.card(found[1], str(press.value.get("entry"))) if found else None
        if found is None or card is None or not _may_share(press, found[0], card):
            await say_gone(self._bot, press, found[1] if found else None)
        elif found[0].id not in self._under_way:
            self._under_way.add(found[0].id)
            try:
                await self._share(press, found[0], card)
            finally:
                self._under_way.discard(found[0].id)

    async def _share(self, press: Press, ask: Ask, card: Card) -> None:
        s = await self._bot.reader_strings(press.user, card.course)
        try:
            if not stands(ask):
                await _post(self._bot, press, ask, card)
        except SlackError as error:
            if error.again:
                raise
            log.info("not_shared", ask=ask.id, error=error.code)
            invite = s.invite_to_share.format(name=self._bot.identity.name)
            await say(self._bot, press, invite if error.code in _NO_MEMBER else s.cannot_share, s)
        else:
            await _done(self._bot, press, s)


def _may_share(press: Press, ask: Ask, card: Card) -> bool:
    return press.user == ask.user and ask.channel is not None and card.entry.id in ask.entries


async def _post(bot: Bot, press: Press, ask: Ask, card: Card) -> None:
    who = await bot.people.name(press.user)
    note = strings(card.course.language).shared_by.format(who=who)
    changed, message = await show_as_answer(bot, ask, card, note=note)
    shared = replace(Parcel.of(changed), message=f"{bot.clock().timestamp() - 1:.6f}")
    ts = await bot.delivery.post(shared, message)
    await bot.journal.change_ask(ask.id, reply=ts, state=AskState.REPLIED)
    log.info("shared", ask=ask.id)


async def _done(bot: Bot, press: Press, s: Strings) -> None:
    """Say so in the place of what was pressed."""
    if press.in_modal:
        await turn_into(bot, press, notice_modal(s.shared, s))
    else:
        await tell_in_place(bot, press, notice(s.shared))
