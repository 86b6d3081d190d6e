"""users.*, usergroups.*, bots.info, files.info, reactions.add: people and small things."""

from __future__ import annotations

from tests.loopback.api_conversations import of_types
from tests.loopback.args import flag, needed, page
from tests.loopback.errors import SlackError
from tests.loopback.records import Json
from tests.loopback.workspace import Workspace


def info(workspace: Workspace, args: Json) -> Json:
    """https://docs.slack.dev/reference/methods/users.info."""
    user = workspace.user(needed(args, "user"))
    return {"user": user.as_json(workspace.identity.team, with_locale=flag(args, "include_locale"))}


def list_all(workspace: Workspace, args: Json) -> Json:
    """https://docs.slack.dev/reference/methods/users.list."""
    shown, metadata = page(list(workspace.users.values()), args, 1_000)
    team, with_locale = workspace.identity.team, flag(args, "include_locale")
    told = [user.as_json(team, with_locale=with_locale) for user in shown]
    return {"members": told, "response_metadata": metadata}


def conversations(workspace: Workspace, args: Json) -> Json:
    """https://docs.slack.dev/reference/methods/users.conversations; private ones where the bot is too."""
    user = workspace.user(args.get("user") or workspace.identity.bot_user)
    joined = [one for one in of_types(workspace, args) if user.id in one.members]
    seen = [one for one in joined if one.kind == "channel" or workspace.has_bot(one)]
    shown, metadata = page(seen, args, 999)
    bot = workspace.identity.bot_user
    return {"channels": [one.as_json(bot) for one in shown], "response_metadata": metadata}


def usergroups(workspace: Workspace, args: Json) -> Json:
    """https://docs.slack.dev/reference/methods/usergroups.list."""
    _paid(workspace)
    told = []
    for group in workspace.usergroups.values():
        users = {"users": list(group.users)} if flag(args, "include_users") else {}
        told.append({"id": group.id, "handle": group.handle, "name": group.handle, "is_usergroup": True, **users})
    return {"usergroups": told}


def usergroup_users(workspace: Workspace, args: Json) -> Json:
    """https://docs.slack.dev/reference/methods/usergroups.users.list."""
    _paid(workspace)
    group = workspace.usergroups.get(needed(args, "usergroup"))
    if group is None:
        raise SlackError("no_such_subteam")
    return {"users": list(group.users)}


def bot_info(workspace: Workspace, args: Json) -> Json:
    """https://docs.slack.dev/reference/methods/bots.info; the app's own bot alone."""
    identity = workspace.identity
    if args.get("bot", identity.bot) != identity.bot:
        raise SlackError("bot_not_found")
    told = {"id": identity.bot, "app_id": identity.app, "user_id": identity.bot_user, "name": identity.bot_name}
    return {"bot": told | {"deleted": False}}


def file_info(workspace: Workspace, args: Json) -> Json:
    """https://docs.slack.dev/reference/methods/files.info."""
    found = workspace.files.get(needed(args, "file"))
    if found is None:
        raise SlackError("file_not_found")
    return {"file": found}


def react(workspace: Workspace, args: Json) -> Json:
    """https://docs.slack.dev/reference/methods/reactions.add."""
    channel = workspace.channel(needed(args, "channel"))
    message = channel.messages.get(needed(args, "timestamp"))
    if message is None:
        raise SlackError("message_not_found")
    name = needed(args, "name")
    if name in message.reactions:
        raise SlackError("already_reacted")
    message.reactions.append(name)
    return {}


def suggest_prompts(workspace: Workspace, args: Json) -> Json:
    """https://docs.slack.dev/reference/methods/assistant.threads.setSuggestedPrompts; four at most."""
    channel = workspace.channel(needed(args, "channel_id"))
    prompts = list(args.get("prompts") or [])
    if not 0 < len(prompts) <= 4 or not all(each.get("title") and each.get("message") for each in prompts):
        raise SlackError("invalid_arguments")
    if "thread_ts" not in args:  # with one, the call of an app with `agent_view` has no effect
        workspace.prompts[channel.id] = prompts
    return {}


def _paid(workspace: Workspace) -> None:
    if workspace.free_plan:
        raise SlackError("plan_upgrade_required")
