"""The questions in a part of the notes, each with the blocks that answer it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

from bot.knowledge.notes import wording
from bot.knowledge.notes.blocks import Block, Kind
from bot.knowledge.notes.comment import Meta
from bot.knowledge.notes.wording import Role
from bot.text.markdown import links, plain_inline

_TASK = re.compile(r"\[[ xX]\][ \t]+(?=\S)")  # the box of a task list is no word of the question
_NO_PARAGRAPH = ("!", ">", "|", "<")  # a picture, quote, table or HTML below a question is no more of its words


@dataclass(slots=True, kw_only=True)
class Question:
    """A question while its answer is gathered.

    `head` is the block it stands in, `indent` the column of its bullet (-1 for one without a
    bullet, below which every bullet answers), `offset` that of its text. `labelled` when it starts
    with `Q.`; `meta` when it comes from our own export. `part` counts the rules before it:
    questions between two rules share it. `doubts` are those of its blocks that may be questions too.
    """

    head: Block
    text: str
    indent: int = -1
    offset: int = 0
    labelled: bool = False
    part: int = 0
    meta: Meta | None = None
    cohort: str | None = None
    blocks: list[Block] = field(default_factory=list)
    doubts: list[Block] = field(default_factory=list)

    @property
    def line(self) -> int:
        """The line it stands on."""
        return self.head.line

    @property
    def plain(self) -> str:
        """Its text without markup."""
        return plain_inline(self.text)

    def below(self) -> list[Block]:
        """The blocks that answer it, without rules and blanks at the end."""
        filled = [at for at, block in enumerate(self.blocks) if block.kind not in (Kind.BLANK, Kind.RULE)]
        return self.blocks[: filled[-1] + 1] if filled else []

    def prose(self) -> list[str]:
        """The lines of its answer that are no code, without markup."""
        return [plain_inline(block.text) for block in self.blocks if block.text]

    def counts(self) -> bool:
        """Whether it tells that its part of the notes holds questions: it asks, or remarks and is answered in words."""
        if self.meta is not None or self.labelled or wording.asks(self.plain):
            return True
        said = [block.text for block in self.blocks if block.text]
        return wording.remarks(self.plain) and any(not _is_only_links(text) for text in said)

    def is_reference(self) -> bool:
        """Whether it asks nothing and only leads elsewhere: a link, or a name with links below it."""
        if self.meta is not None or wording.asks(self.plain):
            return False
        if _is_only_links(self.text):
            return True
        filled = [block for block in self.blocks if block.kind is not Kind.BLANK]
        return bool(filled) and all(block.kind is Kind.ITEM and _is_only_links(block.text) for block in filled)


def gather(blocks: Sequence[Block]) -> tuple[list[Question], list[Block]]:
    """The questions among these blocks, in order, and the blocks that belong to none."""
    gathering = _Gathering(blocks)
    for at, block in enumerate(blocks):
        gathering.take(at, block)
    return gathering.questions, gathering.strays


class _Gathering:
    def __init__(self, blocks: Sequence[Block]) -> None:
        self.blocks = blocks
        self.questions: list[Question] = []
        self.strays: list[Block] = []
        self._current: Question | None = None
        self._part = 0
        self._saw_answer = False  # whether the current question's `A.` was there
        self._outermost = min((block.indent for block in blocks if block.kind is Kind.ITEM), default=0)
        self._answering = _answering_markers(blocks)
        self._bullets_ask = any(block.indent <= 1 and _is_asked(block) for block in blocks if block.kind is Kind.ITEM)

    def take(self, at: int, block: Block) -> None:
        if block.kind is Kind.RULE:
            self._current = None
            self._part += 1
        elif self._is_own(at, block):
            self._begin(block, None, block.text)
        elif self._asks(at, block):
            label, text = wording.role(block.text)
            bare = _TASK.sub("", text, count=1) if block.kind is Kind.ITEM else wording.without_bold(text)
            self._begin(block, label, bare)
        elif self._current is None:
            self.strays.append(block)
        elif block.meta is not None:
            self._current.meta = block.meta
            self._current.blocks.append(block)
        elif self._is_more_of_the_question(self._current, at, block):
            self._current.text += f" {block.text}"
        else:
            self._add_to_answer(at, block, self._current)

    def _add_to_answer(self, at: int, block: Block, question: Question) -> None:
        if self._may_be_a_question(at, block, question):
            question.doubts.append(block)
        self._saw_answer = self._saw_answer or wording.role(block.text)[0] is Role.ANSWER
        question.blocks.append(_without_label(block) if question.labelled else block)

    def _is_own(self, at: int, block: Block) -> bool:
        """Whether our own export wrote this question: then its words are taken as they are."""
        follower = self.blocks[at + 1] if at + 1 < len(self.blocks) else block
        return block.kind is Kind.ITEM and follower.meta is not None

    def _begin(self, block: Block, label: Role | None, text: str) -> None:
        self._current = Question(head=block, text=text, labelled=label is Role.QUESTION, part=self._part)
        self._saw_answer = False
        if block.kind is Kind.ITEM:
            self._current.indent = block.indent
            self._current.offset = block.indent + len(block.marker) + 1
        self.questions.append(self._current)

    def _asks(self, at: int, block: Block) -> bool:
        label, _ = wording.role(block.text)
        if block.kind is Kind.TEXT:
            return block.indent <= 1 and (label is Role.QUESTION or self._asks_in_bold(at, block))
        if block.kind is not Kind.ITEM or not block.text or len(block.lines) > 1:
            return False
        if self._current is None:
            return block.indent <= self._outermost + 1
        if label is Role.QUESTION:
            return block.indent <= max(self._current.indent, 1)
        if self._is_marked_as_answer(label, block):
            return False
        return self._stands_as_question(at, block, self._current) or self._asks_anew(at, block, self._current)

    def _asks_in_bold(self, at: int, block: Block) -> bool:
        """Whether the line is a bold question of its own; where bullets ask, only below a finished answer."""
        if not self._is_bold_question(at, block):
            return False
        if not self._bullets_ask:
            return True
        above = self._current
        return above is not None and self._is_finished(above) and wording.asks_anew(plain_inline(block.text))

    def _is_bold_question(self, at: int, block: Block) -> bool:
        is_bold = wording.without_bold(block.text) != block.text
        stands_alone = at == 0 or self._is_apart(at) or self.blocks[at - 1].indent > block.indent
        return stands_alone and is_bold and _is_asked(block)

    def _is_apart(self, at: int) -> bool:
        return self.blocks[at - 1].kind in (Kind.BLANK, Kind.RULE)

    def _is_finished(self, question: Question) -> bool:
        """Whether its answer could end here: below its bullet, behind its `A.`, or below its bold line."""
        if question.labelled and question.indent < 0:
            return self._saw_answer
        filled = (block for block in question.blocks if block.kind is not Kind.BLANK)
        return any(block.meta or block.indent > question.indent for block in filled)

    def _asks_anew(self, at: int, block: Block, above: Question) -> bool:
        """Whether an outer bullet asks, below the answer of a question that has no bullet itself."""
        if not self._is_outer_below(block, above) or not self._is_finished(above):
            return False
        asks = wording.asks_anew(plain_inline(block.text))
        is_answered, is_apart = self._has_nested(at, block), self._is_apart(at)
        if _announces_a_list(above):
            return asks and is_answered and is_apart
        return asks or (is_answered and is_apart and self._next_one_asks(at, block))

    def _may_be_a_question(self, at: int, block: Block, above: Question) -> bool:
        """Whether a person should look at what stays in an answer: it asks, or has its own answer in a `Q.`'s."""
        if block.kind is Kind.TEXT:
            return block.indent <= 1 and self._is_bold_question(at, block)
        if block.kind is not Kind.ITEM or not block.text or not self._is_outer_below(block, above):
            return False
        if wording.role(block.text)[0] is Role.ANSWER:
            return False
        is_alone = self._saw_answer and self._has_nested(at, block) and self._is_apart(at)
        return wording.asks_anew(plain_inline(block.text)) or (is_alone and not _announces_a_list(above))

    def _is_outer_below(self, block: Block, above: Question) -> bool:
        return above.indent < 0 and block.indent <= min(self._outermost, 1)

    def _has_nested(self, at: int, block: Block) -> bool:
        following = next((later for later in self.blocks[at + 1 :] if later.kind is not Kind.BLANK), None)
        return following is not None and following.kind is not Kind.RULE and following.indent > block.indent

    def _next_one_asks(self, at: int, block: Block) -> bool:
        siblings = (later for later in self.blocks[at + 1 :] if later.indent <= block.indent)
        following = next((later for later in siblings if later.kind is not Kind.BLANK), block)
        return following.kind is Kind.ITEM and wording.asks_anew(plain_inline(following.text))

    def _is_marked_as_answer(self, label: Role | None, block: Block) -> bool:
        labelled = self._current is not None and self._current.labelled
        return (labelled and label is Role.ANSWER) or _family(block) in self._answering

    def _stands_as_question(self, at: int, block: Block, above: Question) -> bool:
        """Whether the bullet's column makes it one more question."""
        if block.indent == above.indent + 1 == self._outermost + 1:
            return self._asks_one_space_in(at, block, above)
        return block.indent <= above.indent

    def _asks_one_space_in(self, at: int, block: Block, above: Question) -> bool:
        """One space decides nothing: to Markdown the bullet is a sibling, to its writer it may be an answer."""
        inner = [answer.indent for answer in above.blocks if answer.kind is Kind.ITEM]
        is_apart = self.blocks[at - 1].kind is Kind.BLANK
        following = next((later.indent for later in self.blocks[at + 1 :] if later.kind is Kind.ITEM), 0)
        has_answers = following > block.indent
        if wording.asks(plain_inline(block.text)):
            return is_apart or has_answers or block.indent not in inner
        return is_apart and has_answers and any(indent > block.indent for indent in inner)

    def _is_more_of_the_question(self, question: Question, at: int, block: Block) -> bool:
        return (
            block.kind is Kind.TEXT
            and block.line == question.line + 1
            and self.blocks[at - 1].kind is not Kind.BLANK
            and not block.text.startswith(_NO_PARAGRAPH)
            and not wording.asks(question.plain)
            and wording.asks(plain_inline(block.text))
        )


