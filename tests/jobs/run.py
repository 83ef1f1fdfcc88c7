"""Does jobs again and again in a process of its own, and prints what they took as one line of JSON.

    python -m tests.jobs.run FOLDER [--jobs J1 …] [--people N] [--first I --count K] [--x] [--wedge]
                             [--gap MS]

With --first and --count only some of the people come in. With --x on the X server of the
environment: a keyboard, a scanner that types, and the input method that is on there.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from tests.jobs import shop, trial
from tests.jobs.jobs import JOBS, tasks_due
from tests.jobs.pages import switches
from tests.jobs.till import JobError, Till, Ways, opened
from tests.jobs.trial import Scene
from ui.keys.native import has_input_method

PEOPLE = 30


def main(argv: Sequence[str] | None = None) -> int:
    """Do what was asked and print it. Return 0; what failed is in the answer."""
    asked = _parser().parse_args(argv)
    answer = os.fdopen(os.dup(sys.stdout.fileno()), "w", encoding="utf-8")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # The program logs there.
    asked.folder.mkdir(parents=True, exist_ok=True)
    made = shop.make(asked.folder, comers=asked.people)
    ways = Ways(on_x=asked.x, wedge=asked.wedge or asked.x, gap_ms=asked.gap)
    with opened(made, ways) as till:
        found: dict[str, Any] = {"jobs": {}}
        for name in asked.jobs:
            every = trial.suited(till, name, trial.scenes(made.people))
            some = every[asked.first : asked.first + asked.count]
            found["jobs"][name] = _many(till, name, some)
        found["keys"] = asdict(till.watch.timing.whole)
        found["turns"] = {"cpu_ms": till.watch.turns.cpu_ms, "wall_ms": till.watch.turns.wall_ms}
        if asked.switches:
            found["switches_ms"] = switches(till, asked.switches)
    answer.write(json.dumps(found) + "\n")
    answer.close()
    return 0


def _many(till: Till, name: str, every: Iterable[Scene]) -> dict[str, Any]:
    # On a display the input method is on or off for all; elsewhere it is for some.
    is_on = has_input_method("xcb", os.environ) if till.ways.on_x else None
    found: dict[str, Any] = {
        "expert_s": [], "interactions": [], "again": [], "machine_ms": [], "cpu_ms": [],
        "failures": [],
    }  # fmt: skip
    for place, scene in enumerate(every):
        if name == "J5" and tasks_due(till) == 0:
            break
        here = scene if is_on is None else _with_method(scene, is_on)
        try:
            done = trial.do(till, name, here)
        except JobError as error:
            found["failures"].append(f"{name} {place}: {error}")
            continue
        found["expert_s"].append(done.expert_s)
        found["interactions"].append(done.tally.interactions)
        found["again"].append(done.tally.again)
        found["machine_ms"].append(done.spent.wall_ms)
        found["cpu_ms"].append(done.spent.cpu_ms)
    return found


def _with_method(scene: Scene, is_on: bool) -> Scene:
    return Scene(scene.one, scene.other, scene.has_draft, is_on)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.jobs.run", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--jobs", nargs="+", choices=JOBS, default=list(JOBS))
    parser.add_argument("--people", type=int, default=PEOPLE)
    parser.add_argument("--first", type=int, default=0, help="who comes in first")
    parser.add_argument("--count", type=int, default=sys.maxsize, help="how many come in")
    parser.add_argument("--x", action="store_true", help="with the keys of an X server")
    parser.add_argument("--wedge", action="store_true", help="look for scanners that type")
    parser.add_argument("--gap", type=int, default=0, help="ms after each key")
    parser.add_argument("--switches", type=int, default=0, help="how often to go to each page")
    return parser


if __name__ == "__main__":
    sys.exit(main())
