"""SIGKILL of the process that holds a store, at moments of chance: while it saves, imports, loads,
backs up, and migrates a store of an earlier release.

`python -m tests.prove.store_kills LANE` reads one run a line and answers each.
"""

from __future__ import annotations

import shutil
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from random import Random
from typing import Any, Final

from local_store.errors import LocalStoreError
from tests.builders import TEST_KEY
from tests.crash.judge import OPS_OF_OLD, Told, check, check_copy, schema_of
from tests.crash.nursery import Nursery
from tests.crash.worker import DATABASE
from tests.migrations.make_store import STORES
from tests.prove.lanes import serve

KILLS: Final = 20
_MIGRATING: Final = 0.3


@dataclass(frozen=True, slots=True)
class Run:
    """Some kills of tills on one store, or, while they migrate, on one store each."""

    seed: int
    kills: int = KILLS


def plan(seed: int) -> Iterator[Run]:
    """Yield runs without end."""
    while True:
        yield Run(seed)
        seed += 1


def do_run(run: Run, nursery: Nursery, folder: Path) -> dict[str, Any]:
    """Do one run and return its result; `failure` is None when everything held."""
    rng = Random(run.seed)
    events: Counter[str] = Counter()
    result: dict[str, Any] = {**asdict(run), "failure": None}
    try:
        if rng.random() < _MIGRATING:
            stored = rng.choice(sorted(STORES.glob("*.db")))
            timed = [_copied(stored, folder / f"timed-{n}") for n in range(3)]
            took = min(nursery.time_opening(one, run.kills + 1) for one in timed)
            for kill in range(run.kills):
                events["opening an earlier store"] += 1
                there, told = _copied(stored, folder / str(kill)), Told(holding=OPS_OF_OLD)
                nursery.kill_opening(there, kill + 1, rng.uniform(0.0, took), told)
                check(there, told, power_cut=False, key=TEST_KEY)
                check_copy(there, schema_of(stored))
        else:
            told = Told()
            for kill in range(run.kills):
                events["at work"] += 1
                nursery.kill_at_work(folder, kill + 1, rng, told)
                check(folder, told, power_cut=False, key=TEST_KEY)
            result["saves"] = len(told.saved)
    except (AssertionError, LocalStoreError) as error:
        result["failure"] = f"{type(error).__name__}: {error}"[:2000]
    result["events"] = dict(events)
    return result


def _copied(stored: Path, folder: Path) -> Path:
    folder.mkdir()
    shutil.copyfile(stored, folder / DATABASE)
    return folder


def serve_lane() -> None:
    """Do the runs that come in, each answered with its result."""
    nursery = Nursery()

    def work(order: dict[str, Any]) -> dict[str, Any]:
        with tempfile.TemporaryDirectory(prefix="guitai-store-kills-") as name:
            return do_run(Run(**order), nursery, Path(name))

    try:
        serve(work)
    finally:
        nursery.close()


if __name__ == "__main__":
    serve_lane()
