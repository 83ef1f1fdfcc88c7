"""The system's printers, asked through CUPS' own commands where it is installed."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Sequence
from typing import Final

from terminal.domain.problems import Refusal

NONE: Final = "PRINT_NO_SERVICE"
FAILED: Final = "PRINT_FAILED"
_ANSWER_S: Final = 10.0


def printers() -> tuple[str, ...] | None:
    """Return the printers that are set up, the usual one first; None where there is no CUPS."""
    if shutil.which("lp") is None or shutil.which("lpstat") is None:
        return None
    names = _said(["lpstat", "-e"]).split()
    usual = _said(["lpstat", "-d"]).rpartition(":")[2].strip()
    return tuple(sorted(names, key=lambda name: (name != usual, name)))


def print_pdf(title: str, content: bytes, printer: str) -> Refusal | None:
    """Hand a PDF to a printer in its real size. Return why it was not taken."""
    command = ["lp", "-d", printer, "-t", title, "-o", "print-scaling=none", "-"]
    try:
        done = subprocess.run(  # noqa: S603 (the system's own program)
            command, input=content, capture_output=True, timeout=_ANSWER_S, check=False
        )
    except FileNotFoundError:
        return Refusal(NONE)
    except (OSError, subprocess.TimeoutExpired):
        return Refusal(FAILED, {"printer": printer})
    return None if done.returncode == 0 else Refusal(FAILED, {"printer": printer})


def _said(command: Sequence[str]) -> str:
    try:
        done = subprocess.run(  # noqa: S603
            command, capture_output=True, text=True, timeout=_ANSWER_S, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout if done.returncode == 0 else ""
