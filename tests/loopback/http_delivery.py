"""Delivery by HTTP: signed posts to the app's request URL (https://docs.slack.dev/authentication/verifying-requests-from-slack)."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import json
import random
import time
from time import perf_counter
from urllib.parse import urlencode

import aiohttp

from tests.loopback.records import Delivery, Json, Kind

JSON, FORM = "application/json", "application/x-www-form-urlencoded"


class HttpDelivery:
    """Posts to one of the app's addresses at random, as a load balancer would."""

    late = "http_timeout"

    def __init__(self, urls: tuple[str, ...], signing_secret: str, seed: int = 0) -> None:
        self.urls = urls
        self._secret = signing_secret.encode()
        self._random = random.Random(seed)  # noqa: S311 -- the same choice in every run, no secret
        self._session = aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0))

    async def send(self, delivery: Delivery, within: float) -> None:
        """One post; acknowledged by 200 within the time."""
        content_type, body = _written(delivery)
        headers = self._signed(body) | {"Content-Type": content_type}
        if delivery.attempt:
            headers |= {"X-Slack-Retry-Num": str(delivery.attempt), "X-Slack-Retry-Reason": delivery.reason}
        start = perf_counter()
        try:
            async with asyncio.timeout(within):
                await self._post(delivery, body, headers)
        except TimeoutError:
            delivery.failure = self.late
        except aiohttp.ClientError:
            delivery.failure = "connection_failed"
        delivery.seconds = perf_counter() - start

    async def verify_url(self) -> bool:
        """Whether the app answers the challenge that Slack sends when a request URL is entered."""
        told = {"type": "url_verification", "token": "loopback-verification", "challenge": "loopback-challenge"}
        body = json.dumps(told).encode()
        headers = self._signed(body) | {"Content-Type": JSON}
        async with self._session.post(self.urls[0], data=body, headers=headers) as answer:
            return answer.status == 200 and told["challenge"] in await answer.text()

    async def close(self) -> None:
        """Ends the connections."""
        await self._session.close()

    async def _post(self, delivery: Delivery, body: bytes, headers: dict[str, str]) -> None:
        async with self._session.post(self._random.choice(self.urls), data=body, headers=headers) as answer:
            said = await answer.text()
        delivery.status, delivery.acknowledged = answer.status, answer.status == 200
        delivery.failure = "" if delivery.acknowledged else "http_error"
        delivery.retry = answer.headers.get("X-Slack-No-Retry") != "1"
        if said and delivery.kind is not Kind.EVENT:
            delivery.payload = json.loads(said) if answer.content_type == JSON else {"text": said}

    def _signed(self, body: bytes) -> dict[str, str]:
        now = str(int(time.time()))  # the app compares it with its own clock
        signature = hmac.new(self._secret, b"v0:" + now.encode() + b":" + body, hashlib.sha256).hexdigest()
        return {"X-Slack-Request-Timestamp": now, "X-Slack-Signature": f"v0={signature}"}


def _written(delivery: Delivery) -> tuple[str, bytes]:
    """The content type and the body as Slack writes each kind."""
    body: Json = delivery.body
    if delivery.kind is Kind.EVENT:
        return JSON, json.dumps(body).encode()
    if delivery.kind is Kind.COMMAND:
        return FORM, urlencode(body).encode()
    return FORM, urlencode({"payload": json.dumps(body)}).encode()
