"""A program that is killed while somebody types takes no words along: they are offered again to
whoever typed them, and to nobody else.
"""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from local_store.store import Store
from terminal import app
from terminal.services.session import SignedIn, sign_in
from tests.integration.bad_input import data_folder
from tests.integration.bad_input.data_folder import CODE
from tests.integration.bad_input.typing_child import (
    HANDING,
    NAME,
    NOTE,
    PHONE,
    PRESSURE,
    QUESTION,
    TASK_NOTE,
    WORDS,
)
from tests.integration.bad_input.window import PATIENCE_MS, Desk, desk
from ui.counter.sheets.kinds import SheetKind
from ui.scans import ScanRead
from ui.shortcuts import PageId

ROOT: Final = Path(__file__).resolve().parents[3]
_CHILD_S: Final = 120.0
pytestmark = pytest.mark.expected_logs("sync is in trouble")


@pytest.fixture(scope="module")
def killed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a till that was killed while words stood in it that nobody had saved."""
    folder = tmp_path_factory.mktemp("killed") / "till"
    data_folder.make(folder, staff=2)
    command = [sys.executable, "-m", "tests.integration.bad_input.typing_child", str(folder)]
    with subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as child:
        assert child.stdout is not None
        said = []
        for line in child.stdout:
            said.append(line)
            if line == "typed\n":
                break
        child.send_signal(signal.SIGKILL)
        said += child.stdout.readlines()
        assert -signal.SIGKILL == child.wait(_CHILD_S), said
    assert "typed\n" in said
    assert [] == [one for one in (*WORDS, PRESSURE) if one in "".join(said)]
    return folder


@pytest.fixture
def till(killed: Path, tmp_path: Path, qtbot: QtBot) -> Iterator[Desk]:
    folder = tmp_path / "till"
    shutil.copytree(killed, folder, ignore=shutil.ignore_patterns("*.sock"))
    with desk(folder, qtbot, language="zh_CN") as opened:
        yield opened


def field(till: Desk, name: str) -> QLineEdit:
    found = [one for one in till.window.findChildren(QLineEdit) if one.isVisible()]
    (one,) = (each for each in found if each.objectName().endswith(name))
    return one


def card(till: Desk) -> None:
    screens = till.terminal.screens
    screens.on_scan(ScanRead("scan-1", CODE, None, "serial"))
    till.bot.waitUntil(lambda: screens._counter.customer == "c-1", timeout=PATIENCE_MS)


def test_the_new_file_stands_in_the_sheet_and_says_since_when(till: Desk) -> None:
    till.terminal.screens.window.open_page(PageId.MEMBERS)
    assert PHONE == field(till, "enrol.sheet.phone").text()
    assert NAME == field(till, "enrol.sheet.name").text()
    told = till.window.findChild(QLabel, "enrol.sheet.unfinished.told")
    assert told is not None
    assert told.text().startswith("草稿（")
    assert "尚未保存。" in told.text()
    QTest.keyClicks(field(till, "enrol.sheet.birth"), "1")
    assert told.text().startswith("草稿，")  # Somebody went on with it.


def test_the_cards_sheets_offer_what_was_typed_and_a_reading_is_measured_again(
    till: Desk,
) -> None:
    card(till)
    counter = till.terminal.screens._counter
    for kind, words in ((SheetKind.NOTE, NOTE), (SheetKind.HAND, HANDING)):
        counter.enter(kind)
        assert words == getattr(counter.sheets.sheet, "text", "")
        till.until_said("未保存的草稿")
    counter.enter(SheetKind.PRESSURE)
    assert "" == getattr(counter.sheets.sheet, "text", "")


def test_a_tasks_note_and_the_question_to_hq_go_on(till: Desk) -> None:
    card(till)
    assert TASK_NOTE == field(till, ".note").text()
    till.terminal.screens.window.open_page(PageId.KNOWLEDGE)
    assert QUESTION == field(till, "knowledge.sheet.text").text()


def test_a_way_leads_to_the_card_with_something_unfinished(till: Desk) -> None:
    shown = [one.text() for one in till.window.findChildren(QPushButton) if one.isVisible()]
    (parked,) = till.terminal.screens._counter.state.parked
    assert "c-1" == parked.customer
    assert any(parked.masked_name in text for text in shown) or parked.masked_name in till.words()


def test_what_is_saved_then_is_gone_for_good(till: Desk) -> None:
    card(till)
    counter = till.terminal.screens._counter
    counter.enter(SheetKind.NOTE)
    counter.sheets.confirm()
    till.bot.waitUntil(lambda: counter.sheets.sheet is None, timeout=PATIENCE_MS)
    rows = till.run(lambda uow: uow._db.execute("SELECT kind FROM begun").fetchall())
    assert "note" not in {kind for (kind,) in rows}
    counter.undo()
    till.bot.waitUntil(lambda: counter.sheets.sheet is not None, timeout=PATIENCE_MS)
    kept = "SELECT count(*) FROM begun WHERE kind = 'note'"
    till.bot.waitUntil(
        lambda: till.run(lambda uow: uow._db.execute(kept).fetchone()[0]) == 1,
        timeout=PATIENCE_MS,
    )


def test_somebody_else_sees_nothing_of_it_and_takes_nothing_away(
    till: Desk,
) -> None:
    screens = till.terminal.screens
    done = till.run(lambda uow: sign_in(uow, staff_id="staff-2"))
    assert isinstance(done, SignedIn)
    screens.guard._on_signed_in(done)
    till.bot.waitUntil(lambda: screens._keeper._is_open, timeout=PATIENCE_MS)
    screens.window.open_page(PageId.MEMBERS)
    assert "" == field(till, "enrol.sheet.phone").text()
    assert () == screens._counter.state.parked
    card(till)
    assert "" == field(till, ".note").text()
    counter = screens._counter
    counter.enter(SheetKind.NOTE)
    assert "" == getattr(counter.sheets.sheet, "text", "")
    rows = till.run(lambda uow: uow._db.execute("SELECT DISTINCT owner FROM begun").fetchall())
    assert [("staff-1",)] == rows
    assert [] == [one for one in WORDS if one in till.words()]


@pytest.mark.parametrize("leaves", ["locks", "closes"])
def test_whoever_locks_or_closes_has_the_last_key_kept(
    tmp_path: Path, qtbot: QtBot, leaves: str
) -> None:
    folder = tmp_path / "till"
    data_folder.make(folder)

    def kept(store: Store) -> str:
        sql = "SELECT group_concat(content) FROM begun"
        return str(store.run(lambda uow: uow._db.execute(sql).fetchone()[0]).result())

    with desk(folder, qtbot, language="zh_CN") as till:
        screens = till.terminal.screens
        till.bot.waitUntil(lambda: screens._keeper._is_open, timeout=PATIENCE_MS)
        card(till)
        screens._counter.enter(SheetKind.NOTE)
        screens.counter_page.sheets.edited.emit(NOTE)
        if leaves == "locks":
            screens.guard.lock()
            assert NOTE in kept(till.terminal.store)
    with app.opened(folder) as store:
        assert NOTE in kept(store)
