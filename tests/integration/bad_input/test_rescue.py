"""A till whose database is damaged, from the damage to the exchange that makes it whole again."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pytest

from local_store.errors import CorruptError, LockedError, NothingSavedError
from local_store.key_custody import FileCustody
from resources.texts import LANGUAGES, Messages
from terminal import app, backups, cli, restoring
from terminal.backups import Places
from terminal.config import TerminalSettings, load
from tests.integration.bad_input import data_folder
from tests.integration.bad_input.data_folder import around, record

PAGE: Final = 4096
ROOT: Final = Path(__file__).resolve().parents[3]


@pytest.fixture
def settings(tmp_path: Path) -> TerminalSettings:
    return load(data_dir=tmp_path / "till", backup={"keep_free_mb": 0})


@pytest.fixture
def folder(settings: TerminalSettings) -> Path:
    return settings.data_dir


@pytest.fixture
def entry(folder: Path) -> str:
    return data_folder.make(folder, customers=60)


def flip(folder: Path, page: int, seed: int = 1) -> None:
    path = folder / app.DATABASE
    data = bytearray(path.read_bytes())
    data[page * PAGE + random.Random(seed).randrange(PAGE)] ^= 8
    path.write_bytes(data)


def outcomes(folder: Path) -> set[str]:
    with app.opened(folder) as store:
        work: Any = store.read(lambda uow: uow.sync.own_work()).result()
        assert store.read(lambda uow: uow.sync.first_broken_op()).result() is None
        store.check_pages().result()
    return {op["entity"] for op in work.ops if op["kind"] == "outcome"}


@pytest.mark.parametrize("page", [0, 7, 20, 40])
def test_a_flipped_bit_is_rescued_from_and_the_till_opens_again(
    settings: TerminalSettings, folder: Path, entry: str, page: int
) -> None:
    flip(folder, page)
    assert restoring.is_unopenable(settings)
    done = restoring.rescue(settings)
    assert not restoring.is_damaged(settings)
    assert {entry} == outcomes(folder)
    assert (0, 1) == (done.saved.lost, done.saved.bad_pages)
    assert (done.aside / app.DATABASE).exists()
    assert (done.aside / app.KEY_FILE).exists()


def first_page(folder: Path, table: str) -> int:
    """Return the place of a table's first page in the file."""
    sql = "SELECT rootpage - 1 FROM sqlite_schema WHERE name = ?"
    with app.opened(folder) as store:
        row = store.read(lambda uow: uow._db.execute(sql, (table,)).fetchone()).result()
    return int(row[0])


