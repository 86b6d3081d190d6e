from __future__ import annotations

from collections import Counter
from collections.abc import AsyncIterator

import pytest
from aiohttp import web

from bot.cli.link_check import USER_AGENT, LinkState, check_links


class FakeSite:
    """A web site on the loopback address that remembers how it was asked."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, str]] = []
        self.agents: set[str] = set()
        self.base = ""

    async def answer(self, request: web.Request) -> web.StreamResponse:
        """The status that the path names."""
        self.asked.append((request.method, request.path))
        self.agents.add(request.headers["User-Agent"])
        name = request.path.strip("/")
        if name == "moved":
            raise web.HTTPFound("/200")
        if name == "getonly":
            return web.Response(status=405 if request.method == "HEAD" else 200)
        return web.Response(status=int(name))


@pytest.fixture
async def site() -> AsyncIterator[FakeSite]:
    fake = FakeSite()
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", fake.answer)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    host, port = runner.addresses[0][:2]
    fake.base = f"http://{host}:{port}"
    yield fake
    await runner.cleanup()


async def state(site: FakeSite, path: str) -> LinkState:
    url = f"{site.base}/{path}"
    return (await check_links([url], allow_private=True))[url]


async def test_a_page_that_answers_is_well(site: FakeSite) -> None:
    assert await state(site, "200") == LinkState()
    assert site.asked == [("HEAD", "/200")]


async def test_a_page_that_is_gone_is_dead(site: FakeSite) -> None:
    assert await state(site, "404") == LinkState("answers 404", dead=True)
    assert await state(site, "410") == LinkState("answers 410", dead=True)


async def test_a_site_in_trouble_is_not_dead(site: FakeSite) -> None:
    assert await state(site, "503") == LinkState("answers 503")
    assert await state(site, "403") == LinkState("answers 403")


async def test_asks_again_with_get_where_head_is_refused(site: FakeSite) -> None:
    assert await state(site, "getonly") == LinkState()
    assert [method for method, _ in site.asked] == ["HEAD", "GET"]


async def test_does_not_press_a_site_that_asks_for_patience(site: FakeSite) -> None:
    assert await state(site, "429") == LinkState("answers 429")
    assert [method for method, _ in site.asked] == ["HEAD"]


async def test_follows_a_redirect(site: FakeSite) -> None:
    assert await state(site, "moved") == LinkState()


async def test_asks_for_a_page_once_whatever_its_fragments(site: FakeSite) -> None:
    urls = [f"{site.base}/200#{part}" for part in "abc"]
    done: Counter[str] = Counter()
    states = await check_links(urls, allow_private=True, done=lambda: done.update(["page"]))
    assert states == dict.fromkeys(urls, LinkState())
    assert len(site.asked) == done["page"] == 1


async def test_says_who_is_asking(site: FakeSite) -> None:
    await state(site, "200")
    assert site.agents == {USER_AGENT}


async def test_never_asks_a_private_address_unless_told(site: FakeSite) -> None:
    url = f"{site.base}/200"
    states = await check_links([url])
    assert "private address" in str(states[url].problem)
    assert not states[url].dead
    assert site.asked == []


async def test_an_address_that_is_none_is_dead() -> None:
    states = await check_links(["http://", "http://[broken"])
    assert all(found.dead for found in states.values())


async def test_gives_up_after_the_time_allowed(site: FakeSite) -> None:
    url = f"{site.base}/200"
    states = await check_links([url], allow_private=True, seconds=0)
    assert str(states[url].problem).startswith("no answer within")
