"""The README shows what people see in Slack: this plays the scenes with the real bot, and compares."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from bot.settings import SlackMode
from tests.loopback import Message, Person
from tests.slack.classroom import CHANNEL, ROOT, STAFF, Classroom, open_classroom
from tests.slack.transcript import as_text

README = ROOT / "README.md"
MISSING = re.compile(r"  - id: v4w6a\n.*?(?=  - id: )", re.DOTALL)  # an entry that Jun has not written down yet


class Scenes:
    """What happens, line by line."""

    def __init__(self, room: Classroom) -> None:
        self.room = room
        self.lines: list[str] = []

    async def asks(self, name: str, person: Person, words: str) -> Message:
        """A person asks in the channel, and the bot replies in the thread."""
        asked = person.says(CHANNEL, words)
        (reply,) = await self.room.replies(asked)
        self.lines += [f"#docker-qna  {name}: {self._readable(words)}", *indented(text_of(reply)), ""]
        return reply

    def happens(self, words: str, *shown: str) -> None:
        """Something else, and what it makes people see."""
        self.lines += [words, *(line for text in shown for line in indented(text)), ""]

    def _readable(self, words: str) -> str:
        return words.replace(f"<@{self.room.slack.identity.bot_user}>", "@qabot")


def text_of(message: Message) -> str:
    return as_text(message.blocks or [])


def indented(text: str) -> Sequence[str]:
    return [f"    {line}" for line in text.splitlines()]


async def play(room: Classroom) -> str:
    """All scenes, as text."""
    topic = room.knowledge / "mspt3" / "kubernetes.yaml"
    whole = topic.read_text(encoding="utf-8")
    topic.write_text(MISSING.sub("", whole), encoding="utf-8")
    await room.start()
    scenes = Scenes(room)
    slack, mention = room.slack, f"<@{room.slack.identity.bot_user}>"
    await scenes.asks("Minji", room.minji, "os 커널이 다르면 같은 이미지 못쓰나여?")
    unsure = await scenes.asks("Minji", room.minji, f"{mention} minikube pod ip 172.17 왜")
    await room.minji.presses(unsure, "choose:1")
    await slack.until(lambda: "PodCIDR" in str(unsure.blocks))
    scenes.happens("Minji presses 1.", "\n".join(text_of(unsure).splitlines()[:3]) + "\n…")
    await room.minji.runs("/ask", "파드 종료될때 기존 접속자는?", CHANNEL)
    await slack.until(lambda: bool(room.minji.whispers))
    scenes.happens("Minji: /ask 파드 종료될때 기존 접속자는?   (only she sees it)", text_of(room.minji.whispers[-1]))
    unknown = await scenes.asks("Hana", room.hana, f"{mention} 실제 운영 때 배포 전략은 뭘 제일 많이 쓰나요?")
    await room.hana.presses(unknown, "hand_over")
    await slack.until(lambda: bool(slack.from_bot(STAFF)) and "me_too" in str(unknown.blocks))
    (notice,) = slack.from_bot(STAFF)
    scenes.happens("Hana presses 강사님께 물어보기.", text_of(unknown))
    reference = re.compile(r"[2-9a-z]{10}$", re.MULTILINE)
    scenes.happens("#staff", reference.sub("8k2mw5qtrd", text_of(notice)))
    topic.write_text(whole, encoding="utf-8")
    await slack.until(lambda: "RollingUpdate" in str(unknown.blocks), within=10)
    scenes.happens("Jun writes the entry into kubernetes.yaml. The reply shows it, and Hana is told.", text_of(unknown))
    return "\n".join(scenes.lines).rstrip()


async def test_the_readme_shows_what_people_see(tmp_path: Path) -> None:
    shown = re.search(r"^```text\n(#docker-qna.*?)\n```", README.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE)
    assert shown
    async with open_classroom(tmp_path, SlackMode.SOCKET, start=False) as room:
        assert shown[1].splitlines() == (await play(room)).splitlines()
