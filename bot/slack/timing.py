"""How long the bot waits for what."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True, slots=True)
class Timing:
    """Seconds, except for the lease; tests are in more of a hurry.

    `lease` is how long an event of a process that died is left alone. `interval` lies between messages in a channel:
    docs.slack.dev/apis/web-api/rate-limits. `pause` comes before a second try to post. `ping` and `look` are how often
    the connection is tested, by the library and by the watchdog, which connects anew after `patience`. `finish` is
    how long what is in flight may take when the bot is told to leave; what is being posted then has five more.
    """

    lease: timedelta = timedelta(seconds=15)
    interval: float = 1.0
    pause: float = 1.0
    ping: float = 5.0
    look: float = 5.0
    patience: float = 45.0
    finish: float = 15.0


NORMAL = Timing()
