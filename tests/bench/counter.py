"""The jobs of the counter at a real window: `python3 dev.py bench counter`.

Each job is done with thirty people, every second with somebody else's entry left half typed; what
the person does is counted where it reaches the window, what the machine takes is measured, and how
long an expert needs follows by the operator model (`tests/jobs/trial.py`). Then the same window
over a hundred thousand customers. Writes build/bench/counter.json and prints a table. A job that
fails once yields no number.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from tests.bench.counter_rig import doing, scanning, working
from tests.bench.rig import figures, machine
from tests.bench.rig.figures import BenchError, Figures, NotThereYetError, Target, WrongError
from tests.jobs.jobs import JOBS

SUITE: Final = "counter"
FOLDER: Final = machine.ROOT / "build" / "bench"
_LATER: Final = "not there yet"


@dataclass(frozen=True, slots=True)
class Step:
    """One measurement, and the figures that are wanted of it."""

    targets: Sequence[Target]
    take: Callable[[Path, argparse.Namespace], Figures]


STEPS: Final[dict[str, Step]] = {
    "jobs": Step(
        doing.TARGETS, lambda folder, asked: doing.jobs(folder, asked.jobs, asked.people, asked.gap)
    ),
    "card": Step(
        (scanning.CARD_MS,), lambda folder, asked: scanning.cards(folder, asked.scans, asked.size)
    ),
    "form": Step((working.FORM_MS,), lambda folder, asked: working.form(folder, asked.rounds)),
    "inspection": Step(
        (working.INSPECTION_MS,), lambda folder, asked: working.inspection(folder, asked.size)
    ),
    "rules": Step((working.RULES_S,), lambda folder, _: working.rules(folder)),
}


def main(argv: Sequence[str] | None = None) -> int:
    """Measure, print, write. Return 0, or 1 when a figure could not be taken or was wrong."""
    asked = _parse(argv)
    about: dict[str, Any] = {
        "machine": machine.describe("offscreen"),
        "commit": machine.commit(),
        "anchors": doing.ANCHORS,
    }
    found: Figures = {}
    faults: dict[str, str] = {}
    for name in asked.only:
        step = STEPS[name]
        print(f"bench: {name} …", flush=True)
        try:
            with machine.watched(about["machine"], name):
                found |= step.take(FOLDER / f"counter-{name}", asked)
        except (BenchError, OSError) as error:
            kind = _kind(error)
            faults[name] = f"{kind}: {error}"
            for target in step.targets:
                found |= target.missing(kind)
            print(f"bench: {name}: {faults[name]}", flush=True)
    figures.write(asked.out, SUITE, about | {"faults": faults}, found)
    print(figures.table(found))
    for name, anchor in doing.ANCHORS.items():
        print(f"{name}: {anchor}")
    print(asked.out)
    return 1 if any(not told.startswith(_LATER) for told in faults.values()) else 0


def _kind(error: Exception) -> str:
    if isinstance(error, WrongError):
        return "WRONG"
    return _LATER if isinstance(error, NotThereYetError) else "failed"


def _parse(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="dev.py bench counter", description=__doc__)
    parser.add_argument("--out", type=Path, default=FOLDER / f"{SUITE}.json")
    parser.add_argument("--only", nargs="+", choices=STEPS, default=list(STEPS))
    parser.add_argument("--jobs", nargs="+", choices=JOBS, default=list(JOBS))
    parser.add_argument("--people", type=int, default=30, help="who come in for each job")
    parser.add_argument("--gap", type=int, default=110, help="ms between two keys of a person")
    parser.add_argument("--scans", type=int, default=200)
    parser.add_argument("--size", type=int, default=100_000, help="customers on file")
    parser.add_argument("--rounds", type=int, default=20)
    return parser.parse_args(argv)


if __name__ == "__main__":
    sys.exit(main())
