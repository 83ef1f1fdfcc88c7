"""A till brought back from a backup: with what it did since, onto an empty machine, beside another
till's data; and what HQ says to it.
"""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from local_store import swap
from local_store.errors import KeyMissingError, LockedError, NotABackupError
from local_store.key_custody import FileCustody
from local_store.own_work import OwnWork
from resources.texts import LANGUAGES, Messages
from terminal import app, backups, cli, restoring
from terminal.backups import Places
from terminal.config import TerminalSettings, load
from tests.integration.bad_input import data_folder
from tests.integration.bad_input.data_folder import around, assert_whole, record


@pytest.fixture
def settings(tmp_path: Path) -> TerminalSettings:
    return load(data_dir=tmp_path / "till", backup={"keep_free_mb": 0})


@pytest.fixture
def folder(settings: TerminalSettings) -> Path:
    return settings.data_dir


@pytest.fixture
def entry(folder: Path) -> str:
    return data_folder.make(folder)


def backed_up(settings: TerminalSettings) -> Path:
    places = Places.of(settings, FileCustody(settings.data_dir / app.KEY_FILE))
    with app.opened(settings.data_dir) as store:
        return backups.make(store, places).backup.path


def work_of(folder: Path) -> OwnWork:
    with app.opened(folder) as store:
        return store.read(lambda uow: uow.sync.own_work()).result()


def assert_goes_on(folder: Path, *entries: str) -> None:
    """Assert that these entries are in rows and outbox, that the chain fits, and that work goes on;
    a restore leaves an entry of its own.
    """
    with app.opened(folder) as store:
        till = around(store, folder)
        rows: Any = till.read(lambda uow: uow._db.execute("SELECT id FROM outcome").fetchall())
        assert set(entries) == {one for (one,) in rows}
        assert till.read(lambda uow: uow.sync.first_broken_op()) is None
        store.check_pages().result()
        ops = {op["entity"] for op in till.read(lambda uow: uow.sync.own_work()).ops}
        assert set(entries) <= ops
        record(till, "k-9")
        assert till.read(lambda uow: uow.sync.first_broken_op()) is None


def test_what_was_done_since_the_backup_comes_along(
    settings: TerminalSettings, folder: Path, entry: str
) -> None:
    made = backed_up(settings)
    with app.opened(folder) as store:
        second = record(around(store, folder), "k-1", "备份之后")
    before = work_of(folder)
    done = restoring.restore(settings, made)
    assert 0 < (done.carried or 0)
    after = work_of(folder)
    assert [op["hash"] for op in before.ops] == [op["hash"] for op in after.ops][: len(before.ops)]
    assert before.keys == after.keys
    assert done.aside is not None
    assert (done.aside / app.DATABASE).exists()
    assert_goes_on(folder, entry, second)


def test_without_anything_since_it_is_as_it_was(
    settings: TerminalSettings, folder: Path, entry: str
) -> None:
    made = backed_up(settings)
    done = restoring.restore(settings, made)
    assert 0 == done.carried
    assert_goes_on(folder, entry)


def test_onto_an_empty_machine_with_the_key_that_travels(
    settings: TerminalSettings, tmp_path: Path, entry: str
) -> None:
    made = backed_up(settings)
    elsewhere = settings.model_copy(update={"data_dir": tmp_path / "new"})
    done = restoring.restore(elsewhere, made)
    assert (None, None) == (done.carried, done.aside)
    assert_goes_on(tmp_path / "new", entry)
    assert 0o600 == (tmp_path / "new" / app.KEY_FILE).stat().st_mode & 0o777


def test_a_backup_without_its_key_is_refused_and_one_named_by_hand_opens_it(
    settings: TerminalSettings, tmp_path: Path, entry: str
) -> None:
    made = backed_up(settings)
    made.with_suffix(".key").unlink()
    elsewhere = settings.model_copy(update={"data_dir": tmp_path / "new"})
    with pytest.raises(KeyMissingError):
        restoring.restore(elsewhere, made)
    assert not (tmp_path / "new" / app.DATABASE).exists()
    restoring.restore(elsewhere, made, settings.data_dir / app.KEY_FILE)
    assert_goes_on(tmp_path / "new", entry)


def test_where_the_work_here_does_not_follow_it_is_kept_and_exported(
    settings: TerminalSettings, tmp_path: Path, folder: Path, entry: str
) -> None:
    twin = tmp_path / "twin"
    shutil.copytree(folder, twin)
    made = backed_up(settings)
    with app.opened(folder) as store:
        record(around(store, folder), "k-1")
    later = backed_up(settings)
    with app.opened(twin) as store:
        foreign = record(around(store, twin), "k-2")
    assert made != later
    done = restoring.restore(settings.model_copy(update={"data_dir": twin}), later)
    assert done.carried is None
    assert done.aside is not None
    assert done.exported is not None
    assert done.exported.stat().st_size > 0
    kept = tmp_path / "kept"
    shutil.copytree(done.aside, kept)
    assert foreign in {op["entity"] for op in work_of(kept).ops}


