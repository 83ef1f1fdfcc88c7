"""Commands beside an open window: the window makes the backup and says what it knows; one that does
not answer is told as such, and nothing is opened behind its back.
"""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import pytest
from pytestqt.qtbot import QtBot

from local_store.backup_files import listed
from local_store.key_custody import FileCustody
from local_store.store import Store
from resources.texts import LANGUAGES, Messages
from terminal import app, cli, local_socket, restoring
from terminal.backups import FOLDER
from terminal.clock_watch import ClockWatch
from terminal.config import TerminalSettings, load
from terminal.doctor import Level, examine
from terminal.upkeep import Upkeep
from tests.builders import opened
from tests.integration.bad_input import data_folder
from tests.integration.bad_input.data_folder import around, assert_whole, record
from tests.integration.bad_input.rig import assert_told
from tests.integration.bad_input.window import desk

ROOT: Final = Path(__file__).resolve().parents[3]
AWAY: Final = "sync is in trouble"
WAIT_S: Final = 60


@pytest.fixture
def settings(tmp_path: Path) -> TerminalSettings:
    return load(data_dir=tmp_path / "till", backup={"keep_free_mb": 0})


@pytest.fixture
def folder(settings: TerminalSettings) -> Path:
    data_folder.make(settings.data_dir, customers=30)
    return settings.data_dir


@contextmanager
def upkeep_of(settings: TerminalSettings) -> Iterator[tuple[Store, Upkeep]]:
    """Lend what stands behind a window, without the window."""
    with app.opened(settings.data_dir) as store:
        custody = FileCustody(settings.data_dir / app.KEY_FILE)
        upkeep = Upkeep(store, settings, custody, tell=lambda _: None)
        upkeep.start()
        try:
            yield store, upkeep
        finally:
            assert upkeep.stop()


def command(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run a command of the till in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "terminal", "--language", "en", "--data", str(folder), *words],
        capture_output=True,
        text=True,
        check=False,
        timeout=WAIT_S,
        cwd=ROOT,
        env={**os.environ, "GUITAI_BACKUP__KEEP_FREE_MB": "0"},
    )


