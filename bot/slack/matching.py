"""Which listener an action is for."""

from __future__ import annotations

import re

from bot.slack.values import Action


def pressed(action: Action) -> re.Pattern[str]:
    """The action_ids of an action, numbered or not. Bolt searches: the pattern must say where it begins and ends."""
    return re.compile(rf"^{re.escape(action)}(?::\d+)?$")