def test_over_another_tills_data_it_is_refused_and_nothing_changes(
    settings: TerminalSettings, tmp_path: Path, entry: str, capsys: pytest.CaptureFixture[str]
) -> None:
    made = backed_up(settings)
    other = tmp_path / "other"
    foreign = data_folder.make(other)
    arguments = ["--data", str(other), "--language", "en", "restore", str(made)]
    assert 1 == cli.main(arguments)
    assert "[STORE_BACKUP_OTHER]" in capsys.readouterr().err
    assert not (other / backups.ASIDE).exists()
    assert_whole(other, foreign)


def test_a_damaged_store_gives_its_unsent_work_to_the_backup(
    settings: TerminalSettings, folder: Path, entry: str
) -> None:
    made = backed_up(settings)
    with app.opened(folder) as store:
        second = record(around(store, folder), "k-1")
    database = folder / app.DATABASE
    data = bytearray(database.read_bytes())
    data[:4096] = bytes(4096)
    database.write_bytes(data)
    done = restoring.restore(settings, made)
    assert 0 < (done.carried or 0)
    assert_goes_on(folder, entry, second)


@pytest.mark.parametrize("at", [0, 5000, -1])
def test_a_spoilt_backup_is_refused_and_nothing_changes(
    settings: TerminalSettings, folder: Path, entry: str, at: int
) -> None:
    made = backed_up(settings)
    data = bytearray(made.read_bytes())
    data[at] ^= 4
    made.write_bytes(data)
    before = (folder / app.DATABASE).read_bytes()
    with pytest.raises(NotABackupError):
        restoring.restore(settings, made)
    assert before == (folder / app.DATABASE).read_bytes()
    assert not list(folder.glob("restore.part*"))
    assert_whole(folder, entry)


def test_an_open_window_stands_in_the_way(settings: TerminalSettings, entry: str) -> None:
    made = backed_up(settings)
    with app.opened(settings.data_dir), pytest.raises(LockedError):
        restoring.restore(settings, made)
    assert_whole(settings.data_dir, entry)


@pytest.mark.parametrize("step", ["before", "log", "key", "after"])
def test_a_restore_that_was_cut_off_is_finished_by_whoever_opens_next(
    settings: TerminalSettings,
    folder: Path,
    entry: str,
    step: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    made = backed_up(settings)
    with app.opened(folder) as store:
        second = record(around(store, folder), "k-1")
    with monkeypatch.context() as patch:
        patch.setattr(swap, "finish", lambda *_: None)
        restoring.restore(settings, made)
    database, key = folder / app.DATABASE, folder / app.KEY_FILE
    assert swap.is_announced(database)
    if step in {"log", "key"}:
        database.with_name(f"{app.DATABASE}-wal").unlink(missing_ok=True)
    if step == "key":
        key.with_name(f"{app.KEY_FILE}.next").replace(key)
    if step == "after":
        swap.finish(database, key)
    assert_goes_on(folder, entry, second)
    assert not swap.is_announced(database)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_commands_say_what_they_did(
    settings: TerminalSettings,
    tmp_path: Path,
    entry: str,
    language: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    texts, data = Messages(language), ["--language", language, "--data"]
    folder = str(settings.data_dir)
    (tmp_path / "disk").mkdir()
    assert 0 == cli.main([*data, folder, "backup", "--to", str(tmp_path / "disk")])
    made = next((tmp_path / "disk").glob("*.db"))
    said = capsys.readouterr().out
    assert "[BACKUP_MADE]" in said
    assert str(made) in said
    assert 0 == cli.main([*data, folder, "restore", str(made)])
    said = capsys.readouterr().out
    assert texts.of("RESTORE_CARRIED").next in said
    assert 0 == cli.main([*data, str(tmp_path / "new"), "restore", str(made)])
    assert "enrol --again" in capsys.readouterr().out
    assert 1 == cli.main([*data, folder, "restore", str(tmp_path / "no.db")])
    assert texts.of("STORE_BACKUP_NOT_WHOLE").what in capsys.readouterr().err


def test_a_second_disk_that_is_away_is_said_and_the_backup_made(
    settings: TerminalSettings, tmp_path: Path, entry: str
) -> None:
    places = Places.of(settings, FileCustody(settings.data_dir / app.KEY_FILE))
    away = replace(places, second=tmp_path / "usb")
    with app.opened(settings.data_dir) as store:
        made = backups.make(store, away)
        noted = store.read(backups.last).result()
    assert ("STORE_BACKUP_AWAY", True) == (made.second, made.backup.path.exists())
    assert noted is not None
    assert (None, "STORE_BACKUP_AWAY") == (noted["code"], noted["second"])


def test_a_revoked_tills_backups_are_lost_with_its_key(
    settings: TerminalSettings, entry: str
) -> None:
    made = backed_up(settings)
    aside = restoring.restore(settings, made).aside
    assert aside is not None
    custody = FileCustody(settings.data_dir / app.KEY_FILE)
    backups.forgetting(settings.data_dir, Places.of(settings, custody))()
    places = (settings.data_dir / app.KEY_FILE, made.with_suffix(".key"), aside / app.KEY_FILE)
    assert [None] * 3 == [FileCustody(path).load() for path in places]
    assert (aside / app.DATABASE).exists()
