"""Where an error happened, told without what it happened to.

The message of an error, and the values around it, can quote what a person typed or what a row
holds. Its type and its place cannot.
"""

from __future__ import annotations

from pathlib import PurePath
from types import TracebackType
from typing import Final

_OURS: Final = ("terminal", "ui", "devices", "local_store", "sync", "resources")
NOWHERE: Final = "?"


def place_of(trace: TracebackType | None) -> str:
    """Return file and line of the innermost frame of our packages (`sync/hub/worker.py:52`), or
    those of the innermost frame when none is ours. The file is told from its package on: the
    folders above it can hold an account's name.
    """
    innermost, ours = NOWHERE, ""
    while trace is not None:
        code = trace.tb_frame.f_code
        module = str(trace.tb_frame.f_globals.get("__name__", ""))
        file = PurePath(code.co_filename)
        innermost = f"{file.name}:{trace.tb_lineno}"
        package = module.partition(".")[0]
        if package in _OURS and package in file.parts:
            last = len(file.parts) - file.parts[::-1].index(package) - 1
            ours = f"{'/'.join(file.parts[last:])}:{trace.tb_lineno}"
        trace = trace.tb_next
    return ours or innermost