@pytest.mark.expected_logs(AWAY)
def test_a_window_makes_the_backup_that_another_process_asks_for(
    settings: TerminalSettings, folder: Path, qtbot: QtBot, tmp_path: Path
) -> None:
    with desk(folder, qtbot) as shop:
        asked: Future[list[subprocess.CompletedProcess[str]]] = Future()

        def ask() -> None:
            words = (["backup", "--to", str(tmp_path / "disk")], ["doctor"], ["status"])
            asked.set_result([command(folder, *one) for one in words])

        threading.Thread(target=ask).start()
        qtbot.waitUntil(asked.done, timeout=WAIT_S * 1000)
        backup, doctor, status = asked.result()
        record(around(shop.terminal.store, folder), "k-1")
    assert (0, "") == (backup.returncode, backup.stderr)
    assert "[BACKUP_MADE]" in backup.stdout
    assert "[DOCTOR_WINDOW_OPEN]" in doctor.stdout
    assert 0 < json.loads(status.stdout)["unsent"]
    (made,) = listed(tmp_path / "disk")
    elsewhere = settings.model_copy(update={"data_dir": tmp_path / "new"})
    assert made.rows == restoring.restore(elsewhere, made.path).backup.rows
    assert None is local_socket.ask(folder / local_socket.NAME, {}), "it went with the window"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_command_says_the_same_as_without_a_window(
    settings: TerminalSettings, folder: Path, language: str, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["--language", language, "--data", str(folder), "backup"]
    with upkeep_of(settings):
        assert 0 == cli.main(arguments)
    beside = capsys.readouterr().out
    assert 0 == cli.main(arguments)
    alone = capsys.readouterr().out
    assert 2 == len(listed(folder / FOLDER))
    kept = Messages(language).of("BACKUP_MADE").kept
    assert kept in beside
    assert kept in alone
    assert "[BACKUP_MADE]" in beside


def test_why_the_window_made_none_is_said_with_its_code(
    settings: TerminalSettings, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / FOLDER).write_text("in the way")
    with upkeep_of(settings):
        assert 1 == cli.main(["--data", str(folder), "--language", "en", "backup"])
    said = capsys.readouterr()
    assert "[STORE_DISK_FAULT]" in said.err
    assert "[BACKUP_MADE]" not in said.out


def test_a_second_disk_that_is_away_is_said_too(
    settings: TerminalSettings, folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    wanted = settings.backup.model_copy(update={"second": tmp_path / "usb"})
    with upkeep_of(settings.model_copy(update={"backup": wanted})):
        assert 1 == cli.main(["--data", str(folder), "--language", "en", "backup"])
    said = capsys.readouterr()
    assert "[BACKUP_MADE]" in said.out
    assert "[STORE_BACKUP_AWAY]" in said.err


def test_two_that_ask_at_once_get_a_backup_each(settings: TerminalSettings, folder: Path) -> None:
    path = folder / local_socket.NAME
    answers: list[object] = []
    with upkeep_of(settings):
        asking = [
            threading.Thread(
                target=lambda: answers.append(
                    local_socket.ask(path, {"ask": "backup", "to": None}, done_s=WAIT_S)
                )
            )
            for _ in range(2)
        ]
        for one in asking:
            one.start()
        for one in asking:
            one.join(WAIT_S)
    assert 2 == len(listed(folder / FOLDER)) == len(answers)
    assert all(isinstance(one, dict) and "code" not in one for one in answers)


def test_saves_go_on_while_a_backup_is_asked_for(settings: TerminalSettings, folder: Path) -> None:
    with upkeep_of(settings) as (store, _):
        path = folder / local_socket.NAME
        saved = [record(around(store, folder), "k-1")]
        answer = local_socket.ask(path, {"ask": "backup", "to": None}, done_s=WAIT_S)
        saved.append(record(around(store, folder), "k-2"))
    assert answer is not None
    assert "code" not in answer
    with app.opened(folder) as store:
        work = store.read(lambda uow: uow.sync.own_work()).result()
    assert set(saved) <= {op["entity"] for op in work.ops}


def test_a_window_copies_the_unsent_work_that_another_process_asks_for(
    settings: TerminalSettings, folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "unsent.jsonl"
    arguments = ["--data", str(folder), "--language", "en", "export-unsent", str(path)]
    with upkeep_of(settings):
        assert 0 == cli.main(arguments)
        assert str(path) in capsys.readouterr().out
        content = path.read_bytes()
        assert 1 == cli.main(arguments)
        assert "[EXPORT_EXISTS]" in capsys.readouterr().err
    assert content == path.read_bytes()
    assert 0o600 == path.stat().st_mode & 0o777
    assert 1 == len(opened(content))


COMMANDS: Final = pytest.mark.parametrize(
    "words", [["backup"], ["status"], ["export-unsent", "unsent.jsonl"]]
)


@COMMANDS
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_window_that_does_not_answer_is_said_and_nothing_is_done(
    settings: TerminalSettings,
    folder: Path,
    words: list[str],
    language: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    ask = local_socket.ask
    monkeypatch.setattr(local_socket, "ask", lambda path, asked, **_: ask(path, asked, heard_s=0.2))
    with app.opened(folder), hung(folder / local_socket.NAME):
        assert 1 == cli.main(["--data", str(folder), "--language", language, *words])
        found = [one for one in examine(settings) if one.code == "WINDOW_SILENT"]
    said = capsys.readouterr().err
    assert str(Messages(language).of("WINDOW_SILENT")) in said
    assert "[WINDOW_SILENT]" in said
    assert [Level.WARN] == [one.level for one in found]
    assert [] == listed(folder / FOLDER)
    assert_told("WINDOW_SILENT")


@contextmanager
def hung(path: Path) -> Iterator[None]:
    """Be a window that listens and never answers."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as listener:
        with local_socket._short(path) as address:
            listener.bind(address)
        listener.listen()
        yield


@COMMANDS
def test_a_window_of_another_version_says_that_it_cannot(
    folder: Path, words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    def answer(_: object) -> dict[str, str]:
        return {"code": "WINDOW_OTHER"}

    other = local_socket.LocalSocket(folder / local_socket.NAME, answer)
    with app.opened(folder):
        assert other.start()
        assert 1 == cli.main(["--data", str(folder), "--language", "en", *words])
        assert other.stop()
    assert "[WINDOW_OTHER]" in capsys.readouterr().err
    assert_told("WINDOW_OTHER")


def test_what_no_version_asks_is_not_done(settings: TerminalSettings, folder: Path) -> None:
    with upkeep_of(settings) as (_, upkeep):
        for asked in ({}, {"ask": "erase"}, {"ask": "backup"}, {"ask": "backup", "to": 5}):
            assert {"code": "WINDOW_OTHER"} == upkeep.answer(asked)
    assert [] == listed(folder / FOLDER)


@COMMANDS
def test_another_command_that_has_the_store_open_is_no_window(
    folder: Path, words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with app.opened(folder):
        assert 1 == cli.main(["--data", str(folder), "--language", "en", *words])
    assert "[STORE_LOCKED]" in capsys.readouterr().err


HOLD: Final = """
import sys
from pathlib import Path
from local_store.key_custody import FileCustody
from terminal import app
from terminal.config import load
from terminal.upkeep import Upkeep
folder = Path(sys.argv[1])
store = app.open_store(folder)
custody = FileCustody(folder / app.KEY_FILE)
upkeep = Upkeep(store, load(data_dir=folder), custody, tell=lambda _: None)
upkeep.start()
print("open", flush=True)
sys.stdin.read()
"""


def test_a_window_that_was_killed_is_nobody_and_one_that_stands_still_is_silent(
    settings: TerminalSettings,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    ask = local_socket.ask
    monkeypatch.setattr(local_socket, "ask", lambda path, asked, **_: ask(path, asked, heard_s=1.0))
    arguments = ["--data", str(folder), "--language", "en", "backup"]
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(folder)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    )
    with process:
        try:
            assert process.stdout is not None
            assert "open\n" == process.stdout.readline()
            process.send_signal(signal.SIGSTOP)
            assert 1 == cli.main(arguments)
            assert "[WINDOW_SILENT]" in capsys.readouterr().err
        finally:
            process.kill()
    assert (folder / local_socket.NAME).exists()
    assert 0 == cli.main(arguments)
    assert 1 == len(listed(folder / FOLDER))


def test_a_backup_under_way_ends_with_the_window(settings: TerminalSettings, folder: Path) -> None:
    answers: list[dict[str, object] | None] = []
    with upkeep_of(settings) as (_, upkeep):
        upkeep._backup._stopping.set()
        path = folder / local_socket.NAME
        answers.append(local_socket.ask(path, {"ask": "backup", "to": None}, done_s=WAIT_S))
    assert [{"code": "STORE_BACKUP_STOPPED"}] == answers
    assert [] == listed(folder / FOLDER)
    with app.opened(folder):
        assert [] == list((folder / FOLDER).glob("*.part"))


def test_a_clock_that_was_set_while_the_window_is_open_is_said_by_the_doctor(
    settings: TerminalSettings, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with upkeep_of(settings):
        assert "DOCTOR_CLOCK_JUMPED" not in {one.code for one in examine(settings)}
        monkeypatch.setattr(ClockWatch, "jumped_ms", 3_600_000)
        found = {one.code: one for one in examine(settings)}
    assert (Level.WARN, {"seconds": "3600", "amount": "+60 min"}) == (
        found["DOCTOR_CLOCK_JUMPED"].level,
        found["DOCTOR_CLOCK_JUMPED"].facts,
    )
    assert "DOCTOR_WINDOW_OPEN" in found


def test_the_doctor_says_when_no_window_is_open(settings: TerminalSettings, folder: Path) -> None:
    assert "DOCTOR_WINDOW_NONE" in {one.code for one in examine(settings)}


@pytest.mark.parametrize("ms", [946_684_800_000, 1_600_000_000_000])
def test_a_clock_in_the_past_is_noticed_before_hq_was_ever_heard(
    settings: TerminalSettings, folder: Path, monkeypatch: pytest.MonkeyPatch, ms: int
) -> None:
    with upkeep_of(settings) as (_, upkeep):
        assert not upkeep._is_clock_behind()
        monkeypatch.setattr("terminal.machine.SystemClock.now_ms", lambda _: ms)
        assert upkeep._is_clock_behind()


def test_beside_a_window_everything_stays_whole(settings: TerminalSettings, tmp_path: Path) -> None:
    entry = data_folder.make(settings.data_dir)
    with upkeep_of(settings):
        for word in ("backup", "doctor", "status"):
            cli.main(["--data", str(settings.data_dir), word])
    assert_whole(settings.data_dir, entry)
