"""What the store gets from outside: time and randomness."""

from __future__ import annotations

from typing import Protocol


class Clock(Protocol):
    """The machine's clock, right or wrong; the skew that HQ measured is added by the store."""

    def now_ms(self) -> int:
        """Return UTC milliseconds since 1970."""


class IdSource(Protocol):
    """A source of randomness for ids, salts and keys."""

    def random_bytes(self, count: int) -> bytes:
        """Return `count` unpredictable bytes."""
