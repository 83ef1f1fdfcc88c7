"""A scan into a field whose keys an input method has: over a selection, and when it lags behind."""

from __future__ import annotations

import ctypes
import struct
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QByteArray, QCoreApplication, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from devices.arbiter.arbiter import Arbiter
from terminal.payload_proof import PayloadProof
from terminal.wedge_keys import WedgeKeys, plausible
from tests.fakes.typing_scanner import CODES
from ui.key_filter import KeyFilter, KeyParts, Receivers
from ui.keys.fields import State, field_of
from ui.scans import ScanRead
from ui.widgets.field import ChineseField
from ui.widgets.look_field import LookField

PAYMENT = "136552032585565436"
URL = "https://w.example.com/tjvfit5d6gtiz5gwi567"
ENTER, SHIFT = 36, 50
SCANNER_MS, PERSON_MS = 8, 140
MS = 1_000_000


class Bench(QWidget):
    """A line and a page, and an input method that has every key, as far as Qt tells of it."""

    def __init__(self) -> None:
        super().__init__()
        self.now_ns = 5_000 * MS
        self.scans: list[ScanRead] = []
        self.again: list[str] = []
        self.lent: list[tuple[str, int]] = []
        """What was typed into the input method, and when by the window system's clock."""
        self.line = ChineseField(name="line", label="line", parent=self)
        self.look = LookField(name="look", label="look", parent=self)
        self.page = QPlainTextEdit(self)
        layout = QVBoxLayout(self)
        layout.addWidget(self.line)
        layout.addWidget(self.look)
        layout.addWidget(self.page)
        arbiter = Arbiter(proof=PayloadProof(lambda: self.now_ns), plausible=plausible)
        judge = WedgeKeys(arbiter, device_id="wedge", new_scan_id=lambda: "scan-1")
        self.filter = KeyFilter(
            KeyParts(judge=judge, method_is_on=True),
            Receivers(on_scan=self.scans.append, on_again=self.again.append),
            clock_ns=lambda: self.now_ns,
            parent=self,
        )

    def wait_ms(self, milliseconds: int) -> None:
        self.now_ns += milliseconds * MS
        self.filter.pass_time()

    def key(self, code: int, state: int = 0, down_ms: int = 1) -> None:
        """Press a key and let it go, as the window system tells of it."""
        assert self.filter._native is not None
        for kind in (2, 3):
            message = struct.pack("=BBHI20xHxx", kind, code, 0, self.now_ns // MS, state)
            buffer = ctypes.create_string_buffer(message)
            self.filter._native.nativeEventFilter(QByteArray(b"xcb"), ctypes.addressof(buffer))
            self.now_ns += down_ms * MS

    def type(self, text: str, gap_ms: int) -> None:
        down_ms = 55 if gap_ms == PERSON_MS else 1  # Fingers are no quicker.
        for char in text:
            self.wait_ms(gap_ms - 2 * down_ms)
            code, is_shifted = CODES[char]
            self.lent.append((char, self.now_ns // MS))
            self.key(code, int(is_shifted), down_ms)

    def hand_back(self, lent: list[tuple[str, int]]) -> None:
        """Let the input method give keys back that it does not want, with the time of each."""
        target = QApplication.focusWidget()
        assert target is not None
        for char, time_ms in lent:
            event = QKeyEvent(
                QKeyEvent.Type.KeyPress,
                ord(char),
                Qt.KeyboardModifier.NoModifier,
                CODES[char][0],
                0,
                0,
                char,
            )
            event.setTimestamp(time_ms)
            QCoreApplication.sendEvent(target, event)

    def says(self, preedit: str, commit: str = "") -> None:
        """Let the input method say what it makes of the keys it has."""
        event = QInputMethodEvent(preedit, [])
        event.setCommitString(commit)
        target = QApplication.focusWidget()
        assert target is not None
        QCoreApplication.sendEvent(target, event)

    def put(self, widget: QWidget, text: str, anchor: int, cursor: int) -> None:
        widget.setFocus()
        if isinstance(widget, QLineEdit):
            widget.setText(text)
            widget.setSelection(anchor, cursor - anchor)
        else:
            assert isinstance(widget, QPlainTextEdit)
            widget.setPlainText(text)
            place = widget.textCursor()
            place.setPosition(anchor)
            place.setPosition(cursor, place.MoveMode.KeepAnchor)
            widget.setTextCursor(place)

    def state(self) -> State:
        target = QApplication.focusWidget()
        assert target is not None
        field = field_of(target)
        assert field is not None
        return field.state()


@pytest.fixture
def bench(qtbot: QtBot, qapp: QApplication) -> Iterator[Bench]:
    made = Bench()
    qtbot.addWidget(made)
    made.show()
    qtbot.waitUntil(made.isActiveWindow)
    made.filter.install(qapp)
    yield made
    made.filter.remove(qapp)


@pytest.fixture(params=["line", "look", "page"])
def field(request: pytest.FixtureRequest, bench: Bench) -> QWidget:
    found: QWidget = getattr(bench, request.param)
    return found


def scan(bench: Bench) -> None:
    """Scan an address; the input method composes its first letters and lags behind."""
    bench.wait_ms(500)
    bench.type(URL[:4], SCANNER_MS)
    bench.says("和")
    bench.type(URL[4:], SCANNER_MS)
    bench.says("合同")
    bench.wait_ms(SCANNER_MS)
    bench.key(ENTER)
    bench.wait_ms(150)


@pytest.mark.parametrize(("anchor", "cursor"), [(1, 4), (4, 1)])
def test_a_selection_that_was_composed_over_is_there_again_after_the_scan(
    bench: Bench, field: QWidget, anchor: int, cursor: int
) -> None:
    bench.put(field, "abcdef", anchor, cursor)
    scan(bench)
    assert [URL] == [one.payload for one in bench.scans]
    assert State("abcdef", anchor, cursor) == bench.state()


def test_what_an_input_method_that_is_behind_still_shows_of_a_scan_comes_to_nothing(
    bench: Bench, field: QWidget
) -> None:
    bench.put(field, "abcdef", 1, 4)
    scan(bench)
    for preedit in ("合同谈", "", "人", ""):
        bench.says(preedit)
    assert State("abcdef", 1, 4) == bench.state()


def test_a_text_that_was_made_over_a_selection_is_taken_back_with_it(
    bench: Bench, field: QWidget
) -> None:
    bench.put(field, "abcdef", 1, 4)
    bench.wait_ms(500)
    bench.type(URL[:4], SCANNER_MS)
    bench.says("和")
    bench.type(URL[4:30], SCANNER_MS)
    bench.says("", "http")
    bench.type(URL[30:], SCANNER_MS)
    bench.wait_ms(SCANNER_MS)
    bench.key(ENTER)
    bench.wait_ms(150)
    assert [URL] == [one.payload for one in bench.scans]
    assert State("abcdef", 1, 4) == bench.state()


def test_what_a_person_composes_takes_the_place_of_what_they_selected(
    bench: Bench, field: QWidget
) -> None:
    bench.put(field, "abcdef", 1, 4)
    bench.wait_ms(500)
    bench.type("ni", PERSON_MS)
    bench.says("你")
    bench.wait_ms(600)
    scan(bench)
    assert [URL] == [one.payload for one in bench.scans]
    assert "anief" == bench.state().text


def test_after_a_scan_a_person_composes_as_before(bench: Bench, field: QWidget) -> None:
    bench.put(field, "abcdef", 1, 4)
    scan(bench)
    bench.wait_ms(400)
    bench.type("n", PERSON_MS)
    bench.says("你")
    bench.says("", "你")
    assert "a你ef" == bench.state().text


def pay(bench: Bench) -> None:
    """Scan a payment code, of which the input method hands nothing back in time."""
    bench.lent.clear()
    bench.type(PAYMENT, SCANNER_MS)
    bench.wait_ms(SCANNER_MS)
    bench.key(ENTER)
    bench.wait_ms(150)
    assert [PAYMENT] == [one.payload for one in bench.scans]


@pytest.mark.parametrize("late_ms", [0, 400, 5_000])
def test_keys_of_a_scan_that_an_input_method_hands_back_late_reach_nobody(
    bench: Bench, field: QWidget, late_ms: int
) -> None:
    bench.put(field, "abcdef", 1, 4)
    bench.wait_ms(500)
    pay(bench)
    bench.wait_ms(late_ms)
    bench.hand_back(bench.lent)
    bench.wait_ms(400)
    assert State("abcdef", 1, 4) == bench.state()
    assert [PAYMENT] == [one.payload for one in bench.scans]
    assert [] == bench.again


@pytest.mark.parametrize("late_ms", [400, 5_000])
def test_keys_of_a_scan_that_come_back_while_a_person_types_reach_nobody(
    bench: Bench, field: QWidget, late_ms: int
) -> None:
    bench.put(field, "", 0, 0)
    bench.wait_ms(500)
    pay(bench)
    scanned = list(bench.lent)
    bench.wait_ms(late_ms)
    bench.lent.clear()
    bench.type("68", PERSON_MS)
    bench.hand_back(scanned[:9])
    bench.hand_back(bench.lent)
    bench.hand_back(scanned[9:])
    bench.wait_ms(400)
    assert State("68", 2, 2) == bench.state()


def test_half_a_scan_that_came_in_time_is_taken_back_and_the_late_half_reaches_nobody(
    bench: Bench, field: QWidget
) -> None:
    bench.put(field, "abcdef", 6, 6)
    bench.wait_ms(500)
    for place, char in enumerate(PAYMENT):
        bench.type(char, SCANNER_MS)
        if place < 9:
            bench.hand_back(bench.lent[-1:])
    assert "abcdef136552032" == bench.state().text
    bench.wait_ms(SCANNER_MS)
    bench.key(ENTER)
    bench.wait_ms(1_000)
    bench.hand_back(bench.lent[9:])
    assert State("abcdef", 6, 6) == bench.state()


@pytest.mark.parametrize("late_ms", [0, 400, 5_000])
@pytest.mark.parametrize("before_ms", [90, 600])
@pytest.mark.parametrize("is_told", [True, False])
def test_digits_of_a_person_that_come_back_late_are_in_the_field_once(
    bench: Bench, field: QWidget, before_ms: int, late_ms: int, *, is_told: bool
) -> None:
    bench.put(field, "", 0, 0)
    bench.wait_ms(500)
    bench.type("68", PERSON_MS)
    typed = list(bench.lent)
    if is_told:
        bench.says("")  # Nothing is composed of them.
    bench.wait_ms(before_ms)
    pay(bench)
    bench.wait_ms(late_ms)
    bench.hand_back([*typed, *bench.lent])
    bench.wait_ms(400)
    assert State("68", 2, 2) == bench.state()


def test_what_a_person_is_composing_is_not_lost_with_digits_that_come_back_after_it(
    bench: Bench, field: QWidget
) -> None:
    bench.put(field, "", 0, 0)
    bench.wait_ms(500)
    bench.type("ni", PERSON_MS)
    bench.says("你")
    bench.wait_ms(90)
    bench.lent.clear()
    for char in PAYMENT:
        bench.type(char, SCANNER_MS)
        bench.hand_back(bench.lent[-1:])
    bench.wait_ms(SCANNER_MS)
    bench.key(ENTER)
    bench.wait_ms(1_000)
    assert [PAYMENT] == [one.payload for one in bench.scans]
    assert State("ni", 2, 2) == bench.state()


@pytest.mark.parametrize("late_ms", [0, 400, 5_000])
def test_digits_of_a_person_typed_after_a_scan_stay_however_late_they_come_back(
    bench: Bench, field: QWidget, late_ms: int
) -> None:
    bench.put(field, "ab", 2, 2)
    bench.wait_ms(500)
    pay(bench)
    scanned = list(bench.lent)
    bench.wait_ms(400)
    bench.lent.clear()
    bench.type("68", PERSON_MS)
    bench.wait_ms(late_ms)
    bench.hand_back([*scanned, *bench.lent])
    bench.wait_ms(400)
    assert State("ab68", 4, 4) == bench.state()


@pytest.mark.parametrize("before_ms", [90, 600])
@pytest.mark.parametrize("is_told", [True, False])
def test_digits_that_come_back_in_the_midst_of_a_scan_stay(
    bench: Bench, field: QWidget, before_ms: int, *, is_told: bool
) -> None:
    bench.put(field, "", 0, 0)
    bench.wait_ms(500)
    bench.type("68", PERSON_MS)
    typed = list(bench.lent)
    if is_told:
        bench.says("")
    bench.wait_ms(before_ms)
    bench.lent.clear()
    bench.type(PAYMENT[:9], SCANNER_MS)
    bench.hand_back(typed)
    bench.type(PAYMENT[9:], SCANNER_MS)
    bench.wait_ms(SCANNER_MS)
    bench.key(ENTER)
    bench.wait_ms(1_000)
    bench.hand_back(bench.lent)
    assert [PAYMENT] == [one.payload for one in bench.scans]
    assert State("68", 2, 2) == bench.state()


@pytest.mark.parametrize("later", [0, 9])
def test_two_digits_that_come_back_together_just_before_a_scan_both_stay(
    bench: Bench, field: QWidget, later: int
) -> None:
    bench.put(field, "", 0, 0)
    bench.wait_ms(500)
    bench.type("68", PERSON_MS)
    bench.hand_back(bench.lent)
    bench.wait_ms(90)
    bench.lent.clear()
    bench.type(PAYMENT[:later], SCANNER_MS)
    bench.hand_back(bench.lent)
    bench.type(PAYMENT[later:], SCANNER_MS)
    bench.wait_ms(SCANNER_MS)
    bench.key(ENTER)
    bench.wait_ms(1_000)
    assert [PAYMENT] == [one.payload for one in bench.scans]
    assert State("68", 2, 2) == bench.state()
