"""A person's Home: search, topics, what is asked most, their own questions and what became of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.i18n import Strings
from bot.journal.model import Ask, AskState, Outcome, Review
from bot.knowledge.model import Course, Problem, Status
from bot.slack.blocks.controls import actions, button, context, divider, header, plain_section
from bot.slack.blocks.model import Block, Element
from bot.slack.blocks.rich_text import paragraph
from bot.slack.blocks.wording import clip, escape, plain
from bot.slack.values import Action, numbered, pack
from bot.slack.views.candidates import rows
from bot.slack.views.card import Card
from bot.slack.views.modal import Json
from bot.slack.views.topics import first_topic_rows

MOST_OWN, MOST_ASKED, MOST_TOPICS, MOST_PROBLEMS, MOST_COURSES = 10, 5, 20, 5, 100
_MOST_OF_OWN = 200  # characters of a question
_OPTION = 75  # option text: docs.slack.dev/reference/block-kit/composition-objects/option-object


@dataclass(frozen=True, slots=True)
class Own:
    """A question that this person asked, with the entry that it got, if it got one that is still there."""

    ask: Ask
    card: Card | None = None


@dataclass(frozen=True, slots=True)
class HomeContent:
    """What is on it: `course` is the one shown (None: still to be chosen), `courses` those to choose from."""

    course: Course | None
    courses: Sequence[Course]
    most_asked: Sequence[Card] = ()
    own: Sequence[Own] = ()
    problems: Sequence[Problem] = ()  # for instructors alone


def home_view(content: HomeContent, s: Strings) -> Json:
    """The whole Home."""
    blocks: list[Block] = [*_course_choice(content, s)]
    if content.course:
        blocks += [*_search(content.course, s), *_topics(content.course, s), *_most_asked(content, s)]
    elif not content.courses:
        blocks.append(paragraph(s.no_course))
    blocks += _own(content.own, s)
    blocks += _problems(content.problems, s)
    blocks += [divider(), context(s.privacy)]
    return {"type": "home", "blocks": blocks}


def _course_choice(content: HomeContent, s: Strings) -> list[Block]:
    if content.course and len(content.courses) < 2:
        return [header(content.course.title)]
    if not content.courses:
        return []
    options = [_option(course) for course in content.courses[:MOST_COURSES]]
    select: Element = {
        "type": "static_select",
        "action_id": Action.HOME_COURSE,
        "placeholder": plain(s.choose_course, 150),
        "options": options,
    }
    if content.course:
        select["initial_option"] = _option(content.course)
    return [header(s.home_title), plain_section(s.choose_course, accessory=select)]


def _option(course: Course) -> Element:
    return {"text": plain(course.title, _OPTION), "value": pack(course=course.slug)}


def _search(course: Course, s: Strings) -> list[Block]:
    return [
        {
            "type": "input",
            "dispatch_action": True,
            "label": plain(s.search_label),
            "element": {
                "type": "plain_text_input",
                "action_id": Action.HOME_SEARCH,
                "placeholder": plain(s.search_placeholder, 150),
                "dispatch_action_config": {"trigger_actions_on": ["on_enter_pressed"]},
            },
        },
        actions(button(s.search_button, Action.HOME_SEARCH, value=pack(course=course.slug), style="primary")),
    ]


def _topics(course: Course, s: Strings) -> list[Block]:
    return [header(s.home_topics), *first_topic_rows(course, MOST_TOPICS, s)] if course.topics else []


def _most_asked(content: HomeContent, s: Strings) -> list[Block]:
    cards = content.most_asked[:MOST_ASKED]
    return [header(s.home_most_asked), *rows(cards, s)] if cards else []


def _own(own: Sequence[Own], s: Strings) -> list[Block]:
    if not own:
        return [header(s.home_own), paragraph(s.home_own_none)]
    confirm = {
        "title": plain(s.forget_title, 100),
        "text": plain(s.forget_text, 300),
        "confirm": plain(s.forget_yes, 30),
        "deny": plain(s.cancel, 30),
    }
    forget = button(s.forget_me, Action.FORGET_ME, value="{}", style="danger") | {"confirm": confirm}
    rows = [block for number, each in enumerate(own[:MOST_OWN]) for block in _own_rows(number, each, s)]
    return [header(s.home_own), *rows, actions(forget)]


def _own_rows(number: int, own: Own, s: Strings) -> list[Block]:
    """The question, with a button that opens what it got; and below it when it was asked, and what became of it."""
    card, ask = own.card, own.ask
    opening = None
    if card:
        value = pack(course=card.course.slug, entry=card.entry.id)
        opening = button(s.open, numbered(Action.OPEN_ENTRY, MOST_ASKED + number), value=value)
    return [
        plain_section(clip(" ".join(ask.text.split()), _MOST_OF_OWN), accessory=opening),
        _quiet(f"{_day(ask.asked)} · {escape(became_of(own, s))}"),
    ]


def _day(when: datetime) -> str:
    """The day as the reader's clock has it: docs.slack.dev/messaging/formatting-message-text#date-formatting."""
    return f"<!date^{int(when.timestamp())}^{{date_num}}|{when:%Y-%m-%d}>"


def _quiet(mrkdwn: str) -> Block:
    return {"type": "context", "elements": [{"type": "mrkdwn", "text": mrkdwn}]}


def became_of(own: Own, s: Strings) -> str:
    """What became of a question, in a few words."""
    ask = own.ask
    if ask.review is Review.ANSWERED:
        return s.became_answered_later
    if ask.state is AskState.REMOVED:
        return s.became_removed
    if ask.handed:
        return s.became_handed
    if own.card and own.card.entry.status is Status.PENDING:
        return s.pending_short
    if ask.outcome is Outcome.ANSWER:
        return s.became_answered
    return s.became_suggestions if ask.outcome is Outcome.SUGGESTIONS else s.became_open


def _problems(problems: Sequence[Problem], s: Strings) -> list[Block]:
    if not problems:
        return []
    shown = [plain_section(f"{problem}") for problem in problems[:MOST_PROBLEMS]]
    more = len(problems) - len(shown)
    return [header(s.home_problems), *shown, *([context(s.more_problems.format(count=more))] if more else [])]