def test_what_stood_on_the_damaged_page_itself_is_said_by_number(
    settings: TerminalSettings,
    folder: Path,
    entry: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    with app.opened(folder) as store:
        had = store.read(lambda uow: uow.sync.own_work()).result()
    flip(folder, first_page(folder, "outbox"))
    assert 0 == cli.main(["--data", str(folder), "--language", "en", "rescue"])
    said = capsys.readouterr().out
    assert "[RESCUE_LOST]" in said
    assert f"{len(had.ops)} entries that HQ may not have could not be read" in said
    assert entry not in outcomes(folder)


@pytest.mark.parametrize("table", ["meta", "device_key"])
def test_where_the_damage_took_who_the_till_is_a_backup_tells(
    settings: TerminalSettings, folder: Path, entry: str, table: str
) -> None:
    page = first_page(folder, table)
    whole = (folder / app.DATABASE).read_bytes()
    flip(folder, page)
    spoilt = (folder / app.DATABASE).read_bytes()
    with pytest.raises(NothingSavedError):
        restoring.rescue(settings)
    assert spoilt == (folder / app.DATABASE).read_bytes()
    (folder / app.DATABASE).write_bytes(whole)
    with app.opened(folder) as store:
        backups.make(store, Places.of(settings, FileCustody(folder / app.KEY_FILE)))
        second = record(around(store, folder), "k-1")
    flip(folder, page)
    assert 0 == restoring.rescue(settings).saved.lost
    assert {entry, second} == outcomes(folder)


def test_damage_found_by_a_running_window_is_rescued_at_the_next_start(
    settings: TerminalSettings, folder: Path, entry: str
) -> None:
    assert not restoring.is_marked(settings)
    app.damage_mark(folder).touch()
    assert restoring.is_marked(settings)
    restoring.rescue(settings)
    assert not restoring.is_marked(settings)
    assert {entry} == outcomes(folder)


def test_a_wrong_key_is_not_taken_for_damage(
    settings: TerminalSettings, folder: Path, entry: str
) -> None:
    key = folder / app.KEY_FILE
    right = key.read_bytes()
    FileCustody(key).keep(bytes(32))
    assert not restoring.is_unopenable(settings)
    key.write_bytes(right)
    assert {entry} == outcomes(folder)


def test_an_open_store_is_not_rescued_under_its_owner(
    settings: TerminalSettings, folder: Path, entry: str
) -> None:
    with app.opened(folder), pytest.raises(LockedError):
        restoring.rescue(settings)
    assert {entry} == outcomes(folder)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_command_says_what_was_saved(
    settings: TerminalSettings,
    folder: Path,
    entry: str,
    language: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    arguments = ["--language", language, "--data", str(folder), "rescue"]
    assert 0 == cli.main(arguments)
    assert "[RESCUE_NOT_NEEDED]" in capsys.readouterr().out
    flip(folder, 9)
    assert 0 == cli.main(arguments)
    said = capsys.readouterr().out
    assert "[RESCUE_DONE]" in said
    assert Messages(language).of("RESCUE_DONE").next in said
    assert {entry} == outcomes(folder)


def test_the_window_rescues_when_it_opens_and_says_so(
    settings: TerminalSettings, folder: Path, entry: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[app.Start] = []

    def run(_settings: TerminalSettings, start: app.Start) -> int:
        started.append(start)
        return 0

    monkeypatch.setattr(app, "run", run)
    monkeypatch.setattr("terminal.machine.has_display", lambda: True)
    assert 0 == cli.main(["--data", str(folder), "run"])
    assert started[-1].notice is None
    flip(folder, 9)
    assert 0 == cli.main(["--data", str(folder), "run"])
    notice = started[-1].notice
    assert notice is not None
    assert "RESCUE_DONE" == notice[0]
    assert {entry} == outcomes(folder)


KILLED: Final = """
import os, sys, traceback
from pathlib import Path
from local_store import salvage, swap, store, backup_files
from terminal import restoring
from terminal.config import load

def rescue(folder, left):
    def count(event, arguments):
        nonlocal left
        if event in ("os.rename", "os.remove", "os.link", "os.mkdir") and folder in str(arguments):
            left -= 1
            if left < 0:
                os._exit(9)
    settings = load(data_dir=Path(folder))
    sys.addaudithook(count)
    restoring.rescue(settings)

for line in sys.stdin:
    folder, steps = line.split()
    child = os.fork()
    if child == 0:
        os.dup2(2, 1)
        try:
            rescue(folder, int(steps))
        except BaseException:
            traceback.print_exc()
            os._exit(1)
        os._exit(0)
    print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
"""


@pytest.fixture(scope="module")
def rescuers() -> Iterator[subprocess.Popen[str]]:
    """A process that has the program in memory, and forks a rescuer for each line it reads."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(
        [sys.executable, "-c", KILLED],
        env=environment, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
    ) as process:  # fmt: skip
        yield process


@pytest.mark.parametrize("steps", range(0, 24, 2))
def test_killed_at_any_step_of_a_rescue_nothing_is_lost(
    settings: TerminalSettings,
    folder: Path,
    entry: str,
    steps: int,
    rescuers: subprocess.Popen[str],
) -> None:
    flip(folder, 9)
    assert rescuers.stdin is not None
    assert rescuers.stdout is not None
    rescuers.stdin.write(f"{folder} {steps}\n")
    rescuers.stdin.flush()
    assert rescuers.stdout.readline().strip() in ("0", "9")
    if restoring.is_unopenable(settings):
        restoring.rescue(settings)
    assert {entry} == outcomes(folder)


@pytest.fixture
def big(folder: Path) -> str:
    return data_folder.make(folder, customers=9000)


def test_damage_deep_in_a_large_store_is_found_after_it_opened(
    settings: TerminalSettings, folder: Path, big: str
) -> None:
    size = (folder / app.DATABASE).stat().st_size
    assert size > 8 * 1024 * 1024, "too large to be looked at whole when it opens"
    flip(folder, size // PAGE // 2)
    assert not restoring.is_unopenable(settings)
    with app.opened(folder) as store, pytest.raises(CorruptError):
        store.check_pages().result()
    assert restoring.is_damaged(settings)
    done = restoring.rescue(settings)
    assert (0, 1) == (done.saved.lost, done.saved.bad_pages)
    assert done.saved.records > 8900
    assert {big} == outcomes(folder)
