"""A small knowledge base in a folder, and `qabot` to run on it."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest

from bot.cli.boundary import run
from bot.cli.main import qabot as command
from tests.cli.running import Ran, Run

COURSE = """\
name: Ship School
cohort: 7차
language: ko
assets_url: https://example.com/qna/
glossary:
  - [파드, pod]
  - [인그레스, ingress]
"""

DOCKER = """\
topic: Docker
summary: |
  ![map](img/docker.png)
entries:
  - id: port1
    question: 컨테이너 포트를 밖으로 어떻게 여나요?
    aliases:
      - How do I publish a container's port?
    answer: |
      - `-p` 옵션을 [docker run](https://docs.example.com/run/#publish)에 주세요.
        - 앞이 호스트, 뒤가 컨테이너 포트입니다.
      ```bash
      docker run -p 8080:80 nginx
      \tcurl localhost:8080   # a line that is much longer than a terminal is wide, and that must stay one line
      ```
      - 그림도 보세요. ![ports](img/ports%201.png)
    links:
      - text: Networking
        url: guide/network.md
    source:
      file: notes/ship_7.md
      line: 5
  - id: kern1
    question: 커널이 다르면 같은 이미지를 못 쓰나요?
    answer: |
      네, 커널에 맞는 이미지가 필요합니다.
    related: [port1]
    review_by: 2020-01-31
"""

KUBERNETES = """\
topic: Kubernetes
entries:
  - id: podip
    question: 파드 아이피 대역은 누가 정하나요?
    status: provisional
    answer: |
      PodCIDR이 정합니다. 더 확인하고 업데이트 하겠습니다.
  - id: unkn1
    question: Unknown 상태의 파드가 성공으로 끝날 수도 있나요?
    status: pending
"""


@pytest.fixture
def knowledge(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of a knowledge base with one course; QABOT_KNOWLEDGE points to it."""
    folder = tmp_path / "knowledge"
    course = folder / "ship"
    course.mkdir(parents=True)
    (course / "course.yaml").write_text(COURSE, encoding="utf-8")
    (course / "docker.yaml").write_text(DOCKER, encoding="utf-8")
    (course / "kubernetes.yaml").write_text(KUBERNETES, encoding="utf-8")
    monkeypatch.setenv("QABOT_KNOWLEDGE", str(folder))
    monkeypatch.chdir(tmp_path)
    return folder


@pytest.fixture
def qabot(knowledge: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """`qabot("ask", "...")` runs the command on the knowledge base as if its output went to a pipe."""
    assert knowledge.is_dir()

    def call(*args: str, stdin: str = "") -> Ran:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin.encode()), encoding="utf-8"))
        status = run(command, args)
        printed = capsys.readouterr()
        return Ran(status, printed.out, printed.err)

    return call
