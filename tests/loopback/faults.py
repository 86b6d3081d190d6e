"""What can be made to go wrong, each a plain switch."""

from __future__ import annotations

from collections import defaultdict, deque
from dataclasses import dataclass, field

from tests.loopback.errors import rate_limited

ANY = "*"
RESPONSE_URL = "response_url"  # the faults of response_url posts go by this name


@dataclass(frozen=True, slots=True)
class Fault:
    """How one call fails; `after` means that its effect has happened all the same."""

    error: str | None = None  # HTTP 200 with this error code
    status: int | None = None  # this HTTP status without a body that means anything
    retry_after: int | None = None  # HTTP 429 with this Retry-After
    hang: float | None = None  # no answer for so many seconds, then 504
    drop: bool = False  # the connection is cut
    after: bool = False

    @property
    def name(self) -> str:
        """How the record of calls names it."""
        if self.drop:
            return "dropped"
        if self.hang is not None:
            return "hung"
        return "ratelimited" if self.retry_after is not None else self.error or f"http_{self.status}"


@dataclass(slots=True)
class Faults:
    """The faults that wait to happen; nothing fails unless it was asked for."""

    delays: dict[str, float] = field(default_factory=dict)  # seconds before each call, by method or ANY
    pacing: tuple[float, int] | None = None  # chat.postMessage: messages a second in a channel, burst
    per_minute: dict[str, int] = field(default_factory=dict)  # calls a minute, by method
    _next: defaultdict[str, deque[Fault]] = field(default_factory=lambda: defaultdict(deque))
    _acks_to_lose: deque[str] = field(default_factory=deque)
    _events_to_double: int = 0
    _buckets: dict[str, tuple[float, float]] = field(default_factory=dict)
    _called: defaultdict[str, deque[float]] = field(default_factory=lambda: defaultdict(deque))

    def fail(self, method: str, fault: Fault, times: int = 1) -> None:
        """Lets the next calls of a method fail; faults of one method come in the order given."""
        self._next[method].extend([fault] * times)

    def lose_acks(self, times: int = 1, kind: str = "events_api") -> None:
        """Loses the next acknowledgements of a kind: the server behaves as if none had come, at once."""
        self._acks_to_lose.extend([kind] * times)

    def deliver_twice(self, times: int = 1) -> None:
        """Delivers each of the next events twice, at the same moment and with the same event_id."""
        self._events_to_double += times

    def next_of(self, method: str) -> Fault | None:
        """Takes the fault that is due for this call."""
        waiting = self._next.get(method)
        return waiting.popleft() if waiting else None

    def ack_is_lost(self, kind: str) -> bool:
        """Takes one lost acknowledgement, if one is due."""
        if kind not in self._acks_to_lose:
            return False
        self._acks_to_lose.remove(kind)
        return True

    def copies(self) -> int:
        """How often the next event is delivered at once."""
        if not self._events_to_double:
            return 1
        self._events_to_double -= 1
        return 2

    def delay_of(self, method: str) -> float:
        """Seconds that a call of the method waits before anything happens."""
        return self.delays.get(method, self.delays.get(ANY, 0.0))

    def count_call(self, method: str, now: float) -> None:
        """Refuses the call when its method was called too often within the last minute."""
        most = self.per_minute.get(method)
        if most is None:
            return
        called = self._called[method]
        while called and called[0] <= now - 60:
            called.popleft()
        if len(called) >= most:
            raise rate_limited(called[0] + 60 - now)
        called.append(now)

    def pace(self, channel: str, now: float) -> None:
        """Refuses a message when its channel got too many (a bucket that fills again at the given rate)."""
        if self.pacing is None:
            return
        rate, burst = self.pacing
        left, last = self._buckets.get(channel, (float(burst), now))
        left = min(float(burst), left + (now - last) * rate)
        if left < 1 - 1e-9:
            self._buckets[channel] = (left, now)
            raise rate_limited((1 - left) / rate)
        self._buckets[channel] = (left - 1, now)
