"""Who asks in the load run, where, and what."""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count, cycle, groupby
from pathlib import Path

from benchmarks.synthetic import COURSE, Synthetic, synthetic
from bot.knowledge.model import Course, ReplyPolicy
from bot.knowledge.store import Change, PutCourse, PutEntry, PutTopic
from bot.knowledge.yaml_store import YamlStore
from bot.search.evaluation import read_queries
from bot.search.results import Document
from tests.loopback import LoopbackSlack, Message, Person

CROWDED = "C0CROWDED"  # the channel in which everybody asks at once
_ROOT = Path(__file__).parents[1]
_SEED = _ROOT / "knowledge", _ROOT / "tests" / "evaluation" / "seed_queries.jsonl"
_DIRECT, _MENTIONS = 5, 10  # one place in 5 is a DM, one question in 10 calls the bot


@dataclass(frozen=True, slots=True)
class Place:
    """A channel or DM, and a student who asks there."""

    student: Person
    channel: str


class School:
    """Students in so many places, each of whom asks something else every time; all of it the same in every run."""

    def __init__(self, slack: LoopbackSlack, questions: Sequence[str], places: int, crowd: int) -> None:
        self.slack = slack
        self.places = [_place(slack, number) for number in range(places)]
        students = [slack.add_person(f"U0CROWD{number:04}", f"Hana {number}") for number in range(crowd)]
        slack.add_channel(CROWDED, "crowded", students)
        self.crowd = [Place(student, CROWDED) for student in students]
        self._call = f"<@{slack.identity.bot_user}> "
        self._questions = cycle(questions)
        self._numbers = count(1)

    def ask(self, place: Place) -> Message:
        """The next question, in this place."""
        question = next(self._questions)
        called = next(self._numbers) % _MENTIONS == 0 and not place.channel.startswith("D")
        return place.student.says(place.channel, self._call + question if called else question)


def seed_course(root: Path) -> list[str]:
    """Puts the course that comes with the program there, replying to everything; gives questions that it answers."""
    knowledge, queries = _SEED
    shutil.copytree(knowledge, root)
    settings = root / "mspt3" / "course.yaml"
    settings.write_text(f"{settings.read_text(encoding='utf-8')}\nreply: always\n", encoding="utf-8")
    return _shuffled([query.q for query in read_queries(queries) if query.relevant])


def synthetic_course(root: Path, entries: int) -> list[str]:
    """Puts a made-up course of that size there; gives questions to it."""
    made = synthetic(entries)
    YamlStore(root).apply(COURSE, list(_changes(made)))
    return [query.q for query in made.queries]


def _changes(made: Synthetic) -> Iterator[Change]:
    glossary = tuple(tuple(terms) for terms in made.corpus.glossaries[COURSE])
    yield PutCourse(Course(COURSE, "Synthetic", glossary=glossary, reply=ReplyPolicy.ALWAYS))
    for topic, documents in groupby(made.corpus.documents, key=lambda document: document.topic):
        yield from _topic(topic, list(documents))


def _topic(slug: str, documents: Sequence[Document]) -> Iterator[Change]:
    yield PutTopic(slug, documents[0].topic_name)
    yield from (PutEntry(slug, document.entry) for document in documents)


def _place(slack: LoopbackSlack, number: int) -> Place:
    student = slack.add_person(f"U0MINJI{number:04}", f"Minji {number}", locale="ko-KR")
    if number % _DIRECT == 0:
        return Place(student, student.dm)
    return Place(student, slack.add_channel(f"C0CLASS{number:04}", f"class-{number}", [student]).id)


def _shuffled(questions: list[str]) -> list[str]:
    random.Random(7).shuffle(questions)  # noqa: S311 - no secret is drawn
    return questions
