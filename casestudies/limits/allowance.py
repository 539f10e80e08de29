"""What a limit says, and what is left of it."""

import math
from dataclasses import dataclass
from datetime import date

MINUTE, DAY = 60, 86_400  # seconds


@dataclass(frozen=True)
class Allowance:
    """Requests a minute and a day. A window opens with the first request in it and is counted to its end."""

    burst: int
    daily: int


@dataclass(frozen=True)
class Window:
    """`left` requests until `seconds` have passed."""

    name: str
    quota: int
    length: int
    left: int
    seconds: int


@dataclass(frozen=True)
class Standing:
    """How a request stands. What was refused is counted in no window."""

    is_admitted: bool
    burst: Window
    daily: Window

    @property
    def windows(self) -> tuple[Window, Window]:
        return (self.burst, self.daily)

    @property
    def exceeded(self) -> tuple[Window, ...]:
        """The windows for which a request was refused."""
        return () if self.is_admitted else tuple(window for window in self.windows if window.left == 0)

    @property
    def retry_after(self) -> int:
        """After how many seconds a refused request may go through."""
        return max((window.seconds for window in self.exceeded), default=0)


@dataclass(frozen=True)
class Use:
    """What was counted of a key in one day; `last_at` in seconds since 1970."""

    key_id: str
    day: date
    requests: int
    errors: int
    bytes: int
    last_at: float


@dataclass(frozen=True)
class Counted:
    """What a store keeps of a subject: when each window began, and how many requests it has admitted since."""

    minute_began: float
    minute_used: int
    day_began: float
    day_used: int
    is_admitted: bool


def standing(counted: Counted, allowance: Allowance, now: float) -> Standing:
    """What `counted` means at the time `now`, under this allowance."""
    return Standing(
        is_admitted=counted.is_admitted,
        burst=_window("burst", allowance.burst, MINUTE, counted.minute_began, counted.minute_used, now),
        daily=_window("daily", allowance.daily, DAY, counted.day_began, counted.day_used, now),
    )


def _window(name: str, quota: int, length: int, began: float, used: int, now: float) -> Window:
    seconds = min(length, max(1, math.ceil(began + length - now)))
    return Window(name=name, quota=quota, length=length, left=max(0, quota - used), seconds=seconds)
