"""Settings of a hub: values that an operator may want to change, with their defaults."""

from __future__ import annotations

from dataclasses import dataclass

DAY_MS = 24 * 60 * 60 * 1000


@dataclass(frozen=True, slots=True)
class HubSettings:
    """Times in milliseconds unless the name says otherwise.

    `poll_ms` is when a till is asked to come again, `poll_soon_ms` while HQ still judges its work.
    `lease_ms` is how long a till may show health data without hearing from HQ. `window_s` is how
    far a signature's time may be from HQ's clock, either way. `page_bytes` bounds the rows of one
    answer. `future_ms` and `oldest_ms` bound the time of counted work against its arrival.
    """

    poll_ms: int = 15_000
    poll_soon_ms: int = 1_000
    lease_ms: int = 14 * DAY_MS
    window_s: int = 300
    page_bytes: int = 1_000_000
    enrol_code_ms: int = 15 * 60 * 1000
    enrol_failures_max: int = 5
    enrol_failures_ms: int = 60_000
    future_ms: int = 5 * 60 * 1000
    oldest_ms: int = 90 * DAY_MS
