from __future__ import annotations

from typing import Any

import pytest
from slack_bolt.async_app import AsyncApp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

from tests.loopback import Fault, LoopbackSlack, Person, View
from tests.loopback.clock import Clock
from tests.loopback.faults import RESPONSE_URL
from tests.loopback.school import DOCKER

ANSWER: list[dict[str, Any]] = [
    *(
        {
            "type": "section",
            "text": {"type": "plain_text", "text": one},
            "accessory": {
                "type": "button",
                "action_id": "choose",
                "value": one,
                "text": {"type": "plain_text", "text": "이것"},
            },
        }
        for one in ("port", "volume")
    ),
    {
        "type": "context_actions",
        "elements": [
            {
                "type": "feedback_buttons",
                "action_id": "rate",
                "positive_button": {"text": {"type": "plain_text", "text": "도움"}, "value": "up"},
                "negative_button": {"text": {"type": "plain_text", "text": "아니요"}, "value": "down"},
            }
        ],
    },
]


def modal(**fields: Any) -> dict[str, Any]:
    typed = {"type": "plain_text_input", "action_id": "typed"}
    typed["dispatch_action_config"] = {"trigger_actions_on": ["on_character_entered"]}  # type: ignore[assignment]
    block = {"type": "input", "block_id": "question", "element": typed, "dispatch_action": True}
    blocks = [block | {"label": {"type": "plain_text", "text": "질문"}}]
    texts = {name: {"type": "plain_text", "text": "질문"} for name in ("title", "submit")}
    return {"type": "modal", "callback_id": "ask", "blocks": blocks, **texts, **fields}


@pytest.fixture(params=["over_socket", "over_http"], autouse=True)
def _mode(request: pytest.FixtureRequest) -> None:
    request.getfixturevalue(request.param)


@pytest.fixture
def bodies(app: AsyncApp) -> list[Any]:
    """The payloads of every interaction that the app got and acknowledged without a word."""
    got: list[Any] = []

    async def take(ack: Any, body: dict[str, Any]) -> None:
        got.append(body)
        await ack()

    for action_id in ("choose", "rate", "typed"):
        app.action(action_id)(take)
    app.shortcut("find")(take)
    app.view("ask")(take)
    app.view_closed("ask")(take)
    return got


async def open_modal(client: AsyncWebClient, person: Person, body: dict[str, Any], **fields: Any) -> View:
    await client.views_open(trigger_id=body["trigger_id"], view=modal(**fields))
    assert person.modal is not None
    return person.modal


async def by_shortcut(client: AsyncWebClient, person: Person, bodies: list[Any], **fields: Any) -> View:
    await person.uses_shortcut("find")
    return await open_modal(client, person, bodies[-1], **fields)


async def test_a_command_is_answered_in_its_acknowledgement(app: AsyncApp, minji: Person) -> None:
    @app.command("/ask")
    async def ask(ack: Any, command: dict[str, Any]) -> None:
        await ack(text=f"{command['text']}? {command['channel_name']}")

    delivery = await minji.runs("/ask", "포트", DOCKER)
    assert delivery.acknowledged
    assert [one.text for one in minji.whispers] == ["포트? docker-질문"]


async def test_a_command_is_answered_by_its_response_url(
    app: AsyncApp, slack: LoopbackSlack, minji: Person, clock: Clock
) -> None:
    urls: list[str] = []

    @app.command("/ask")
    async def ask(ack: Any, command: dict[str, Any]) -> None:
        urls.append(command["response_url"])
        await ack()

    slack.add_channel("C0OTHER", "other", [minji], bot=False)
    await minji.runs("/ask", "포트", "C0OTHER")
    webhook = AsyncWebhookClient(urls[0])
    assert (await webhook.send(text="쉿")).status_code == 200
    assert (await webhook.send(text="모두에게", response_type="in_channel")).status_code == 200
    assert [one.text for one in minji.whispers] == ["쉿"]
    assert [one.text for one in slack.from_bot("C0OTHER")] == ["모두에게"]
    slack.faults.fail(RESPONSE_URL, Fault(status=503))
    assert (await webhook.send(text="쉿")).status_code == 503
    for _ in range(3):
        await webhook.send(text="쉿")
    used = await webhook.send(text="한 번 더")
    assert (used.status_code, "used_url" in used.body) == (404, True)
    await minji.runs("/ask", "볼륨", DOCKER)
    clock.forward(1_801)
    assert "expired_url" in (await AsyncWebhookClient(urls[1]).send(text="늦음")).body


