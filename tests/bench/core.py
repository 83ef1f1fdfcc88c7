"""The figures of the main job: `python3 dev.py bench core`.

Takes about twenty minutes, five of them idle. Writes build/bench/core.json and prints a table.
Everything runs as shipped, in processes of its own, on a demonstration store made for this run.
"""

from __future__ import annotations

import argparse
import shutil
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Final

from terminal import demo, log_setup
from tests.bench.rig import (
    figures,
    idle,
    machine,
    saving,
    scans,
    screen,
    serving,
    stage,
    starts,
    worklist,
)
from tests.bench.rig.figures import BenchError, Figures
from tests.bench.rig.stage import Stage

SUITE: Final = "core"
FOLDER: Final = machine.ROOT / "build" / "bench"
ORDER: Final = ("first", "second", "start", "scan", "idle", "fill", "push", "list", "commit")
OTHER_DESK: Final = 2
Step = Callable[[], Figures]


def main(argv: Sequence[str] | None = None) -> int:
    """Measure, print, write. Return 0, or 1 when a figure could not be taken."""
    options = _parse(argv)
    root = FOLDER / "stage"
    shutil.rmtree(root, ignore_errors=True)
    try:
        with screen.environment() as env:
            where = Stage(root, env, machine.describe(env["QT_QPA_PLATFORM"]))
            found = _measure(where, options)
    except (BenchError, demo.DemoError) as error:
        print(f"bench: {error}", file=sys.stderr)
        return 1
    finally:
        shutil.rmtree(root, ignore_errors=True)
    about = {"machine": where.machine, "commit": machine.commit()}
    figures.write(options.out, SUITE, about, found)
    _tell(where.machine, found, options.out)
    return 0


def _parse(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="dev.py bench core", description=__doc__)
    parser.add_argument("--out", type=Path, default=FOLDER / f"{SUITE}.json")
    parser.add_argument("--only", nargs="+", choices=ORDER, default=ORDER, help="some steps only")
    parser.add_argument("--scans", type=int, default=200)
    parser.add_argument("--pause-s", type=float, default=2.1, help="between two scans")
    parser.add_argument("--idle-s", type=float, default=300)
    parser.add_argument("--saves", type=int, default=1000)
    parser.add_argument("--repeats", type=int, default=30, help="of the task list")
    return parser.parse_args(argv)


def _measure(where: Stage, options: argparse.Namespace) -> Figures:
    """Take the steps in their order: the first makes the store that the others use, and the hub's
    fills the other till that the last two use.
    """
    found: Figures = {}

    def take(name: str, step: Step, *, always: bool = False) -> None:
        wanted = name in options.only
        if wanted or always:
            print(f"bench: {name} …", flush=True)
            with machine.watched(where.machine, name):
                taken = step()
            found.update(taken if wanted else {})

    take("first", lambda: starts.first_start(where), always=True)
    log_setup.set_up(where.root / "logs", "warning")
    with stage.hub(where):
        stage.exchange(where.till())
    take("second", lambda: starts.second_start(where, runs=5))
    with stage.hub(where) as url:
        take("start", lambda: starts.start_to_paint(where, runs=7))
        take("scan", lambda: scans.measure(where, scans=options.scans, pause_s=options.pause_s))
        take("idle", lambda: idle.measure(where, idle_s=options.idle_s))
        take("fill", lambda: serving.bootstrap(where, url, OTHER_DESK), always=True)
        take("push", lambda: serving.push(where, url, clients=4, groups=40))
        take("list", lambda: worklist.measure(where, OTHER_DESK, repeats=options.repeats))
    take("commit", lambda: saving.measure(where, OTHER_DESK, saves=options.saves))
    return found


def _tell(about: dict[str, Any], found: Figures, path: Path) -> None:
    for name, value in about.items():
        if name != "load":
            print(f"{name:<16}{value}")
    for step, load in about["load"].items():
        told = "  ".join(f"{name} {value}" for name, value in load.items())
        print(f"load {step:<11}{told}")
    print(figures.table(found))
    print(path)


if __name__ == "__main__":
    sys.exit(main())
