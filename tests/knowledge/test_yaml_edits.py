"""Any sequence of saves, with hand edits in between, loses nothing: held against a model of the file."""

from __future__ import annotations

import re
import tempfile
from dataclasses import replace
from datetime import date
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from bot.knowledge.model import Course, Entry, Link, Source, Status
from bot.knowledge.store import DeleteEntry, PutCourse, PutEntry, PutTopic
from bot.knowledge.tidy import one_line, tidy_entry
from bot.knowledge.yaml_store import YamlStore

CHARACTERS = st.characters(
    exclude_categories=["Cs"], exclude_characters="\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
)
TRICKY = st.sampled_from(
    [
        "no",
        "- a",
        "a: b",
        "a # b",
        "'",
        '"',
        "`-P`",
        "파드",
        "  code",
        "\tx",
        "# c",
        "```",
        "|",
        "x  ",
        "---",
        "{a}",
        "\r",
    ]
)
LINES = st.lists(TRICKY | st.text(CHARACTERS, max_size=8), max_size=5)
TEXT = LINES.map("\n".join)
WORDS = st.text(CHARACTERS, min_size=1, max_size=8) | TRICKY
QUESTION = (TEXT | WORDS).filter(one_line)
ENTRY = st.builds(
    Entry,
    id=st.just("?"),
    question=QUESTION,
    answer=TEXT,
    status=st.sampled_from(Status),
    aliases=st.lists(WORDS, max_size=4).map(tuple),
    links=st.lists(st.builds(Link, WORDS, WORDS), max_size=3).map(tuple),
    related=st.lists(WORDS, max_size=2).map(tuple),
    source=st.none() | st.builds(Source, st.none() | WORDS, st.none() | st.integers(1, 99), st.none() | WORDS),
    cohort=st.none() | WORDS,
    created=st.none() | st.dates(date(2000, 1, 1), date(2100, 1, 1)),
    updated_by=st.none() | WORDS,
)
FIELDS = ["question", "answer", "status", "aliases", "links", "related", "source", "cohort", "created", "updated_by"]
HAND_STYLES = st.sampled_from(
    [
        "- question: {q}  # {n}\n  answer: |\n    {a}\n    # {n} is text\n",
        "-   answer: '{a}'\n    # {n}\n    question: {q}\n",
        '- {{question: {q}, answer: "{a}"}} # {n}\n',
        "-\n  question: {q}\n    # {n}\n  aliases: [하나, 둘]\n  answer: {a} # {n}b\n\n\n",
        "- custom: [{n}]\n  question: {q}\n  answer: >-\n    {a}\n",
    ]
)


