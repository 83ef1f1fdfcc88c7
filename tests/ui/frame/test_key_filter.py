"""A scanner that types is told from a person who types, through real key events."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from devices.arbiter.arbiter import Arbiter
from terminal.payload_proof import PayloadProof
from terminal.wedge_keys import WedgeKeys, plausible
from ui.key_filter import KeyFilter, KeyParts, Receivers
from ui.scans import ScanRead
from ui.widgets.field import ChineseField, FigureField, PlainField

CODE = "320400187737"
SCANNER_MS = 8
PERSON_MS = 140
QUICK_MS = 65
KEYS: dict[str, Qt.Key] = {"\r": Qt.Key.Key_Return, "\t": Qt.Key.Key_Tab}
SETTLED_MS = 60  # A second scanner's code may follow so soon.


class Commands(QWidget):
    """A page in command mode: it notes every key it gets."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.pressed: list[str] = []
        self.released: list[str] = []

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self.pressed.append(event.text())

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        self.released.append(event.text())


class Bench(QWidget):
    """A window with two fields and a page, a filter over it, and a clock that is turned by hand."""

    def __init__(self) -> None:
        super().__init__()
        self.now_ns = 5_000_000_000
        self.scans: list[ScanRead] = []
        self.again: list[str] = []
        self.field = PlainField(name="field", label="value", parent=self)
        self.note = ChineseField(name="note", label="note", parent=self)
        self.page = Commands(self)
        layout = QVBoxLayout(self)
        for part in (self.field, self.note, self.page):
            layout.addWidget(part)
        ids = iter(f"scan-{number}" for number in range(100))
        arbiter = Arbiter(proof=PayloadProof(lambda: self.now_ns), plausible=plausible)
        judge = WedgeKeys(arbiter, device_id="wedge", new_scan_id=lambda: next(ids))
        receivers = Receivers(on_scan=self.scans.append, on_again=self.again.append)
        self.filter = KeyFilter(
            KeyParts(judge=judge), receivers, clock_ns=lambda: self.now_ns, parent=self
        )

    def wait_ms(self, milliseconds: int) -> None:
        self.now_ns += milliseconds * 1_000_000
        self.filter.pass_time()  # As the timer does, in time that is turned by hand.

    def type_into(self, widget: QWidget, text: str, gap_ms: int) -> None:
        down_ms = 55 if gap_ms > 55 else gap_ms // 2  # Fingers are no quicker.
        for letter in text:
            key = KEYS.get(letter, ord(letter))
            self.wait_ms(gap_ms - down_ms)
            QTest.keyPress(widget, key)
            self.wait_ms(down_ms)
            QTest.keyRelease(widget, key)
        if text[-1:] in "\r\t":
            self.wait_ms(SETTLED_MS)

    def scan_into(self, widget: QWidget, code: str = CODE + "\r") -> None:
        self.wait_ms(500)
        self.type_into(widget, code, SCANNER_MS)

    @property
    def payloads(self) -> list[str]:
        return [scan.payload for scan in self.scans]


@pytest.fixture
def bench(qtbot: QtBot, qapp: QApplication) -> Iterator[Bench]:
    made = Bench()
    qtbot.addWidget(made)
    made.show()
    qtbot.waitUntil(made.isActiveWindow)
    made.filter.install(qapp)
    yield made
    made.filter.remove(qapp)


def focus(bench: Bench, widget: QWidget) -> None:
    widget.setFocus()
    assert QApplication.focusWidget() is widget


def test_a_burst_in_a_field_becomes_a_scan_and_leaves_nothing_behind(bench: Bench) -> None:
    focus(bench, bench.field)
    bench.scan_into(bench.field)
    assert [CODE] == bench.payloads
    assert "" == bench.field.text()


def test_a_burst_gives_back_half_typed_text_with_its_cursor(bench: Bench) -> None:
    focus(bench, bench.note)
    bench.note.setText("头晕 since")
    bench.note.setCursorPosition(3)
    bench.scan_into(bench.note)
    assert [CODE] == bench.payloads
    assert ("头晕 since", 3) == (bench.note.text(), bench.note.cursorPosition())


@pytest.mark.parametrize(("start", "length"), [(1, 3), (4, -3)])
def test_a_burst_over_a_selection_gives_the_selection_back(
    bench: Bench, start: int, length: int
) -> None:
    focus(bench, bench.note)
    bench.note.setText("abcdef")
    bench.note.setSelection(start, length)
    cursor = bench.note.cursorPosition()
    bench.scan_into(bench.note)
    assert ("abcdef", "bcd") == (bench.note.text(), bench.note.selectedText())
    assert cursor == bench.note.cursorPosition()


def test_who_follows_a_field_hears_that_the_burst_is_gone(bench: Bench) -> None:
    focus(bench, bench.note)
    heard: list[str] = []
    bench.note.textEdited.connect(heard.append)
    bench.type_into(bench.note, "ok", PERSON_MS)
    bench.scan_into(bench.note)
    assert "ok" == heard[-1]


