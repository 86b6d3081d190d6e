"""A knowledge base in a folder that Jun edits by hand, and what Minji is answered from it."""

from __future__ import annotations

from pathlib import Path

from bot.bootstrap import open_answering
from bot.knowledge.model import KnowledgeBase
from bot.live.knowledge import LiveKnowledge
from bot.live.snapshot import Snapshot

DOCKER = """\
topic: Docker
entries:
  - id: ports
    question: docker run 에서 포트를 하나만 여는 옵션은?
    answer: "`-p 8080:80` 입니다."
  - id: prune
    question: 쓰지 않는 이미지를 지우는 명령은?
    answer: docker image prune 입니다.
"""
KUBERNETES = """\
topic: Kubernetes
entries:
  - id: logs
    question: 파드가 죽었을 때 로그를 어떻게 보나요?
    answer: kubectl logs --previous 를 쓰세요.
  - id: certs
    question: 인그레스에 인증서를 등록하나요?
    answer: 네, 시크릿으로 등록합니다.
"""
PORTS, PRUNE, LOGS, CERTS = (
    "포트 하나만 여는 옵션",
    "쓰지 않는 이미지 지우는 명령",
    "파드 죽었을 때 로그",
    "인그레스 인증서 등록",
)
BROKEN = "topic: Docker\nentries: [\n"


class School:
    """The folder `ship` with two topics."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.write("course", "name: Ship School\nglossary:\n  - 파드 = pod\n")
        self.write("docker", DOCKER)
        self.write("kubernetes", KUBERNETES)

    def write(self, file: str, text: str, course: str = "ship") -> None:
        """Save a file as most editors do: cut to nothing, then filled."""
        path = self.path(file, course)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def edit(self, file: str, old: str, new: str) -> None:
        """Replace a text in a file."""
        text = self.path(file).read_text(encoding="utf-8")
        assert old in text
        self.write(file, text.replace(old, new))

    def path(self, file: str, course: str = "ship") -> Path:
        """Where the file is."""
        return self.root / course / f"{file}.yaml"


def entry(key: str, question: str, answer: str = "네.") -> str:
    """An entry's lines in a topic's file."""
    return f"  - id: {key}\n    question: {question}\n    answer: {answer}\n"


def fresh(base: KnowledgeBase) -> Snapshot:
    """A snapshot of these courses as a bot started anew would have it, whatever their size."""
    return Snapshot(base, open_answering(base))


def answered(live: LiveKnowledge | Snapshot, question: str, course: str = "ship") -> str:
    """The answer of the entry that is found first, "" when none is."""
    now = live.now if isinstance(live, LiveKnowledge) else live
    matches = now.answering.ask(question, course=course).matches
    return matches[0].document.entry.answer if matches else ""


def ids(now: Snapshot, course: str = "ship") -> set[str]:
    """The entries that are there, which its index must have too."""
    found = now.base.course(course)
    assert found is not None
    keys = {each.id for _, each in found.entries()}
    assert set(now.answering.indexes[course].places) == keys
    return keys
