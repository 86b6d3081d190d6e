"""Socket Mode: envelopes over WebSockets (https://docs.slack.dev/apis/events-api/using-socket-mode)."""

from __future__ import annotations

import asyncio
import json
import random
from dataclasses import dataclass
from time import perf_counter
from typing import Any

from aiohttp import WSMsgType, web

from tests.loopback.records import Delivery, Json, Kind
from tests.loopback.workspace import Workspace

MOST_CONNECTIONS = 10
_PING_SECONDS = 10.0


@dataclass(slots=True, eq=False)
class Connection:
    """One WebSocket of the app."""

    socket: web.WebSocketResponse
    transport: asyncio.Transport | None
    deaf: bool = False  # takes everything, answers nothing

    async def tell(self, body: Json) -> bool:
        """Sends a message, False when the connection has gone; into a deaf one it vanishes."""
        if self.deaf:
            return True
        try:
            await self.socket.send_str(json.dumps(body))
        except ConnectionError:
            return False
        return True


class SocketMode:
    """Serves `/link`, sends each envelope over a connection chosen at random, and waits for its acknowledgement."""

    late = "timeout"

    def __init__(self, workspace: Workspace, seed: int = 0) -> None:
        self.connections: list[Connection] = []
        self.served = 0  # connections since the start
        self._workspace = workspace
        self._random = random.Random(seed)  # noqa: S311 -- the same choice in every run, no secret
        self._acks: dict[str, asyncio.Future[Json]] = {}
        self._arrived = asyncio.Event()

    async def serve(self, request: web.Request) -> web.StreamResponse:
        """One connection, from its ticket to its end."""
        tickets = self._workspace.tickets.sockets
        ticket = request.query.get("ticket", "")
        if ticket not in tickets:
            return web.Response(status=403)
        tickets.remove(ticket)
        socket = web.WebSocketResponse(autoping=False, timeout=0.5)  # an app that hangs does not keep us at the end
        await socket.prepare(request)
        connection = Connection(socket, request.transport)
        if len(self.connections) >= MOST_CONNECTIONS:
            await connection.tell({"type": "disconnect", "reason": "too_many_websockets", "debug_info": _debug()})
            return socket
        await self._hear(connection)
        return socket

    async def send(self, delivery: Delivery, within: float) -> None:
        """One envelope to one connection, and up to `within` seconds for a connection and its acknowledgement."""
        envelope_id = self._workspace.next_id("envelope-")
        acknowledged: asyncio.Future[Json] = asyncio.get_running_loop().create_future()
        self._acks[envelope_id] = acknowledged
        start = perf_counter()
        try:
            async with asyncio.timeout(within):
                await self._put(_envelope(envelope_id, delivery))
                delivery.payload = await acknowledged
                delivery.acknowledged = True
        except TimeoutError:
            delivery.failure = self.late
        finally:
            delivery.seconds = perf_counter() - start
            del self._acks[envelope_id]

    async def close(self) -> None:
        """Closes all connections."""
        for connection in list(self.connections):
            await connection.socket.close()

    async def ask_to_reconnect(self, reason: str = "refresh_requested") -> None:
        """Tells every connection that it will end (`warning`, `refresh_requested`, `link_disabled`)."""
        for connection in list(self.connections):
            await connection.tell({"type": "disconnect", "reason": reason, "debug_info": _debug()})

    def cut(self) -> None:
        """Cuts all connections without a word."""
        for connection in self.connections:
            if connection.transport:
                connection.transport.abort()

    def go_deaf(self) -> None:
        """Lets all present connections take everything and answer nothing, not even pings."""
        for connection in self.connections:
            connection.deaf = True

    async def connected(self, count: int = 1, within: float = 5.0) -> None:
        """Returns when so many connections are open that are not deaf."""
        await self._workspace.records.until(
            lambda: sum(not one.deaf for one in self.connections) >= count, within=within
        )

    async def _put(self, envelope: Json) -> None:
        while True:
            while not self.connections:
                self._arrived.clear()
                await self._arrived.wait()
            if await self._random.choice(self.connections).tell(envelope):
                return
            await asyncio.sleep(0)

    async def _hear(self, connection: Connection) -> None:
        self.connections.append(connection)
        self.served += 1
        try:
            hello = {"type": "hello", "num_connections": len(self.connections), "debug_info": _debug()}
            await connection.tell({**hello, "connection_info": {"app_id": self._workspace.identity.app}})
            self._arrived.set()
            self._workspace.records.changed()
            while await self._hear_one(connection):
                pass
        finally:
            self.connections.remove(connection)
            self._workspace.records.changed()

    async def _hear_one(self, connection: Connection) -> bool:
        socket = connection.socket
        try:
            message = await socket.receive(timeout=_PING_SECONDS)
        except TimeoutError:
            if not connection.deaf:
                await socket.ping(b"loopback")
            return True
        if message.type in {WSMsgType.CLOSE, WSMsgType.CLOSING, WSMsgType.CLOSED, WSMsgType.ERROR}:
            return False
        if message.type is WSMsgType.PING and not connection.deaf:
            await socket.pong(message.data)
        elif message.type is WSMsgType.TEXT and not connection.deaf:
            self._acknowledge(json.loads(message.data))
        return True

    def _acknowledge(self, body: Any) -> None:
        waiting = self._acks.get(body.get("envelope_id", ""))
        if waiting and not waiting.done():
            waiting.set_result(body.get("payload") or {})


def _envelope(envelope_id: str, delivery: Delivery) -> Json:
    told: Json = {"envelope_id": envelope_id, "type": delivery.kind.value, "payload": delivery.body}
    told["accepts_response_payload"] = delivery.kind is not Kind.EVENT
    if delivery.kind is Kind.EVENT:
        told |= {"retry_attempt": delivery.attempt, "retry_reason": delivery.reason}
    return told


def _debug() -> Json:
    return {"host": "applink-loopback", "build_number": 1, "approximate_connection_time": 18_060}
