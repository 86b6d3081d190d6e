"""The manifests say what Slack allows and what the code does, neither more nor less."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import jsonschema
import pytest
import yaml
from slack_bolt.app.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.app import FEATURES
from bot.slack.bot import Bot, Identity
from bot.slack.client import web_client
from bot.slack.scopes import AGENT_SCOPES, EVENTS, METHODS, SCOPES

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "deploy"
SCHEMA = json.loads((DEPLOY / "schema" / "slack-manifest.schema.json").read_text(encoding="utf-8"))
DEFAULT, AGENT = "slack-manifest.yaml", "slack-manifest.agent.yaml"
BOTH = pytest.mark.parametrize("name", [DEFAULT, AGENT])

# https://docs.slack.dev/reference/app-manifest: path in the manifest -> fewest and most characters
LENGTHS = {
    r"display_information/name": (1, 35),
    r"display_information/description": (1, 140),
    r"display_information/long_description": (175, 4000),
    r"features/bot_user/display_name": (1, 80),
    r"features/slash_commands/\d+/command": (2, 32),
    r"features/slash_commands/\d+/description": (1, 2000),
    r"features/slash_commands/\d+/usage_hint": (1, 1000),
    r"features/shortcuts/\d+/name": (1, 24),
    r"features/shortcuts/\d+/callback_id": (1, 255),
    r"features/shortcuts/\d+/description": (1, 150),
    r"features/agent_view/agent_description": (1, 300),
}
MOST_PROMPTS = 4


def manifest(name: str) -> Any:
    return yaml.safe_load((DEPLOY / name).read_text(encoding="utf-8"))


def texts(value: Any, path: str = "") -> list[tuple[str, str]]:
    """Every text with its path."""
    if isinstance(value, str):
        return [(path, value)]
    pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [found for key, inner in pairs for found in texts(inner, f"{path}/{key}".lstrip("/"))]


def errors(value: Any) -> list[str]:
    return [error.message for error in jsonschema.Draft7Validator(SCHEMA).iter_errors(value)]


def scopes(value: Any) -> set[str]:
    assert list(value["oauth_config"]["scopes"]) == ["bot"]
    return set(value["oauth_config"]["scopes"]["bot"])


def events(value: Any) -> set[str]:
    return set(value["settings"]["event_subscriptions"]["bot_events"])


class RecordingApp(AsyncApp):
    """Remembers the commands, shortcuts and events that are registered by name; patterns are for the unexpected."""

    def __init__(self) -> None:
        super().__init__(client=web_client("xoxb-1", "http://127.0.0.1:9/api/"), request_verification_enabled=False)
        self.commands: set[str] = set()
        self.shortcuts: set[str] = set()
        self.events: set[str] = set()

    def command(self, command: Any, *args: Any, **kwargs: Any) -> Any:
        """A slash command."""
        self.commands |= named(command)
        return super().command(command, *args, **kwargs)

    def shortcut(self, constraints: Any, *args: Any, **kwargs: Any) -> Any:
        """A global or message shortcut."""
        self.shortcuts |= named(constraints, "callback_id")
        return super().shortcut(constraints, *args, **kwargs)

    def message_shortcut(self, callback_id: Any, *args: Any, **kwargs: Any) -> Any:
        """A message shortcut."""
        self.shortcuts |= named(callback_id)
        return super().message_shortcut(callback_id, *args, **kwargs)

    def global_shortcut(self, callback_id: Any, *args: Any, **kwargs: Any) -> Any:
        """A global shortcut."""
        self.shortcuts |= named(callback_id)
        return super().global_shortcut(callback_id, *args, **kwargs)

    def event(self, event: Any, *args: Any, **kwargs: Any) -> Any:
        """An event."""
        self.events |= named(event, "type")
        return super().event(event, *args, **kwargs)

    def message(self, *args: Any, **kwargs: Any) -> Any:
        """A message event, by its text."""
        self.events.add("message")
        return super().message(*args, **kwargs)


def named(constraint: Any, key: str = "") -> set[str]:
    """What a listener is for, when it is told by name."""
    found = constraint.get(key) if isinstance(constraint, dict) else constraint
    return {found} if isinstance(found, str) else set()


@pytest.fixture(scope="module")
def app() -> RecordingApp:
    recording = RecordingApp()
    bot = SimpleNamespace(identity=Identity(team="T1", user="U0QABOT", name="qabot"))  # its other parts come in later
    for feature in FEATURES:
        feature.register(recording, cast("Bot", bot))
    return recording


def called_methods() -> Iterator[str]:
    """The Web API methods that the code calls, wherever it names slack_sdk's client `web`."""
    for path in (ROOT / "bot").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Attribute) and ast.unparse(node.value).split(".")[-1] == "web":
                yield from [node.attr.replace("_", ".")] if hasattr(AsyncWebClient, node.attr) else []


