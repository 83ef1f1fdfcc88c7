"""Settings of a hub: values that an operator may want to change, with their defaults."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

DAY_MS = 24 * 60 * 60 * 1000


@dataclass(frozen=True, slots=True)
class HubSettings:
    """Times in milliseconds unless the name says otherwise.

    `poll_ms` is when a till is asked to come again, `poll_soon_ms` while HQ still judges its work.
    `lease_ms` is how long a till may show health data without hearing from HQ. `window_s` is how
    far a signature's time may be from HQ's clock, either way. `page_bytes` bounds the rows of one
    answer. `future_ms` and `oldest_ms` bound the time of counted work against its arrival.
    `poll_waiting_ms` is when a till comes again that parks a wait beside. A till makes new keys
    after two thirds of `key_life_ms` and reads nothing after all of it. `drain_ms` is how long a
    till that is shut out may hand over its work, `links_per_day` how many customers of other
    stores it may ask for, `gone_ms` how long a stream remembers what left it, and
    `snapshot_age_ms` when a newer snapshot is built for whoever asks. `aside_bytes_max` bounds what
    is kept aside of one till's work, and `push_bytes_per_day` what it may bring at all: an honest
    one brings less than 5 MB a day.
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
    poll_waiting_ms: int = 5 * 60 * 1000
    key_life_ms: int = 400 * DAY_MS
    drain_ms: int = 3 * DAY_MS
    links_per_day: int = 30
    gone_ms: int = 180 * DAY_MS
    snapshot_age_ms: int = DAY_MS
    aside_bytes_max: int = 128 * 1024 * 1024
    push_bytes_per_day: int = 256 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class EdgeSettings:
    """What one process of the hub takes on at once, and for how long. Times in seconds.

    `threads` answer requests, the last `threads_for_pushes` of them only those that bring work;
    `queue_max` of each kind wait for one, `queue_s` at most, and whoever is sent away comes again
    after a time drawn from `come_again_s`. A device may ask `device_rate` times a second in the
    long run, and `device_burst` times at once, or as much less often as its requests weigh more
    (`WEIGHTS`). A request's head has to be there within `head_s`
    and `head_bytes_max`; its body has to come at `body_rate_min` bytes a second, looked at every
    `body_check_s`; what is answered has to be taken within `send_s`. Of all bodies that are held,
    what is beyond `body_free_bytes` of each takes `bodies_bytes_max` together. `waits_max` requests
    are parked at most, each for a time drawn from `wait_s`.
    """

    threads: int = 12
    threads_for_pushes: int = 4
    queue_max: int = 512
    queue_s: float = 10.0
    come_again_s: tuple[int, int] = (2, 15)
    device_rate: float = 50.0
    device_burst: int = 4_000
    connections_max: int = 8_000
    head_s: float = 10.0
    head_bytes_max: int = 16 * 1024
    body_check_s: float = 10.0
    body_rate_min: int = 8 * 1024
    body_free_bytes: int = 64 * 1024
    bodies_bytes_max: int = 256 * 1024 * 1024
    send_s: float = 30.0
    waits_max: int = 6_000
    wait_s: tuple[int, int] = (25, 50)


@dataclass(frozen=True, slots=True)
class Weights:
    """What requests of each sort take of a device's share, where an exchange that brings and finds
    nothing takes 1. `build` comes on top for the manifest request that has a snapshot built.

    Measured as time of processor, of the hub's thread and of PostgreSQL together, on a stream of
    20,000 customers (what goes through a whole stream grows with it): an idle exchange 1.0 ms, one
    with a save 3.1, a manifest 0.7, a chunk of 3,000 rows 1.2, a comparison 129, buckets to mend 85
    (one) to 164 (thirty), a build 363. A store's stream is of that size or three times it.
    """

    exchange: int = 1
    wait: int = 1
    repair: int = 100
    manifest: int = 1
    build: int = 1_000
    chunk: int = 2
    rotate: int = 1


WEIGHTS: Final = Weights()
"""A full share holds what an honest till asks for at its worst: both its streams built and loaded
in hundreds of chunks, and a comparison that mends every row.
"""
