"""The search modal: entries appear while a student types, and the question can be sent to the instructors."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import structlog
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck

from bot.answering import WORTH_LISTING
from bot.errors import SlackError
from bot.journal.model import Origin
from bot.knowledge.model import Course
from bot.slack.asking import Question, keep_private
from bot.slack.bot import Bot
from bot.slack.features.hand_over import pass_on
from bot.slack.flood import Pace
from bot.slack.matching import pressed
from bot.slack.press import Press
from bot.slack.values import Action, unpack
from bot.slack.views.card import Card
from bot.slack.views.search import CALLBACK, MOST_RESULTS, QUESTION, search_modal, sent_modal

log = structlog.get_logger("qabot.search")

_MOST_MODALS = 1_000  # that are remembered
_SAVED_WITHIN = 2.0  # seconds: Slack waits 3 for the acknowledgement


def register(app: AsyncApp, bot: Bot) -> None:
    """Listens to what is typed, and to the question sent on."""
    typing = Typing(bot)

    @app.action(pressed(Action.ASK_TYPED))
    async def on_typed(ack: AsyncAck, body: dict[str, Any]) -> None:
        await ack()
        if Press.of(body).in_modal:
            await typing.show(body)

    @app.view(CALLBACK)
    async def on_send(ack: AsyncAck, body: dict[str, Any]) -> None:
        await send_on(bot, ack, body)


@dataclass(slots=True)
class _Typed:
    """When the last letter was typed into a modal, and whose turn it is to change it."""

    latest: float = 0.0
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)


class Typing:
    """Shows what matches the letters typed last: of several updates under way, only the latest counts."""

    def __init__(self, bot: Bot) -> None:
        self._bot = bot
        self._typed: dict[str, _Typed] = {}  # by the modal's id, the last used at the end

    async def show(self, body: Mapping[str, Any]) -> None:
        """Update the modal for this letter, unless another one was typed since."""
        view_id, at = str(body["view"]["id"]), float(body["actions"][0].get("action_ts") or 0)
        typed = self._last_in(view_id)
        typed.latest = max(typed.latest, at)
        async with typed.turn:
            if typed.latest <= at:
                await self._update(view_id, body)

    def _last_in(self, view_id: str) -> _Typed:
        typed = self._typed[view_id] = self._typed.pop(view_id) if view_id in self._typed else _Typed()
        if len(self._typed) > _MOST_MODALS:
            del self._typed[next(iter(self._typed))]
        return typed

    async def _update(self, view_id: str, body: Mapping[str, Any]) -> None:
        typed = typed_in(body["view"])
        metadata = unpack(body["view"].get("private_metadata"))
        course = self._bot.course(str(metadata.get("course")))
        if course is None:
            return
        s = await self._bot.reader_strings(Press.of(body).user, course)
        view = search_modal(course, typed, matching_cards(self._bot, course, typed), s, channel=metadata.get("channel"))
        try:
            await self._bot.slack.update_view(view_id, view)
        except SlackError as error:
            if error.code != "not_found":  # closed meanwhile
                raise


def matching_cards(bot: Bot, course: Course, typed: str) -> list[Card]:
    """The entries that may be meant by what was typed, best first."""
    if not typed.strip():
        return []
    found = bot.answering.ask(typed, course=course.slug, limit=MOST_RESULTS)
    return [bot.card_of(course, match.document) for match in found.matches if match.confidence >= WORTH_LISTING]


def typed_in(view: Mapping[str, Any]) -> str:
    """What stands in the input of a modal, or of Home."""
    blocks = ((view.get("state") or {}).get("values") or {}).values()
    inputs = (block.get(action) for block in blocks for action in (Action.ASK_TYPED, Action.HOME_SEARCH))
    return next((str(each["value"]) for each in inputs if each and each.get("value")), "")


async def send_on(bot: Bot, ack: AsyncAck, body: Mapping[str, Any]) -> None:
    """Keep the question for the instructors before the modal says that it was sent."""
    view, user = body["view"], str(body["user"]["id"])
    metadata = unpack(view.get("private_metadata"))
    course = bot.course(str(metadata.get("course")))
    s = await bot.reader_strings(user, course)
    text = typed_in(view).strip()
    if course is None or not text:
        await ack(response_action="errors", errors={QUESTION: s.gone if course is None else s.search_empty})
        return
    if bot.flood.count(user, bot.clock()) is not Pace.FINE:
        await ack(response_action="errors", errors={QUESTION: s.too_fast})
        return
    channel = metadata.get("channel")
    question = Question(Origin.MODAL, str(body["team"]["id"]), user, text, channel)
    async with asyncio.timeout(_SAVED_WITHIN):
        ask = await keep_private(bot, question, course, bot.answering.ask(text, course=course.slug))
        await bot.journal.wait_for_ask(ask, user, at=bot.clock())
    await ack(response_action="update", view=sent_modal(s))
    await pass_on(bot, ask, course)
