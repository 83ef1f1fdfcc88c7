"""Lanes: processes that do one order after another, so that a proof uses the whole machine."""

from __future__ import annotations

import json
import os
import selectors
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from typing import Any, Final

_LEAVE_S: Final = 60.0

Order = dict[str, Any]


def serve(work: Callable[[Order], Order]) -> None:
    """In a lane: answer every order that comes in, a JSON object a line, until there are none."""
    # What the work prints must not be taken for an answer.
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "w", encoding="utf-8")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    answers.write("{}\n")
    answers.flush()
    for line in sys.stdin:
        answers.write(json.dumps(work(json.loads(line)), ensure_ascii=False) + "\n")
        answers.flush()


def drive(
    command: Callable[[int], Sequence[str]],
    orders: Iterator[Order],
    *,
    lanes: int,
    until: float,
) -> Iterator[Order]:
    """Start `lanes` processes and yield what they answer, handing out orders until the clock
    (monotonic seconds) says `until`. What is under way then is still finished.

    Raise ChildProcessError when a lane ends by itself.
    """
    with ExitStack() as end, selectors.DefaultSelector() as waiting:
        busy = 0
        for number in range(lanes):
            process = subprocess.Popen(
                [sys.executable, *command(number)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
            )
            end.callback(_end, process)
            waiting.register(_stdout(process), selectors.EVENT_READ, process)
            busy += 1
        while busy:
            for key, _ in waiting.select():
                process = key.data
                line = process.stdout.readline()
                if not line:
                    raise ChildProcessError(f"a lane ended with {process.wait()}")
                if answer := json.loads(line):
                    yield answer
                busy -= 1
                order = next(orders, None) if time.monotonic() < until else None
                if order is not None:
                    process.stdin.write(json.dumps(order).encode() + b"\n")
                    process.stdin.flush()
                    busy += 1


def _stdout(process: subprocess.Popen[bytes]) -> Any:
    assert process.stdout is not None
    return process.stdout


def _end(process: subprocess.Popen[bytes]) -> None:
    assert process.stdin is not None
    process.stdin.close()
    try:
        process.wait(_LEAVE_S)
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGKILL)
        process.wait()
    _stdout(process).close()