def test_only_the_burst_goes_when_the_field_changed_meanwhile(bench: Bench) -> None:
    focus(bench, bench.field)
    bench.field.setText("12")
    bench.wait_ms(500)
    bench.type_into(bench.field, CODE, SCANNER_MS)
    bench.field.setText("x" + bench.field.text())
    bench.type_into(bench.field, "\r", SCANNER_MS)
    assert [CODE] == bench.payloads
    assert "x12" == bench.field.text()


def test_a_field_that_took_only_part_of_a_burst_is_never_left_with_less_than_it_had(
    bench: Bench,
) -> None:
    focus(bench, bench.field)
    bench.field.setMaxLength(6)
    bench.field.setText("6.8")
    bench.scan_into(bench.field)
    assert [CODE] == bench.payloads
    assert bench.field.text().startswith("6.8")


def test_a_field_that_is_gone_does_no_harm(bench: Bench) -> None:
    focus(bench, bench.field)
    bench.wait_ms(500)
    bench.type_into(bench.field, CODE, SCANNER_MS)
    bench.field.deleteLater()
    bench.field.hide()
    focus(bench, bench.page)
    bench.type_into(bench.page, "\r", SCANNER_MS)
    assert [CODE] == bench.payloads


def test_the_end_key_of_a_burst_reaches_nobody(bench: Bench) -> None:
    focus(bench, bench.field)
    entered: list[bool] = []
    bench.field.returnPressed.connect(lambda: entered.append(True))
    bench.scan_into(bench.field)
    assert [] == entered
    bench.wait_ms(500)
    bench.type_into(bench.field, "6.8\r", PERSON_MS)
    assert [True] == entered


def test_the_rest_of_a_suffix_does_not_move_the_focus(bench: Bench) -> None:
    focus(bench, bench.field)
    bench.scan_into(bench.field, CODE + "\r\t")
    assert QApplication.focusWidget() is bench.field


def test_typing_passes_untouched(bench: Bench) -> None:
    focus(bench, bench.note)
    bench.type_into(bench.note, "glucose 6.8 at home", PERSON_MS)
    assert [] == bench.payloads
    assert "glucose 6.8 at home" == bench.note.text()


def test_in_command_mode_a_scan_triggers_no_command(bench: Bench) -> None:
    focus(bench, bench.page)
    bench.scan_into(bench.page)
    assert [CODE] == bench.payloads
    assert [] == bench.page.pressed


def test_in_command_mode_a_key_arrives_a_moment_later(bench: Bench, qtbot: QtBot) -> None:
    focus(bench, bench.page)
    bench.wait_ms(500)
    bench.type_into(bench.page, "3", PERSON_MS)
    assert [] == bench.page.pressed
    bench.wait_ms(80)
    assert ["3"] == bench.page.pressed
    assert ["3"] == bench.page.released


def test_in_command_mode_keys_arrive_in_order_before_the_one_that_is_no_text(
    bench: Bench,
) -> None:
    focus(bench, bench.page)
    bench.type_into(bench.page, "12", 30)
    QTest.keyClick(bench.page, Qt.Key.Key_F2)
    assert ["1", "2", ""] == bench.page.pressed


def test_in_command_mode_enter_after_a_few_keys_is_delivered(bench: Bench) -> None:
    focus(bench, bench.page)
    bench.type_into(bench.page, "12\r", QUICK_MS)
    assert ["1", "2", "\r"] == bench.page.pressed
    assert [] == bench.payloads


def test_a_key_that_is_held_down_arrives_and_goes_on(bench: Bench) -> None:
    focus(bench, bench.page)
    bench.type_into(bench.page, "v", PERSON_MS)
    for _ in range(3):
        bench.wait_ms(30)
        repeat = QKeyEvent(
            QKeyEvent.Type.KeyPress, Qt.Key.Key_V, Qt.KeyboardModifier.NoModifier, "v", True
        )
        QApplication.sendEvent(bench.page, repeat)
    assert ["v"] * 4 == [text for text in bench.page.pressed if text]


@pytest.mark.parametrize("gap_ms", [SCANNER_MS, 25])
def test_a_burst_without_a_suffix_is_claimed_after_silence(bench: Bench, gap_ms: int) -> None:
    focus(bench, bench.page)
    bench.wait_ms(500)
    bench.type_into(bench.page, CODE, gap_ms)
    bench.wait_ms(300)
    assert [CODE] == bench.payloads
    assert [] == bench.page.pressed


def test_two_bursts_right_after_each_other_are_two_scans(bench: Bench) -> None:
    focus(bench, bench.field)
    bench.scan_into(bench.field)
    bench.scan_into(bench.field, "6901234567892\r")
    assert [CODE, "6901234567892"] == bench.payloads
    assert "" == bench.field.text()


