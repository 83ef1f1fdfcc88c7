"""A scan whose first keys came so late apart that a table took them: the cell is as it was."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTableWidget, QTableWidgetItem, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from devices.arbiter.arbiter import Arbiter
from terminal.payload_proof import PayloadProof
from terminal.wedge_keys import WedgeKeys, plausible
from ui.key_filter import KeyFilter, KeyParts, Receivers
from ui.scans import ScanRead

CODE = "320400187737"
SCANNER_MS, PERSON_MS = 8, 140


class Bench(QWidget):
    """A window with a table that can be written into, and a clock that is turned by hand."""

    def __init__(self) -> None:
        super().__init__()
        self.now_ns = 5_000_000_000
        self.scans: list[ScanRead] = []
        self.again: list[str] = []
        self.changed: list[tuple[int, int]] = []
        self.table = QTableWidget(2, 1, self)
        QVBoxLayout(self).addWidget(self.table)
        self.table.setItem(0, 0, QTableWidgetItem("6.8"))
        self.table.setCurrentCell(0, 0)
        self.table.cellChanged.connect(lambda row, column: self.changed.append((row, column)))
        arbiter = Arbiter(proof=PayloadProof(lambda: self.now_ns), plausible=plausible)
        judge = WedgeKeys(arbiter, device_id="wedge", new_scan_id=lambda: "scan-1")
        receivers = Receivers(on_scan=self.scans.append, on_again=self.again.append)
        self.filter = KeyFilter(
            KeyParts(judge=judge), receivers, clock_ns=lambda: self.now_ns, parent=self
        )

    def wait_ms(self, milliseconds: int) -> None:
        self.now_ns += milliseconds * 1_000_000
        self.filter.pass_time()

    def press(self, key: str, down_ms: int, gap_ms: int) -> None:
        """Press a key, and go on `gap_ms` later."""
        for act, wait_ms in ((QTest.keyPress, down_ms), (QTest.keyRelease, gap_ms - down_ms)):
            target = QApplication.focusWidget()
            assert target is not None
            act(target, Qt.Key.Key_Return if key == "\r" else Qt.Key(ord(key)))
            self.wait_ms(wait_ms)

    @property
    def is_open(self) -> bool:
        return self.table.state() is QTableWidget.State.EditingState


@pytest.fixture
def bench(qtbot: QtBot, qapp: QApplication) -> Iterator[Bench]:
    made = Bench()
    qtbot.addWidget(made)
    made.show()
    qtbot.waitUntil(made.isActiveWindow)
    made.table.setFocus()
    made.filter.install(qapp)
    made.wait_ms(500)
    yield made
    made.filter.remove(qapp)


@pytest.mark.parametrize("apart", [1, 2])
def test_a_cell_that_the_first_keys_of_a_scan_opened_is_closed_as_it_was(
    bench: Bench, apart: int
) -> None:
    for key in CODE[: apart - 1]:
        bench.press(key, 4, SCANNER_MS)
    bench.press(CODE[apart - 1], 80, 80)  # The computer stood still while it was down.
    for key in f"{CODE[apart:]}\r":
        bench.press(key, 4, SCANNER_MS)
    bench.wait_ms(300)
    cell = bench.table.item(0, 0)
    assert cell is not None
    assert ("6.8", [], False) == (cell.text(), bench.changed, bench.is_open)
    assert bench.table is QApplication.focusWidget()
    assert (([CODE], []) if bench.scans else ([], ["SCAN_AGAIN"])) == (
        [one.payload for one in bench.scans],
        bench.again,
    )


def test_a_cell_that_a_person_opened_stays_open_with_what_they_typed(
    bench: Bench, qtbot: QtBot
) -> None:
    for key in "7.1":
        bench.press(key, 75, PERSON_MS)
    bench.wait_ms(500)
    for key in f"{CODE}\r":
        bench.press(key, 4, SCANNER_MS)
    bench.wait_ms(300)
    assert [CODE] == [one.payload for one in bench.scans]
    assert bench.is_open
    bench.press("\r", 75, PERSON_MS)
    qtbot.waitUntil(lambda: not bench.is_open)
    cell = bench.table.item(0, 0)
    assert cell is not None
    assert "7.1" == cell.text()


def test_a_table_that_cannot_be_written_into_notes_nothing(bench: Bench) -> None:
    bench.table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
    bench.press("3", 75, 80)
    assert (False, []) == (bench.is_open, bench.filter._shown._pages)
