"""Scanning: codes taken whole, typing left alone: `python3 dev.py bench scan`.

Simulated scanners and people (docs/scan-traces.md) play to the arbiter, and in the same run to the
fixed rules of other systems; then come serial scanners, the camera, and what codes mean. Writes
build/bench/scan.json and prints a table. `--quick` takes 2-3 minutes and is for tuning: its slices
are small, so its bounds are loose.
"""

from __future__ import annotations

import argparse
import importlib
import math
import os
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from tests.bench.rig import figures, machine
from tests.bench.rig.figures import BenchError, Figures
from tests.bench.scan_rig import keys

SUITE: Final = "scan"
FOLDER: Final = machine.ROOT / "build" / "bench"
PARTS: Final = ("keys", "serial", "camera", "meaning")
"""All but the first are modules of `scan_rig` with `measure(seed, *, is_quick) -> Figures`."""


def main(argv: Sequence[str] | None = None) -> int:
    """Measure, print, write; or replay one scene. Return 1 when a figure could not be taken."""
    options = _parse(argv)
    if options.replay:
        seed, _, name = options.replay.partition(":")
        print("\n".join(keys.replay(int(seed), name)))
        return 0
    about: dict[str, Any] = {
        "machine": machine.describe("none"),
        "commit": machine.commit(),
        "options": {name: str(value) for name, value in vars(options).items()},
    }
    found: Figures = {}
    try:
        for part in options.only:
            print(f"bench: {part} …", flush=True)
            with machine.watched(about["machine"], part):
                found |= _keys(options, about) if part == "keys" else _part(part, options)
    except BenchError as error:
        print(f"bench: {error}", file=sys.stderr)
        return 1
    figures.write(options.out, SUITE, about, found)
    print(figures.table(found))
    print(options.out)
    return 0


def _parse(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="dev.py bench scan", description=__doc__)
    parser.add_argument("--out", type=Path, default=FOLDER / f"{SUITE}.json")
    parser.add_argument("--only", nargs="+", choices=PARTS, default=_parts(), help="some parts")
    parser.add_argument("--seed", type=int, default=9801, help="95xx for tuning, 98xx for proofs")
    parser.add_argument("--quick", action="store_true", help="small slices, loose bounds")
    parser.add_argument("--scans", type=int, help="for each of known and hidden devices")
    parser.add_argument("--typings", type=int, help="for each of known and hidden devices")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--minutes", type=float, default=math.inf, help="of keys, at most")
    parser.add_argument("--failures", type=Path, help="a file for the scenes that failed")
    parser.add_argument("--replay", metavar="SEED:NAME", help="tell one scene, as in --failures")
    return parser.parse_args(argv)


def _parts() -> list[str]:
    """Return the parts that are there."""
    folder = Path(keys.__file__).parent
    return [name for name in PARTS if (folder / f"{name}.py").exists()]


def _keys(options: argparse.Namespace, about: dict[str, Any]) -> Figures:
    sizes = keys.QUICK if options.quick else keys.Sizes()
    sizes = replace(
        sizes, scans=options.scans or sizes.scans, typings=options.typings or sizes.typings
    )
    found = keys.measure(options.seed, sizes, options.jobs, options.minutes)
    about["keys"] = keys.told(found)
    if options.failures:
        keys.write_failures(options.failures, found.failures)
    for name, words in found.behind.items():
        print(f"{name:<34} {words}")
    for line in keys.worst_slices(found, sizes.least):
        print(line)
    return found.figures


def _part(name: str, options: argparse.Namespace) -> Figures:
    part = importlib.import_module(f"tests.bench.scan_rig.{name}")
    measured: Figures = part.measure(options.seed, is_quick=options.quick)
    return measured


if __name__ == "__main__":
    sys.exit(main())
