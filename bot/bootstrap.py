"""Builds the parts and joins them; the only place that knows which store is in use."""

from __future__ import annotations

import asyncio
import os
import secrets
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from bot.answering import Answering
from bot.errors import BotError, JournalError, KnowledgeError, SettingsError, SlackError
from bot.knowledge.model import KnowledgeBase
from bot.knowledge.yaml_places import entry_places
from bot.knowledge.yaml_store import YamlStore
from bot.search.builder import build_index
from bot.settings import Settings, SlackMode
from bot.slack.timing import NORMAL, Timing

if TYPE_CHECKING:
    from bot.journal.journal import Journal
    from bot.live.knowledge import LiveKnowledge
    from bot.slack.bot import Bot, Identity
    from bot.slack.client import Slack

__all__ = ["entry_places", "load_knowledge", "open_answering", "open_store", "open_the_journal", "serve"]


def open_store(root: Path) -> YamlStore:
    """The knowledge store in the folder, which need not exist yet."""
    return YamlStore(root)


def load_knowledge(root: Path) -> KnowledgeBase:
    """Every course in the folder, with the problems met. Raises `KnowledgeError` when there is no such folder."""
    if not root.is_dir():
        raise KnowledgeError(
            "there is no knowledge base here",
            where=str(root),
            remedy="Give its folder with --knowledge or QABOT_KNOWLEDGE, or create one: "
            "qabot import NOTES.md --course SLUG",
        )
    return open_store(root).load()


def open_answering(knowledge: KnowledgeBase) -> Answering:
    """The use case that answers asks from these courses."""
    return Answering({course.slug: build_index(course) for course in knowledge.courses})


async def serve(settings: Settings, *, stop: asyncio.Event, timing: Timing = NORMAL) -> None:
    """Answer in Slack until `stop` is set. Raises `BotError` when the bot cannot start."""
    # Slack's and the database's libraries take long to load, and other commands need none.
    from bot.slack.app import create_app  # noqa: PLC0415
    from bot.slack.http import Http  # noqa: PLC0415
    from bot.slack.serving import Serving  # noqa: PLC0415
    from bot.slack.socket import Socket  # noqa: PLC0415

    load_knowledge(settings.knowledge)
    async with open_bot(settings, timing) as bot:
        if settings.slack_mode is SlackMode.HTTP:
            app = create_app(bot.slack.web, bot, signing_secret=settings.slack_signing_secret.get_secret_value())
            transport: Http | Socket = Http(app, settings.host, settings.port)
        else:
            app = create_app(bot.slack.web, bot)
            transport = Socket(app, await _app_token(settings, bot.slack), timing)
        await Serving(app, bot, transport, timing).until(stop)


@asynccontextmanager
async def open_bot(settings: Settings, timing: Timing = NORMAL) -> AsyncIterator[Bot]:
    """Everything that the Slack app works with; closed afterwards."""
    from bot.live.knowledge import LiveKnowledge  # noqa: PLC0415
    from bot.slack.client import Slack, open_session, web_client  # noqa: PLC0415

    async with open_session() as session:
        web = web_client(settings.slack_bot_token.get_secret_value(), settings.slack_api_url, session)
        slack = Slack(web)
        identity = await _identity(slack)
        store = open_store(settings.knowledge)
        live = LiveKnowledge(store, settings.knowledge)
        journal = await open_the_journal(settings.database_url)
        try:
            await live.refresh()
            if live.trouble:
                raise live.trouble
            yield await _bot(identity, slack, journal, live, store, timing)
        finally:
            await live.close()
            await journal.close()


async def open_the_journal(url: str) -> Journal:
    """The journal at this address. Raises `SettingsError` when it cannot be opened."""
    from bot.journal.sql_journal import open_journal  # noqa: PLC0415

    try:
        return await open_journal(url)
    except JournalError as error:
        about = f" ({error.where})" if error.where else ""
        raise SettingsError(f"{error.problem}{about}", where="QABOT_DATABASE_URL", remedy=error.remedy) from error


async def _bot(  # noqa: PLR0913, PLR0917 -- this is where all parts are joined
    identity: Identity, slack: Slack, journal: Journal, live: LiveKnowledge, store: YamlStore, timing: Timing
) -> Bot:
    from bot.slack.bot import Bot  # noqa: PLC0415
    from bot.slack.classrooms import Classrooms  # noqa: PLC0415
    from bot.slack.delivery import Delivery  # noqa: PLC0415
    from bot.slack.flood import Flood  # noqa: PLC0415
    from bot.slack.inbox import Inbox, utc_now  # noqa: PLC0415
    from bot.slack.outbox import Outbox  # noqa: PLC0415
    from bot.slack.people import People  # noqa: PLC0415

    people = People(slack)
    classrooms = Classrooms(slack, people, journal, lambda: live.now.base)
    await classrooms.look_around()
    return Bot(
        identity=identity,
        slack=slack,
        journal=journal,
        live=live,
        store=store,
        people=people,
        classrooms=classrooms,
        inbox=Inbox(journal, owner(), utc_now, lease=timing.lease),
        delivery=Delivery(slack, Outbox(interval=timing.interval), pause=timing.pause),
        flood=Flood(),
        clock=utc_now,
        new_id=new_id,
        started=utc_now(),
    )


def owner() -> str:
    """A name for this process that no other one has."""
    return f"{socket.gethostname()}:{os.getpid()}:{secrets.token_hex(4)}"


def new_id() -> str:
    """A reference that people can read out: ten letters and digits without look-alikes."""
    return "".join(secrets.choice("23456789abcdefghjkmnpqrstuvwxyz") for _ in range(10))


async def _identity(slack: Slack) -> Identity:
    """Who the bot token belongs to. Raises `SettingsError` when Slack does not accept it."""
    from bot.credentials import WHERE  # noqa: PLC0415
    from bot.slack.bot import Identity  # noqa: PLC0415

    try:
        found, scopes = await slack.identity()
    except SlackError as error:
        if error.again:
            raise _unreachable(error) from error
        raise SettingsError(
            f"Slack does not accept the bot token ({error.code})",
            where="SLACK_BOT_TOKEN",
            remedy=f"Copy it anew from {WHERE['SLACK_BOT_TOKEN']}; reinstall the app there if it was revoked.",
        ) from error
    return Identity(
        team=str(found.get("team_id") or ""),
        user=str(found.get("user_id") or ""),
        name=str(found.get("user") or "qabot"),
        bot=str(found.get("bot_id") or ""),
        scopes=scopes,
    )


async def _app_token(settings: Settings, slack: Slack) -> str:
    """The app-level token, once Slack has accepted it: slack_sdk would try a wrong one for ever."""
    from bot.credentials import WHERE  # noqa: PLC0415

    token = settings.slack_app_token.get_secret_value()
    try:
        await slack.try_socket(token)
    except SlackError as error:
        if error.again:
            raise _unreachable(error) from error
        raise SettingsError(
            f"Slack does not accept the app-level token ({error.code})",
            where="SLACK_APP_TOKEN",
            remedy=f"Create one at {WHERE['SLACK_APP_TOKEN']}; Socket Mode must be on under Settings → Socket Mode.",
        ) from error
    return token


def _unreachable(error: BotError) -> BotError:
    return BotError(
        f"Slack cannot be reached ({error.problem})",
        remedy="Look to the network and to SLACK_API_URL, then start again.",
    )
