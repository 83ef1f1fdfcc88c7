"""A process that does what lines of JSON on its standard input say. Standard library only.

One line {"do": name, …arguments} gives one line back: what the function returned, or
{"error": text}. Times within are of the clock that never jumps and that all processes of a
machine share.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Mapping
from typing import Any

Command = Callable[..., Any]


def serve(commands: Mapping[str, Command]) -> None:
    """Do as told until the input ends. A fault is told and ends nothing."""
    # What libraries print must not end up among the answers.
    answers, sys.stdout = sys.stdout, sys.stderr
    for line in sys.stdin:
        asked = json.loads(line)
        try:
            found = commands[asked.pop("do")](**asked)
        except Exception as error:  # noqa: BLE001 (told to whoever asked)
            found = {"error": f"{type(error).__name__}: {error}"[:500]}
        print(json.dumps(found or {}), file=answers, flush=True)


def timed(work: Callable[[], Any]) -> dict[str, Any]:
    """Run `work` and return when it began and how long it took, beside what it returned."""
    started = time.monotonic_ns()
    found = work()
    ended = time.monotonic_ns()
    return {"began_ns": started, "seconds": (ended - started) / 1e9, **(found or {})}
