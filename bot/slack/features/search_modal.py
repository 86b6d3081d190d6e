"""The search modal: entries appear while a student types, and the question can be sent to the instructors."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import Any

import structlog
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck

from bot.errors import SlackError
from bot.journal.model import Origin
from bot.knowledge.model import Course
from bot.slack.asking import Question, keep_private
from bot.slack.bot import Bot
from bot.slack.features.hand_over import pass_on
from bot.slack.matching import pressed
from bot.slack.press import Press
from bot.slack.values import Action, unpack
from bot.slack.views.card import Card
from bot.slack.views.search import CALLBACK, MOST_RESULTS, QUESTION, search_modal, sent_modal

log = structlog.get_logger("qabot.search")

_FLOOR = 0.02  # confidence of a candidate worth listing


def register(app: AsyncApp, bot: Bot) -> None:
    """Listens to what is typed, and to the question sent on."""
    typing = Typing(bot)

    @app.action(pressed(Action.ASK_TYPED))
    async def on_typed(ack: AsyncAck, body: dict[str, Any]) -> None:
        await ack()
        await typing.show(body)

    @app.view(CALLBACK)
    async def on_send(ack: AsyncAck, body: dict[str, Any]) -> None:
        await send_on(bot, ack, body)


class Typing:
    """Shows what matches the letters typed last: of several updates under way, only the latest counts."""

    def __init__(self, bot: Bot) -> None:
        self._bot = bot
        self._latest: dict[str, tuple[float, asyncio.Lock]] = {}

    async def show(self, body: Mapping[str, Any]) -> None:
        """Update the modal for this letter, unless another one was typed since."""
        view_id, at = str(body["view"]["id"]), float(body["actions"][0].get("action_ts") or 0)
        latest, lock = self._latest.get(view_id, (0.0, asyncio.Lock()))
        self._latest[view_id] = (max(latest, at), lock)
        async with lock:
            if self._latest.get(view_id, (at, lock))[0] > at:
                return
            try:
                await self._update(view_id, body)
            finally:
                if self._latest.get(view_id, (0.0, lock))[0] <= at:
                    self._latest.pop(view_id, None)

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
    return [bot.card_of(course, match.document) for match in found.matches if match.confidence >= _FLOOR]


def typed_in(view: Mapping[str, Any]) -> str:
    """What stands in the modal's input."""
    state = (view.get("state") or {}).get("values") or {}
    return str((state.get(QUESTION) or {}).get(Action.ASK_TYPED, {}).get("value") or "")


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
    question = Question(
        team=str(body["team"]["id"]),
        course=course,
        origin=Origin.MODAL,
        user=user,
        text=text,
        channel=metadata.get("channel"),
    )
    ask = await keep_private(bot, question, bot.answering.ask(text, course=course.slug))
    await bot.journal.wait_for_ask(ask, user, at=bot.clock())
    await ack(response_action="update", view=sent_modal(s))
    await pass_on(bot, ask, course)
