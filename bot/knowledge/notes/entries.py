"""Gathered questions as entries: the answer, how far it is, and the entry that it looks back to."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.knowledge.model import Status
from bot.knowledge.notes import comment, wording
from bot.knowledge.notes.answers import as_markdown
from bot.knowledge.notes.blocks import Kind
from bot.knowledge.notes.parsed import ParsedEntry
from bot.knowledge.notes.questions import Question
from bot.knowledge.notes.records import Record
from bot.knowledge.tidy import body, one_line

# "with the `docker network connect` command above": the entry that shows it
_CODE_ABOVE = re.compile(r"위(?:의|에서)\s?`([^`]{4,})`")


def make_entries(questions: Sequence[Question], file: str) -> dict[int, ParsedEntry]:
    """The entry of each question by its line; `questions` are in the order of the file."""
    entries: list[ParsedEntry] = []
    for question in questions:
        if question.meta is not None:
            entries.append(_own(question, file))
        else:
            entry = _entry(question)
            entries.append(replace(entry, related_lines=_looks_back_to(entry, question, entries)))
    return {question.line: entry for question, entry in zip(questions, entries, strict=True)}


def is_pending(question: Question) -> bool:
    """Whether nothing below the question answers it: nothing at all, a placeholder such as `...`, or a comment."""
    return all(
        block.kind in (Kind.BLANK, Kind.COMMENT)
        or (block.kind in (Kind.ITEM, Kind.TEXT) and wording.is_placeholder(block.text))
        for block in question.below()
    )


def _entry(question: Question) -> ParsedEntry:
    status = Status.ANSWERED
    if is_pending(question):
        status = Status.PENDING
    elif wording.promises("\n".join(question.prose())):
        status = Status.PROVISIONAL
    return ParsedEntry(
        question=one_line(question.text),
        answer="" if status is Status.PENDING else as_markdown(question.below(), question.offset),
        status=status,
        line=question.line,
        cohort=question.cohort,
    )


def _own(question: Question, file: str) -> ParsedEntry:
    """An entry of our own export: its comment tells all that its text does not."""
    first, *others = question.blocks
    below = as_markdown(others, question.offset)
    answer = "\n\n".join(filter(None, [body(comment.unindented("\n".join(first.lines[1:]))), below]))
    record = Record(
        {**(question.meta or {}), "question": question.text, "answer": answer},
        where=f"{file}:{first.line}",
        what="the comment below the question",
        line=question.line,
    )
    return record.entry()


def _looks_back_to(entry: ParsedEntry, question: Question, before: Sequence[ParsedEntry]) -> tuple[int, ...]:
    """The lines of the entries that this one refers to: the one before, or the one that shows the code named."""
    if not before:
        return ()
    prose = question.prose()
    if wording.looks_back(question.plain, prose[0] if prose else "", "\n".join(prose)):
        return _lines(before[-1])
    named = _CODE_ABOVE.search("" if any(block.kind is Kind.CODE for block in question.blocks) else entry.answer)
    shows = next((other for other in reversed(before) if named and named[1] in other.answer), None)
    return _lines(shows) if shows else ()


def _lines(entry: ParsedEntry) -> tuple[int, ...]:
    return () if entry.line is None else (entry.line,)
