"""A virtual screen of our own, so that windows are really drawn and nobody else's are measured."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from tests.bench.rig.figures import BenchError

_SIZE: Final = "1920x1080x24"
_END_S: Final = 10


@contextmanager
def environment() -> Iterator[dict[str, str]]:
    """Lend the environment of a program with windows: Qt on xcb under Xvfb, or offscreen where
    there is no Xvfb.
    """
    env = {name: value for name, value in os.environ.items() if not name.startswith("GUITAI_")}
    if shutil.which("Xvfb") is None:
        yield env | {"QT_QPA_PLATFORM": "offscreen"}
        return
    with _xvfb() as display:
        yield env | {"QT_QPA_PLATFORM": "xcb", "DISPLAY": display}


@contextmanager
def _xvfb() -> Iterator[str]:
    read, write = os.pipe()
    command = ["Xvfb", "-displayfd", str(write), "-screen", "0", _SIZE, "-noreset"]
    process = subprocess.Popen(
        [*command, "-nolisten", "tcp"],
        pass_fds=(write,),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    os.close(write)
    try:
        with os.fdopen(read) as told:
            number = told.readline().strip()  # Ends when the screen is there, or has died.
        if not number:
            raise BenchError("Xvfb gave no screen")
        yield f":{number}"
    finally:
        process.terminate()
        try:
            process.wait(_END_S)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
