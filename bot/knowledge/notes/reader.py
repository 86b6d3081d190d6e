"""Q&A notes in Markdown, as instructors write them, read into topics and entries.

Lines become blocks (`blocks`), headings an outline (`outline`), what stands below a heading
questions (`questions`), and those entries (`entries`, `answers`). Nothing is lost: what is neither
an entry nor a summary is left out with its line and a reason.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from bot.knowledge.notes import comment, wording
from bot.knowledge.notes.blocks import Block, Kind, scan
from bot.knowledge.notes.entries import is_pending, make_entries
from bot.knowledge.notes.outline import Section, Trail, Use, sections, use_of
from bot.knowledge.notes.parsed import LeftOut, ParsedNotes, ParsedTopic
from bot.knowledge.notes.questions import Question, gather, questions_of
from bot.knowledge.notes.records import GENERAL, Record, no_question
from bot.knowledge.notes.strays import is_picture, leave_out
from bot.knowledge.notes.titles import Title, has_cohort, read_title, title_of_file
from bot.knowledge.tidy import body, topic_key

_LONE_PICTURE = 'below no question: put it below a heading such as "### Summary" to make it the topic\'s summary'


def parse_notes(text: str, file: str) -> ParsedNotes:
    """The questions of Q&A notes with their answers, by topic, and what was left out.

    Code is kept byte for byte, except that Windows line ends become line feeds. `file` is kept as
    given. Raises `ImportFileError` when there is no question at all.
    """
    reading = _Reading(file)
    for section in sections(scan(text.replace("\r\n", "\n"), file)):
        reading.take(section)
    return reading.notes()


@dataclass(slots=True)
class _Topic:
    name: str
    line: int
    summaries: list[str] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)


class _Reading:
    """Takes the sections of one file in order."""

    def __init__(self, file: str) -> None:
        self.file = file
        self._title: Title | None = None
        self._title_level = 1
        self._cohort: str | None = None
        self._trail = Trail()
        self._topics: dict[str, _Topic] = {}
        self._left_out: list[LeftOut] = []
        self._asked: Question | None = None  # the question of a heading, while its answer is gathered
        self._asked_level = 0

    def take(self, section: Section) -> None:
        """The next section."""
        if self._asked and section.level > self._asked_level and not section.asks():
            self._asked.blocks += [block for block in (section.heading, *section.blocks) if block]
            return
        self._asked = None
        if section.heading is None:
            self._take_preamble(section)
        elif section.meta is not None:
            self._take_own(section, section.meta)
        elif self._is_title(section):
            self._take_title(section)
        elif reason := wording.no_questions(section.name) or self._trail.aside(section.level):
            self._trail.enter(section.level, reason, Use.ASIDE)
            self._leave_out((section.heading, *section.blocks), reason)
        elif section.asks():
            self._take_asking_heading(section, section.heading)
        else:
            self._take_subject(section, section.heading)

    def notes(self) -> ParsedNotes:
        """Everything taken."""
        questions = sorted((q for topic in self._topics.values() for q in topic.questions), key=lambda q: q.line)
        if not questions:
            raise no_question(self.file)
        for question in questions:
            self._leave_out(question.doubts, "looks like a question inside the answer above")
            if question.meta is None and is_pending(question):
                self._leave_out([block for block in question.blocks if block.kind is Kind.COMMENT], "a comment")
        entries = make_entries(questions, self.file)
        title = self._title or title_of_file(self.file)
        return ParsedNotes(
            file=self.file,
            name=title.name,
            cohort=title.cohort,
            topics=tuple(
                ParsedTopic(
                    name=topic.name,
                    line=topic.line,
                    summary="\n\n".join(topic.summaries) or None,
                    entries=tuple(entries[question.line] for question in topic.questions),
                )
                for topic in self._topics.values()
            ),
            left_out=tuple(sorted(self._left_out, key=lambda piece: piece.line)),
        )

    def _is_title(self, section: Section) -> bool:
        """Whether the heading is the first one and no topic, or starts another cohort's notes."""
        is_first = not self._title and not self._topics
        if has_cohort(section.name):
            return is_first or section.level <= self._title_level
        return is_first and section.level == 1 and not section.has_questions()

    def _take_title(self, section: Section) -> None:
        self._begin_session(section, read_title(section.name))
        self._take_preamble(section)

    def _begin_session(self, section: Section, title: Title) -> None:
        self._title = self._title or title
        self._title_level = section.level
        self._cohort = title.cohort
        self._trail.enter(section.level, section.name, Use.TITLE)

    def _take_preamble(self, section: Section) -> None:
        """What stands before the first topic: questions only if one surely is, for here are lists of tools too."""
        questions, _ = gather(section.blocks)
        if any(question.meta or wording.asks_for_sure(question.plain) for question in questions):
            self._take_questions(section.blocks, GENERAL)
        else:
            self._leave_out(section.blocks, "before the first topic, no question")

    def _take_own(self, section: Section, meta: comment.Meta) -> None:
        """A heading of our own export, whose comment says what it is; a topic's summary stands below it."""
        first, *others = section.blocks
        record = Record(meta, f"{self.file}:{first.line}", "the comment below the heading")
        if topic := record.text("topic"):
            self._trail.enter(section.level, topic, Use.SUBJECT)
            said = body(comment.unindented("\n".join(first.lines[1:])))
            self._topic(topic, first.line - 1).summaries.extend([said] if said else [])
        else:
            self._begin_session(section, Title(record.text("name"), record.text("cohort") or None))
        self._take_questions(others, self._trail.topic())

    def _take_asking_heading(self, section: Section, heading: Block) -> None:
        """A heading that asks: what follows answers it, up to the next heading that is no deeper."""
        _, text = wording.role(heading.text)
        self._asked = Question(head=heading, text=text, blocks=list(section.blocks))
        self._asked_level = section.level
        self._ask(self._trail.topic(section.level), [self._asked])

    def _take_subject(self, section: Section, heading: Block) -> None:
        """A heading that names a subject or sums one up, or only groups what is below it."""
        above = self._trail.topic(section.level)
        self._trail.enter(section.level, section.name, use_of(section.name))
        lead = section.lead()
        rest = section.blocks[len(lead) :]
        summed_up = None if wording.is_group(section.name) else wording.summarised(section.name)
        if summed_up is not None:
            topic = self._summed_up(summed_up, above)
            if said := body("\n".join(block.source for block in lead)):
                self._topic(topic, section.line).summaries.append(said)
            self._take_questions(rest, topic)
        elif not section.has_questions():
            self._leave_out(_with_content(heading, section.blocks), "no question below this heading")
        elif rest and rest[0].kind is Kind.RULE and _with_content(heading, lead):
            self._leave_out((heading, *lead), "no question below this heading")
            self._take_questions(rest, above)
        else:
            self._take_questions(section.blocks, self._trail.topic())

    def _summed_up(self, named: str, above: str) -> str:
        """The topic of a summary: the one that its heading names, else the one it stands below, else the last."""
        if topic_key(named) in self._topics or (named and above == GENERAL):
            return named
        return above if above != GENERAL else next(reversed(self._topics.values()), _Topic(GENERAL, 0)).name

    def _take_questions(self, blocks: Sequence[Block], topic: str) -> None:
        gathered, strays = gather(blocks)
        kept, others = questions_of(gathered)
        self._ask(topic, kept)
        first = min((question.line for question in gathered), default=0)
        pictures = [block for block in strays if block.line < first and is_picture(block)] if topic != GENERAL else []
        self._leave_out([block for block in strays if block not in pictures], "below no question")
        self._leave_out(pictures, _LONE_PICTURE)
        for other in others:
            self._leave_out((other.head, *other.blocks), "a reference, no question")

    def _ask(self, topic: str, questions: Sequence[Question]) -> None:
        for question in questions:
            question.cohort = self._cohort
            self._topic(topic, question.line).questions.append(question)

    def _topic(self, name: str, line: int) -> _Topic:
        return self._topics.setdefault(topic_key(name), _Topic(name, line))

    def _leave_out(self, blocks: Iterable[Block], reason: str) -> None:
        self._left_out += leave_out(blocks, reason)


def _with_content(heading: Block, blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The heading with its blocks, nothing when there is nothing below it."""
    return (heading, *blocks) if any(block.kind not in (Kind.BLANK, Kind.RULE) for block in blocks) else ()
