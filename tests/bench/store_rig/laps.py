"""Many samples of one thing: what each took by the clock, and of the processor."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from statistics import median
from typing import TypeVar

from tests.bench.rig.figures import Figures, percentile, spread

T = TypeVar("T")


@dataclass(slots=True)
class Laps:
    """Samples in milliseconds. Beside other work on the machine the clock says more about that, so
    the processor time of the whole process is told too.
    """

    wall: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)

    def take(self, work: Callable[[], T]) -> T:
        """Do a piece of work and note what it took."""
        cpu, started = time.process_time_ns(), time.perf_counter_ns()
        result = work()
        self.wall.append((time.perf_counter_ns() - started) / 1e6)
        self.cpu.append((time.process_time_ns() - cpu) / 1e6)
        return result

    def at(self, percent: float) -> float:
        """Return a percentile by the clock; the hundredth is the greatest."""
        return percentile(self.wall, percent)

    def told(self, name: str, *percents: float) -> Figures:
        """Return percentiles by the clock; of the processor the first of them, and the median."""
        cpu = spread(f"{name}_cpu", self.cpu, "ms", (percents[0], 50))
        return {**spread(name, self.wall, "ms", percents), **cpu}


def middle(rounds: Sequence[Laps]) -> Laps:
    """Return for each sample, of the same things in the same order, its rounds' middle one."""
    return Laps(
        [median(samples) for samples in zip(*(one.wall for one in rounds), strict=True)],
        [median(samples) for samples in zip(*(one.cpu for one in rounds), strict=True)],
    )
