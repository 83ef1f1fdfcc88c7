"""What the hub takes from outside, so that tests and simulations can stand in for it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Outside:
    """The clock (UTC milliseconds) and a source of secure random bytes."""

    now_ms: Callable[[], int]
    random_bytes: Callable[[int], bytes]
