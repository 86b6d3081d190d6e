"""Whatever stands in notes comes out somewhere: in an entry, a summary, a heading or what was left out."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.errors import ImportFileError
from bot.knowledge.model import Status
from bot.knowledge.notes import ParsedNotes, parse_file, parse_notes
from bot.knowledge.notes.blocks import Kind, scan
from bot.text.markdown import parse, plain_text

SAMPLES = Path(__file__).parents[1] / "samples" / "notes"
REAL = sorted(Path(os.environ["QABOT_TEST_NOTES"]).glob("*.md")) if os.environ.get("QABOT_TEST_NOTES") else []
NO_CONTENT = re.compile(r"[\W_]*")

LINES = [
    "# MSP 3차",
    "## Docker",
    "### Q&A",
    "#### 왜 그런가요?",
    "## Docker Summary",
    "## Playlist",
    "- 되나요?",
    "Q. 왜요?",
    "A. 네.",
    "**지우려면?**",
    "- 이것은 말",
    " - 한 칸인가요?",
    " - 한 칸 답",
    "  - 답 하나",
    "    - 더 깊은 답",
    "* 별인가요?",
    "1. 숫자인가요?",
    "\t- 탭",
    "  이어지는 글",
    "글 한 줄",
    "- [링크](https://a.io)",
    "![](img/a.png)",
    "> 인용",
    "| a | b |",
    "```bash",
    "```",
    "    ```",
    "~~~",
    "- ```sh",
    "---",
    "* * *",
    "<!-- 숨은 말 -->",
    "<!-- 열린 말",
    "닫힌 말 -->",
    "",
    "   ",
    "======",
    "$ docker ps\t-a  ",
    "- ...",
    "  - ...",
    "-",
]


def everything_read(notes: ParsedNotes) -> str:
    """All the text that came out, without white space."""
    texts = [text for entry in notes.entries() for text in (entry.question, entry.answer)]
    texts += [topic.summary or "" for topic in notes.topics] + [piece.text for piece in notes.left_out]
    return "".join("".join(texts).split())


def words(line: str) -> str:
    """A line without its bullet, label, bold and white space."""
    return "".join(re.sub(r"^\s*(?:(?:[-*+]|\d+[.)])\s|[QA]\. |\*\*(?=\S))|\*\*$", "", line).split())


def lost(text: str, notes: ParsedNotes) -> list[str]:
    read = everything_read(notes)
    blocks = [block for block in scan(text, "notes.md") if block.kind not in (Kind.HEADING, Kind.RULE)]
    return [
        line for block in blocks for line in block.lines if not NO_CONTENT.fullmatch(line) and words(line) not in read
    ]


@settings(max_examples=250, deadline=None)
@given(st.lists(st.sampled_from(LINES), max_size=25))
def test_no_line_is_lost(lines: list[str]) -> None:
    text = "\n".join(lines)
    try:
        notes = parse_notes(text, "notes.md")
    except ImportFileError:
        return
    assert lost(text, notes) == []
    numbers = [entry.line for entry in notes.entries()]
    assert len(set(numbers)) == len(numbers)
    assert all((entry.status is Status.PENDING) == (entry.answer == "") for entry in notes.entries())


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=200))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        notes = parse_notes(text, "notes.md")
    except ImportFileError:
        return
    assert all(entry.question for entry in notes.entries())


@pytest.mark.parametrize("file", [*sorted(SAMPLES.glob("*.md")), *REAL], ids=lambda file: file.stem)
def test_files_are_read_without_loss(file: Path) -> None:
    text = file.read_bytes().decode().replace("\r\n", "\n")
    assert lost(text, parse_notes(text, file.name)) == []


@pytest.mark.parametrize("file", [*sorted(SAMPLES.glob("*.md")), *REAL], ids=lambda file: file.stem)
def test_code_comes_out_byte_for_byte_and_in_order(file: Path) -> None:
    notes = parse_file(file.name, file.read_bytes())
    expected = [token.content for token in parse(file.read_text()) if token.type == "fence"]
    pieces = [text for entry in notes.entries() for text in (entry.question, entry.answer)]
    pieces += [piece.text for piece in notes.left_out]
    found = [token.content for piece in pieces for token in parse(piece) if token.type == "fence"]
    assert sorted(found) == sorted(expected)


@pytest.mark.parametrize("file", [*sorted(SAMPLES.glob("*.md")), *REAL], ids=lambda file: file.stem)
def test_answers_say_on_their_own_what_they_say_in_the_file(file: Path) -> None:
    whole = "".join(plain_text(file.read_text()).split())
    for entry in parse_file(file.name, file.read_bytes()).entries():
        assert "".join(plain_text(entry.answer).split()) in whole
