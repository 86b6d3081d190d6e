"""A Slack of our own on the loopback address, for tests and load runs of the real app.

It behaves as Slack documents: the Web API with its errors and limits, Socket Mode, signed HTTP
delivery with retries, response_urls, modals and the App Home. People act through `Person`; whatever
the app sends is checked against Slack's limits (`records.violations`) and for pings (`records.pings`).

    async with LoopbackSlack() as slack:
        minji = slack.add_person("U0MINJI", "Minji")
        slack.add_channel("C0DOCKER", "docker-qna", [minji])
        ...  # start the app with slack.base_url and slack.identity's tokens
        await slack.socket.connected()
        asked = minji.says("C0DOCKER", "컨테이너 포트를 어떻게 여나요?")
        await slack.until(lambda: slack.from_bot("C0DOCKER", thread_ts=asked.ts))
        assert slack.records.violations == []
"""

from tests.loopback.clock import Clock
from tests.loopback.faults import ANY, RESPONSE_URL, Fault
from tests.loopback.limits import sizes, view_violations, violations
from tests.loopback.message import Message
from tests.loopback.modals import View
from tests.loopback.records import ApiCall, Delivery, Kind, Ping
from tests.loopback.server import LoopbackSlack, Person

__all__ = [
    "ANY",
    "RESPONSE_URL",
    "ApiCall",
    "Clock",
    "Delivery",
    "Fault",
    "Kind",
    "LoopbackSlack",
    "Message",
    "Person",
    "Ping",
    "View",
    "sizes",
    "view_violations",
    "violations",
]
