"""The shortcut 'Find an answer' on anybody's message: the result opens in a modal, and can be shared in the thread."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from slack_bolt.app.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck

from bot.answering import SUGGESTIONS, Answer, Reply, Suggestions
from bot.i18n import Strings
from bot.journal.model import Ask, Origin
from bot.slack.asking import Question, keep_private, nearest_topics
from bot.slack.blocks.controls import actions, context
from bot.slack.bot import Bot
from bot.slack.listening import mention_of
from bot.slack.views.answer import Offers, answer_modal
from bot.slack.views.candidates import candidates_modal
from bot.slack.views.modal import Json
from bot.slack.views.no_answer import topic_buttons
from bot.slack.views.notices import notice_modal

CALLBACK = "find_answer"


def register(app: AsyncApp, bot: Bot) -> None:
    """Listens to the shortcut."""

    @app.shortcut({"type": "message_action", "callback_id": CALLBACK})
    async def on_find(ack: AsyncAck, body: dict[str, Any]) -> None:
        await ack()
        await find(bot, body)


async def find(bot: Bot, body: Mapping[str, Any]) -> None:
    """Open what answers the message."""
    user, channel, trigger = str(body["user"]["id"]), str(body["channel"]["id"]), str(body["trigger_id"])
    text = mention_of(bot.identity.user).sub(" ", str(body["message"].get("text") or "")).strip()
    course = await bot.classrooms.of_channel(channel)
    if course is None:
        course, _ = await bot.classrooms.of_person(str(body["team"]["id"]), user)
    s = await bot.reader_strings(user, course)
    if course is None or not text:
        await bot.slack.open_view(trigger, notice_modal(s.no_course if course is None else s.search_nothing, s))
        return
    message = body["message"]
    question = Question(
        team=str(body["team"]["id"]),
        course=course,
        origin=Origin.SHORTCUT,
        user=user,
        text=text,
        channel=channel,
        thread=str(message.get("thread_ts") or message["ts"]),
    )
    found = bot.answering.ask(text, course=course.slug)
    ask = await keep_private(bot, question, found)
    view = result_modal(bot, ask, found, s, member=await bot.classrooms.is_in(channel))
    await bot.slack.open_view(trigger, view)


def result_modal(bot: Bot, ask: Ask, found: Reply, s: Strings, *, member: bool) -> Json:
    """What was found; `member` tells whether the bot may post where it was asked for, so that it can be shared."""
    course = bot.live.now.base.course(ask.course)
    if course is None:
        return notice_modal(s.gone, s)
    match found:
        case Answer():
            view = answer_modal(bot.card_of(course, found.matches[0].document), Offers(ask.id, share=member), s)
            hint = [] if member else [context(s.invite_to_share.format(name=bot.identity.name))]
            return view | {"blocks": [*view["blocks"], *hint]}
        case Suggestions():
            cards = [bot.card_of(course, match.document) for match in found.matches[:SUGGESTIONS]]
            return candidates_modal(cards, ask.id, s, lead=s.did_you_mean)
        case _:
            buttons = topic_buttons(course, nearest_topics(course, found)[:SUGGESTIONS], s)
            return candidates_modal([], ask.id, s, lead=s.no_answer, between=[actions(*buttons)] if buttons else [])
