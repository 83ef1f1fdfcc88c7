"""The jobs of the counter with real keys: an X server, a person's keyboard, a scanner that types,
and a Chinese input method off and on.

`python -m tests.prove.jobs LANE` reads one round a line and answers each.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

from tests.jobs.jobs import JOBS
from tests.prove.lanes import serve
from tests.prove.screen import Display
from tests.prove.server import ROOT

METHODS: Final = ("off", "on")
PEOPLE: Final = 30
GAP_MS: Final = 130


@dataclass(frozen=True, slots=True)
class Round:
    """One job with everybody who comes in."""

    seed: int
    job: str
    method: str


def plan(seed: int) -> Iterator[Round]:
    """Yield every job without an input method and with one."""
    for method in METHODS:
        for job in JOBS:
            yield Round(seed, job, method)


def do_round(order: Round) -> dict[str, Any]:
    """Do one round in a process of its own; `failure` is None when all of it came about."""
    with (
        tempfile.TemporaryDirectory(prefix="guitai-jobs-") as folder,
        Display(has_input_method=order.method == "on") as display,
    ):
        command = [sys.executable, "-m", "tests.jobs.run", str(Path(folder) / "till"), "--x"]
        command += ["--jobs", order.job, "--people", str(PEOPLE), "--gap", str(GAP_MS)]
        env = {**os.environ, **display.environment, "QT_QPA_PLATFORM": "xcb"}
        done = subprocess.run(
            command, cwd=ROOT, env=env, capture_output=True, check=False, text=True
        )
    if done.returncode:
        failure: str | None = done.stderr[-2000:] or "no reason"
        return {**asdict(order), "done": 0, "interactions": 0, "again": 0, "failure": failure}
    taken = json.loads(done.stdout)["jobs"][order.job]
    counts = taken["interactions"]
    return {
        **asdict(order),
        "done": len(counts),
        "interactions": max(counts, default=0),
        "again": sum(taken["again"]),
        "failure": "\n".join(taken["failures"]) or None,
    }


def main() -> None:
    """Serve rounds until there are none."""
    serve(lambda order: do_round(Round(**order)))


if __name__ == "__main__":
    main()