def _family(block: Block) -> str:
    """Bullets of one sign, or numbers: a writer may put questions in one and answers in another."""
    return "1" if block.marker[0].isdigit() else block.marker


def _answering_markers(blocks: Iterable[Block]) -> set[str]:
    """The families of outer items in which nothing is asked, where the first item's family asks."""
    outer = [block for block in blocks if block.kind is Kind.ITEM and block.indent <= 1]
    asking = {_family(block) for block in outer if _is_asked(block)}
    return {_family(block) for block in outer} - asking if outer and _family(outer[0]) in asking else set()


def _announces_a_list(question: Question) -> bool:
    """Whether the answer's last paragraph leads to what follows ("아래를 확인하세요:")."""
    outer = [block for block in question.blocks if block.kind not in (Kind.BLANK, Kind.ITEM) and block.indent <= 1]
    return bool(outer) and wording.announces_a_list(plain_inline(outer[-1].text))


def _is_asked(block: Block) -> bool:
    return wording.role(block.text)[0] is Role.QUESTION or wording.asks(plain_inline(block.text))


def _without_label(block: Block) -> Block:
    label, text = wording.role(block.text)
    if label is not Role.ANSWER:
        return block
    before = block.lines[0][: len(block.lines[0].rstrip()) - len(block.text)]
    return replace(block, lines=(before + text, *block.lines[1:]), text=text)


def _is_only_links(markdown: str) -> bool:
    found = links(markdown)
    rest = plain_inline(markdown)
    for words, _ in found:
        rest = rest.replace(words, "", 1)
    return bool(found) and not re.search(r"\w", rest)


def questions_of(gathered: Iterable[Question]) -> tuple[list[Question], list[Question]]:
    """Those to keep, and those that are none: bare links, and lists of nothing but references."""
    kept: list[Question] = []
    others: list[Question] = []
    for _, part in groupby(gathered, key=lambda question: question.part):
        together = list(part)
        is_list = all(question.is_reference() for question in together)
        for question in together:
            none = question.is_reference() and (is_list or not question.prose())
            (others if none else kept).append(question)
    return kept, others