async def test_a_button_carries_its_message(
    client: AsyncWebClient, slack: LoopbackSlack, minji: Person, bodies: list[Any]
) -> None:
    asked = minji.says(DOCKER, "포트?")
    await client.chat_postMessage(channel=DOCKER, text="이것인가요?", blocks=ANSWER, thread_ts=asked.ts)
    (reply,) = slack.from_bot(DOCKER, thread_ts=asked.ts)
    await minji.presses(reply, "choose", "volume")
    await minji.presses(reply, "rate", "down")
    chose, rated = bodies
    assert chose["actions"][0]["value"] == "volume"
    assert (chose["message"]["ts"], chose["container"]["thread_ts"]) == (reply.ts, asked.ts)
    assert chose["container"]["is_ephemeral"] is False
    assert (rated["actions"][0]["type"], rated["actions"][0]["value"]) == ("feedback_buttons", "down")
    with pytest.raises(LookupError, match="0 elements are 'chose'"):
        await minji.presses(reply, "chose")


async def test_a_button_of_a_private_message_replaces_it(
    client: AsyncWebClient, minji: Person, bodies: list[Any]
) -> None:
    await client.chat_postEphemeral(channel=DOCKER, user=minji.id, text="이것인가요?", blocks=ANSWER)
    await minji.presses(minji.whispers[0], "choose", "port")
    (body,) = bodies
    assert body["container"]["is_ephemeral"] is True
    assert "message" not in body
    webhook = AsyncWebhookClient(body["response_url"])
    await webhook.send(text="이 답입니다", replace_original=True)
    assert [(one.text, one.blocks) for one in minji.whispers] == [("이 답입니다", None)]
    await webhook.send(delete_original=True)
    assert minji.whispers == []


async def test_a_message_shortcut_works_where_the_bot_is_not(
    slack: LoopbackSlack, client: AsyncWebClient, minji: Person, jun: Person, bodies: list[Any]
) -> None:
    slack.add_channel("G0SECRET", "secret", [minji, jun], bot=False, private=True)
    asked = jun.says("G0SECRET", "포트?")
    await minji.uses_message_shortcut("find", asked)
    view = await open_modal(client, minji, bodies[0])
    assert bodies[0]["message"]["text"] == "포트?"
    assert view.user == minji.id


async def test_a_trigger_opens_one_modal_within_three_seconds(
    client: AsyncWebClient, minji: Person, bodies: list[Any], clock: Clock
) -> None:
    async def refused(trigger: str) -> str:
        with pytest.raises(SlackApiError) as error:
            await client.views_open(trigger_id=trigger, view=modal())
        return str(error.value.response["error"])

    await by_shortcut(client, minji, bodies)
    assert await refused(bodies[0]["trigger_id"]) == "exchanged_trigger_id"
    assert await refused("made.up") == "invalid_trigger_id"
    await minji.uses_shortcut("find")
    clock.forward(3.1)
    assert await refused(bodies[1]["trigger_id"]) == "expired_trigger_id"


async def test_typing_is_told_and_stays_through_an_update(
    client: AsyncWebClient, minji: Person, bodies: list[Any]
) -> None:
    view = await by_shortcut(client, minji, bodies)
    await minji.types(view, "typed", "포트")
    typed = bodies[-1]
    assert typed["actions"][0]["value"] == "포트"
    assert typed["view"]["state"]["values"]["question"]["typed"]["value"] == "포트"
    before = view.hash
    await client.views_update(view_id=view.id, hash=before, view=modal(private_metadata="2"))
    assert view.values["question"]["typed"]["value"] == "포트"
    with pytest.raises(SlackApiError, match="hash_conflict"):
        await client.views_update(view_id=view.id, hash=before, view=modal())
    other = modal()
    other["blocks"][0]["block_id"] = "another"
    await client.views_update(view_id=view.id, view=other)
    assert view.values["another"]["typed"]["value"] is None


