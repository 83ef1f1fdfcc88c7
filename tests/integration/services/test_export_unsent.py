"""`guitai export-unsent FILE`: unsent work out of a till whose window is closed."""

from __future__ import annotations

import resource
import signal
import stat
from functools import partial
from pathlib import Path

import pytest

from local_store.store import Store
from local_store.unit_of_work import UnitOfWork
from resources.texts import messages
from terminal import app, cli, unsent_file
from tests.builders import SESSION, an_identity, opened

SAVES = 3


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The folder of an enrolled till, closed, with three saves that HQ does not have."""
    made = tmp_path / "till"
    with app.opened(made, must_exist=False) as store:
        store.run(enrol, None).result()
        for n in range(SAVES):
            store.run(partial(open_card, n=n), SESSION).result()
    return made


def open_card(uow: UnitOfWork, n: int) -> None:
    uow.audit("customer.opened", entity=f"c-{n}")


def enrol(uow: UnitOfWork) -> None:
    uow.sync.make_keys()
    uow.sync.enrolled(an_identity())


def export(folder: Path, file: Path, language: str = "en") -> int:
    return cli.main(["--data", str(folder), "--language", language, "export-unsent", str(file)])


def groups_of(store: Store) -> list[tuple[str]]:
    work = "SELECT DISTINCT g FROM outbox ORDER BY n"
    found: list[tuple[str]] = store.read(lambda uow: uow._db.execute(work).fetchall()).result()
    return found


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_it_says_how_many_saves_there_are_and_warns(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], language: str
) -> None:
    file = tmp_path / "work.jsonl"
    assert 0 == export(folder, file, language)
    told = capsys.readouterr()
    facts = {"saves": str(SAVES), "ops": str(SAVES), "path": str(file)}
    assert (f"{messages(language).of('EXPORT_DONE', facts)}\n", "") == (told.out, told.err)


def test_the_file_holds_every_save_and_only_its_owner_reads_it(
    folder: Path, tmp_path: Path
) -> None:
    file = tmp_path / "work.jsonl"
    assert 0 == export(folder, file)
    assert 0o600 == stat.S_IMODE(file.stat().st_mode)
    saves = opened(file.read_bytes())
    with app.opened(folder) as store:
        groups = [group for (group,) in groups_of(store)]
    assert groups[:SAVES] == [one.group for one in saves]
    assert SAVES + 1 == len(groups), "that it was exported is on record, after what is exported"
    assert ["c-0", "c-1", "c-2"] == [op.b["fact"]["entity"] for one in saves for op in one.ops]


def test_a_file_that_is_there_is_left_alone(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "work.jsonl"
    file.write_text("somebody's")
    assert 1 == export(folder, file)
    assert capsys.readouterr().err.endswith("[EXPORT_EXISTS]\n")
    assert "somebody's" == file.read_text()


def test_a_folder_that_is_not_there_is_said(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert 1 == export(folder, tmp_path / "nowhere" / "work.jsonl")
    assert capsys.readouterr().err.endswith("[EXPORT_FAILED]\n")


def test_a_window_that_is_open_keeps_the_database_to_itself(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with app.opened(folder):
        assert 1 == export(folder, tmp_path / "work.jsonl")
    assert capsys.readouterr().err.endswith("[STORE_LOCKED]\n")
    assert not (tmp_path / "work.jsonl").exists()


def test_nothing_to_export_is_no_failure_and_no_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    fresh = tmp_path / "fresh"
    with app.opened(fresh, must_exist=False) as store:
        store.run(enrol, None).result()
    assert 0 == export(fresh, tmp_path / "work.jsonl")
    assert f"{messages('en').of('EXPORT_NOTHING')}\n" == capsys.readouterr().out
    assert not (tmp_path / "work.jsonl").exists()


def test_a_till_that_was_never_enrolled_is_told_by_code(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert 1 == export(tmp_path / "nothing", tmp_path / "work.jsonl")
    assert capsys.readouterr().err.endswith("[STORE_NOT_ENROLLED]\n")


def test_the_window_writes_into_a_folder_of_its_own(tmp_path: Path) -> None:
    folder = tmp_path / "exports"
    path = Path(unsent_file.write_into(folder, "one.jsonl", b"{}\n"))
    assert (folder / "one.jsonl", b"{}\n") == (path, path.read_bytes())
    modes = [stat.S_IMODE(one.stat().st_mode) for one in (folder, path)]
    assert [0o700, 0o600] == modes
    with pytest.raises(FileExistsError):
        unsent_file.write_into(folder, "one.jsonl", b"other")
    assert b"{}\n" == path.read_bytes()


def test_a_disk_that_fills_up_leaves_no_half_file(tmp_path: Path) -> None:
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    before = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1_000, limits[1]))
    try:
        with pytest.raises(OSError, match="too large"):
            unsent_file.write_new(tmp_path / "work.jsonl", bytes(100_000))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
        signal.signal(signal.SIGXFSZ, before)
    assert [] == list(tmp_path.iterdir())
