"""Runs in a process of its own, in a folder on a small file system: fills it, saves until it is
full, makes room, and goes on. Prints what it saw as one line of JSON.
"""

from __future__ import annotations

import json
import resource
import signal
import sys
from collections.abc import Callable
from pathlib import Path

from local_store.errors import LocalStoreError
from local_store.store import Store
from local_store.unit_of_work import UnitOfWork
from terminal import app
from tests.builders import TestStore
from tests.integration.bad_input.data_folder import REST, around, make, record

NOTE = "满" * 500
CHUNK = bytes(4096)
ROOM = 400 * 1024
"""What is left: enough for a few entries, and not for all."""


def main(folder: Path, how: str) -> None:
    """`how`: "small" when the folder's file system is small, "limit" when it is not and files are
    kept from growing instead.
    """
    saved = [make(folder / "till")]
    store = app.open_store(folder / "till")
    filler = folder / "filler"
    if how == "small":
        fill(filler)
    else:
        forbid_growth(folder / "till")
    saved_then, codes, failed = until_full(around(store, folder / "till"))
    seen = {
        "codes": codes,
        "reads": store.read(lambda uow: uow.customers.count()).result(),
        "left_over": count(store, failed),
    }
    seen["close"] = code_of(store.close)
    seen["open"] = code_of(lambda: app.open_store(folder / "till").close())
    make_room(filler)
    with app.opened(folder / "till") as again:
        seen["after"] = record(around(again, folder / "till"), f"k-{REST}", NOTE)
        seen["found"] = again.read(outcomes).result()
        seen["whole"] = again.read(lambda uow: uow.sync.first_broken_op()).result() is None
        again.check_pages().result()
    seen["saved"] = [*saved, *saved_then, seen["after"]]
    print(json.dumps(seen))


def fill(filler: Path) -> None:
    """Take nearly all the room there is."""
    with filler.open("wb", buffering=0) as file:
        try:
            while file.write(CHUNK) == len(CHUNK):
                pass
        except OSError:
            pass
    with filler.open("r+b") as file:
        file.truncate(max(filler.stat().st_size - ROOM, 0))


def forbid_growth(folder: Path) -> None:
    """Let no file grow much beyond the largest one here."""
    limit = max(path.stat().st_size for path in folder.iterdir()) + ROOM
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))


def make_room(filler: Path) -> None:
    """Undo what was done against the store."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    filler.unlink(missing_ok=True)


def until_full(till: TestStore) -> tuple[list[str], list[str], list[str]]:
    """Save until it fails three times. Return what was saved, the codes, and the failed tasks."""
    saved: list[str] = []
    codes: list[str] = []
    failed: list[str] = []
    for number in range(1, REST):
        try:
            saved.append(record(till, f"k-{number}", NOTE))
        except LocalStoreError as error:
            codes.append(error.code)
            failed.append(f"k-{number}")
            if len(codes) == 3:
                break
    return saved, codes, failed


def outcomes(uow: UnitOfWork) -> list[str]:
    """Return the outcomes that are both in their table and in the outbox."""
    sql = "SELECT id FROM outcome WHERE id IN (SELECT entity FROM outbox)"
    return [one for (one,) in uow._db.execute(sql)]


def count(store: Store, tasks: list[str]) -> int:
    """Return how many outcomes and ops there are of work that failed."""
    sql = "SELECT count(*) FROM outcome WHERE task IN (SELECT value FROM json_each(?))"
    text = json.dumps(tasks)
    return int(store.read(lambda uow: uow._db.execute(sql, (text,)).fetchone()[0]).result())


def code_of(work: Callable[[], object]) -> str | None:
    """Run work and return the code of its error, None when there was none."""
    try:
        work()
    except LocalStoreError as error:
        return error.code
    return None


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