async def test_a_submission_does_what_it_is_answered(
    app: AsyncApp, client: AsyncWebClient, minji: Person, bodies: list[Any]
) -> None:
    answers: list[dict[str, Any]] = [
        {"response_action": "errors", "errors": {"question": "더 길게 써 주세요"}},
        {"response_action": "update", "view": modal(callback_id="several", private_metadata="2")},
        {"response_action": "push", "view": modal(callback_id="several", private_metadata="3")},
        {},
        {"response_action": "clear"},
    ]

    @app.view("several")
    async def submitted(ack: Any) -> None:
        await ack(**answers.pop(0))

    view = await by_shortcut(client, minji, bodies, callback_id="several")
    with pytest.raises(LookupError, match="'typed' must be filled in"):
        await minji.submits(view)
    view.values["question"]["typed"]["value"] = "포트"
    await minji.submits(view)
    assert view.errors == {"question": "더 길게 써 주세요"}
    await minji.submits(view)
    assert view.payload["private_metadata"] == "2"
    await minji.submits(view)
    pushed = minji.modal
    assert pushed is not None
    assert (pushed.previous_id, pushed.payload["private_metadata"]) == (view.id, "3")
    pushed.values["question"]["typed"]["value"] = "볼륨"
    await minji.submits(pushed)
    assert minji.modal is view
    await minji.submits(view)
    assert minji.modal is None


async def test_a_closed_modal_is_told_when_the_app_asked(
    client: AsyncWebClient, minji: Person, bodies: list[Any]
) -> None:
    await minji.closes(await by_shortcut(client, minji, bodies))
    assert [body["type"] for body in bodies] == ["shortcut"]
    view = await by_shortcut(client, minji, bodies, notify_on_close=True)
    await minji.closes(view)
    assert bodies[-1]["type"] == "view_closed"
    with pytest.raises(SlackApiError, match="not_found"):
        await client.views_update(view_id=view.id, view=modal())


async def test_modals_stack_up_to_three(client: AsyncWebClient, minji: Person, bodies: list[Any]) -> None:
    view = await by_shortcut(client, minji, bodies)
    for _ in range(2):
        await minji.types(view, "typed", "포트")
        await client.views_push(trigger_id=bodies[-1]["trigger_id"], view=modal())
        view = minji.modal or view
    await minji.types(view, "typed", "포트")
    with pytest.raises(SlackApiError, match="push_limit_reached"):
        await client.views_push(trigger_id=bodies[-1]["trigger_id"], view=modal())


async def test_a_home_is_published_for_one_person(
    app: AsyncApp, client: AsyncWebClient, slack: LoopbackSlack, minji: Person, jun: Person
) -> None:
    tabs: list[str] = []

    @app.event("app_home_opened")
    async def opened(event: dict[str, Any]) -> None:
        tabs.append(f"{event['tab']} {'view' in event}")

    await client.views_publish(user_id=minji.id, view={"type": "home", "blocks": [{"type": "divider"}]})
    minji.opens_home()
    jun.opens_home()
    minji.opens_home("messages")
    await slack.settled()
    assert sorted(tabs) == ["home False", "home True", "messages False"]
    assert minji.home is not None
    assert jun.home is None


async def test_a_view_that_breaks_a_limit_is_refused(
    client: AsyncWebClient, slack: LoopbackSlack, minji: Person, bodies: list[Any]
) -> None:
    with pytest.raises(SlackApiError) as refused:
        await by_shortcut(client, minji, bodies, title={"type": "plain_text", "text": "가" * 25})
    assert refused.value.response["error"] == "invalid_arguments"
    assert slack.records.violations == ["views.open: /title/text: 25 characters, allowed are 1 to 24"]


async def test_a_view_of_more_than_250_kilobytes_is_refused(client: AsyncWebClient, minji: Person) -> None:
    long = {"type": "section", "text": {"type": "plain_text", "text": "가" * 3_000}}
    with pytest.raises(SlackApiError, match="view_too_large"):
        await client.views_publish(user_id=minji.id, view={"type": "home", "blocks": [long] * 30})
