"""From a scanner's last byte to the customer's name on the screen, with 100,000 on file."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import time
from pathlib import Path
from random import Random
from typing import Any, Final

from local_store.key_custody import FileCustody
from local_store.store import Store
from terminal import app
from tests.bench.rig import machine
from tests.bench.rig.figures import BenchError, Figures, Target, percentile, spread
from tests.bench.store_rig import stage
from tests.bench.store_rig.data import DATABASE, PLAIN, Made
from tests.bench.store_rig.sizes import Sizes
from tests.builders import TEST_KEY
from tests.jobs.shop import Shop
from tests.jobs.till import Till, Ways, opened

CARD_MS: Final = Target("scan_to_card_100k_p95_ms", "ms", 150)
_AIM_MS: Final = 50
_SEED: Final = 18
_PROGRAM: Final = "tests.bench.counter_rig.scanning"


def cards(folder: Path, scans: int, customers: int) -> Figures:
    """Scan that many people nobody has looked at yet, in a process of its own. Raise BenchError."""
    furnish(folder, customers)
    command = [sys.executable, "-m", _PROGRAM, str(folder), str(scans)]
    done = subprocess.run(command, cwd=machine.ROOT, capture_output=True, check=False, text=True)
    shutil.rmtree(folder, ignore_errors=True)
    if done.returncode:
        raise BenchError((done.stderr.strip().splitlines() or ["no reason"])[-1])
    taken: dict[str, list[float]] = json.loads(done.stdout.splitlines()[-1])
    return {
        **CARD_MS.met_by(percentile(taken["wall_ms"], 95)),
        **Target("scan_to_card_100k_p50_ms", "ms", _AIM_MS).met_by(
            percentile(taken["wall_ms"], 50)
        ),
        **spread("scan_to_card_100k", taken["wall_ms"], "ms", (99, 100)),
        **spread("scan_to_card_100k_cpu", taken["cpu_ms"], "ms", (50, 95)),
    }


def furnish(folder: Path, customers: int) -> None:
    """Make a till's data folder of the store bench's set."""
    set_of(folder, customers)
    (folder / PLAIN).unlink()
    (folder / DATABASE).rename(folder / app.DATABASE)
    FileCustody(folder / app.KEY_FILE).keep(TEST_KEY)


def set_of(folder: Path, customers: int) -> Made:
    """Return the store bench's set, with its store in `folder`."""
    shutil.rmtree(folder, ignore_errors=True)
    small = customers // 4
    sizes = Sizes(customers=customers, own=min(Sizes().own, small), full=min(Sizes().full, small))
    return stage.ready(folder, sizes)


def main(folder: Path, scans: int) -> None:
    """Scan, and print what it took as the last line."""
    with app.opened(folder) as store:
        codes = _codes(store)
    chosen = Random(_SEED).sample(sorted(codes), scans)
    taken: dict[str, list[float]] = {"wall_ms": [], "cpu_ms": []}
    with opened(Shop(folder, ()), Ways()) as till:
        for code in chosen:
            wall_ms, cpu_ms = _one(till, code, codes[code])
            taken["wall_ms"].append(wall_ms)
            taken["cpu_ms"].append(cpu_ms)
            till.settle()
    print(json.dumps(taken))


def _one(till: Till, code: str, customer: str) -> tuple[float, float]:
    painted: list[str] = []
    till.screens.counter_page.painted.connect(painted.append)
    cpu, wall = time.process_time_ns(), time.monotonic_ns()
    till.scan(code)
    till.until(lambda: customer in painted, "the card")
    ended = (time.monotonic_ns() - wall) / 1e6, (time.process_time_ns() - cpu) / 1e6
    till.screens.counter_page.painted.disconnect(painted.append)
    return ended


def _codes(store: Store) -> dict[str, str]:
    def look(uow: Any) -> dict[str, str]:
        found: dict[str, str] = {}
        for code in uow.customers.sample_member_codes(4_000):
            customer = uow.customers.by_member_code(code)
            if customer is not None and customer.id not in found.values():
                found[code] = customer.id
        return found

    return store.read(look).result()


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
