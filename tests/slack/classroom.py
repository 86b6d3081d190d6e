"""A course in a loopback Slack with the real bot in it: Minji asks, Jun and Sora teach."""

from __future__ import annotations

import asyncio
import shutil
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from pydantic import SecretStr

from bot import bootstrap
from bot.settings import Settings, SlackMode
from bot.slack.scopes import SCOPES
from bot.slack.timing import NORMAL, Timing
from tests.loopback import LoopbackSlack, Message, Person

ROOT = Path(__file__).parents[2]
CHANNEL = "C0DOCKER01"
STAFF = "C0STAFF001"
TLS = "인그레스에 tls 인증서 어떠케 등록하나여?"  # the entry kvjx9 answers this for sure
TLS_ENTRY = "kvjx9"
UNKNOWN = "젠킨스 파이프라인에서 소나큐브 연동은 어떻게 하나요?"
SMALL_TALK = "오늘 점심 뭐 드실래요 ㅋㅋ"

COURSE = """\
channels:
  - id: {channel}
    reply: {reply}
    wait: {wait}
instructors: [U0JUN00001, U0SORA0001]
instructors_channel: {staff}
"""


@dataclass
class Classroom:
    """Everything a test needs to act and to look."""

    slack: LoopbackSlack
    knowledge: Path
    database: Path
    mode: SlackMode
    minji: Person
    hana: Person
    jun: Person
    port: int = 0
    timing: Timing = NORMAL
    stop: asyncio.Event = field(default_factory=asyncio.Event)
    _running: asyncio.Task[None] | None = None

    def settings(self) -> Settings:
        """What the bot is started with."""
        identity = self.slack.identity
        return Settings(  # type: ignore[call-arg]  # pydantic-settings takes _env_file
            _env_file=None,
            slack_bot_token=SecretStr(identity.bot_token),
            slack_app_token=SecretStr(identity.app_token),
            slack_signing_secret=SecretStr(identity.signing_secret),
            slack_api_url=self.slack.base_url,
            slack_mode=self.mode,
            port=self.port,
            knowledge=self.knowledge,
            database_url=f"sqlite:///{self.database}",
        )

    @property
    def url(self) -> str:
        """Where the bot takes Slack's requests."""
        return f"http://127.0.0.1:{self.port}/slack/events"

    async def start(self) -> None:
        """Start the bot, and wait until Slack can reach it."""
        self.stop = asyncio.Event()
        if self.mode is SlackMode.HTTP:
            self.port = self.port or free_port()
            self.slack.deliver_by_http(self.url)
        self._running = asyncio.create_task(bootstrap.serve(self.settings(), stop=self.stop, timing=self.timing))
        waiting = asyncio.create_task(self._reachable())
        await asyncio.wait([waiting, self._running], return_when=asyncio.FIRST_COMPLETED)
        if self._running.done():
            waiting.cancel()
            self._running.result()

    async def leave(self) -> None:
        """Tell the bot to leave, and wait until it has."""
        self.stop.set()
        if self._running:
            await self._running

    async def _reachable(self) -> None:
        if self.mode is SlackMode.SOCKET:
            await self.slack.socket.connected()
            return
        while True:
            try:
                _, writer = await asyncio.open_connection("127.0.0.1", self.port)
            except OSError:
                await asyncio.sleep(0.01)
            else:
                writer.close()
                return

    async def replies(self, asked: Message, count: int = 1, within: float = 5) -> list[Message]:
        """The bot's messages in the thread of a message, once there are so many."""
        await self.slack.until(
            lambda: len(self.slack.from_bot(asked.channel, thread_ts=asked.ts)) >= count, within=within
        )
        return list(self.slack.from_bot(asked.channel, thread_ts=asked.ts))


@asynccontextmanager
async def open_classroom(
    folder: Path,
    mode: SlackMode,
    *,
    reply: str = "confident",
    wait: int = 0,
    start: bool = True,
    timing: Timing = NORMAL,
) -> AsyncIterator[Classroom]:
    """The seed course in a channel with two students and an instructor, and the bot in it."""
    knowledge = folder / "knowledge"
    shutil.copytree(ROOT / "knowledge", knowledge)
    settings = knowledge / "mspt3" / "course.yaml"
    course = COURSE.format(channel=CHANNEL, staff=STAFF, reply=reply, wait=wait)
    settings.write_text(settings.read_text(encoding="utf-8") + course, encoding="utf-8")
    async with LoopbackSlack() as slack:
        slack.workspace.scopes = set(SCOPES)  # those of the manifest, and no others
        minji = slack.add_person("U0MINJI001", "Minji", locale="ko-KR")
        hana = slack.add_person("U0HANA0001", "Hana", locale="en-US")
        jun = slack.add_person("U0JUN00001", "Jun", locale="ko-KR")
        slack.add_channel(CHANNEL, "docker-qna", [minji, hana, jun])
        slack.add_channel(STAFF, "staff", [jun], private=True)
        room = Classroom(slack, knowledge, folder / "var" / "qabot.db", mode, minji, hana, jun, timing=timing)
        if start:
            await room.start()
        try:
            yield room
        finally:
            await room.leave()


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])
