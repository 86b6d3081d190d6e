"""Who the app is in the loopback workspace, and the secrets that it shares with Slack."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Identity:
    """The installation: what an app's settings page and `auth.test` tell."""

    team: str = "T0SCHOOL1"
    domain: str = "ship-school"
    team_name: str = "Ship School"
    app: str = "A0QABOT01"
    bot_user: str = "U0QABOT01"
    bot: str = "B0QABOT01"
    bot_name: str = "qabot"
    bot_token: str = "xoxb-loopback-bot"  # noqa: S105 -- known here alone
    app_token: str = "xapp-loopback-app"  # noqa: S105 -- known here alone
    signing_secret: str = "0123456789abcdef0123456789abcdef"  # noqa: S105 -- known here alone
    verification_token: str = "loopback-verification"  # noqa: S105 -- known here alone

    @property
    def url(self) -> str:
        """The workspace's address, as `auth.test` and permalinks have it."""
        return f"https://{self.domain}.slack.com/"
