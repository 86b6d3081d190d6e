"""What a person may do with an answer that they alone see: share it, choose it, say whether it helps."""

from __future__ import annotations

from bot.journal.model import Ask
from bot.slack.bot import Bot
from bot.slack.changing import is_public
from bot.slack.views.answer import Offers, Share
from bot.slack.views.card import Card


async def private_offers(bot: Bot, ask: Ask, user: str, card: Card, *, rated: bool | None = None) -> Offers:
    """What this person may do with the entry as an answer to the ask; `rated` is what they said of it just now.

    Whether an answer helps is asked of the one that the ask got. Another candidate can be chosen in its place.
    """
    if card.course.slug != ask.course or card.entry.id not in ask.entries:
        return Offers()
    if card.entry.id != ask.shown:
        return Offers(ask.id, choose=True)
    share = await _sharing(bot, ask) if user == ask.user else Share.NO
    return Offers(ask.id, others=len(ask.entries) > 1, share=share, rated=rated, name=bot.identity.name)


async def _sharing(bot: Bot, ask: Ask) -> Share:
    if ask.channel is None or ask.is_direct or is_public(ask):
        return Share.NO
    if ask.thread is None:
        return Share.IN_CHANNEL
    return Share.IN_THREAD if await bot.classrooms.is_in(ask.channel) else Share.INVITE
