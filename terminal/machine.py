"""What the till takes from the machine it runs on: its clocks and its randomness."""

from __future__ import annotations

import gc
import os
import secrets
import sys
import time
from datetime import UTC, datetime


class SystemClock:
    """The machine's clocks: the one on the wall, right or wrong, and one that never jumps."""

    def now_ms(self) -> int:
        """Return UTC milliseconds since 1970."""
        return time.time_ns() // 1_000_000

    def monotonic_ms(self) -> int:
        """Return milliseconds since some moment in the past."""
        return time.monotonic_ns() // 1_000_000

    def elapsed_ms(self) -> int:
        """Return milliseconds since some moment in the past, those that the machine slept counted
        where the system counts them.
        """
        if sys.platform == "linux":
            return time.clock_gettime_ns(time.CLOCK_BOOTTIME) // 1_000_000
        return time.monotonic_ns() // 1_000_000


class SystemIds:
    """The operating system's randomness."""

    def random_bytes(self, count: int) -> bytes:
        """Return `count` unpredictable bytes."""
        return secrets.token_bytes(count)


def now() -> datetime:
    """Return the machine's time, aware."""
    return datetime.now(UTC)


def clock_ns() -> int:
    """Return nanoseconds of a clock that never jumps."""
    return time.monotonic_ns()


def scan_id() -> str:
    """Return a random name for one scan: the only thing of it that is ever logged."""
    return secrets.token_hex(8)


def nonce() -> str:
    """Return text that was never used before."""
    return secrets.token_urlsafe(9)


def settle() -> None:
    """Keep all that was made so far out of every later look for garbage. Once the window stands it
    is the program itself: to look through it took 40 to 70 ms, in the middle of whatever somebody
    was doing.
    """
    gc.freeze()


def has_modes() -> bool:
    """Tell whether files have an owner and rights as POSIX knows them."""
    return os.name == "posix"


def has_display() -> bool:
    """Tell whether a window can be shown here."""
    if sys.platform == "win32" or "QT_QPA_PLATFORM" in os.environ:
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
