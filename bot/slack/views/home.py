"""A person's Home: search, topics, what is asked most, their own questions and what became of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.i18n import Strings
from bot.journal.model import Ask, AskState, Outcome, Review
from bot.knowledge.model import Course, Problem
from bot.slack.blocks.controls import actions, button, context, divider, header, plain_section
from bot.slack.blocks.model import Block, Element
from bot.slack.blocks.rich_text import paragraph
from bot.slack.blocks.wording import clip, plain
from bot.slack.values import Action, pack
from bot.slack.views.candidates import rows
from bot.slack.views.card import Card
from bot.slack.views.modal import Json
from bot.slack.views.topics import topic_rows

MOST_OWN, MOST_ASKED, MOST_TOPICS, MOST_PROBLEMS, MOST_COURSES = 10, 5, 20, 5, 100
_OPTION = 75  # option text: docs.slack.dev/reference/block-kit/composition-objects/option-object


@dataclass(frozen=True, slots=True)
class HomeContent:
    """What is on it: `course` is the one shown (None: still to be chosen), `courses` those to choose from."""

    course: Course | None
    courses: Sequence[Course]
    most_asked: Sequence[Card] = ()
    own: Sequence[Ask] = ()
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
        return [header(course_title(content.course))]
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
    return {"text": plain(course_title(course), _OPTION), "value": pack(course=course.slug)}


def course_title(course: Course) -> str:
    """The course with its cohort."""
    return f"{course.name} {course.cohort}" if course.cohort else course.name


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
    return [header(s.home_topics), *topic_rows(course, course.topics[:MOST_TOPICS], s)] if course.topics else []


def _most_asked(content: HomeContent, s: Strings) -> list[Block]:
    cards = content.most_asked[:MOST_ASKED]
    return [header(s.home_most_asked), *rows(cards, s)] if cards else []


def _own(asks: Sequence[Ask], s: Strings) -> list[Block]:
    if not asks:
        return [header(s.home_own), paragraph(s.home_own_none)]
    confirm = {
        "title": plain(s.forget_title, 100),
        "text": plain(s.forget_text, 300),
        "confirm": plain(s.forget_yes, 30),
        "deny": plain(s.cancel, 30),
    }
    forget = button(s.forget_me, Action.FORGET_ME, value="{}", style="danger") | {"confirm": confirm}
    return [header(s.home_own), *(_own_row(ask, s) for ask in asks[:MOST_OWN]), actions(forget)]


def _own_row(ask: Ask, s: Strings) -> Block:
    text = clip(" ".join(ask.text.split()), 200) or "…"
    return plain_section(f"{ask.asked:%Y-%m-%d}  {text}\n→ {became_of(ask, s)}")


def became_of(ask: Ask, s: Strings) -> str:
    """What became of a question, in a few words."""
    if ask.review is Review.ANSWERED:
        return s.became_answered_later
    if ask.state is AskState.REMOVED:
        return s.became_removed
    if ask.handed:
        return s.became_handed
    if ask.outcome is Outcome.ANSWER or ask.shown:
        return s.became_answered
    return s.became_suggestions if ask.outcome is Outcome.SUGGESTIONS else s.became_open


def _problems(problems: Sequence[Problem], s: Strings) -> list[Block]:
    if not problems:
        return []
    shown = [plain_section(f"{problem}") for problem in problems[:MOST_PROBLEMS]]
    more = len(problems) - len(shown)
    return [header(s.home_problems), *shown, *([context(s.more_problems.format(count=more))] if more else [])]
