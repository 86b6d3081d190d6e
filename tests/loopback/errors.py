"""How the loopback server refuses a call."""

from __future__ import annotations

from typing import Any


class SlackError(Exception):
    """An error as Slack's Web API documents it: `{"ok": false, "error": code, ...}`."""

    def __init__(self, code: str, *, status: int = 200, retry_after: int | None = None, **details: Any) -> None:
        super().__init__(code)
        self.code = code
        self.status = status
        self.retry_after = retry_after
        self.details = details

    def as_json(self) -> dict[str, Any]:
        """The body of the answer."""
        return {"ok": False, "error": self.code, **self.details}


def rate_limited(seconds: float) -> SlackError:
    """HTTP 429 with Retry-After in whole seconds (https://docs.slack.dev/apis/web-api/rate-limits)."""
    return SlackError("ratelimited", status=429, retry_after=max(1, -int(-seconds // 1)))
