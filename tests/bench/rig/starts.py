"""From the start of a process to the first paint of its window."""

from __future__ import annotations

from statistics import median
from threading import Event
from typing import Final

from tests.bench.rig import stage, till
from tests.bench.rig.figures import Figure, Figures
from tests.bench.rig.stage import START_S, Stage
from tests.bench.rig.till import Till

START_TARGET_S: Final = 2.0
SECOND_TARGET_S: Final = 5.0
_SETTLE_S: Final = 0.5


def first_start(where: Stage) -> Figures:
    """Start the product in an empty folder: it makes the store, loads HQ and enrols the till. The
    set-up of Python's packages is not part of it.
    """
    return {"first_start_s": Figure(_product_start_s(where), "s")}


def second_start(where: Stage, *, runs: int) -> Figures:
    """Start the product again, hub and window."""
    taken = [_product_start_s(where) for _ in range(runs)]
    return {
        "second_start_s": Figure(median(taken), "s", SECOND_TARGET_S),
        "second_start_max_s": Figure(max(taken), "s"),
    }


def start_to_paint(where: Stage, *, runs: int) -> Figures:
    """Start the till alone, beside a running hub, once to warm the disk's cache and then `runs`
    times.
    """
    told = [_till_start(where) for _ in range(runs + 1)][1:]
    taken, used = [one[0] for one in told], [one[1] for one in told]
    return {
        "start_to_paint_s": Figure(median(taken), "s", START_TARGET_S),
        "start_to_paint_max_s": Figure(max(taken), "s"),
        # What the start costs whoever else the machine serves; hardly moved by their load.
        "start_to_paint_cpu_s": Figure(median(used), "s"),
    }


def _product_start_s(where: Stage) -> float:
    product = where.start_product()
    try:
        return _painted(product)[0]
    finally:
        product.stop()


def _till_start(where: Stage) -> tuple[float, float]:
    command = till.terminal_command(where.till(), "run", "--staff", stage.STAFF)
    with till.running(command, where.env) as terminal:
        return _painted(terminal)


def _painted(started: Till) -> tuple[float, float]:
    """Return seconds until the window was painted, by the clock and of the processor; then let
    the start come to its end.
    """
    window = started.expect("window", START_S)
    Event().wait(_SETTLE_S)
    return started.seconds_to(window), window["cpu_ns"] / 1e9
