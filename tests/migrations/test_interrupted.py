"""A store of an earlier release that is killed while it is brought up to date, or finds no room for
its copy: the next start goes on, and every entry is there as it was.
"""

from __future__ import annotations

import os
import resource
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import pytest

from local_store import search_upkeep
from local_store.database import check_pages, open_database
from local_store.errors import DiskFullError
from local_store.migrate import migrate, migrations, schema_text, version
from local_store.store import Store, StoreSettings
from tests.builders import TEST_KEY, FakeClock, SeededIds
from tests.migrations.make_schema import schema
from tests.migrations.make_store import STORES

ROOT: Final = Path(__file__).resolve().parents[2]
STORE_FILES: Final = sorted(STORES.glob("*.db"))
EACH: Final = pytest.mark.parametrize("stored", STORE_FILES, ids=[one.stem for one in STORE_FILES])
KILLS: Final = int(os.environ.get("GUITAI_KILLS", "200")) // 8
LAST: Final = len(migrations())
_STEPS_MAX: Final = 30_000

Rows = list[dict[str, Any]]


class Nursery:
    """Lets children bring stores up to date."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.migrations.killed"],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def bring_up(self, path: Path, step: int = 0) -> tuple[int, int]:
        """Return how many steps were taken (0 of one that was killed), and the exit code."""
        assert self._process.stdin is not None
        self._process.stdin.write(f"{path} {step}\n")
        self._process.stdin.flush()
        steps = 0
        while True:
            word, number = self._line()
            if word == "ended":
                return steps, int(number)
            steps = int(number)

    def close(self) -> None:
        """End the process."""
        self._process.communicate(timeout=30)

    def _line(self) -> list[str]:
        assert self._process.stdout is not None
        return self._process.stdout.readline().split()


@pytest.fixture(scope="module")
def nursery() -> Iterator[Nursery]:
    made = Nursery()
    yield made
    made.close()


def outbox_of(path: Path) -> Rows:
    """Return every op as it stands, columns that later releases added left out."""
    db = open_database(path, TEST_KEY, check=False)
    try:
        names = [str(row[1]) for row in db.execute("PRAGMA table_info(outbox)").fetchall()]
        rows = db.execute("SELECT * FROM outbox ORDER BY n").fetchall()
    finally:
        db.close()
    return [dict(zip(names, row, strict=True)) for row in rows]


def copy_of(stored: Path, folder: Path) -> Path:
    folder.mkdir(parents=True)
    return Path(shutil.copyfile(stored, folder / "store.db"))


def assert_whole(path: Path, before: Rows) -> None:
    """Assert that a store opens as a new one's equal, with its entries, and finds its people."""
    store = Store(StoreSettings(path, inline=True), TEST_KEY, FakeClock(), SeededIds())
    try:
        store.check_pages().result()
        assert [] == store.read(lambda uow: search_upkeep.wrong(uow._db)).result()
        assert ["c1"] == [one.id for one in store.read(lambda u: u.search.find("hck1")).result()]
        assert None is store.read(lambda uow: uow.sync.first_broken_op()).result()
        state = store.read(lambda uow: uow.sync.state()).result()
    finally:
        store.close()
    after = outbox_of(path)
    assert before == [{name: op[name] for name in before[0]} for op in after]
    assert state.unsent > 0
    db = open_database(path, TEST_KEY)
    assert (LAST, schema().split("\n\n", 1)[1]) == (version(db), schema_text(db))
    db.close()
    assert [] == list(path.parent.glob("*.part*"))


@EACH
def test_every_entry_is_the_same_byte_for_byte_after_the_last_migration(
    stored: Path, tmp_path: Path
) -> None:
    path = copy_of(stored, tmp_path / "store")
    before = outbox_of(path)
    assert {"pending", "held", "quarantined"} <= {op["state"] for op in before}
    assert_whole(path, before)


@EACH
def test_killed_at_any_step_of_it_the_next_start_goes_on(
    stored: Path, tmp_path: Path, nursery: Nursery
) -> None:
    before = outbox_of(copy_of(stored, tmp_path / "before"))
    steps, code = nursery.bring_up(copy_of(stored, tmp_path / "whole"))
    assert 0 == code
    assert steps > KILLS
    for kill in range(KILLS):
        step = 1 + kill * steps // KILLS
        path = copy_of(stored, tmp_path / f"killed-{kill}")
        assert (0, -signal.SIGKILL) == nursery.bring_up(path, step), step
        _assert_copy_is_whole(path)
        assert_whole(path, before)


def _assert_copy_is_whole(path: Path) -> None:
    """Assert that the copy that is kept, if it is there by now, is of the release before."""
    for copy in path.parent.glob("*.bak"):
        db = open_database(copy, TEST_KEY, query_only=True)
        check_pages(db)
        assert int(copy.stem.rpartition(".v")[2]) == version(db)
        db.close()


@EACH
def test_killed_again_and_again_it_gets_there(
    stored: Path, tmp_path: Path, nursery: Nursery
) -> None:
    path = copy_of(stored, tmp_path / "store")
    before = outbox_of(path)
    step, code = 3, -signal.SIGKILL
    while code and step < _STEPS_MAX:  # The later, the further apart: thousands of steps are alike.
        _, code = nursery.bring_up(path, step)
        step += 7 + step // 12
    assert 0 == code
    assert_whole(path, before)


@contextmanager
def files_of_at_most(size: int) -> Iterator[None]:
    """Let no file of this process grow beyond a size."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@EACH
def test_without_room_for_its_copy_nothing_is_changed_and_with_room_it_goes_on(
    stored: Path, tmp_path: Path
) -> None:
    path = copy_of(stored, tmp_path / "store")
    before = outbox_of(path)
    was = _version_of(path)
    with files_of_at_most(path.stat().st_size // 2), pytest.raises(DiskFullError):
        Store(StoreSettings(path, inline=True), TEST_KEY, FakeClock(), SeededIds())
    assert was == _version_of(path) < LAST
    assert [] == [one.name for one in path.parent.iterdir() if ".bak" in one.name]
    assert_whole(path, before)
    assert [f"store.v{was:04d}.bak"] == [one.name for one in path.parent.glob("*.bak")]


def _version_of(path: Path) -> int:
    db = open_database(path, TEST_KEY, check=False)
    try:
        return version(db)
    finally:
        db.close()


@EACH
def test_the_copy_that_is_kept_can_be_brought_up_to_date_itself(
    stored: Path, tmp_path: Path
) -> None:
    path = copy_of(stored, tmp_path / "store")
    before = outbox_of(path)
    db = open_database(path, TEST_KEY)
    migrate(db, path, TEST_KEY)
    db.close()
    (copy,) = path.parent.glob("*.bak")
    (tmp_path / "again").mkdir()
    assert_whole(Path(shutil.copyfile(copy, tmp_path / "again" / "store.db")), before)
