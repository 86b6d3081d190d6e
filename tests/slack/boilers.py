"""A second course beside the seed's, about boilers, in a channel of its own; Sora teaches it."""

from __future__ import annotations

from tests.slack.classroom import Classroom

BOILERS = "C0BOILER01"
HEAT = "보일러 온도는 어떻게 올리나요?"  # the second course answers this for sure, the first one never

_COURSE = """\
name: 난방 기초
cohort: 2차
language: ko
channels: [{channel}]
instructors: [U0SORA0001]
"""
_TOPIC = """\
topic: 보일러
entries:
  - id: heat1
    question: 보일러 온도는 어떻게 올리나요?
    answer: 난방 다이얼을 오른쪽으로 돌리세요.
  - id: leak1
    question: 보일러에서 물이 새면 누구에게 연락하나요?
    answer: 관리실에 연락하세요.
"""


def add_boiler_course(room: Classroom, *, members: bool = True) -> None:
    """The course, and its channel with Minji and Hana in it unless `members` is False; before the bot starts."""
    folder = room.knowledge / "boilers"
    folder.mkdir()
    (folder / "course.yaml").write_text(_COURSE.format(channel=BOILERS), encoding="utf-8")
    (folder / "heating.yaml").write_text(_TOPIC, encoding="utf-8")
    room.slack.add_channel(BOILERS, "boiler-qna", [room.minji, room.hana] if members else [])
