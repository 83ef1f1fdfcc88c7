"""Worlds of the simulation, many thousands of them.

`python -m tests.prove.worlds LANE` reads lists of seeds and answers each with its worlds' results;
`python -m tests.prove.worlds --seeds A B` lives the worlds from A to B and says nothing, for the
measure of coverage.
"""

from __future__ import annotations

import json
import math
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Final

import structlog

from tests.prove.lanes import serve
from tests.prove.server import ROOT

BATCH: Final = 10
COVERED: Final = 60
"""How many worlds are measured for coverage: more of them add next to nothing."""


def plan(seed: int) -> Iterator[dict[str, Any]]:
    """Yield batches of seeds without end."""
    while True:
        yield {"seeds": list(range(seed, seed + BATCH))}
        seed += BATCH


def live(seeds: Iterable[int]) -> list[dict[str, Any]]:
    """Live the worlds of these seeds and return their results."""
    from tests.simulation import prove

    structlog.configure(logger_factory=structlog.ReturnLoggerFactory())
    with prove.seldom_collecting():
        return list(prove.run(seeds, math.inf))


def coverage(seed: int) -> dict[str, Any]:
    """Measure which branches of sync/ some worlds take. Returns percentages and counts."""
    with tempfile.TemporaryDirectory(prefix="guitai-coverage-") as name:
        data, told = f"{name}/data", Path(name) / "told.json"
        python = [sys.executable, "-m", "coverage"]
        words = ["--branch", "--source=sync", f"--data-file={data}", "-m", "tests.prove.worlds"]
        seeds = ["--seeds", str(seed), str(seed + COVERED)]
        subprocess.run([*python, "run", "--rcfile=/dev/null", *words, *seeds], cwd=ROOT, check=True)
        report = ["json", "--rcfile=/dev/null", f"--data-file={data}", "-q", "-o", str(told)]
        subprocess.run([*python, *report], cwd=ROOT, check=True)
        totals = json.loads(told.read_text())["totals"]
    return {
        "coverage": True,
        "worlds": COVERED,
        "branches": totals["num_branches"],
        "branches_taken": totals["covered_branches"],
        "lines": totals["num_statements"],
        "lines_run": totals["covered_lines"],
    }


if __name__ == "__main__":
    if sys.argv[1] == "--seeds":
        live(range(int(sys.argv[2]), int(sys.argv[3])))
    else:
        serve(lambda order: {"results": live(order["seeds"])})
