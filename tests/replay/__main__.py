"""Measure which test of the generic suite notices each fault first, and keep that.

`python -m tests.replay [PATCH …]`; with patches, only those are measured anew.
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
from pathlib import Path

from tests.replay import suites
from tests.replay.copies import ROOT, copy_tree


def main(names: list[str]) -> int:
    """Measure; return 1 when a fault was not noticed."""
    known = suites.caught_by() if suites.CAUGHT_BY.exists() else {}
    missed = []
    for patch in suites.patches():
        if names and patch.stem not in names:
            continue
        started = time.monotonic()
        test = _who_notices(patch, known.get(patch.stem))
        if test is None:
            missed.append(patch.stem)
        else:
            known[patch.stem] = test
        print(f"{patch.stem}  {time.monotonic() - started:6.1f} s  {test}", flush=True)
        text = json.dumps(known, indent=2, sort_keys=True) + "\n"
        suites.CAUGHT_BY.write_text(text, "utf-8")
    return 1 if missed else 0


def _who_notices(patch: Path, first: str | None) -> str | None:
    with tempfile.TemporaryDirectory(prefix="guitai-replay-") as name:
        tree = Path(name) / "tree"
        copy_tree(ROOT, tree)
        trouble = suites.apply(patch, tree)
        if trouble is not None:
            print(f"{patch.name} does not fit: {trouble}")
            return None
        for suite in suites.in_order(first):
            verdict = suites.judge(tree, [suite])
            if verdict.broken_promises:
                noticed = verdict.broken_promises[0]
                print(f"    {noticed.words[:160]}")
                return noticed.test
            if verdict.other:
                print(f"    {suite}: {verdict.other[0][:160]}")
    return None


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
