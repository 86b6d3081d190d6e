"""From a question somebody asked in Slack to the reply that stands there, or to silence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import structlog

from bot.answering import SUGGESTIONS, Answer, Reply, Suggestions
from bot.errors import SlackError
from bot.i18n import Strings
from bot.journal.model import Ask, AskChange, AskState, Origin, Outcome, Review
from bot.knowledge.model import Course, Topic
from bot.search.results import Match
from bot.slack.bot import Bot
from bot.slack.delivery import Parcel
from bot.slack.event import Spoken
from bot.slack.message import Message
from bot.slack.offering import private_offers
from bot.slack.views.answer import Offers, answer_message, private_answer
from bot.slack.views.candidates import suggestions_message
from bot.slack.views.no_answer import no_answer_message
from bot.text.cleaning import clean

log = structlog.get_logger("qabot.asking")

_WORTH_KEEPING = 5  # candidates
_WORTH_A_LOOK = 0.02  # confidence of a further candidate


@dataclass(frozen=True, slots=True)
class Question:
    """What somebody asked, where, and where a reply would hang."""

    team: str
    course: Course
    origin: Origin
    user: str
    text: str
    channel: str | None = None
    message: str | None = None
    thread: str | None = None

    @classmethod
    def said(cls, spoken: Spoken, words: str, course: Course, origin: Origin) -> Question:
        """What somebody asked by a message."""
        where = {"channel": spoken.channel, "message": spoken.ts, "thread": spoken.reply_thread}
        return cls(spoken.team, course, origin, spoken.user, words, **where)


def new_ask(bot: Bot, question: Question, found: Reply) -> Ask:
    """The ask as the journal keeps it: its text without mentions and addresses."""
    ask = Ask(
        id=bot.new_id(),
        team=question.team,
        course=question.course.slug,
        origin=question.origin,
        asked=bot.clock(),
        user=question.user,
        text=clean(question.text).strip(),
        channel=question.channel,
        message=question.message,
        thread=question.thread,
    )
    return replace(ask, **decided(found))


def decided(found: Reply) -> AskChange:
    """What a reply makes of an ask."""
    answered = isinstance(found, Answer)
    candidates = [*found.matches[:1], *others(found.matches)] if answered else found.matches[:_WORTH_KEEPING]
    entries = tuple(match.document.entry.id for match in candidates)
    return {
        "outcome": Outcome(found.outcome),
        "confidence": found.confidence,
        "entries": entries,
        "shown": entries[0] if answered else None,
        "review": Review.NONE if answered else Review.OPEN,
    }


async def reply_in_public(bot: Bot, question: Question, found: Reply, *, once_a_thread: bool = False) -> None:
    """Post the reply under the question, exactly once, and remember it. Raises `SlackError`."""
    new = new_ask(bot, question, found)
    kept = await bot.journal.add_ask(new)
    if kept.state is AskState.SILENT:
        change: AskChange = {**decided(found), "text": new.text, "state": AskState.BEGUN}
        kept = await bot.journal.change_ask(kept.id, **change) or kept
    elif kept.state is not AskState.BEGUN:
        return
    if once_a_thread and kept.message != kept.thread and await _is_second(bot, kept):
        await bot.journal.change_ask(kept.id, state=AskState.SILENT)
        return
    message = await public_reply(bot, kept, question.course, found)
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


async def keep_for_instructors(bot: Bot, question: Question, found: Reply) -> None:
    """Remember a question that nobody is to be bothered with an uncertain reply to."""
    await bot.journal.add_ask(replace(new_ask(bot, question, found), state=AskState.SILENT))
    log.info("kept_silent", origin=question.origin, outcome=found.outcome, confidence=round(found.confidence, 3))


async def keep_private(bot: Bot, question: Question, found: Reply) -> Ask:
    """Remember a question whose reply one person alone sees: it is shown at most once, and not looked for later."""
    return await bot.journal.add_ask(replace(new_ask(bot, question, found), state=AskState.REPLIED))


async def public_reply(bot: Bot, ask: Ask, course: Course, found: Reply) -> Message:
    """The reply as it stands in a thread or a DM."""
    s = await bot.reply_strings(ask, course)
    match found:
        case Answer():
            offers = Offers(ask.id, others=len(ask.entries) > 1)
            return answer_message(bot.card_of(course, found.matches[0].document), offers, s)
        case Suggestions():
            cards = [bot.card_of(course, match.document) for match in found.matches[:SUGGESTIONS]]
            return suggestions_message(cards, ask.id, s)
        case _:
            return no_answer_message(ask.id, course, nearest_topics(course, found), s)


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
    return [match for match in matches[1:] if match.confidence >= _WORTH_A_LOOK]


def nearest_topics(course: Course, found: Reply) -> list[Topic]:
    """The topics of what came nearest, then the others, each once."""
    slugs = [match.document.topic for match in found.matches]
    slugs += [topic.slug for topic in course.topics]
    topics = {topic.slug: topic for topic in course.topics}
    return [topics[slug] for slug in dict.fromkeys(slugs) if slug in topics]
