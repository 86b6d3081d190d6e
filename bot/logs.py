"""Structured logs on standard error, free of secrets whoever wrote them."""

from __future__ import annotations

import logging
import re
import sys
import traceback
from collections.abc import Callable, Iterable, Iterator, Mapping, MutableMapping
from typing import Any

import structlog

from bot.errors import BotError
from bot.settings import LogFormat

HIDDEN = "[hidden]"

# Tokens keep their kind; of an address, the ticket of a Socket Mode connection and a password go.
_SECRETS = (
    (re.compile(r"\b(xox[a-z]|xapp)-[\w.-]+"), rf"\1-{HIDDEN}"),
    (re.compile(r"(wss?://[^\s\"'<>]*?[?&]ticket=)[^\s\"'<>&]+"), rf"\1{HIDDEN}"),
    (re.compile(r"(\w://[^\s/:@\"']*:)[^\s/@\"']+@"), rf"\1{HIDDEN}@"),
)

Event = MutableMapping[str, Any]
Processor = Callable[[Any, str, Event], Mapping[str, Any] | str | bytes | bytearray | tuple[Any, ...]]


def redact(text: str, secrets: Iterable[str] = ()) -> str:
    """The text without Slack tokens, connection tickets, passwords of addresses, and these secrets."""
    for secret in secrets:
        text = text.replace(secret, HIDDEN)
    for pattern, replacement in _SECRETS:
        text = pattern.sub(replacement, text)
    return text


def configure(log_format: LogFormat | None = None, *, secrets: Iterable[str] = ()) -> None:
    """Sends every log line of this process through one formatter: the bot's from INFO, libraries' from WARNING.

    Without a format, a terminal gets lines for people and anything else JSON.
    """
    hidden = tuple(secret for secret in secrets if secret)
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=False,
    )
    handler = logging.StreamHandler()
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                _tracebacks,
                _renderer(log_format),
                _redacting(hidden),
            ],
        )
    )
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(logging.WARNING)
    logging.getLogger("qabot").setLevel(logging.INFO)
    logging.captureWarnings(capture=True)


def _tracebacks(_logger: Any, _method: str, event: Event) -> Event:
    """Tracebacks without the messages of unexpected exceptions: those may hold what a student wrote."""
    given = event.pop("exc_info", None)
    error = given if isinstance(given, BaseException) else given[1] if isinstance(given, tuple) else sys.exc_info()[1]
    if given and error:
        event["exception"] = "".join(_told(error)).rstrip()
    return event


def _told(error: BaseException) -> Iterator[str]:
    """An exception and what it came from, the first one first, each with its frames."""
    before = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if before:
        yield from _told(before)
        yield "\n"
    yield from traceback.format_tb(error.__traceback__)
    kind = type(error)
    yield f"{error!s}\n" if isinstance(error, BotError) else f"{kind.__module__}.{kind.__qualname__}\n"


def _renderer(log_format: LogFormat | None) -> Processor:
    terminal = sys.stderr.isatty()
    if log_format is LogFormat.JSON or (log_format is None and not terminal):
        return structlog.processors.JSONRenderer(ensure_ascii=False)
    return structlog.dev.ConsoleRenderer(colors=terminal, exception_formatter=structlog.dev.plain_traceback)


def _redacting(secrets: tuple[str, ...]) -> Processor:
    """Works on the finished line: whatever a value or a traceback turned into, it is in there."""

    def hide(_logger: Any, _method: str, line: Any) -> str:
        return redact(line, secrets)

    return hide
