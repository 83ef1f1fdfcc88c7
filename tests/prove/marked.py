"""The tests that are too long, or need too much, for every run: those marked `prove`.

`python -m tests.prove.marked LANE` runs them for every line that comes in, and answers it.
"""

from __future__ import annotations

import subprocess
import sys
from typing import Any

from tests.prove.lanes import serve
from tests.prove.server import ROOT


def run(order: dict[str, Any]) -> dict[str, Any]:
    """Run them and return the order with pytest's last word, and what failed."""
    command = [sys.executable, "-m", "pytest", "tests", "-q", "-m", "prove"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    said = [line for line in done.stdout.splitlines() if line.strip()]
    failed = [line for line in said if line.startswith(("FAILED", "ERROR"))]
    trouble = "\n".join(failed) or f"pytest ended with {done.returncode}"
    word = said[-1].strip("= ") if said else ""
    return {**order, "word": word, "failure": trouble if done.returncode else None}


if __name__ == "__main__":
    serve(run)