class Editing(RuleBasedStateMachine):
    """Jun edits the files by hand while the bot saves; `expected` is what each entry must say."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.root = Path(self.folder.name)
        self.store = YamlStore(self.root)
        self.store.apply("ops", [PutCourse(Course("ops", "Ops")), PutTopic("a", "A"), PutTopic("b", "B")])
        self.expected: dict[str, Entry] = {}
        self.comments: dict[str, str] = {}
        self.count = 0

    def teardown(self) -> None:
        """The folder goes."""
        self.folder.cleanup()

    def path(self, topic: str) -> Path:
        """A topic's file."""
        return self.root / "ops" / f"{topic}.yaml"

    def course(self) -> Course:
        """The course as it loads: with warnings at most."""
        base = self.store.load()
        assert all(problem.severity == "warning" for problem in base.problems)
        return base.courses[0]

    def number(self) -> int:
        """The next number, for texts that are unique."""
        self.count += 1
        return self.count

    def pick(self, data: st.DataObject) -> Entry:
        """One of the entries."""
        return self.expected[data.draw(st.sampled_from(sorted(self.expected)))]

    @rule(entry=ENTRY, topic=st.sampled_from("ab"))
    def add(self, entry: Entry, topic: str) -> None:
        """The bot adds an entry."""
        entry = tidy_entry(replace(entry, id=f"n{self.number()}"))
        self.store.apply("ops", [PutEntry(topic, entry)])
        self.expected[entry.id] = entry

    @precondition(lambda self: self.expected)
    @rule(data=st.data(), new=ENTRY, fields=st.sets(st.sampled_from(FIELDS)))
    def change(self, data: st.DataObject, new: Entry, fields: set[str]) -> None:
        """The bot changes some fields of an entry."""
        before = self.pick(data)
        topic = next(topic.slug for topic, entry in self.course().entries() if entry.id == before.id)
        after = tidy_entry(replace(before, **{field: getattr(new, field) for field in sorted(fields)}))
        self.store.apply("ops", [PutEntry(topic, after, before)])
        self.expected[before.id] = after

    @precondition(lambda self: self.expected)
    @rule(data=st.data(), topic=st.sampled_from("ab"))
    def move(self, data: st.DataObject, topic: str) -> None:
        """The bot moves an entry, perhaps to where it is."""
        before = self.pick(data)
        self.store.apply("ops", [PutEntry(topic, before, before)])

    @precondition(lambda self: self.expected)
    @rule(data=st.data())
    def delete(self, data: st.DataObject) -> None:
        """The bot deletes an entry."""
        before = self.pick(data)
        self.store.apply("ops", [DeleteEntry(before)])
        del self.expected[before.id]

    @rule(style=HAND_STYLES, topic=st.sampled_from("ab"))
    def jun_adds_an_entry(self, style: str, topic: str) -> None:
        """Jun writes one at the end, in one of his manners, without an id."""
        number = self.number()
        text = self.path(topic).read_text(encoding="utf-8").rstrip("\n")
        key = "" if "\nentries:" in text else "\nentries:"
        first = re.search(r"^entries:.*\n(?: *#.*\n| *\n)*( *)-", text, re.MULTILINE)
        offset = first[1] if first else "  "
        lines = style.format(q=f"손 질문 {number}?", a=f"손 답 {number:04}.", n=f"n{number}").splitlines()
        added = "\n".join(offset + line if line else "" for line in lines)
        self.path(topic).write_text(f"{text}{key}\n{added}\n", encoding="utf-8")
        new = [entry for _, entry in self.course().entries() if entry.id not in self.expected]
        assert [entry.question for entry in new] == [f"손 질문 {number}?"]
        self.expected[new[0].id] = new[0]

    @rule(topic=st.sampled_from("ab"), data=st.data())
    def jun_adds_a_comment_between_entries(self, topic: str, data: st.DataObject) -> None:
        """Jun writes a comment above an entry, or on top."""
        lines = self.path(topic).read_text(encoding="utf-8").split("\n")
        dashes = [at for at, line in enumerate(lines) if line.startswith(("- ", "  - ")) and "question" in line]
        at = data.draw(st.sampled_from([1, *dashes]))
        comment = f"# comment {self.number()}"
        lines.insert(at, comment)
        before = self.course()
        self.path(topic).write_text("\n".join(lines), encoding="utf-8")
        if self.course() == before:  # else it became part of an answer that looks like YAML
            self.comments[comment] = topic
        else:
            lines.pop(at)
            self.path(topic).write_text("\n".join(lines), encoding="utf-8")

    @rule(topic=st.sampled_from("ab"))
    def jun_changes_an_answer(self, topic: str) -> None:
        """Jun rewrites an answer of his own."""
        text = self.path(topic).read_text(encoding="utf-8")
        for entry in self.expected.values():
            new = f"새 손 답 {self.number()}"
            if entry.answer.startswith("손 답 ") and text.count(entry.answer) == 1 and "\n" not in entry.answer:
                self.path(topic).write_text(text.replace(entry.answer, new), encoding="utf-8")
                self.expected[entry.id] = replace(entry, answer=new)
                return

    @rule()
    def ids_are_written_down(self) -> None:
        """Jun runs `qabot check --fix`."""
        self.store.write_down_ids("ops")

    @invariant()
    def nothing_is_lost(self) -> None:
        """Every entry says what it should, and every comment is still there."""
        course = self.course()
        assert {entry.id: entry for _, entry in course.entries()} == self.expected
        texts = {topic: self.path(topic).read_text(encoding="utf-8").split("\n") for topic in "ab"}
        for comment, topic in self.comments.items():
            assert comment in texts[topic]


Editing.TestCase.settings = settings(max_examples=40, stateful_step_count=20, deadline=None)
test_any_sequence_of_edits_loses_nothing = Editing.TestCase