@BOTH
def test_the_commands_are_those_of_the_code(name: str, app: RecordingApp) -> None:
    assert {command["command"] for command in manifest(name)["features"]["slash_commands"]} == app.commands


@BOTH
def test_the_shortcuts_are_those_of_the_code(name: str, app: RecordingApp) -> None:
    declared = manifest(name)["features"]["shortcuts"]
    assert {shortcut["callback_id"] for shortcut in declared} == app.shortcuts
    assert {shortcut["type"] for shortcut in declared} == {"message"}


@BOTH
def test_the_events_are_those_of_the_code(name: str, app: RecordingApp) -> None:
    assert {event.partition(".")[0] for event in events(manifest(name))} == app.events


def test_the_methods_are_those_of_the_code() -> None:
    assert set(called_methods()) == METHODS.keys()


@BOTH
def test_interactivity_and_the_home_are_on(name: str) -> None:
    declared = manifest(name)
    assert declared["settings"]["interactivity"]["is_enabled"]
    assert declared["settings"]["socket_mode_enabled"]
    assert declared["features"]["app_home"] == {
        "home_tab_enabled": True,
        "messages_tab_enabled": True,
        "messages_tab_read_only_enabled": False,
    }


@BOTH
def test_it_is_what_slacks_schema_allows(name: str) -> None:
    declared = manifest(name)
    declared["oauth_config"]["scopes"]["bot"] = sorted(scopes(declared) - AGENT_SCOPES.keys())  # the schema lacks these
    assert errors(declared) == []
    assert declared.keys() <= SCHEMA["definitions"]["Manifest"]["properties"].keys()


@pytest.mark.parametrize(
    ("path", "wrong"),
    [
        (("settings", "socket_mode"), True),
        (("settings", "event_subscriptions", "bot_events"), ["app_mentioned"]),
        (("oauth_config", "scopes", "bot"), ["chat:writes"]),
        (("features", "shortcuts"), [{"name": "Find an answer"}]),
    ],
)
def test_the_schema_finds_a_mistake(path: tuple[str, ...], wrong: Any) -> None:
    declared = manifest(DEFAULT)
    *way, last = path
    place = declared
    for key in way:
        place = place[key]
    place[last] = wrong
    assert errors(declared)


@BOTH
def test_no_text_is_longer_or_shorter_than_slack_takes(name: str) -> None:
    found = texts(manifest(name))
    for pattern, (fewest, most) in LENGTHS.items():
        here = [text for path, text in found if re.fullmatch(pattern, path)]
        assert here or "agent_view" in pattern
        assert all(fewest <= len(text) <= most for text in here), pattern


@BOTH
def test_all_scopes_are_declared_and_no_other(name: str) -> None:
    agent = AGENT_SCOPES.keys() if name == AGENT else set()
    assert scopes(manifest(name)) == SCOPES.keys() | agent


@BOTH
def test_the_events_are_those_that_the_code_knows_with_the_scopes_they_need(name: str) -> None:
    declared = manifest(name)
    assert events(declared) == EVENTS.keys()
    assert [event for event in events(declared) if not EVENTS[event] <= scopes(declared)] == []


def test_every_method_may_be_called_with_the_scopes_declared() -> None:
    assert [
        method for method, any_of in METHODS.items() if any_of and not any_of & (SCOPES.keys() | AGENT_SCOPES.keys())
    ] == []


def test_no_scope_is_asked_for_without_a_use() -> None:
    used = set().union(*METHODS.values(), *EVENTS.values(), {"commands"})
    assert SCOPES.keys() - used == set()


def test_the_default_keeps_the_app_open_to_guests() -> None:
    declared = manifest(DEFAULT)
    assert not {"agent_view", "assistant_view"} & declared["features"].keys()
    assert not AGENT_SCOPES.keys() & scopes(declared)


def test_the_other_manifest_adds_the_agents_view_and_nothing_else() -> None:
    agent, default = manifest(AGENT), manifest(DEFAULT)
    assert len(agent["features"].pop("agent_view")["suggested_prompts"]) <= MOST_PROMPTS
    agent["oauth_config"]["scopes"]["bot"] = [
        s for s in agent["oauth_config"]["scopes"]["bot"] if s not in AGENT_SCOPES
    ]
    assert agent == default
