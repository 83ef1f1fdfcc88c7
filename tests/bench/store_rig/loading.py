"""What loading both streams takes: from packed chunks to committed rows, with every index and all
keys to search by. The product's own loader works, as it does beside HQ; only the line is left out.

    python -m tests.bench.store_rig.loading LINES FOLDER

loads in a process of its own, and tells what it took.
"""

from __future__ import annotations

import json
import resource
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any, Final, cast

from local_store.cursors import kinds_of
from local_store.preparing import Preparer, ProcessPreparer
from local_store.store import Store
from local_store.unit_of_work import UnitOfWork
from sync.agent.loading import Loader
from sync.agent.replica import check_chunk
from sync.agent.transport import Transport
from sync.protocol import checksum
from sync.protocol.snapshot import Chunk, Manifest
from terminal.domain.search import Match, Sort
from tests.bench.rig import machine
from tests.bench.rig.figures import BenchError, Figure, Figures, Target, WrongError
from tests.bench.store_rig import data, plain
from tests.bench.store_rig.data import DATABASE, Made
from tests.builders import STREAMS, FakeClock, a_store

ROWS_S: Final = Target("bulk_apply_rows_s", "rows/s", 70_000, "more")
_ASKED: Final = 50
_PROGRAM: Final = "tests.bench.store_rig.loading"


class Shelf:
    """Hands chunks out from the disk as the line to HQ does: unpacked, and checked against their
    names.
    """

    def __init__(self, lines: Path) -> None:
        self._lines = lines

    def manifest(self, stream: str) -> Manifest:
        """Return a stream's manifest."""
        return data.manifest_of(self._lines, stream)

    def chunk(self, stream: str, chunk: Chunk) -> bytes:
        """Return a chunk's lines."""
        found = data.chunk_of(self._lines, stream, chunk.sha256)
        check_chunk(found, chunk)
        return found


class _Clock(FakeClock):
    def monotonic_ms(self) -> int:
        return time.monotonic_ns() // 1_000_000


class Helpers:
    """Makes what prepares rows, as the till has it, and keeps account of the memory it took."""

    def __init__(self) -> None:
        self.peak_mb = 0.0

    def __call__(self) -> Preparer:
        """Return a new one."""
        return _Counted(self)


class _Counted(ProcessPreparer):
    def __init__(self, helpers: Helpers) -> None:
        self._helpers = helpers
        super().__init__(on_gone=_gone)

    def close(self) -> None:
        if self.pid is not None:
            self._helpers.peak_mb = max(self._helpers.peak_mb, machine.peak_mb(self.pid))
        super().close()


def _gone() -> None:
    raise BenchError("the helper went away")


def fill(store: Store, lines: Path, helpers: Callable[[], Preparer] = ProcessPreparer) -> int:
    """Load both streams into an empty store and return how many rows that was."""
    loader = Loader(
        store,
        cast("Transport", Shelf(lines)),
        clock=_Clock(),
        fetcher=partial(ThreadPoolExecutor, 1),
        preparer=helpers,
    )
    return loader.load(STREAMS, data.EPOCH, lambda: False)


def check(store: Store, lines: Path) -> None:
    """Raise WrongError unless the store holds what the chunks say, and finds it."""
    known = data.known_of(lines)
    store.read(partial(_check_sums, lines=lines)).result()
    store.read(_check_indexes).result()
    for one in known.customers[:: max(len(known.customers) // _ASKED, 1)]:
        # Of a common name, only those that stand first are shown.
        if not any(hit.sort is Sort.CUSTOMER for hit in _found(store, one["name"])):
            raise WrongError("a customer is not found by the name")
        phones = one.get("phones", ())
        if phones and one["id"] not in {hit.id for hit in _found(store, phones[0])}:
            raise WrongError("a customer is not found by the phone")


def bulk(made: Made, *, loads: int) -> Figures:
    """Load the set into new stores, again and again; then the same rows into plain sqlite3."""
    runs = [_in_process(made.lines, made.folder / "loading") for _ in range(loads)]
    rows, rate = runs[0]["rows"], median(one["rows"] / one["seconds"] for one in runs)
    theirs = rows / median(plain.fill(made, made.folder / "filled.db") for _ in range(loads))
    return {
        **ROWS_S.met_by(rate),
        "bulk_apply_rows": Figure(rows, "rows"),
        "bulk_apply_cpu_rows_s": Figure(
            median(one["rows"] / one["cpu_s"] for one in runs), "rows/s", None, "more"
        ),
        "bulk_apply_rss_mb": Figure(max(one["peak_mb"] for one in runs), "MB"),
        "bulk_apply_sqlite3_rows_s": Figure(theirs, "rows/s", None, "more"),
        "bulk_apply_ratio": Figure(rate / theirs, "×", None, "more"),
    }


def _in_process(lines: Path, folder: Path) -> dict[str, Any]:
    command = [sys.executable, "-m", _PROGRAM, str(lines), str(folder)]
    done = subprocess.run(command, cwd=machine.ROOT, capture_output=True, check=False, text=True)
    if done.returncode:
        told = done.stderr.strip().splitlines()[-1:] or ["no reason"]
        raise (WrongError if "WrongError" in told[0] else BenchError)(told[0])
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def main(lines: Path, folder: Path) -> None:
    """Load once, check what was loaded, and print what it took."""
    folder.mkdir()
    made = a_store(folder, inline=False, durable=True, name=DATABASE)
    try:
        helpers = Helpers()
        started, cpu = time.perf_counter(), _cpu_s()
        rows = fill(made.store, lines, helpers)
        seconds, cpu_s = time.perf_counter() - started, _cpu_s() - cpu
        peak_mb = machine.peak_mb() + helpers.peak_mb
        check(made.store, lines)
    finally:
        made.close()
        for path in folder.iterdir():
            path.unlink()
        folder.rmdir()
    told = {"rows": rows, "seconds": seconds, "cpu_s": cpu_s, "peak_mb": peak_mb}
    print(json.dumps(told))


def _cpu_s() -> float:
    """Return what this process took of the processor, and those it started that have ended."""
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


def _found(store: Store, text: str) -> list[Match]:
    return store.read(lambda uow: uow.search.find(text)).result()


def _check_sums(uow: UnitOfWork, *, lines: Path) -> None:
    if uow.sync.mismatch:
        raise WrongError("what was loaded does not add up")
    for stream in STREAMS:
        manifest = data.manifest_of(lines, stream)
        if uow.sync.recount(stream) != (manifest.n, checksum.from_text(manifest.sum)):
            raise WrongError(f"{stream} does not hold what its chunks say")
    here = sum(
        uow._db.execute(f"SELECT count(*) FROM {kind}").fetchone()[0]
        for stream in STREAMS
        for kind in kinds_of(stream)
    )
    if here != sum(data.known_of(lines).rows.values()):
        raise WrongError("rows are parked or missing")


def _check_indexes(uow: UnitOfWork) -> None:
    named = "SELECT name FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL"
    here = {name for (name,) in uow._db.execute(named)}
    fresh = sqlite3.connect(":memory:")
    fresh.executescript(plain.schema())
    missing = {name for (name,) in fresh.execute(named)} - here
    fresh.close()
    if missing:
        raise WrongError(f"no index {', '.join(sorted(missing))}")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
