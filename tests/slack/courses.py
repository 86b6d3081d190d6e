"""More to read than the seed course has: a second course, and a topic with everything in it."""

from __future__ import annotations

from pathlib import Path

OTHER_CHANNEL = "C0PYTHON01"
PICTURE = "https://example.org/pictures/helm.png"
CODE = "\n".join(f"value_{number}:\t{'x' * 40}  # ```" for number in range(300))
LONG = "Helm 차트 values 파일 전체 예시를 볼 수 있나요?"
LAST_WORDS = "여기까지가 전부입니다."

_HELM = f"""\
topic: Helm
summary: |
  패키지 관리자입니다.

  ![헬름 구조]({PICTURE})
entries:
  - id: longy
    question: {LONG}
    answer: |
      {{intro}}

      ````yaml
{{code}}
      ````

      ![차트 그림]({PICTURE})

      {LAST_WORDS}
  - id: pictu
    question: 헬름 릴리스 구조 그림으로 볼 수 있나요?
    answer: |
      - 그림을 보세요.

      ![릴리스 그림]({PICTURE})
"""

_SMALL = """\
  - id: more{number:02}
    question: 헬름 옵션 {number:02}번은 무슨 뜻인가요?
    answer: |
      - 설명 {number:02}.
"""

_PYTHON = """\
topic: Python
entries:
  - id: pylis
    question: 파이썬 리스트를 거꾸로 뒤집으려면 어떻게 하나요?
    answer: |
      - `reversed()`를 쓰세요.
"""


def add_helm(knowledge: Path, *, more: int = 40) -> None:
    """A topic with a summary, a picture, an answer too long for a message, and questions for several pages."""
    code = "\n".join(f"      {line}" for line in CODE.splitlines())
    intro = "\n\n      ".join(f"{number}번째 문단입니다. " + "자세한 설명입니다. " * 12 for number in range(20))
    rest = "".join(_SMALL.format(number=number) for number in range(more))
    text = _HELM.replace("{intro}", intro).replace("{code}", code) + rest
    (knowledge / "mspt3" / "helm.yaml").write_text(text, encoding="utf-8")


def add_python(knowledge: Path) -> None:
    """A second course, with a channel of its own; it speaks English."""
    course = knowledge / "py101"
    course.mkdir()
    (course / "course.yaml").write_text(
        f"name: Python 101\nlanguage: en\nchannels: [{OTHER_CHANNEL}]\n", encoding="utf-8"
    )
    (course / "python.yaml").write_text(_PYTHON, encoding="utf-8")
