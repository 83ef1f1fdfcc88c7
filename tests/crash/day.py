"""A till's day, lived under the tracer: everything that writes to its store's folder.

    python -m tests.crash.day SCENARIO SEED FOLDER TRACE

lives it in an empty folder and keeps the trace in a file. Scenarios are `fresh`, a till's first
day; `old`, one that begins with a store of an earlier release; `restored`, one on which a backup is
put in the place of a store that went on since; `moved`, one on which a backup is brought to a
machine that has no store; and `careless`, a first day on which no commit waits for the disk, which
is the control: such a day does not survive a power cut.
"""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from local_store import backup_files
from local_store.backup_files import Backup
from local_store.database import open_unwritten
from local_store.key_custody import FileCustody, obtain
from local_store.meta import Meta
from local_store.reading import reading
from terminal import restoring
from terminal.config import load
from tests.builders import START_MS, TEST_KEY, FakeClock, SeededIds, TestStore, a_store
from tests.crash.judge import OPS_OF_OLD, schema_of
from tests.crash.trace import Trace
from tests.crash.tracer import traced
from tests.crash.worker import BACKUPS, DATABASE, KEY_FILE, STEP, Worker, catalogue, state_of
from tests.migrations.make_store import STORES

ROOT: Final = Path(__file__).resolve().parents[2]
SCENARIOS: Final = ("fresh", "old", "restored", "moved")
CONTROL: Final = "careless"
_PATIENCE_S: Final = 120.0
_BESIDE_S: Final = 0.02
"""Between two saves of somebody who works while the till loads, or backs up."""


class Day:
    """A day in one folder. `told` is the descriptor to speak on."""

    def __init__(self, folder: Path, seed: int, told: int, *, durable: bool = True) -> None:
        self._folder, self._told, self._durable = folder, told, durable
        self._rng = random.Random(seed)
        self._seed = seed % 1000 * 10

    def fresh(self) -> None:
        """Live the first day of a till."""
        self._say("phase", "creating")
        till, worker = self._begin()
        self._say("phase", "working")
        self._work(worker, 30)
        self._say("phase", "loading")
        with self._somebody_saving(till):
            worker.load()
        self._say("phase", "importing")
        for _ in range(6):
            worker.import_some()
        self._say("phase", "backing-up")
        with self._somebody_saving(till):
            worker.back_up()
        self._say("phase", "restarting")
        till.close()
        till, worker = self._begin()
        self._work(worker, 15)
        self._say("phase", "leaving")
        till.close()

    def old(self) -> None:
        """Live a day after an update of the program."""
        self._say("migrating", schema_of(self._folder / DATABASE))
        self._say("holding", OPS_OF_OLD, 0)
        self._say("phase", "migrating")
        till, worker = self._begin()
        self._say("phase", "working")
        self._work(worker, 20)
        self._say("phase", "backing-up")
        worker.back_up()
        self._say("phase", "leaving")
        till.close()

    def restored(self) -> None:
        """Live a day on which a backup is put in the place of the store."""
        self._say("holding", *_holding(self._folder))
        self._say("phase", "restoring")
        self._restore()
        self._after_restoring()

    def moved(self) -> None:
        """Live a day on which a backup is brought to an empty machine."""
        (newest, *_) = backup_files.listed(self._folder / BACKUPS)
        self._say("holding", 0, _step_of(newest))
        self._say("phase", "restoring")
        self._restore()
        self._say("holding", *_holding(self._folder))
        self._after_restoring()

    def _restore(self) -> None:
        settings = load(data_dir=self._folder, backup={"keep_free_mb": 0})
        newest = backup_files.listed(self._folder / BACKUPS)[0]
        self._say("backed_up", newest.path.stem)
        restoring.restore(settings, newest.path)

    def _after_restoring(self) -> None:
        self._say("phase", "working")
        till, worker = self._begin()
        self._work(worker, 15)
        self._say("phase", "leaving")
        till.close()

    def _begin(self) -> tuple[TestStore, Worker]:
        """Open the store, the key before it, and enrol the till."""
        self._seed += 1
        clock, ids = FakeClock(START_MS + self._seed * 1000), SeededIds(self._seed)
        key = obtain(FileCustody(self._folder / KEY_FILE), ids, database=self._folder / DATABASE)
        till = a_store(  # On threads of its own, as the program runs it.
            self._folder, name=DATABASE, key=key, inline=False, durable=self._durable,
            clock=clock, seed=self._seed, copied=False,
        )  # fmt: skip
        self._say("opened", till.read(lambda uow: uow.sync.outbox().last_n()))
        return till, Worker(till, self._rng, self._say)

    def _work(self, worker: Worker, times: int) -> None:
        steps: list[Callable[[], None]] = [worker.save, worker.save, worker.exchange, worker.page]
        for _ in range(times):
            self._rng.choice(steps)()

    @contextmanager
    def _somebody_saving(self, till: TestStore) -> Iterator[None]:
        """Save now and then on another thread."""
        ended = threading.Event()
        worker = Worker(till, random.Random(self._seed), self._say)

        def work() -> None:
            while not ended.wait(_BESIDE_S):
                worker.save()

        saving = threading.Thread(target=work, name="somebody")
        saving.start()
        try:
            yield
        finally:
            ended.set()
            saving.join()

    def _say(self, *words: object) -> None:
        os.write(self._told, " ".join(map(str, words)).encode())


