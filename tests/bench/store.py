"""The encrypted store beside plain sqlite3 on the same data: `python3 dev.py bench store`.

Fills a till's store with a hundred thousand customers, takes each figure by a step of its own
(STEPS), writes build/bench/store.json and prints a table. The set and the filled stores are kept
under build/, so the second run begins at once. A step whose answers are wrong yields no number.
"""

from __future__ import annotations

import argparse
import shutil
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from tests.bench.rig import figures, machine
from tests.bench.rig.figures import BenchError, Figures, NotThereYetError, Target, WrongError
from tests.bench.store_rig import (
    backing,
    importing,
    loading,
    memory,
    saving,
    searching,
    showing,
    stage,
)
from tests.bench.store_rig.data import Made
from tests.bench.store_rig.sizes import Sizes

SUITE: Final = "store"
FOLDER: Final = machine.ROOT / "build" / "bench"
_LATER: Final = "not there yet"
_WRONG: Final = "WRONG"


@dataclass(frozen=True, slots=True)
class Step:
    """One measurement, and the figure that is wanted of it."""

    target: Target
    take: Callable[[Made, argparse.Namespace], Figures]


STEPS: Final[dict[str, Step]] = {
    "open": Step(saving.OPEN_MS, lambda made, _: saving.opening(made)),
    "first_key": Step(
        searching.FIRST_MS, lambda made, asked: searching.first_key(made, samples=asked.samples)
    ),
    "search": Step(
        searching.P95_MS, lambda made, asked: searching.keystrokes(made, samples=asked.samples)
    ),
    "card": Step(showing.CARD_MS, lambda made, _: showing.card(made)),
    "followups": Step(showing.FOLLOWUPS_MS, lambda made, _: showing.worklist(made)),
    "rss": Step(memory.RSS_MB, lambda made, _: memory.resident(made)),
    "backup": Step(backing.MB_S, lambda made, _: backing.backups(made)),
    "bulk": Step(loading.ROWS_S, lambda made, asked: loading.bulk(made, loads=asked.loads)),
    "commit": Step(saving.COMMIT_MS, lambda made, asked: saving.commits(made, saves=asked.saves)),
    "import": Step(
        importing.ROWS_S, lambda made, asked: importing.imports(made, rows=asked.import_rows)
    ),
}
"""What is measured, by name. Each takes its own copy of the filled store, whatever ran before."""


def main(argv: Sequence[str] | None = None) -> int:
    """Measure, print, write. Return 0, or 1 when a figure could not be taken or was wrong."""
    asked = _parse(argv)
    about: dict[str, Any] = {"machine": machine.describe("none"), "commit": machine.commit()}
    sizes = Sizes(
        customers=asked.customers,
        own=min(Sizes().own, asked.customers // 4),
        full=min(Sizes().full, asked.customers // 4),
        medicines=asked.medicines,
        tickets=asked.tickets,
    )
    found, faults = _measure(sizes, asked, about)
    about |= {"rows": about.pop("rows", {}), "faults": faults}
    figures.write(asked.out, SUITE, about, found)
    print(figures.table(found))
    print(asked.out)
    return 1 if any(not told.startswith(_LATER) for told in faults.values()) else 0


def _measure(
    sizes: Sizes, asked: argparse.Namespace, about: dict[str, Any]
) -> tuple[Figures, dict[str, str]]:
    """Return the figures of the steps asked for, and what went wrong by step."""
    folder = FOLDER / "store-stage"
    found: Figures = {}
    faults: dict[str, str] = {}
    for name in asked.only:
        shutil.rmtree(folder, ignore_errors=True)
        try:
            made = stage.ready(folder, sizes)
            about["rows"] = made.known.rows
            print(f"bench: {name} …", flush=True)
            with machine.watched(about["machine"], name):
                found |= STEPS[name].take(made, asked)
        except (BenchError, OSError) as error:
            kind = _kind(error)
            faults[name] = f"{kind}: {error}"
            found |= STEPS[name].target.missing(kind)
            print(f"bench: {name}: {faults[name]}", flush=True)
        finally:
            shutil.rmtree(folder, ignore_errors=True)
    return found, faults


def _kind(error: Exception) -> str:
    if isinstance(error, WrongError):
        return _WRONG
    return _LATER if isinstance(error, NotThereYetError) else "failed"


def _parse(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="dev.py bench store", description=__doc__)
    parser.add_argument("--out", type=Path, default=FOLDER / f"{SUITE}.json")
    parser.add_argument("--only", nargs="+", choices=STEPS, default=list(STEPS))
    parser.add_argument("--customers", type=int, default=Sizes().customers)
    parser.add_argument("--medicines", type=int, default=Sizes().medicines)
    parser.add_argument(
        "--tickets", type=int, default=Sizes().tickets, help="of other stores' customers"
    )
    parser.add_argument("--samples", type=int, default=2_000, help="keys that are pressed")
    parser.add_argument("--loads", type=int, default=3, help="of the whole set")
    parser.add_argument("--saves", type=int, default=1_000)
    parser.add_argument("--import-rows", type=int, default=100_000)
    return parser.parse_args(argv)


if __name__ == "__main__":
    sys.exit(main())
