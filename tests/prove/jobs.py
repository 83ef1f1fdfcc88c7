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
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

from tests.jobs.jobs import JOBS
from tests.prove.lanes import serve
from tests.prove.screen import Display
from tests.prove.server import ROOT

METHODS: Final = ("off", "on")
PEOPLE: Final = 30
AT_ONCE: Final = 3
GAP_MS: Final = 130
_ROUND_S: Final = 600


@dataclass(frozen=True, slots=True)
class Round:
    """One job with some of those who come in, from the `first` on, at a till of their own."""

    seed: int
    job: str
    method: str
    first: int


def plan(seed: int) -> Iterator[Round]:
    """Yield every job without an input method and with one, for the first who come in, then for
    the next.
    """
    for first in range(0, PEOPLE, AT_ONCE):
        for method in METHODS:
            for job in JOBS:
                yield Round(seed, job, method, first)


def do_round(order: Round) -> dict[str, Any]:
    """Do one round in a process of its own; `failure` is None when all of it came about."""
    with (
        tempfile.TemporaryDirectory(prefix="guitai-jobs-") as folder,
        Display(has_input_method=order.method == "on") as display,
    ):
        command = [sys.executable, "-m", "tests.jobs.run", str(Path(folder) / "till"), "--x"]
        command += ["--jobs", order.job, "--people", str(PEOPLE), "--gap", str(GAP_MS)]
        command += ["--first", str(order.first), "--count", str(AT_ONCE)]
        env = {**os.environ, **display.environment, "QT_QPA_PLATFORM": "xcb"}
        try:
            done = subprocess.run(
                command, cwd=ROOT, env=env, capture_output=True, check=False, text=True,
                timeout=_ROUND_S,
            )  # fmt: skip
        except subprocess.TimeoutExpired:
            return _failed(order, f"longer than {_ROUND_S} s")
    if done.returncode:
        return _failed(order, done.stderr[-2000:] or "no reason")
    answer = json.loads(done.stdout)
    taken, keys = answer["jobs"][order.job], answer["keys"]
    counts = taken["interactions"]
    return {
        **asdict(order),
        "done": len(counts),
        "interactions": max(counts, default=0),
        "again": sum(taken["again"]),
        "keys": keys["keys"],
        "gap_ms": keys["gap_ms"],
        "late_ms": keys["late_ms"],
        "failure": "\n".join(taken["failures"]) or None,
    }


def _failed(order: Round, why: str) -> dict[str, Any]:
    nothing = {"done": 0, "interactions": 0, "again": 0, "keys": 0, "gap_ms": 0, "late_ms": 0}
    return {**asdict(order), **nothing, "failure": why}


def done(result: Mapping[str, Any]) -> int:
    """Return how many jobs of a round came about."""
    return int(result["done"])


def failing(result: Mapping[str, Any]) -> int:
    """Return how many did not; a round that came to no end counts as one."""
    failure: str = result["failure"] or ""
    return len(failure.splitlines()) if result["keys"] else int(bool(failure))


def report(results: Sequence[Mapping[str, Any]]) -> list[str]:
    """Return the lines about some rounds."""
    keys = sum(one["keys"] for one in results)
    gap_ms, late_ms = (max((one[of] for one in results), default=0) for of in ("gap_ms", "late_ms"))
    lines = [
        f"- keys of a scanner, pressed and let go: {keys:,}",
        f"- by the server's stamps {gap_ms} ms apart at most within a code",
        f"- seen by the window up to {late_ms:,} ms after their stamp",
        "",
        "| job | input method | done | most interactions | scans asked for again | failing |",
        "|---|---|---|---|---|---|",
    ]
    for method in METHODS:
        for job in JOBS:
            those = [one for one in results if (one["method"], one["job"]) == (method, job)]
            if those:
                most = max(one["interactions"] for one in those)
                again = sum(one["again"] for one in those)
                cells = (job, method, sum(map(done, those)), most, again, sum(map(failing, those)))
                lines.append("| " + " | ".join(map(str, cells)) + " |")
    return lines


def main() -> None:
    """Serve rounds until there are none."""
    serve(lambda order: do_round(Round(**order)))


if __name__ == "__main__":
    main()
