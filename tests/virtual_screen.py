"""A virtual screen of our own, so that windows are really drawn and nobody else's keys come in."""

from __future__ import annotations

import os
import select
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Final

_START_S: Final = 30.0
_END_S: Final = 10.0


@contextmanager
def virtual_screen(size: str, *, hurried: bool) -> Iterator[str]:
    """Run an X server without a window manager and yield the name of its display. `size` is in
    pixels, as in 1920x1080. One that is `hurried` runs whenever it wants to, where that is allowed:
    it stands for keyboards and scanners as well, whose keys come no later because the machine does
    much else. Raises RuntimeError when there is no server.
    """
    ours, theirs = os.pipe()
    # Without -noreset it starts over, deaf to all, whenever the last window goes.
    command = ["Xvfb", "-displayfd", str(theirs), "-screen", "0", f"{size}x24", "-noreset"]
    with os.fdopen(ours) as told:
        try:
            process = subprocess.Popen(
                [*command, "-nolisten", "tcp"],
                pass_fds=(theirs,),
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
        finally:
            os.close(theirs)
        try:
            if hurried:
                _hurry(process.pid)
            ready, _, _ = select.select([told], [], [], _START_S)
            number = told.readline().strip() if ready else ""
            if not number:
                raise RuntimeError("no X server")
            yield f":{number}"
        finally:
            stop(process)


def stop(process: subprocess.Popen[bytes] | subprocess.Popen[str]) -> None:
    """End a process, by force when asking does not help."""
    process.terminate()
    try:
        process.wait(_END_S)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _hurry(process: int) -> None:
    with suppress(OSError, AttributeError):
        os.sched_setscheduler(process, os.SCHED_RR, os.sched_param(1))
