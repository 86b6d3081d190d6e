"""The shortcut 'Find an answer' on anybody's message: the result opens in a modal, and can be shared in the thread."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from slack_bolt.app.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck

from bot.answering import SUGGESTIONS, Answer, Reply, Suggestions
from bot.i18n import Strings
from bot.journal.model import Ask, Origin
from bot.knowledge.model import Course
from bot.slack.asking import Question, keep_private, nearest_topics
from bot.slack.blocks.controls import actions
from bot.slack.blocks.rich_text import paragraph
from bot.slack.bot import Bot
from bot.slack.flood import Pace
from bot.slack.listening import words_to
from bot.slack.matching import pressed
from bot.slack.offering import private_offers
from bot.slack.own_course import ask_in_chosen, course_for, keep_for_later
from bot.slack.press import Press, say_gone, turn_into
from bot.slack.values import Action
from bot.slack.views.answer import answer_modal
from bot.slack.views.candidates import candidates_modal, other_answers
from bot.slack.views.modal import Json
from bot.slack.views.no_answer import topic_buttons
from bot.slack.views.notices import choose_course_modal, notice_modal

CALLBACK = "find_answer"


def register(app: AsyncApp, bot: Bot) -> None:
    """Listens to the shortcut, and to the choice of a course for it."""

    @app.shortcut({"type": "message_action", "callback_id": CALLBACK})
    async def on_find(ack: AsyncAck, body: dict[str, Any]) -> None:
        await ack()
        await bot.slack.open_view(str(body["trigger_id"]), await find(bot, body))

    @app.action(pressed(Action.FIND_IN))
    async def on_find_in(ack: AsyncAck, body: dict[str, Any]) -> None:
        await ack()
        await find_in(bot, Press.of(body))


async def find(bot: Bot, body: Mapping[str, Any]) -> Json:
    """What answers the message, or which course it may be about."""
    team, user, channel = (str(body[name]["id"]) for name in ("team", "user", "channel"))
    message = body["message"]
    text, thread = words_to(bot, str(message.get("text") or "")), str(message.get("thread_ts") or message["ts"])
    course, courses = await course_for(bot, team, user, channel)
    s = await bot.reader_strings(user, course)
    if not courses or not text:
        return notice_modal(s.search_nothing if courses else s.no_course, s)
    if bot.flood.count(user, bot.clock()) is not Pace.FINE:
        return notice_modal(s.too_fast, s)
    question = Question(Origin.SHORTCUT, team, user, text, channel, thread=thread)
    if course is None:
        ask = await keep_for_later(bot, question)
        return choose_course_modal(courses, ask.id, s, action=Action.FIND_IN)
    found = bot.answering.ask(text, course=course.slug)
    return await result_modal(bot, await keep_private(bot, question, course, found), course, found, s)


async def find_in(bot: Bot, press: Press) -> None:
    """Show what the course that was chosen has, in the place of the choice."""
    found = await ask_in_chosen(bot, press)
    if found is None:
        await say_gone(bot, press)
        return
    ask, course, reply = found
    s = await bot.reader_strings(press.user, course)
    await turn_into(bot, press, await result_modal(bot, ask, course, reply, s))


async def result_modal(bot: Bot, ask: Ask, course: Course, found: Reply, s: Strings) -> Json:
    """What was found, and what its finder may do with it."""
    match found:
        case Answer():
            card = bot.card_of(course, found.matches[0].document)
            return answer_modal(card, await private_offers(bot, ask, ask.user or "", card), s)
        case Suggestions():
            cards = [bot.card_of(course, match.document) for match in found.matches[:SUGGESTIONS]]
            blocks = other_answers(cards, ask.id, s, lead=s.did_you_mean)
        case _:
            buttons = topic_buttons(course, nearest_topics(course, found)[:SUGGESTIONS], s)
            blocks = [paragraph(s.no_answer), *([actions(*buttons)] if buttons else [])]
    return candidates_modal(s.search_title, blocks, ask.id, s)
