"""The training till: a store of its own, that knows no network and touches nothing real."""

from __future__ import annotations

import shutil
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import shiboken6
from pytestqt.qtbot import QtBot

from local_store.errors import LockedError
from terminal import app, training
from terminal.app import Start, Terminal
from terminal.config import TerminalSettings, WedgeSettings
from terminal.training import Training, TrainingFolderError
from tests.fakes import at_the_lock
from tests.integration.bad_input import data_folder
from tests.integration.bad_input.window import wear
from ui.frame.training_banner import TrainingBanner
from ui.scans import ScanRead
from ui.shortcuts import PageId
from ui.widgets.status_chip import StatusChip


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A till's folder with a training store that was made once."""
    folder = tmp_path_factory.mktemp("till")
    training.made(_settings(folder))
    return folder


@pytest.fixture
def real(first: Path, tmp_path: Path) -> TerminalSettings:
    """The settings of a real till, a copy of that folder its own."""
    shutil.copytree(first, tmp_path / "till")
    return _settings(tmp_path / "till")


def _settings(folder: Path) -> TerminalSettings:
    return TerminalSettings(data_dir=folder, wedge=WedgeSettings(enabled=False))


@pytest.fixture
def terminal(real: TerminalSettings, qtbot: QtBot) -> Iterator[tuple[Terminal, Training]]:
    """The training till, running, with its pharmacist signed in."""
    ready = training.made(real)
    wear("zh_CN")
    start = Start(staff=ready.staff, is_synthetic=True, is_training=True)
    made = Terminal(ready.settings, start)
    try:
        made.start()
        at_the_lock.sign_in(made, qtbot)
        yield made, ready
    finally:
        made.stop()
        shiboken6.delete(made.screens.window)
        shiboken6.delete(made)


def counts(folder: Path) -> tuple[int, int]:
    with app.opened(folder) as store:
        people = store.read(lambda uow: len(uow.staff.active())).result()
        unsent = store.read(lambda uow: uow.sync.state().unsent).result()
    return people, unsent


def test_everybody_in_it_is_made_up_and_lies_apart_from_what_is_real(
    real: TerminalSettings,
) -> None:
    folder = training.settings_of(real).data_dir
    assert [folder] == list(real.data_dir.iterdir())  # Nothing else of the till is touched.
    with app.opened(folder) as store:
        sql = "SELECT count(*), sum(synthetic) FROM customer"
        found = store.read(lambda uow: uow._db.execute(sql).fetchone()).result()
    assert (training.CUSTOMERS, training.CUSTOMERS) == tuple(found)
    assert (folder / app.KEY_FILE).exists()
    assert not (real.data_dir / app.DATABASE).exists()


def test_work_is_done_there_and_no_connection_is_ever_opened(
    qtbot: QtBot, terminal: tuple[Terminal, Training], monkeypatch: pytest.MonkeyPatch
) -> None:
    made, ready = terminal
    reached: list[Any] = []
    monkeypatch.setattr(socket.socket, "connect", lambda _self, address: reached.append(address))
    monkeypatch.setattr(socket, "getaddrinfo", lambda *asked, **_: reached.append(asked))
    with qtbot.waitSignal(made.screens.counter_page.painted, timeout=20_000):
        made.screens.on_scan(ScanRead("scan-1", ready.codes[0], None, "test"))
    made._runner.nudge()
    state = made.store.read(lambda uow: uow.sync.state()).result()
    assert state.unsent > 0
    assert None is state.heard_at
    assert [] == reached


def test_every_page_and_the_lock_say_what_it_is(
    qtbot: QtBot, terminal: tuple[Terminal, Training]
) -> None:
    made, _ = terminal
    window = made.screens.window
    banner = window.findChild(TrainingBanner, "main_window.training")
    assert banner is not None
    for page in PageId:
        window.open_page(page)
        assert banner.isVisible()
    chip = window.findChild(StatusChip, "top_bar.sync")
    assert chip is not None
    assert "练习机，不上传" == chip.text()
    made.screens.guard.lock()
    shown = window.findChild(TrainingBanner, "lock.training")
    assert shown is not None
    assert shown.isVisible()


def test_it_is_there_again_until_it_is_made_anew(real: TerminalSettings) -> None:
    folder = training.settings_of(real).data_dir
    with app.opened(folder) as store:
        store.run(lambda uow: uow.audit("training.tried")).result()
    training.made(real)
    assert (3, 1) == counts(folder)
    training.made(real, reset=True)
    assert (3, 0) == counts(folder)


def test_one_whose_making_was_cut_short_is_made_anew(real: TerminalSettings) -> None:
    folder = training.settings_of(real).data_dir
    (folder / training.MARK).unlink()
    with app.opened(folder) as store:
        store.run(lambda uow: uow.audit("training.tried")).result()
    training.made(real)
    assert (3, 0) == counts(folder)


def test_what_is_no_training_store_is_neither_opened_nor_deleted(real: TerminalSettings) -> None:
    folder = training.settings_of(real).data_dir
    shutil.rmtree(folder)
    folder.mkdir()
    (folder / "letters.txt").write_text("kept")
    with pytest.raises(TrainingFolderError):
        training.made(real, reset=True)
    assert "kept" == (folder / "letters.txt").read_text()


def test_a_real_store_under_that_name_is_neither_opened_nor_deleted(
    real: TerminalSettings,
) -> None:
    folder = training.settings_of(real).data_dir
    shutil.rmtree(folder)
    folder.mkdir()
    data_folder.make(folder)
    (folder / training.MARK).write_text("{}")
    for reset in (False, True):
        with pytest.raises(TrainingFolderError):
            training.made(real, reset=reset)
    assert (folder / app.DATABASE).exists()


def test_it_is_not_taken_away_from_a_window_that_is_open(real: TerminalSettings) -> None:
    with app.opened(training.settings_of(real).data_dir), pytest.raises(LockedError):
        training.made(real, reset=True)
    assert (3, 0) == counts(training.settings_of(real).data_dir)
