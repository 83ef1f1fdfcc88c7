"""What it takes until a follow-up is saved for good, and what the disk alone takes."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any, Final

from local_store.store import Store
from local_store.unit_of_work import UnitOfWork
from terminal import app
from terminal.domain.followup import OutcomeCode
from terminal.domain.observation import (
    BLOOD_PRESSURE,
    DIASTOLIC,
    GLUCOSE,
    GLUCOSE_FASTING,
    SYSTOLIC,
)
from terminal.services import consents, followups
from terminal.services.followups import OutcomeEntry, Recorded
from tests.bench.rig import stage
from tests.bench.rig.figures import BenchError, Figure, Figures, percentile, spread
from tests.bench.rig.stage import Stage

TARGET_MS: Final = 15
_BLOCK: Final = 4096
_FAR: Final = date(9999, 12, 31)
_AT_ONCE: Final = 500
_VALUES: Final = {
    GLUCOSE_FASTING: {GLUCOSE: 68},
    BLOOD_PRESSURE: {SYSTOLIC: 128, DIASTOLIC: 82},
}

Run = Callable[[Callable[[UnitOfWork], Any]], Any]
"""Does work in a store and returns what came of it."""


def measure(where: Stage, desk: int, *, saves: int) -> Figures:
    """Record follow-ups one after another, without a pause, on the file as shipped."""
    with app.opened(where.till(desk)) as store:
        taken = _saves_ms(store, saves)
    return {
        "commit_p99_ms": Figure(percentile(taken, 99), "ms", TARGET_MS),
        **spread("commit", taken, "ms", (50, 100)),
        **spread("fsync", fsyncs_ms(where.till(desk), saves), "ms", (50, 99, 100)),
    }


def _saves_ms(store: Store, saves: int) -> list[float]:
    who, taken = stage.session(store), []
    for task_id, entry in open_work(lambda ask: store.read(ask).result(), saves):
        work = partial(followups.record, task_id=task_id, entry=entry)
        started = time.perf_counter_ns()
        result = store.run(work, who).result()
        taken.append((time.perf_counter_ns() - started) / 1e6)
        if not isinstance(result, Recorded):
            raise BenchError(f"a follow-up was not recorded: {result}")
    return taken


def open_work(run: Run, count: int) -> Iterator[tuple[str, OutcomeEntry]]:
    """Yield open tasks and what comes of them. Every task that is done calls for the next one of
    its chain, so there is always another. Of who refused a health file no reading is offered.
    """
    left = count
    rules = run(lambda uow: uow.rules.followups())
    while left:
        tasks = run(lambda uow: uow.tasks.open_due(_FAR, _AT_ONCE))[:left]
        if not tasks:
            raise BenchError("no follow-up is open")
        for task in tasks:
            rule = rules.get(task.rule)
            items = None if rule is None else _VALUES.get(rule.reading or "")
            if run(partial(consents.refuses_health, customer_id=task.customer)):
                items = None
            yield task.id, OutcomeEntry(OutcomeCode.DONE, items)
        left -= len(tasks)


def fsyncs_ms(folder: Path, count: int) -> list[float]:
    """Return what it takes to append a block to a file of this disk and sync it."""
    path, taken = folder / "fsync.probe", []
    with path.open("wb", buffering=0) as file:
        for _ in range(count):
            started = time.perf_counter_ns()
            file.write(bytes(_BLOCK))
            os.fsync(file.fileno())
            taken.append((time.perf_counter_ns() - started) / 1e6)
    path.unlink()
    return taken
