"""When the next exchange is due. Pure: time comes in, a due time comes out.

A change is sent at once when none was sent just before (the leading edge), and further ones wait
until the first is two seconds old, so a busy minute makes thirty requests and not three hundred.
With HQ away, tries spread out to five minutes with full jitter, so that a thousand shops that
lost it together do not all return in one second; a person's new change is worth one early try.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import Final

_NEVER: Final = 1 << 62


@dataclass(frozen=True, slots=True)
class PaceSettings:
    """Times in ms. `coalesce` is the least time between two exchanges that changes call for,
    `backoff_*` bound the wait after failures, `early_every` is how often a change may cut such a
    wait short, `poll_*` bound what HQ asks for, `jitter` is the part it is varied by. `pull_every`
    is the least time between two exchanges that news at HQ call for.
    """

    coalesce: int = 2_000
    pull_every: int = 200
    backoff_min: int = 1_000
    backoff_max: int = 300_000
    early_every: int = 5_000
    poll_min: int = 500
    poll_max: int = 600_000
    jitter: float = 0.2


class Pace:
    """Keeps the due time of one till's next exchange, by a clock that never jumps."""

    def __init__(self, settings: PaceSettings, rng: random.Random, *, now_ms: int) -> None:
        self._settings = settings
        self._rng = rng
        self._due_ms = now_ms
        self._called = False
        self._sent_ms = now_ms - settings.coalesce
        self._early_ms = now_ms - settings.early_every
        self._started_ms = now_ms - settings.pull_every
        self._failures = 0
        self._held_until_ms = now_ms

    @property
    def due_ms(self) -> int:
        """When the next exchange is to start."""
        return self._due_ms

    def nudge(self, now_ms: int) -> None:
        """Note a change that waits to be sent."""
        if self._failures:
            early = max(now_ms, self._early_ms + self._settings.early_every, self._held_until_ms)
            if early < self._due_ms:
                self._due_ms = self._early_ms = early
                self._failures = 1
            return
        self._called = True
        self._due_ms = min(self._due_ms, max(now_ms, self._sent_ms + self._settings.coalesce))

    def nudge_pull(self, now_ms: int) -> None:
        """Note that HQ has news. While exchanges fail it has none that could be fetched."""
        if not self._failures:
            self._due_ms = min(
                self._due_ms, max(now_ms, self._started_ms + self._settings.pull_every)
            )

    def start(self, now_ms: int) -> None:
        """Note that an exchange starts. Changes made from now on call for another one."""
        self._started_ms = now_ms
        if self._called:  # A mere poll just before does not make a person's change wait.
            self._sent_ms = now_ms
        self._called = False
        self._due_ms = _NEVER

    def succeed(self, now_ms: int, *, next_ms: int) -> None:
        """Note that HQ answered and wants to be asked again in `next_ms`."""
        self._failures = 0
        wanted = min(max(next_ms, self._settings.poll_min), self._settings.poll_max)
        spread = self._rng.uniform(1 - self._settings.jitter, 1 + self._settings.jitter)
        self._due_ms = min(self._due_ms, now_ms + round(wanted * spread))

    def fail(self, now_ms: int, *, at_least_ms: int = 0) -> None:
        """Note that the exchange failed; HQ may have asked for `at_least_ms` of peace."""
        ceiling = min(
            self._settings.backoff_max, self._settings.backoff_min << min(self._failures, 20)
        )
        self._failures += 1
        self._held_until_ms = now_ms + at_least_ms
        self._due_ms = now_ms + max(at_least_ms, round(self._rng.uniform(0, ceiling)))
