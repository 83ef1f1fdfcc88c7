"""The jobs, done in a process of their own, and the pages and turns of the loop that come by."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from typing import Any, Final

from tests.bench.rig import machine
from tests.bench.rig.figures import BenchError, Figure, Figures, Target, WrongError, percentile
from tests.jobs.jobs import JOBS

ANCHORS: Final = {
    "J1": "Simple 2 interactions (counted); CHT at least 6 (counted)",
    "J2": "Odoo waits 500 ms after typing (published)",
    "J3": "Simple 76 s median (published)",
    "J4": "checking one paper form read by OCR 11.3 min (the seed's)",
    "J5": "Simple 13 s to 16 s (published)",
    "J6": "Simple 13 s to 16 s (published)",
    "J7": "Open mSupply: own store only (published)",
    "J8": "CHT: a training page (counted)",
    "J9": "17 s online after 4.2 h by hand (the seed's)",
    "J10": "none without a connection",
}
"""The best that is known of others for the same job."""
_JOBS: Final = tuple(
    Target(f"{name}_s", "s", job.target_s) for name, job in JOBS.items() if job.target_s is not None
)
PAGE_MS: Final = Target("page_switch_max_ms", "ms", 60)
LOOP_MS: Final = Target("loop_cpu_p999_ms", "ms", 16)
TARGETS: Final = (
    *_JOBS,
    PAGE_MS,
    LOOP_MS,
)
_SWITCHES: Final = 10
_LATER: Final = "not there yet"


def jobs(folder: Path, names: Sequence[str], people: int, gap_ms: int) -> Figures:
    """Do these jobs with so many people, a person's pause after each key. Raise BenchError."""
    found = _run(folder, names, people, gap_ms)
    failures = [one for job in found["jobs"].values() for one in job["failures"]]
    if failures:
        raise WrongError("; ".join(failures[:5]))
    figures: Figures = {}
    aims = {target.name.removesuffix("_s"): target for target in _JOBS}
    for name in (*aims, *(name for name in found["jobs"] if name not in aims)):
        figures |= _of_job(name, found["jobs"].get(name), aims.get(name))
    return figures | _of_pages(found["switches_ms"]) | _of_turns(found["turns"])


def _run(folder: Path, names: Sequence[str], people: int, gap_ms: int) -> dict[str, Any]:
    shutil.rmtree(folder, ignore_errors=True)
    command = [sys.executable, "-m", "tests.jobs.run", str(folder), "--wedge"]
    command += ["--people", str(people), "--gap", str(gap_ms), "--switches", str(_SWITCHES)]
    command += ["--jobs", *names]
    done = subprocess.run(command, cwd=machine.ROOT, capture_output=True, check=False, text=True)
    shutil.rmtree(folder, ignore_errors=True)
    if done.returncode:
        raise BenchError((done.stderr.strip().splitlines() or ["no reason"])[-1])
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def _of_job(name: str, taken: dict[str, Any] | None, target: Target | None) -> Figures:
    """Return the slowest person's seconds that 95 of 100 stay under, and what they are made of."""
    if taken is None or not taken["expert_s"]:
        return {} if target is None else target.missing(_LATER)
    seconds = percentile(taken["expert_s"], 95)
    first = {f"{name}_s": Figure(seconds, "s")} if target is None else target.met_by(seconds)
    return {
        **first,
        f"{name}_interactions": Figure(median(taken["interactions"]), ""),
        f"{name}_interactions_max": Figure(max(taken["interactions"]), ""),
        f"{name}_machine_ms": Figure(percentile(taken["machine_ms"], 95), "ms"),
        f"{name}_cpu_ms": Figure(percentile(taken["cpu_ms"], 95), "ms"),
        f"{name}_done": Figure(len(taken["expert_s"]), "times", None, "more"),
    }


def _of_pages(switches: dict[str, dict[str, list[float]]]) -> Figures:
    """Return the longest any switch took, to a page that was shown before and one that was not."""
    later = [ms for page in switches.values() for ms in page["wall_ms"][1:]]
    first = [page["wall_ms"][0] for page in switches.values()]
    cpu = [ms for page in switches.values() for ms in page["cpu_ms"][1:]]
    return {
        **PAGE_MS.met_by(max(later)),
        "page_switch_p50_ms": Figure(median(later), "ms"),
        "page_switch_cpu_max_ms": Figure(max(cpu), "ms"),
        "page_first_switch_max_ms": Figure(max(first), "ms"),
    }


def _of_turns(turns: dict[str, list[float]]) -> Figures:
    cpu, wall = turns["cpu_ms"], turns["wall_ms"]
    return {
        **LOOP_MS.met_by(percentile(cpu, 99.9)),
        "loop_cpu_p99_ms": Figure(percentile(cpu, 99), "ms"),
        "loop_cpu_max_ms": Figure(max(cpu), "ms"),
        "loop_wall_max_ms": Figure(max(wall), "ms"),
        "loop_turns": Figure(len(cpu), "turns", None, "more"),
    }
