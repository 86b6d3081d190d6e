"""Asks the web whether links still lead somewhere: politely, and never inside the reader's own network."""

from __future__ import annotations

import asyncio
import ipaddress
import socket
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from urllib.parse import urldefrag, urlsplit

import aiohttp
from aiohttp import AddrInfoType

from bot import __version__

USER_AGENT = f"qabot/{__version__} (link check for course notes)"
AT_ONCE = 8
AT_ONCE_PER_HOST = 2
SECONDS = 15.0
NO_HOST = "no such host"
REFUSES = frozenset({401, 403, 405, 407, 408, 425, 429, 451, 501})  # answers that say nothing about the page itself


@dataclass(frozen=True, slots=True)
class LinkState:
    """How one address answered: `problem` is None when it is well; `dead` when nothing will ever come from it."""

    problem: str | None = None
    dead: bool = False


class PrivateAddressError(OSError):
    """The host's address is not a public one."""


async def check_links(
    urls: Iterable[str],
    *,
    allow_private: bool = False,
    seconds: float = SECONDS,
    done: Callable[[], None] = lambda: None,
) -> dict[str, LinkState]:
    """The state of each http(s) address, asked once without its `#fragment`; `done` is called after each page.

    At most `AT_ONCE` requests at a time and `AT_ONCE_PER_HOST` to one host, HEAD before GET.
    Private and loopback addresses are refused, also behind a redirect, unless `allow_private`.
    """
    pages: dict[str, list[str]] = defaultdict(list)
    for url in urls:
        pages[urldefrag(url).url].append(url)
    anywhere = asyncio.Semaphore(AT_ONCE)
    hosts: dict[str | None, asyncio.Semaphore] = defaultdict(lambda: asyncio.Semaphore(AT_ONCE_PER_HOST))
    connector = aiohttp.TCPConnector(socket_factory=_any_socket if allow_private else _public_socket)
    async with aiohttp.ClientSession(connector=connector, headers={"User-Agent": USER_AGENT}) as session:

        async def ask(page: str) -> LinkState:
            async with hosts[_host(page)], anywhere:
                state = await _state(session, page, seconds)
            done()
            return state

        states = await asyncio.gather(*(ask(page) for page in pages))
    return {url: state for same, state in zip(pages.values(), states, strict=True) for url in same}


async def _state(session: aiohttp.ClientSession, page: str, seconds: float) -> LinkState:
    try:
        async with asyncio.timeout(seconds):
            status = await _status(session, page)
    except TimeoutError:
        return LinkState(f"no answer within {seconds:g} s")
    except aiohttp.ClientError as error:
        return _trouble(error)
    if status < 400:
        return LinkState()
    return LinkState(f"answers {status}", dead=status < 500 and status not in REFUSES)


def _trouble(error: aiohttp.ClientError) -> LinkState:
    """What it means that no answer came; a name or an address that is wrong stays wrong."""
    match error:
        case aiohttp.InvalidURL():
            return LinkState("not a valid address", dead=True)
        case aiohttp.ClientConnectorDNSError():
            return LinkState(NO_HOST, dead=True)
        case aiohttp.ClientConnectorError(os_error=PrivateAddressError()):
            return LinkState("a private address, not asked (--allow-private asks it)")
        case aiohttp.ClientConnectorError():
            return LinkState(f"no connection: {error.os_error.strerror or error.os_error}")
        case _:
            return LinkState(f"no usable answer: {type(error).__name__}")


async def _status(session: aiohttp.ClientSession, page: str) -> int:
    """The status of HEAD, or of GET where HEAD is refused or not understood."""
    try:
        async with session.head(page, allow_redirects=True) as response:
            if response.status < 400 or response.status == 429:
                return response.status
    except aiohttp.ServerDisconnectedError:
        pass
    async with session.get(page) as response:
        return response.status


def _host(page: str) -> str | None:
    try:
        return urlsplit(page).hostname
    except ValueError:
        return None


def _any_socket(address: AddrInfoType) -> socket.socket:
    family, kind, protocol, _, _ = address
    return socket.socket(family, kind, protocol)


def _public_socket(address: AddrInfoType) -> socket.socket:
    """A socket for a public address only: called for every connection, so names and redirects cannot get around it."""
    ip = ipaddress.ip_address(str(address[4][0]).partition("%")[0])
    if not ip.is_global or ip.is_multicast:
        raise PrivateAddressError(f"{ip} is not a public address")
    return _any_socket(address)
