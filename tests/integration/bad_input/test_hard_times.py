"""A log that nobody may write back, a file another program holds, a folder that may only be read, a
clock in the year 2000: each is told, the till goes on, and nothing that was saved is lost.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pytest

from local_store import database, log_watch
from local_store.database import open_database
from local_store.errors import BusyError
from tests.builders import START_MS, TEST_KEY, TestStore, a_customer, a_store, load_records
from tests.integration.bad_input import data_folder
from tests.integration.bad_input.data_folder import assert_whole
from tests.integration.bad_input.rig import assert_told

ROOT: Final = Path(__file__).resolve().parents[3]
CHILD: Final = Path(__file__).with_name("read_only_child.py")
MOUNTED: Final = 'mount --bind "$1" "$1" && exec "$2" "$3" "$1" && exit 9'
DAY_MS: Final = 86_400_000
Y2000_MS: Final = 946_684_800_000


@pytest.fixture
def till(tmp_path: Path) -> Iterator[TestStore]:
    made = a_store(tmp_path, inline=False)
    load_records(made, [("customer", f"c-{n}", a_customer(n)) for n in range(50)])
    yield made
    made.close()


def write(till: TestStore, n: int) -> None:
    """Make the log a tenth of a MiB longer."""
    till.run(lambda uow: uow.meta.set(f"filler-{n % 40}", "x" * 100_000 + str(n)))


def log_bytes(till: TestStore) -> int:
    return till.path.with_name(f"{till.path.name}-wal").stat().st_size


def test_a_reader_that_never_ends_is_told_of_and_the_log_stays_bounded(till: TestStore) -> None:
    told: list[int] = []
    till.store.on_log_long = lambda: told.append(1)
    bound = 8 * 1024 * 1024
    till.store._watch = log_watch.LogWatch(till.path, long_bytes=bound // 2, bound_bytes=bound)
    begun = threading.Event()

    def forever(uow: Any) -> int:
        begun.set()
        # Counts for hours, holding on to what it saw first.
        sql = "WITH RECURSIVE c(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM c) SELECT count(*) FROM"
        found: int = uow._db.execute(f"{sql} c, customer").fetchone()[0]
        return found

    reading = till.store.read(forever)
    assert begun.wait(10)
    greatest = 0
    for n in range(300):
        write(till, n)
        greatest = max(greatest, log_bytes(till))
        if reading.done():
            break
    assert isinstance(reading.exception(timeout=10), BusyError)
    assert [1] == told
    assert greatest < 2 * bound
    assert 50 == till.read(lambda uow: uow.customers.count()), "it reads on"
    write(till, 1)
    assert_told("STORE_LOG_LONG")


def test_readers_that_end_in_time_are_left_alone(till: TestStore) -> None:
    told: list[int] = []
    till.store.on_log_long = lambda: told.append(1)
    for n in range(60):
        write(till, n)
        assert 50 == till.read(lambda uow: uow.customers.count())
    assert [] == told


def test_a_file_that_another_program_holds_is_told_and_the_entry_can_be_saved_afterwards(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "_BUSY_MS", 100)
    till = a_store(tmp_path)
    other = open_database(till.path, TEST_KEY, check=False)
    try:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(BusyError) as caught:
            write(till, 1)
        assert_told(caught.value.code)
        assert till.read(lambda uow: uow.sync.identity()) is not None, "reading goes on"
        other.execute("ROLLBACK")
        write(till, 2)
        assert till.read(lambda uow: uow.meta.get("filler-1")) is None
        assert till.read(lambda uow: uow.meta.get("filler-2")) is not None
    finally:
        other.close()
        till.close()


def test_a_folder_that_may_only_be_read_is_told_and_with_rights_back_all_is_there(
    tmp_path: Path,
) -> None:
    entry = data_folder.make(tmp_path / "till")
    done = in_a_mount_of_its_own(tmp_path / "till")
    if done is None:
        return  # This account may not mount; root and user namespaces both are refused.
    assert 0 == done.returncode, done.stderr
    *said, last = done.stdout.splitlines()
    seen = json.loads(last)
    assert seen["save"] in {"STORE_READ_ONLY", "STORE_DISK_FAULT", "STORE_UNREACHABLE"}
    assert "STORE_UNREACHABLE" == seen["open"]
    assert {"DOCTOR_READ_ONLY"} <= set(seen["doctor"])
    assert (1, True) == (seen["command"], any("[DOCTOR_READ_ONLY]" in one for one in said))
    for code in (seen["save"], seen["open"]):
        assert_told(code)
    assert [1, 1] == [seen["reads"], seen["reads_after"]]
    assert_whole(tmp_path / "till", entry, seen["after"])


def in_a_mount_of_its_own(folder: Path) -> subprocess.CompletedProcess[str] | None:
    if shutil.which("unshare") is None:
        return None
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    for unshare in (["unshare", "--mount"], ["unshare", "--map-root-user", "--mount"]):
        command = [*unshare, "sh", "-c", MOUNTED, "sh", str(folder), sys.executable, str(CHILD)]
        done = subprocess.run(
            command, capture_output=True, text=True, check=False, timeout=60, env=environment
        )
        if done.stdout or "Traceback" in done.stderr:
            return done
    return None


def stamps(till: TestStore) -> list[str]:
    rows = till.read(lambda uow: uow._db.execute("SELECT hlc FROM outbox ORDER BY n").fetchall())
    return [stamp for (stamp,) in rows]


def test_a_clock_set_to_the_year_2000_and_back_keeps_the_order_of_what_was_done(
    tmp_path: Path,
) -> None:
    till = a_store(tmp_path)
    till.run(lambda uow: uow.sync.note_exchange(START_MS, 0))
    times: list[int] = []
    for ms in (START_MS + 1000, Y2000_MS, Y2000_MS + DAY_MS, START_MS + 5000):
        till.clock.ms = ms
        till.run(lambda uow: uow.audit("till.tried", facts={"n": len(times)}))
        times.append(till.read(lambda uow: uow.now_ms))
    found = stamps(till)
    assert sorted(found) == found
    assert len(set(found)) == len(found) == 4
    rows = till.read(lambda uow: uow._db.execute("SELECT at FROM audit").fetchall())
    assert all(at >= START_MS for (at,) in rows), "nothing is dated before HQ was heard"
    assert [START_MS + 1000, START_MS, START_MS, START_MS + 5000] == times
    assert till.read(lambda uow: uow.sync.first_broken_op()) is None
    till.close()


def test_before_hq_was_ever_heard_the_clock_is_all_there_is(tmp_path: Path) -> None:
    till = a_store(tmp_path)
    till.clock.ms = Y2000_MS
    assert Y2000_MS == till.read(lambda uow: uow.now_ms)
    till.close()


def test_a_clock_a_few_minutes_behind_is_believed(tmp_path: Path) -> None:
    till = a_store(tmp_path)
    till.run(lambda uow: uow.sync.note_exchange(START_MS, 0))
    till.clock.ms = START_MS - 60_000
    assert START_MS - 60_000 == till.read(lambda uow: uow.now_ms)
    till.close()
