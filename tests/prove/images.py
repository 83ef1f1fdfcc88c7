"""Images of power cuts, rebuilt from traced writes: a day is lived, and judged at many points.

`python -m tests.prove.images LANE FAILURES` reads one day a line and answers each. A day that broke
a promise is kept in FAILURES; `python -m tests.crash.images` shows one of its images again.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from tests.crash.day import SCENARIOS, lived
from tests.crash.images import image
from tests.crash.judge import judge_image
from tests.prove.lanes import serve

IMAGES: Final = 100
_SHOWN: Final = 3


@dataclass(frozen=True, slots=True)
class PlannedDay:
    """One day, and how many images of it are judged."""

    seed: int
    scenario: str
    images: int = IMAGES


def plan(seed: int) -> Iterator[PlannedDay]:
    """Yield days without end."""
    while True:
        yield PlannedDay(seed, SCENARIOS[seed % len(SCENARIOS)])
        seed += 1


def do_day(day: PlannedDay, failures: Path) -> dict[str, Any]:
    """Live a day, judge its images, and return what came of it; `failure` is None when all held.
    Times are CPU seconds of this process, which judges.
    """
    fates: Counter[str] = Counter()
    phases: Counter[str] = Counter()
    failed: list[str] = []
    with tempfile.TemporaryDirectory(prefix="guitai-images-") as name:
        trace = lived(day.scenario, day.seed, Path(name) / "day")
        started = time.process_time()
        for seed in range(day.seed * day.images, (day.seed + 1) * day.images):
            made, folder = image(trace, seed), Path(name) / "image"
            folder.mkdir()
            made.write(folder)
            judgement = judge_image(trace, made, folder)
            shutil.rmtree(folder)
            fates.update(made.fates + judgement.seen)
            phases[made.phase] += 1
            if judgement.failure is not None:
                failed.append(f"image {seed} ({made.phase}): {judgement.failure}")
        took = time.process_time() - started
    if failed:
        trace.save(failures / f"images-{day.seed}.trace")
    return {
        "seed": day.seed,
        "scenario": day.scenario,
        "images": day.images,
        "failing": len(failed),
        "failure": "; ".join(failed[:_SHOWN]) or None,
        "events": len(trace.events),
        "fates": dict(fates),
        "phases": dict(phases),
        "cpu_s": round(took, 2),
    }


def serve_lane(failures: Path) -> None:
    """Live the days that come in, each answered with its result."""
    serve(lambda order: do_day(PlannedDay(**order), failures))


if __name__ == "__main__":
    serve_lane(Path(sys.argv[2]))
