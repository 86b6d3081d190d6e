"""Is this installation connected: the tokens, and what they are allowed to do."""

from __future__ import annotations

from collections.abc import Sequence

from slack_sdk.web.async_client import AsyncWebClient

from bot.credentials import WHERE
from bot.errors import SlackError
from bot.slack.bot import Identity
from bot.slack.client import called
from bot.slack.findings import Finding, Level
from bot.slack.scopes import AGENT_SCOPES, SCOPES

BOT_TOKEN, APP_TOKEN = "SLACK_BOT_TOKEN", "SLACK_APP_TOKEN"
REINSTALL = "then reinstall the app to the workspace"
SCOPES_AT = "api.slack.com/apps → your app → OAuth & Permissions → Bot Token Scopes"

_REFUSALS = {
    "invalid_auth": "Slack does not know the token",
    "not_authed": "Slack does not know the token",
    "not_allowed_token_type": "it is a token of another kind",
    "token_revoked": "the token was revoked",
    "token_expired": "the token has expired",
    "account_inactive": "the app was taken out of the workspace, or its workspace is gone",
}


async def check_connection(
    web: AsyncWebClient, app_token: str | None = None
) -> tuple[Identity | None, Sequence[Finding]]:
    """Who the bot is, or None when Slack cannot be asked any further; `app_token` is that of Socket Mode."""
    try:
        told = await called("auth.test", web.auth_test())
    except SlackError as error:
        return None, [_no_connection(web, error) if error.again else _refused(BOT_TOKEN, error.code)]
    if not told.get("bot_id"):
        return None, [_finding(BOT_TOKEN, "it is the token of a person, not of a bot")]
    bot = Identity(str(told["team_id"]), str(told["user_id"]), str(told["user"]), str(told["bot_id"]))
    found = [Finding(Level.NOTE, BOT_TOKEN, f"connected to the workspace {told['team']} as @{bot.name}")]
    found += check_scopes(told.headers.get("x-oauth-scopes"))
    if app_token:
        found += await _check_app_token(web, app_token, bot)
    return bot, found


def check_scopes(granted: str | None) -> list[Finding]:
    """The scopes that are missing from Slack's comma-separated list, each with what stops working."""
    if granted is None:
        return [Finding(Level.NOTE, "scopes", "Slack does not tell which were granted")]
    scopes = {scope.strip() for scope in granted.split(",")}
    remedy = f"Add it at {SCOPES_AT}, {REINSTALL}."
    found = [
        Finding(Level.ERROR, "scopes", f"{scope} is missing, by which the bot {purpose}", remedy)
        for scope, purpose in SCOPES.items()
        if scope not in scopes
    ]
    if scopes & AGENT_SCOPES.keys():
        told = "the app has Slack's agents feature: guests of the workspace cannot use it"
        found.append(Finding(Level.NOTE, "scopes", told))
    return found


async def _check_app_token(web: AsyncWebClient, token: str, bot: Identity) -> list[Finding]:
    try:
        await called("apps.connections.open", web.apps_connections_open(app_token=token))
        about = await called("bots.info", web.bots_info(bot=bot.bot))
    except SlackError as error:
        return [_app_token_refused(error)] if error.method == "apps.connections.open" else []
    app, issuer = str(about["bot"].get("app_id", "")), token.split("-")[2:3]
    if app and issuer and issuer[0].startswith("A") and issuer[0] != app:
        return [_finding(APP_TOKEN, "it belongs to another app than the bot token: no event would arrive")]
    return []


def _app_token_refused(error: SlackError) -> Finding:
    if error.code in _REFUSALS:
        return _refused(APP_TOKEN, error.code)
    if error.code == "missing_scope":
        return _finding(APP_TOKEN, "it lacks the scope connections:write")
    said = f"Socket Mode cannot be used: Slack answers {error.code}"
    return Finding(Level.ERROR, APP_TOKEN, said, "Switch it on at api.slack.com/apps → your app → Socket Mode.")


def _refused(variable: str, code: str) -> Finding:
    return _finding(variable, _REFUSALS.get(code, f"Slack answers {code}"))


def _finding(variable: str, problem: str) -> Finding:
    return Finding(Level.ERROR, variable, problem, f"Copy it anew from {WHERE[variable]}.")


def _no_connection(web: AsyncWebClient, error: SlackError) -> Finding:
    remedy = "Look to the network, to a proxy or firewall on the way, and to SLACK_API_URL."
    said = f"Slack does not answer at {web.base_url}"
    return Finding(Level.ERROR, "connection", f"{said}: {error.detail}" if error.detail else said, remedy)
