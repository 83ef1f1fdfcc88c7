"""What a till costs while nobody uses it, after the main job was done once."""

from __future__ import annotations

import os
from pathlib import Path
from threading import Event
from typing import Final

from terminal import demo
from terminal.sandbox import identity
from tests.bench.rig import stage, till
from tests.bench.rig.figures import Figure, Figures
from tests.bench.rig.scans import SIZE
from tests.bench.rig.stage import Stage

TARGET_MB: Final = 250
_READY_S: Final = 60
_JOB_S: Final = 30


def measure(where: Stage, *, idle_s: float) -> Figures:
    """Scan a customer, complete her follow-up by keyboard, then leave the till alone."""
    with till.plugged() as scanner:
        arguments = ["--scanner", scanner.port, "run", "--staff", stage.STAFF]
        probe = ["--size", SIZE, "--complete"]
        command = till.terminal_command(where.till(), *arguments, probe=probe)
        with till.running(command, where.env) as terminal:
            terminal.expect("scanner", _READY_S)
            scanner.scan(identity.showcase_codes(demo.STORE)[0])
            terminal.expect("recorded", _JOB_S)
            busy_s = _cpu_s(terminal.pid)
            Event().wait(idle_s)
            used_s = _cpu_s(terminal.pid) - busy_s
            memory = _memory_mb(terminal.pid)
    return {
        "idle_pss_mb": Figure(memory["Pss"], "MB", TARGET_MB),
        "idle_rss_mb": Figure(memory["Rss"], "MB"),
        "idle_private_mb": Figure(memory["Private_Clean"] + memory["Private_Dirty"], "MB"),
        "idle_s": Figure(idle_s, "s"),
        "idle_cpu_percent": Figure(100 * used_s / max(idle_s, 1e-9), "%"),
    }


def _memory_mb(pid: int) -> dict[str, float]:
    """Return the sums of the kernel's account of a process's memory, in MiB.

    PSS divides pages among the processes that share them, so other Qt or Python programs on the
    machine make it smaller; RSS counts them whole.
    """
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()[1:]
    fields = (line.split() for line in lines)
    return {words[0].rstrip(":"): int(words[1]) / 1024 for words in fields}


def _cpu_s(pid: int) -> float:
    after_name = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(after_name[11]) + int(after_name[12])) / os.sysconf("SC_CLK_TCK")