def live(scenario: str, seed: int, folder: Path) -> Trace:
    """Live a day in a folder that is empty, and return the trace of it."""
    catalogue()
    _prepare(scenario, seed, folder)

    def work(told: int) -> None:
        day = Day(folder, seed, told, durable=scenario != CONTROL)
        getattr(day, "fresh" if scenario == CONTROL else scenario)()

    return traced(folder, work, random.Random(seed))


def _prepare(scenario: str, seed: int, folder: Path) -> None:
    """Put into the folder what is there before the day."""
    if scenario == "old":
        stored = random.Random(seed).choice(sorted(STORES.glob("*.db")))
        shutil.copyfile(stored, folder / DATABASE)
        FileCustody(folder / KEY_FILE).keep(TEST_KEY)
    elif scenario in ("restored", "moved"):
        FileCustody(folder / KEY_FILE).keep(TEST_KEY)
        till = a_store(folder, name=DATABASE, clock=FakeClock(START_MS + 1), seed=seed)
        worker = Worker(till, random.Random(seed), lambda *_: None)
        for step in (worker.save, worker.load, worker.save, worker.back_up, worker.import_some):
            step()
        till.close()
    if scenario == "moved":
        (folder / DATABASE).unlink()
        (folder / KEY_FILE).unlink()


def _holding(folder: Path) -> tuple[int, int]:
    """Return how many ops a store of the tests holds, and the number of its last piece of work."""
    key = FileCustody(folder / KEY_FILE).load()
    assert key is not None
    path, ports = folder / DATABASE, (FakeClock(), SeededIds())
    with reading(path, key, *ports) as store:
        step, last_n, _ = store.read(state_of)
    return last_n, step


def _step_of(backup: Backup) -> int:
    """Return the number of the last piece of work in a backup."""
    db = open_unwritten(backup.path, TEST_KEY)
    try:
        return Meta(db).get_int(STEP) or 0
    finally:
        db.close()


def lived(scenario: str, seed: int, folder: Path) -> Trace:
    """Live a day in a process of its own, as `live` does; here other threads may run. What it says
    when it fails is in the error.
    """
    kept = folder.with_suffix(".trace")
    folder.mkdir()
    words = [sys.executable, "-m", "tests.crash.day", scenario, str(seed), str(folder), str(kept)]
    done = subprocess.run(
        words, cwd=ROOT, capture_output=True, text=True, timeout=_PATIENCE_S, check=False
    )
    if done.returncode:
        raise AssertionError(f"no trace of a day: {done.stderr.strip()}")
    trace = Trace.load(kept)
    kept.unlink()
    shutil.rmtree(folder)
    return trace


def main(arguments: Sequence[str]) -> int:
    """Live the day that was asked for."""
    scenario, seed, folder, kept = arguments
    live(scenario, int(seed), Path(folder)).save(Path(kept))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
