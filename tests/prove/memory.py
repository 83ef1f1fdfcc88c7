"""How much memory a process really takes."""

from __future__ import annotations

import re
from pathlib import Path


def private_mb(process: int | str) -> float:
    """Return what a process has for itself, in or out of memory, in MB; 0 when it is gone.

    What it maps of files and shares with others is left out: that has a bound of its own, and how
    much of it is counted as whose changes with what else runs.
    """
    return _mb(process, "Pss_Anon", "SwapPss")


def shared_mb(process: int | str) -> float:
    """Return a process's part of the memory it shares with others, files apart, in MB."""
    return _mb(process, "Pss_Shmem")


def family(process: int) -> list[int]:
    """Return a process and all that descend from it."""
    children: dict[int, list[int]] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                stat = (entry / "stat").read_text()
            except OSError:
                continue
            parent = int(stat.rpartition(")")[2].split()[1])
            children.setdefault(parent, []).append(int(entry.name))
    found = [process]
    for one in found:
        found += children.get(one, [])
    return found


def _mb(process: int | str, *names: str) -> float:
    try:
        text = Path(f"/proc/{process}/smaps_rollup").read_text()
    except OSError:
        return 0.0
    found = re.findall(rf"^(?:{'|'.join(names)}):\s+(\d+) kB", text, re.MULTILINE)
    return sum(map(int, found)) / 1024
