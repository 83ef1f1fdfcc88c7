"""What is done to a shop: the faults of the partition matrix, each begun and ended."""

from __future__ import annotations

import signal
from collections.abc import Callable
from contextlib import ExitStack
from random import Random
from typing import Final

from tests.prove.proxy import DOWN, FINE, UP, Weather
from tests.prove.shop import Shop

Begin = Callable[[Shop, ExitStack], None]
"""Begins a fault; what ends it goes onto the stack."""

_WEATHERS: Final = {
    "refuse": Weather(refuse=True),
    "half-open": Weather(half_open=True),
    "reset": Weather(reset_after=3_000),
    "latency": Weather(latency_s=0.3),
    "bandwidth": Weather(bytes_s=4_000),
    "cut-in": Weather(cut=frozenset({DOWN})),
    "cut-out": Weather(cut=frozenset({UP})),
    "cut-both": Weather(cut=frozenset({UP, DOWN})),
    "stall": Weather(stall=True),
    "duplicate": Weather(duplicate=0.7),
}
"""On some lines, or on all of them. `in` and `out` are the till's view, as Jepsen's is."""


def _some(rng: Random, count: int) -> list[int]:
    """Return all of them, or a few."""
    return sorted(rng.sample(range(count), rng.choice([count, rng.randrange(1, count + 1)])))


def _bad_weather(name: str) -> Begin:
    def begin(shop: Shop, end: ExitStack) -> None:
        lines = _some(shop.rng, len(shop.lines))
        forget = shop.rng.random() < 0.25  # The till has to find out by itself, in 20 s.
        end.callback(shop.turn, lines, FINE, forget=forget)
        shop.turn(lines, _WEATHERS[name])

    return begin


def _pause_till(shop: Shop, end: ExitStack) -> None:
    for number in _some(shop.rng, len(shop.tills)):
        end.callback(shop.tills[number].signal, signal.SIGCONT)
        shop.tills[number].signal(signal.SIGSTOP)


def _pause_hub(shop: Shop, end: ExitStack) -> None:
    end.callback(shop.hub.signal, signal.SIGCONT)
    shop.hub.signal(signal.SIGSTOP)


def _kill_till(shop: Shop, end: ExitStack) -> None:
    for number in _some(shop.rng, len(shop.tills)):
        one = shop.tills[number]
        one.kill()

        def again(number: int = number) -> None:
            shop.tills[number].start(ops_s=shop.ops_s)
            shop.tills[number].await_word("started")

        end.callback(again)


def _kill_hub(shop: Shop, end: ExitStack) -> None:
    if shop.hub.workers > 1 and shop.rng.random() < 0.5 and shop.hub.kill_worker(shop.rng):
        shop.events["kill-worker"] += 1
        return
    shop.hub.kill()
    end.callback(shop.hub.start)


def _kill_postgres(shop: Shop, end: ExitStack) -> None:
    if shop.rng.random() < 0.5:
        shop.events["kill-backend"] += 1
        shop.server.kill_backend(shop.hub.database, shop.rng)
        end.callback(shop.server.await_start)
        return
    shop.server.kill()
    end.callback(shop.server.start)


FAULTS: Final[dict[str, Begin]] = {
    "none": lambda shop, end: None,
    **{name: _bad_weather(name) for name in _WEATHERS},
    "pause-till": _pause_till,
    "pause-hub": _pause_hub,
    "kill-till": _kill_till,
    "kill-hub": _kill_hub,
    "kill-postgres": _kill_postgres,
}
MIXED: Final = "mixed"
CLASSES: Final = (*FAULTS, MIXED)
"""Every class of runs: one fault again and again, or all of them in turns."""


def rage(shop: Shop, fault: str, seconds: float) -> None:
    """Let a class of faults come and go for so long, and end the last one."""
    left = seconds
    while left > 0:
        calm = min(shop.rng.uniform(0.2, 1.5), left)
        bad = min(shop.rng.uniform(0.3, max(seconds / 6, 1.0)), left - calm)
        left -= calm + bad
        shop.pass_time(calm)
        name = shop.rng.choice(list(FAULTS)) if fault == MIXED else fault
        with ExitStack() as end:
            FAULTS[name](shop, end)
            shop.events[name] += 1
            shop.pass_time(bad)
