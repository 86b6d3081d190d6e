"""The tree of expected errors.

    BotError                     something a person can mend; exit status 1
    ├── SettingsError            a setting is missing or wrong
    ├── UsageError               a command was given arguments that do not fit together
    ├── KnowledgeError           the knowledge base cannot be read or written as asked
    │   ├── UnknownCourseError   no course of that name
    │   ├── UnknownTopicError    no topic of that name in the course
    │   ├── UnknownEntryError    no entry of that id in the course
    │   ├── InvalidFileError     a file of the knowledge base does not parse or is refused
    │   ├── ConflictError        what is on disk is not what the change was made from
    │   └── StoreBusyError       another process holds the lock for too long
    ├── JournalError             the journal cannot be reached, read or written
    ├── ImportFileError          a file given to the importer cannot be used
    └── SlackError               Slack refused a call, or did not answer

Whatever is not a `BotError` is a bug: the command line ends with status 3 and a report to paste.
"""

from __future__ import annotations

from typing import Any


class BotError(Exception):
    """An expected failure: says what is wrong, where, and how to mend it.

    `problem` is one sentence, `remedy` the next step for the reader, `where` a file or
    setting (with `:line` where there is one). `str()` joins them for a terminal.
    """

    def __init__(self, problem: str, *, remedy: str = "", where: str = "") -> None:
        super().__init__(problem)
        self.problem = problem
        self.remedy = remedy
        self.where = where

    def __str__(self) -> str:
        head = f"{self.where}: {self.problem}" if self.where else self.problem
        return f"{head}\n{self.remedy}" if self.remedy else head


class SettingsError(BotError):
    """A setting is missing or wrong; `where` names the variable."""


class UsageError(BotError):
    """The arguments of a command do not fit together."""


class KnowledgeError(BotError):
    """The knowledge base cannot be read or written as asked."""


class UnknownCourseError(KnowledgeError):
    """No course of that name."""


class UnknownTopicError(KnowledgeError):
    """No topic of that name in the course."""


class UnknownEntryError(KnowledgeError):
    """No entry of that id in the course."""


class InvalidFileError(KnowledgeError):
    """A file of the knowledge base does not parse, or is refused as hostile."""


class ConflictError(KnowledgeError):
    """What is on disk is not what the change was made from; nothing was written.

    `current` is the entry, or the course's settings, as it now is; None when there is none.
    """

    def __init__(self, problem: str, *, remedy: str = "", where: str = "", current: Any = None) -> None:
        super().__init__(problem, remedy=remedy, where=where)
        self.current = current


class StoreBusyError(KnowledgeError):
    """Another process holds the knowledge base's lock; trying again can help."""


class JournalError(BotError):
    """The journal cannot be reached, read or written; trying again can help unless the message says otherwise."""


class ImportFileError(BotError):
    """A file given to the importer cannot be used; nothing was written."""


class SlackError(BotError):
    """Slack refused a call, or did not answer.

    `code` is Slack's word for it (`not_in_channel`), or `no_answer`. `again` tells whether trying again can help.
    After `uncertain` ones nobody knows whether Slack did what was asked. `detail` is what else is known, or "".
    """

    def __init__(
        self, method: str, code: str, *, again: bool = False, uncertain: bool = False, detail: str = ""
    ) -> None:
        super().__init__(f"{method}: {code}" + (f" ({detail})" if detail else ""))
        self.method = method
        self.code = code
        self.again = again
        self.uncertain = uncertain
        self.detail = detail
