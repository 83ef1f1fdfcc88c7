"""The encrypted store beside plain sqlite3 on the same data: `python3 dev.py bench store`.

Makes a till's store of a chain's size, takes each figure by a function of its own (STEPS), writes
build/bench/store.json and prints a table.
"""

from __future__ import annotations

import argparse
import shutil
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Final

from tests.bench.rig import figures, machine
from tests.bench.rig.figures import BenchError, Figures
from tests.bench.store_rig import data, plain, searching
from tests.bench.store_rig.data import Made, Sizes

SUITE: Final = "store"
FOLDER: Final = machine.ROOT / "build" / "bench"
Step = Callable[[Made, argparse.Namespace], Figures]
STEPS: Final[dict[str, Step]] = {
    "search": lambda made, asked: searching.keystrokes(made, samples=asked.samples),
    "first_key": lambda made, asked: searching.first_key(made, samples=asked.samples),
}
"""What is measured, by name, in this order. Each takes the store as the one before left it."""


def main(argv: Sequence[str] | None = None) -> int:
    """Measure, print, write. Return 0, or 1 when a figure could not be taken."""
    asked = _parse(argv)
    about: dict[str, Any] = {"machine": machine.describe("none"), "commit": machine.commit()}
    folder = FOLDER / "store-stage"
    shutil.rmtree(folder, ignore_errors=True)
    found: Figures = {}
    try:
        print("bench: making the store …", flush=True)
        made = data.make(folder, Sizes(asked.customers, asked.medicines, asked.tickets))
        plain.copy(made)
        for name in asked.only:
            print(f"bench: {name} …", flush=True)
            with machine.watched(about["machine"], name):
                found |= STEPS[name](made, asked)
    except (BenchError, OSError) as error:
        print(f"bench: {error}", file=sys.stderr)
        return 1
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    figures.write(asked.out, SUITE, about, found)
    print(figures.table(found))
    print(asked.out)
    return 0


def _parse(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="dev.py bench store", description=__doc__)
    parser.add_argument("--out", type=Path, default=FOLDER / f"{SUITE}.json")
    parser.add_argument("--only", nargs="+", choices=STEPS, default=list(STEPS))
    parser.add_argument("--customers", type=int, default=100_000)
    parser.add_argument("--medicines", type=int, default=30_000)
    parser.add_argument("--tickets", type=int, default=30_000, help="of 18 months")
    parser.add_argument("--samples", type=int, default=2_000, help="keys that are pressed")
    return parser.parse_args(argv)


if __name__ == "__main__":
    sys.exit(main())
