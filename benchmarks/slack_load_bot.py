"""The bot as a process of its own, and what it takes of the machine."""

from __future__ import annotations

import asyncio
import os
import socket
import sys
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from bot.errors import UsageError
from bot.settings import SlackMode
from tests.loopback import LoopbackSlack

COMMAND = (sys.executable, "-m", "bot", "serve")
_ROOT = Path(__file__).parents[1]
_START, _LEAVE = 60.0, 30.0  # seconds; 10,000 entries are read and built in about ten
_LOOK = 0.05


@dataclass(frozen=True, slots=True)
class Usage:
    """What a process has taken so far: seconds of processor time, and the memory it holds; 0.0 outside of Linux."""

    cpu_s: float
    memory_mb: float


@dataclass(frozen=True, slots=True)
class BotProcess:
    """A running bot; what it logged is in the file `log`."""

    pid: int
    log: Path

    def usage(self) -> Usage:
        """What it has taken up to now."""
        return usage_of(self.pid)

    def complaints(self) -> list[str]:
        """The lines of its log that are a warning or worse."""
        lines = self.log.read_text(encoding="utf-8").splitlines()
        return [line for line in lines if '"level": "info"' not in line]


@asynccontextmanager
async def serving(
    slack: LoopbackSlack, mode: SlackMode, knowledge: Path, folder: Path, command: Sequence[str] = COMMAND
) -> AsyncIterator[BotProcess]:
    """A bot that the loopback Slack can reach; it is told to leave at the end. Journal and log go into the folder."""
    port = _free_port()
    if mode is SlackMode.HTTP:
        slack.deliver_by_http(f"http://127.0.0.1:{port}/slack/events")
    log = folder / "bot.log"
    environment = os.environ | _settings(slack, mode, knowledge, folder) | {"PORT": str(port)}
    with log.open("wb") as stderr:
        process = await asyncio.create_subprocess_exec(*command, cwd=folder, env=environment, stderr=stderr)
    try:
        await _reachable(slack, mode, port, process, log)
        yield BotProcess(process.pid, log)
    finally:
        await _leave(process)


def usage_of(pid: int) -> Usage:
    """What the process of this id has taken up to now."""
    try:
        times = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
        pages = Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()
    except OSError:
        return Usage(0.0, 0.0)
    ticks = int(times[11]) + int(times[12])  # in user and in kernel mode: proc_pid_stat(5)
    return Usage(ticks / os.sysconf("SC_CLK_TCK"), int(pages[1]) * os.sysconf("SC_PAGE_SIZE") / 1024**2)


def busy_seconds() -> float:
    """For how long the machine's processors have worked since it started, added up; 0.0 outside of Linux."""
    try:
        every = Path("/proc/stat").read_text(encoding="ascii").partition("\n")[0].split()
    except OSError:
        return 0.0
    user, nice, system, _, _, irq, softirq, steal = map(int, every[1:9])  # without idle and iowait: proc_stat(5)
    return (user + nice + system + irq + softirq + steal) / os.sysconf("SC_CLK_TCK")


def _settings(slack: LoopbackSlack, mode: SlackMode, knowledge: Path, folder: Path) -> Mapping[str, str]:
    identity = slack.identity
    return {
        "PYTHONPATH": str(_ROOT),
        "SLACK_BOT_TOKEN": identity.bot_token,
        "SLACK_APP_TOKEN": identity.app_token,
        "SLACK_SIGNING_SECRET": identity.signing_secret,
        "SLACK_API_URL": slack.base_url,
        "SLACK_MODE": mode.value,
        "QABOT_KNOWLEDGE": str(knowledge),
        "QABOT_DATABASE_URL": f"sqlite:///{folder / 'qabot.db'}",
        "QABOT_LOG_FORMAT": "json",
    }


async def _reachable(
    slack: LoopbackSlack, mode: SlackMode, port: int, process: asyncio.subprocess.Process, log: Path
) -> None:
    """Returns when the bot can be reached. Raises `UsageError` when it ended before that."""
    async with asyncio.timeout(_START):
        while not (bool(slack.socket.connections) if mode is SlackMode.SOCKET else await _listens(port)):
            if process.returncode is not None:
                raise _not_started(log)
            await asyncio.sleep(_LOOK)


def _not_started(log: Path) -> UsageError:
    return UsageError(f"the bot did not start: {log.read_text(encoding='utf-8')[-2000:]}")


async def _listens(port: int) -> bool:
    try:
        _, writer = await asyncio.open_connection("127.0.0.1", port)
    except OSError:
        return False
    writer.close()
    return True


async def _leave(process: asyncio.subprocess.Process) -> None:
    if process.returncode is None:
        process.terminate()
    try:
        async with asyncio.timeout(_LEAVE):
            await process.wait()
    except TimeoutError:
        process.kill()
        await process.wait()


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])
