"""`qabot serve`: the bot itself."""

from __future__ import annotations

import asyncio
import signal
from pathlib import Path

import click

from bot import bootstrap, logs
from bot.cli.command import Command
from bot.cli.options import knowledge_option
from bot.settings import Settings, load_settings


@click.command(
    cls=Command,
    short_help="Answer in Slack until told to stop.",
    examples=["qabot serve", "qabot serve --knowledge /srv/knowledge", "SLACK_MODE=http PORT=8080 qabot serve"],
)
@knowledge_option
def serve(*, knowledge: Path) -> None:
    """Answer students' questions in Slack, until SIGTERM or Ctrl-C.

    Then no new question is taken, and those in work are finished first (20 seconds at most;
    a second Ctrl-C does not wait). Slack's tokens come from the environment or from .env: see
    "Settings" in the README, and "qabot doctor" when something does not work.
    """
    settings = load_settings().for_serving().model_copy(update={"knowledge": knowledge})
    secrets = (settings.slack_bot_token, settings.slack_app_token, settings.slack_signing_secret)
    logs.configure(settings.log_format, secrets=[secret.get_secret_value() for secret in secrets])
    if asyncio.run(_until_told(settings)) is signal.SIGINT:
        raise KeyboardInterrupt


async def _until_told(settings: Settings) -> signal.Signals | None:
    """Serves until a signal comes; gives the signal."""
    stop = asyncio.Event()
    told: list[signal.Signals] = []
    loop = asyncio.get_running_loop()

    def end(by: signal.Signals) -> None:
        told.append(by)
        stop.set()
        loop.remove_signal_handler(by)  # the second one ends at once

    for each in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(each, end, each)
    try:
        await bootstrap.serve(settings, stop=stop)
    finally:
        for each in (signal.SIGTERM, signal.SIGINT):
            loop.remove_signal_handler(each)
    return told[0] if told else None
