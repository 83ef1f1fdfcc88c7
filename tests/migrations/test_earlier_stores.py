"""What else meets a store of an earlier release before it was brought up to date: a restore of a
backup that an earlier program made, and somebody who only looks.
"""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any, Final

import pytest

from local_store import backup_files
from local_store.backup_files import PART, Backup, digest_of
from local_store.database import open_database, open_unwritten
from local_store.key_custody import FileCustody
from local_store.migrate import version
from local_store.record_table import TABLES
from local_store.salvage import salvage
from local_store.tally import as_found
from local_store.unit_of_work import UnitOfWork
from terminal import app, restoring, support_bundle
from terminal.config import TerminalSettings, load
from terminal.doctor import Level, examine
from tests.builders import START_MS, TEST_KEY, FakeClock, SeededIds, a_store
from tests.migrations.make_store import STORES

STORE_FILES: Final = sorted(STORES.glob("*.db"))
EACH: Final = pytest.mark.parametrize("stored", STORE_FILES, ids=[one.stem for one in STORE_FILES])


@pytest.fixture
def settings(tmp_path: Path) -> TerminalSettings:
    return load(data_dir=tmp_path / "till", backup={"keep_free_mb": 0})


def _backup_of(stored: Path, folder: Path) -> Backup:
    """Make what an earlier program would have made of its store."""
    folder.mkdir()
    custody = FileCustody(folder / "key.json")
    custody.keep(TEST_KEY)
    path = folder / backup_files.name_of(START_MS)
    part = Path(shutil.copyfile(stored, path.with_name(path.name + PART)))
    db = open_unwritten(part, TEST_KEY)
    found, schema = as_found(db), version(db)
    db.close()
    made = Backup(
        path=path,
        made_at=START_MS,
        bytes=part.stat().st_size,
        digest=digest_of(part, pause=lambda: None),
        schema=schema,
        rows=found.total,
        streams={stream: list(of) for stream, of in found.streams.items()},
        last_n=found.last_n,
    )
    backup_files.finish(made, part, custody.copy_to)
    return made


@EACH
def test_a_backup_of_an_earlier_program_is_restored_brought_up_to_date_and_counted(
    settings: TerminalSettings, stored: Path, tmp_path: Path
) -> None:
    backup = _backup_of(stored, tmp_path / "disk")
    done = restoring.restore(settings, backup.path)
    assert (backup.rows, None) == (done.backup.rows, done.aside)
    with app.opened(settings.data_dir) as store:
        work = store.read(lambda uow: uow.sync.own_work()).result()
        found = store.read(lambda uow: [one.id for one in uow.search.find("hck")]).result()
        streams = store.read(lambda uow: uow.sync.cursors()).result()
        assert None is store.read(lambda uow: uow.sync.first_broken_op()).result()
    assert {"o1", "u1", "c1", "c2"} <= {op["entity"] for op in work.ops}
    assert {"c1", "c2"} == set(found)
    assert backup.streams.keys() <= streams.keys()
    assert all(cursor.repair_due for cursor in streams.values()), "HQ brings what is newer"


@EACH
def test_a_rescue_of_an_earlier_programs_database_saves_every_record(
    stored: Path, tmp_path: Path
) -> None:
    brought_up = tmp_path / "brought-up"
    brought_up.mkdir()
    shutil.copyfile(stored, brought_up / "store.db")
    (tmp_path / "fresh").mkdir()
    ports = (FakeClock(), SeededIds(3))
    salvage(stored, tmp_path / "fresh" / "store.db", TEST_KEY, earlier=None, ports=ports)
    expected, found = (_bodies(folder) for folder in (brought_up, tmp_path / "fresh"))
    kept = {kind for kind, _ in expected if kind != "audit"}
    assert len(kept) > 5
    assert expected == {key: body for key, body in found.items() if key in expected}


def _bodies(folder: Path) -> dict[tuple[str, str], dict[str, Any]]:
    """Return every record that a store shows, by kind and id."""
    till = a_store(folder, enrolled=False)

    def every(uow: UnitOfWork) -> dict[tuple[str, str], dict[str, Any]]:
        found = {}
        for kind, table in TABLES.items():
            for (one,) in uow._db.execute(f"SELECT id FROM {kind}").fetchall():
                row = table.get(uow._db, one)
                assert row is not None
                found[kind, one] = row.state.body
        return found

    try:
        found: dict[tuple[str, str], dict[str, Any]] = till.read(every)
        return found
    finally:
        till.close()


@pytest.fixture
def waiting(settings: TerminalSettings) -> Path:
    """A till whose program was replaced, and not started since."""
    settings.data_dir.mkdir()
    shutil.copyfile(STORE_FILES[-1], settings.data_dir / app.DATABASE)
    FileCustody(settings.data_dir / app.KEY_FILE).keep(TEST_KEY)
    return settings.data_dir / app.DATABASE


def test_the_doctor_says_that_a_store_waits_to_be_brought_up_to_date_and_leaves_it(
    settings: TerminalSettings, waiting: Path
) -> None:
    before = waiting.read_bytes()
    found = {one.code: one.level for one in examine(settings)}
    assert (Level.NOTE, Level.WELL) == (found["DOCTOR_STORE_OLD"], found["DOCTOR_STORE_WELL"])
    assert Level.BAD not in found.values()
    assert before == waiting.read_bytes()
    bundle = support_bundle.bundle(settings, examine(settings))
    assert len(bundle) > 0
    db = open_database(waiting, TEST_KEY, query_only=True)
    assert 0 < version(db)
    db.close()
    with app.opened(settings.data_dir):
        pass
    assert "DOCTOR_STORE_OLD" not in {one.code for one in examine(settings)}
