"""The bot as real processes: started, killed, told to leave."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from pathlib import Path

from bot.settings import SlackMode
from tests.slack.classroom import ROOT, Classroom, free_port

PROGRAM = Path(__file__).with_name("hurried_bot.py")


class Process:
    """One `qabot serve`, in a hurry; `pause_at` makes it stop for ever at a step of its work (see `hurried_bot`)."""

    def __init__(self, room: Classroom, *, pause_at: str = "", **settings: str) -> None:
        self.room = room
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}/slack/events"
        self.err = ""
        self._pause_at = pause_at
        self._settings = settings
        self._process: asyncio.subprocess.Process | None = None
        self._reading: asyncio.Task[None] | None = None

    async def start(self) -> Process:
        """Start it, and return when Slack can reach it."""
        before = self.room.slack.socket.served
        await self.launch()
        async with asyncio.timeout(20):
            if self.room.mode is SlackMode.SOCKET:
                await self.room.slack.until(lambda: self.room.slack.socket.served > before, within=20)
            else:
                await self.says("serving")
        return self

    async def launch(self) -> None:
        """Start it."""
        self._process = await asyncio.create_subprocess_exec(
            sys.executable,
            str(PROGRAM),
            "serve",
            env=self._environment(),
            cwd=ROOT,
            stderr=asyncio.subprocess.PIPE,
        )
        self._reading = asyncio.create_task(self._read())

    async def says(self, words: str) -> None:
        """Wait until its log says this."""
        async with asyncio.timeout(20):
            while words not in self.err:  # noqa: ASYNC110 -- lines come as they come
                await asyncio.sleep(0.01)

    async def kill(self) -> None:
        """End it at once, as `kill -9` does."""
        await self._end(signal.SIGKILL)

    async def leave(self, by: signal.Signals = signal.SIGTERM) -> int:
        """Tell it to leave; gives its exit status."""
        return await self._end(by)

    async def ended(self) -> int:
        """Its exit status, once it has ended by itself."""
        assert self._process
        assert self._reading
        status = await asyncio.wait_for(self._process.wait(), 30)
        await self._reading
        return status

    async def _end(self, by: signal.Signals) -> int:
        assert self._process
        if self._process.returncode is None:
            self._process.send_signal(by)
        return await self.ended()

    async def _read(self) -> None:
        assert self._process
        assert self._process.stderr
        async for line in self._process.stderr:
            self.err += line.decode()

    def _environment(self) -> dict[str, str]:
        identity = self.room.slack.identity
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("SLACK_", "QABOT_"))}
        return kept | {
            "PYTHONPATH": str(ROOT),
            "PAUSE_AT": self._pause_at,
            "SLACK_BOT_TOKEN": identity.bot_token,
            "SLACK_APP_TOKEN": identity.app_token,
            "SLACK_SIGNING_SECRET": identity.signing_secret,
            "SLACK_API_URL": self.room.slack.base_url,
            "SLACK_MODE": str(self.room.mode),
            "PORT": str(self.port),
            "QABOT_KNOWLEDGE": str(self.room.knowledge),
            "QABOT_DATABASE_URL": f"sqlite:///{self.room.database}",
            **self._settings,
        }