def test_a_key_travelling_up_through_the_parents_counts_once(bench: Bench) -> None:
    focus(bench, bench.field)
    bench.wait_ms(500)
    bench.type_into(bench.field, "12345\r", SCANNER_MS)
    assert ["12345"] == bench.payloads
    assert "" == bench.field.text()


def test_a_separator_typed_with_ctrl_is_part_of_the_code(bench: Bench) -> None:
    focus(bench, bench.page)
    bench.wait_ms(500)
    bench.type_into(bench.page, "0106901234567892", SCANNER_MS)
    bench.wait_ms(SCANNER_MS // 2)
    QTest.keyPress(bench.page, Qt.Key.Key_Control)
    bench.wait_ms(SCANNER_MS // 2)
    for kind in (QKeyEvent.Type.KeyPress, QKeyEvent.Type.KeyRelease):
        held = Qt.KeyboardModifier.ControlModifier
        event = QKeyEvent(kind, Qt.Key.Key_BracketRight, held, "\x1d")
        QApplication.sendEvent(bench.page, event)
    QTest.keyRelease(bench.page, Qt.Key.Key_Control)
    bench.type_into(bench.page, "21AB\r", SCANNER_MS)
    assert ["0106901234567892\x1d21AB"] == bench.payloads


def test_a_stamped_key_counts_when_it_was_pressed_not_when_it_was_seen(bench: Bench) -> None:
    """The screen stalls while somebody types: their keys arrive at once, and are no burst."""
    focus(bench, bench.field)
    for place, letter in enumerate("20261121"):
        event = QKeyEvent(
            QKeyEvent.Type.KeyPress,
            Qt.Key(ord(letter)),
            Qt.KeyboardModifier.NoModifier,
            letter,
        )
        event.setTimestamp(1_000 + place * PERSON_MS)
        QApplication.sendEvent(bench.field, event)
    bench.type_into(bench.field, "\r", PERSON_MS)
    assert [] == bench.payloads
    assert "20261121" == bench.field.text()


def test_nothing_is_kept_back_for_ever_when_the_filter_goes(
    bench: Bench, qapp: QApplication
) -> None:
    focus(bench, bench.page)
    bench.type_into(bench.page, "7", PERSON_MS)
    bench.filter.remove(qapp)
    assert ["7"] == bench.page.pressed


def test_the_payload_shows_in_no_description(bench: Bench) -> None:
    focus(bench, bench.field)
    bench.scan_into(bench.field)
    assert CODE not in repr(bench.scans[0])


@pytest.mark.parametrize(
    ("text", "modifier"),
    [("\n", Qt.KeyboardModifier.NoModifier), ("\n", Qt.KeyboardModifier.ControlModifier)],
)
def test_a_line_feed_ends_a_burst_as_enter_does(
    bench: Bench, text: str, modifier: Qt.KeyboardModifier
) -> None:
    focus(bench, bench.page)
    bench.wait_ms(500)
    bench.type_into(bench.page, CODE, SCANNER_MS)
    bench.wait_ms(SCANNER_MS)
    QApplication.sendEvent(
        bench.page, QKeyEvent(QKeyEvent.Type.KeyPress, Qt.Key.Key_J, modifier, text)
    )
    bench.wait_ms(SETTLED_MS)
    assert [CODE] == bench.payloads
    assert [] == bench.page.pressed


def test_keys_count_in_a_window_that_gets_them_without_being_the_active_one(
    qtbot: QtBot, bench: Bench
) -> None:
    """Without a window manager no window ever counts as active."""
    focus(bench, bench.page)
    other = QWidget()
    qtbot.addWidget(other)
    other.show()
    other.activateWindow()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not bench.page)
    bench.scan_into(bench.page)
    assert [CODE] == bench.payloads
    assert [] == bench.page.pressed
    bench.type_into(bench.page, "3", PERSON_MS)
    bench.wait_ms(80)
    assert ["3"] == bench.page.pressed


class Bare(QWidget):
    """A widget that comes and goes under the filter."""


def test_widgets_that_come_and_go_under_the_filter_do_no_harm(bench: Bench) -> None:
    for _ in range(300):
        widget = Bare(bench)
        QVBoxLayout(widget).addWidget(PlainField(name="f", label="f", parent=widget))
        widget.show()
        widget.setParent(None)
        widget.deleteLater()
    focus(bench, bench.field)
    bench.scan_into(bench.field)
    assert [CODE] == bench.payloads


def test_a_scan_into_a_field_for_figures_is_heard_though_it_takes_no_letters(
    bench: Bench,
) -> None:
    figures = FigureField(name="figures", label="value", parent=bench)
    layout = bench.layout()
    assert layout is not None
    layout.addWidget(figures)
    figures.show()
    focus(bench, figures)
    bench.type_into(figures, "12t", PERSON_MS)
    assert "12" == figures.text()
    bench.scan_into(figures, "AB12CD34EF56GH\r")
    assert (["AB12CD34EF56GH"], "12") == (bench.payloads, figures.text())
