"""The machine a figure was measured on. The same code is twice as slow beside a busy neighbour,
so the load before and after each step belongs to the figures.
"""

from __future__ import annotations

import os
import platform
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import qVersion

ROOT: Final = Path(__file__).resolve().parents[3]
_LOOP: Final = 1_000_000


def describe(screen: str) -> dict[str, Any]:
    """Return what the figures depend on. `screen` is Qt's platform."""
    return {
        "cores": os.cpu_count(),
        "cpu": _cpu(),
        "memory_mb": _memory_mb(),
        "kernel": platform.release(),
        "system": _system(),
        "python": platform.python_version(),
        "qt": qVersion(),
        "screen": screen,
        "nice": os.nice(0),
        "python_loop_ms": round(_loop_ms(), 1),
        "load": {},
    }


def commit() -> str:
    """Return the commit that was measured, with a mark when files differ from it."""
    head = _git("rev-parse", "HEAD")
    if not head:
        return "unknown"
    return f"{head}+changes" if _git("status", "--porcelain", "-uno") else head


@contextmanager
def watched(machine: dict[str, Any], step: str) -> Iterator[None]:
    """Note the load average and the share of time taken by others on the host around a step."""
    before, ticks = os.getloadavg()[0], _ticks()
    try:
        yield
    finally:
        spent = [now - then for now, then in zip(_ticks(), ticks, strict=True)]
        total = max(sum(spent), 1)
        machine["load"][step] = {
            "before": round(before, 2),
            "after": round(os.getloadavg()[0], 2),
            "busy": round(1 - (spent[3] + spent[4]) / total, 2),
            "steal": round(spent[7] / total, 3),
        }


def peak_mb(pid: int | None = None) -> float:
    """Return the most memory this process, or another, ever held. Not what `getrusage` says: that
    begins with what the process it was forked from held.
    """
    for line in Path(f"/proc/{pid or 'self'}/status").read_text().splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) / 1024
    return 0.0


def _ticks() -> list[int]:
    line = Path("/proc/stat").read_text().splitlines()[0]
    return [int(word) for word in line.split()[1:9]]


def _loop_ms() -> float:
    """Return what a loop of a million additions takes: the machine's speed at this moment."""
    best = float("inf")
    for _ in range(3):
        started, total = time.perf_counter_ns(), 0
        for number in range(_LOOP):
            total += number
        best = min(best, (time.perf_counter_ns() - started) / 1e6)
    return best


def _cpu() -> str:
    for line in Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return platform.machine()


def _memory_mb() -> int:
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // 2**20


def _system() -> str:
    try:
        return platform.freedesktop_os_release().get("PRETTY_NAME", platform.system())
    except OSError:
        return platform.system()


def _git(*words: str) -> str:
    try:
        done = subprocess.run(
            ["git", *words], cwd=ROOT, capture_output=True, check=False, text=True
        )
    except OSError:
        return ""
    return done.stdout.strip() if done.returncode == 0 else ""
