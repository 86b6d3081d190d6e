"""From a question somebody asked in Slack to the reply that stands there, or to silence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import structlog

from bot.answering import SUGGESTIONS, WORTH_LISTING, Answer, Reply, Suggestions
from bot.errors import SlackError
from bot.i18n import Strings
from bot.journal.model import Ask, AskChange, AskState, Origin, Outcome, Review
from bot.knowledge.model import Course, Topic
from bot.search.results import Match
from bot.slack.blocks.model import Block
from bot.slack.bot import Bot
from bot.slack.delivery import Parcel
from bot.slack.event import Spoken
from bot.slack.message import Message
from bot.slack.offering import private_offers
from bot.slack.views.answer import Offers, answer_message, private_answer
from bot.slack.views.candidates import suggestions_message
from bot.slack.views.no_answer import no_answer_message
from bot.slack.views.notices import other_courses
from bot.text.cleaning import clean

log = structlog.get_logger("qabot.asking")

_WORTH_KEEPING = 5  # candidates


@dataclass(frozen=True, slots=True)
class Question:
    """What somebody asked, where, and where a reply would hang; of which course is told beside it."""

    origin: Origin
    team: str
    user: str
    text: str
    channel: str | None = None
    message: str | None = None
    thread: str | None = None

    @classmethod
    def said(cls, spoken: Spoken, words: str, origin: Origin) -> Question:
        """What somebody asked by a message."""
        return cls(origin, spoken.team, spoken.user, words, spoken.channel, spoken.ts, spoken.reply_thread)


def new_ask(bot: Bot, question: Question) -> Ask:
    """The ask as the journal keeps it, its course still unknown: its text without mentions and addresses."""
    return Ask(
        id=bot.new_id(),
        team=question.team,
        course="",
        origin=question.origin,
        asked=bot.clock(),
        user=question.user,
        text=clean(question.text).strip(),
        channel=question.channel,
        message=question.message,
        thread=question.thread,
    )


def _decided_ask(bot: Bot, question: Question, course: Course, found: Reply) -> Ask:
    return replace(new_ask(bot, question), **decided(bot, question.text, course, found))


def decided(bot: Bot, text: str, course: Course, found: Reply) -> AskChange:
    """What the course's reply makes of an ask; an open one waits for an instructor, unless it is chatter."""
    answered = isinstance(found, Answer)
    candidates = [*found.matches[:1], *others(found.matches)] if answered else found.matches[:_WORTH_KEEPING]
    entries = tuple(match.document.entry.id for match in candidates)
    is_open = not answered and bot.answering.asks_something(text, course=course.slug)
    return {
        "course": course.slug,
        "outcome": Outcome(found.outcome),
        "confidence": found.confidence,
        "entries": entries,
        "shown": entries[0] if answered else None,
        "review": Review.OPEN if is_open else Review.NONE,
    }


async def reply_in_public(
    bot: Bot, question: Question, course: Course, found: Reply, *, once_a_thread: bool = False
) -> None:
    """Post the reply under the question, exactly once, and remember it. Raises `SlackError`."""
    new = _decided_ask(bot, question, course, found)
    kept = await bot.journal.add_ask(new)
    if kept.state is AskState.SILENT:
        change: AskChange = {**decided(bot, new.text, course, found), "text": new.text, "state": AskState.BEGUN}
        kept = await bot.journal.change_ask(kept.id, **change) or kept
    elif kept.state is not AskState.BEGUN:
        return
    if once_a_thread and kept.message != kept.thread and await _is_second(bot, kept):
        await bot.journal.change_ask(kept.id, state=AskState.SILENT)
        return
    message = await public_reply(bot, kept, course, found)
    try:
        ts = await bot.delivery.post(Parcel.of(kept), message, begun_before=kept.id != new.id)
    except SlackError as error:
        if not error.again:
            await bot.journal.change_ask(kept.id, state=AskState.FAILED)
        raise
    await bot.journal.change_ask(kept.id, state=AskState.REPLIED, reply=ts)
    log.info("replied", ask=kept.id, origin=kept.origin, outcome=found.outcome, confidence=round(found.confidence, 3))


async def _is_second(bot: Bot, ask: Ask) -> bool:
    """Whether another question of the thread, asked at the same moment, gets its reply."""
    there = await bot.journal.asks_in_thread(ask.team, ask.channel or "", ask.thread or "")
    replied_to = [each for each in there if each.state in {AskState.BEGUN, AskState.REPLIED}]
    return any((each.asked, each.id) < (ask.asked, ask.id) for each in replied_to)


async def keep_for_instructors(bot: Bot, question: Question, course: Course, found: Reply) -> None:
    """Remember a question that nobody is to be bothered with an uncertain reply to."""
    await bot.journal.add_ask(replace(_decided_ask(bot, question, course, found), state=AskState.SILENT))
    log.info("kept_silent", origin=question.origin, outcome=found.outcome, confidence=round(found.confidence, 3))


async def keep_private(bot: Bot, question: Question, course: Course, found: Reply) -> Ask:
    """Remember a question whose reply one person alone sees: it is shown at most once, and not looked for later."""
    return await bot.journal.add_ask(replace(_decided_ask(bot, question, course, found), state=AskState.REPLIED))


async def public_reply(bot: Bot, ask: Ask, course: Course, found: Reply) -> Message:
    """The reply as it stands in a thread or a DM."""
    s = await bot.reply_strings(ask, course)
    match found:
        case Answer():
            offers = Offers(ask.id, others=len(ask.entries) > 1)
            return answer_message(bot.card_of(course, found.matches[0].document), offers, s)
        case Suggestions():
            cards = [bot.card_of(course, match.document) for match in found.matches[:SUGGESTIONS]]
            message = suggestions_message(cards, ask.id, s)
        case _:
            message = no_answer_message(ask.id, course, nearest_topics(course, found), s)
    return replace(message, blocks=[*message.blocks, *await _other_courses(bot, ask, course, s)])


async def _other_courses(bot: Bot, ask: Ask, course: Course, s: Strings) -> list[Block]:
    """In a DM, the way to ask another course of those that the asker takes."""
    if not ask.is_direct or ask.user is None:
        return []
    _, courses = await bot.classrooms.of_person(ask.team, ask.user)
    others = [each for each in courses if each.slug != course.slug]
    return other_courses(course, others, ask.id, s) if others else []


async def private_reply(bot: Bot, ask: Ask, course: Course, found: Reply, s: Strings) -> Message:
    """The reply as the asker alone sees it, in their own language."""
    match found:
        case Answer():
            card = bot.card_of(course, found.matches[0].document)
            return private_answer(card, await private_offers(bot, ask, ask.user or "", card), s)
        case Suggestions():
            cards = [bot.card_of(course, match.document) for match in found.matches[:SUGGESTIONS]]
            return suggestions_message(cards, ask.id, s, public=False)
        case _:
            return no_answer_message(ask.id, course, nearest_topics(course, found), s, public=False)


def others(matches: Sequence[Match]) -> Sequence[Match]:
    """Further candidates than the first that are worth a look."""
    return [match for match in matches[1:] if match.confidence >= WORTH_LISTING]


def nearest_topics(course: Course, found: Reply) -> list[Topic]:
    """The topics of what came nearest, then the others, each once."""
    slugs = [match.document.topic for match in found.matches]
    slugs += [topic.slug for topic in course.topics]
    topics = {topic.slug: topic for topic in course.topics}
    return [topics[slug] for slug in dict.fromkeys(slugs) if slug in topics]
