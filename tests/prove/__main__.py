"""`dev.py prove`: the long proofs. Results add up over calls at one commit.

`prove [PART] [--minutes M] [--seed N] [--dirty]` does more of one part, or of all in turn;
`prove --report [--dirty]` writes docs/proofs/*.md.
"""

from __future__ import annotations

import argparse
import os
import platform
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from tests.prove.lanes import drive
from tests.prove.ledger import DIRTY, DirtyTreeError, Ledger, Result, commit_of
from tests.prove.parts import PARTS, Part

ROOT: Final = Path(__file__).resolve().parents[2]
MINUTES_MAX: Final = 60.0
RESERVE_S: Final = 60.0
"""Before the end of its time a part begins nothing new, so that a call ends in time."""
SEED: Final = 1_000_000


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what was asked; return 1 when something did not hold."""
    options = _parse(arguments)
    try:
        commit = commit_of(ROOT, may_be_dirty=options.dirty)
    except DirtyTreeError as error:
        print(f"prove: {error}", file=sys.stderr)
        return 2
    folder = ROOT / "build" / "prove" / commit
    if options.report:
        for part in PARTS.values():
            _write_report(part, Ledger(folder, part.name))
        return 0
    parts = [PARTS[options.part]] if options.part else list(PARTS.values())
    held = True
    for part in parts:
        share_s = options.minutes * 60 / len(parts)
        held &= _prove(part, Ledger(folder, part.name), options.seed, share_s)
    return 0 if held else 1


def _parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="dev.py prove", description=__doc__)
    parser.add_argument("part", nargs="?", choices=sorted(PARTS))
    parser.add_argument("--minutes", type=float, default=10.0, help="at most 60")
    parser.add_argument("--seed", type=int, default=SEED, help="where seeds begin")
    parser.add_argument("--dirty", action="store_true", help="prove a tree that is in no commit")
    parser.add_argument("--report", action="store_true", help="write docs/proofs/*.md and end")
    options = parser.parse_args(arguments)
    if not 0 < options.minutes <= MINUTES_MAX:
        parser.error("--minutes is more than 0 and at most 60")
    return options


def _prove(part: Part, ledger: Ledger, seed: int, share_s: float) -> bool:
    """Do more of a part for so long; tell whether all of it held."""
    until = time.monotonic() + max(share_s - RESERVE_S, share_s / 2)
    failing = done = 0
    if part.once is not None:
        part.once(ledger, seed)
    (ledger.folder / "failures").mkdir(parents=True, exist_ok=True)
    orders = part.orders(ledger, seed, until)
    for answer in drive(
        lambda number: part.lane(number, ledger.folder), orders, lanes=part.lanes, until=until
    ):
        for result in answer.get("results", [answer]):
            ledger.add(result)
            done += 1
            if result.get("failure"):
                failing += 1
                print(f"{part.name}: FAILED {result}", flush=True)
        print(f"{part.name}: {done} more, {failing} of them failing", flush=True)
    print("\n".join([f"{part.name} at {ledger.commit}:", *part.report(list(ledger.results()))]))
    return not failing


def _write_report(part: Part, ledger: Ledger) -> None:
    results: list[Result] = list(ledger.results())
    if not results:
        return
    path = ROOT / "docs" / "proofs" / f"{part.name}.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    times = sorted(one["at"] for one in results)
    commit = ledger.commit.removesuffix(DIRTY)
    dirty = ", with changes that are in no commit" if commit != ledger.commit else ""
    head = [
        f"# {part.title}",
        "",
        f"Goal: {part.goal}. Made by `python3 dev.py prove {part.name}` and `prove --report`.",
        "",
        f"- commit: {commit}{dirty}",
        f"- from {times[0]} to {times[-1]}",
        f"- machine: {os.cpu_count()} processors, Python {platform.python_version()}",
    ]
    path.write_text("\n".join([*head, *part.report(results)]) + "\n", "utf-8")
    print(path.relative_to(ROOT))


if __name__ == "__main__":
    sys.exit(main())
