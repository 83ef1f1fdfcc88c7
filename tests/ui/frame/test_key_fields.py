"""What a scan wrote leaves every kind of field, and everything else in it stays."""

from __future__ import annotations

import struct
from ctypes import addressof, create_string_buffer

import pytest
from PySide6.QtCore import QByteArray
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import (
    QComboBox,
    QCompleter,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QSpinBox,
    QTableWidget,
    QTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from ui.keys.composition import Composition
from ui.keys.event_clock import EventClock
from ui.keys.fields import MEANING, LineField, PageField, State, edit_between, field_of, meaning_of
from ui.keys.lent import Back, Lent
from ui.keys.native import NativeKey, NativeKeys, has_input_method
from ui.keys.shown import Shown
from ui.keys.words import Key, Meaning, SpecialKey, Taken

Editor = QLineEdit | QPlainTextEdit | QTextEdit


def put(shown: Shown, widget: QWidget, serial: int, text: str) -> None:
    """Type a text at the cursor, as one key."""
    field = field_of(widget)
    assert field is not None
    shown.before(field)
    target = field.widget
    if isinstance(target, QLineEdit):
        target.insert(text)
    else:
        target.textCursor().insertText(text)
    shown.after(field, serial)


def move(widget: QWidget, anchor: int, cursor: int) -> None:
    field = field_of(widget)
    assert field is not None
    if isinstance(field, LineField):
        field.widget.setCursorPosition(cursor)
        if anchor != cursor:
            field.widget.setSelection(anchor, cursor - anchor)
        return
    made = QTextCursor(field.widget.document())
    made.setPosition(anchor)
    made.setPosition(cursor, QTextCursor.MoveMode.KeepAnchor)
    field.widget.setTextCursor(made)


def state(widget: QWidget) -> State:
    field = field_of(widget)
    assert field is not None
    return field.state()


@pytest.fixture(params=[QLineEdit, QPlainTextEdit, QTextEdit])
def editor(request: pytest.FixtureRequest, qtbot: QtBot) -> Editor:
    made: Editor = request.param()
    qtbot.addWidget(made)
    return made


def test_keys_between_those_of_a_scan_stay(editor: Editor) -> None:
    shown = Shown()
    for serial, text in enumerate("a1b2c3"):
        put(shown, editor, serial, text)
    shown.take_back([1, 3, 5], "", None)
    assert State("abc", 3, 3) == state(editor)


def test_a_selection_that_a_scan_replaced_is_there_again(editor: Editor) -> None:
    shown = Shown()
    editor.insert("since") if isinstance(editor, QLineEdit) else editor.setPlainText("since")
    move(editor, 4, 1)
    for serial, text in enumerate("690"):
        put(shown, editor, serial, text)
    shown.take_back(range(3), "", None)
    assert State("since", 4, 1) == state(editor)


def test_a_selection_of_the_very_digit_that_was_scanned_over_it_is_there_again(
    editor: Editor,
) -> None:
    shown = Shown()
    editor.insert("6.8") if isinstance(editor, QLineEdit) else editor.setPlainText("6.8")
    move(editor, 3, 2)
    for serial, text in enumerate("896"):
        put(shown, editor, serial, text)
    shown.take_back(range(3), "", None)
    assert State("6.8", 3, 2) == state(editor)


def test_a_text_of_an_input_method_is_taken_back_as_a_whole(editor: Editor) -> None:
    shown = Shown()
    put(shown, editor, 1, "头晕")
    put(shown, editor, 2, "阿布2")
    put(shown, editor, 3, "😀")
    put(shown, editor, 4, "x")
    shown.take_back([2, 4], "", None)
    assert "头晕😀" == (editor.text() if isinstance(editor, QLineEdit) else editor.toPlainText())


def test_what_somebody_else_wrote_meanwhile_moves_the_pieces_and_stays(editor: Editor) -> None:
    shown = Shown()
    put(shown, editor, 1, "12")
    put(shown, editor, 2, "34")
    move(editor, 0, 0)
    put(shown, editor, 3, "[")
    move(editor, 2, 2)
    put(shown, editor, 4, "|")
    move(editor, 4, 5)
    put(shown, editor, 5, "")
    shown.take_back([1, 2], "", None)
    assert "[|" == state(editor).text


def test_letters_a_person_was_composing_come_in_the_place_of_what_is_taken(editor: Editor) -> None:
    shown = Shown()
    put(shown, editor, 1, "ab")
    put(shown, editor, 2, "12")
    put(shown, editor, 3, "c")
    shown.take_back([2], "ni", None)
    assert State("abnic", 5, 5) == state(editor)


def test_letters_come_at_the_cursor_when_nothing_was_written(editor: Editor) -> None:
    shown = Shown()
    put(shown, editor, 1, "ab")
    move(editor, 1, 1)
    shown.take_back([7], "ni", field_of(editor))
    assert State("anib", 3, 3) == state(editor)


def test_undoing_never_brings_a_code_back(editor: Editor) -> None:
    shown = Shown()
    put(shown, editor, 1, "note ")
    for serial, text in enumerate("690123", start=2):
        put(shown, editor, serial, text)
    shown.take_back(range(2, 8), "", None)
    seen = {state(editor).text}
    for step in [editor.undo] * 4 + [editor.redo] * 4:
        step()
        seen.add(state(editor).text)
    assert {"note "} == seen


def test_pieces_that_no_word_will_name_are_forgotten(editor: Editor) -> None:
    shown = Shown()
    put(shown, editor, 1, "12")
    shown.forget(2)
    shown.take_back([1], "", None)
    assert "12" == state(editor).text


def test_a_spin_box_has_its_value_again(qtbot: QtBot) -> None:
    spin, shown = QSpinBox(), Shown()
    qtbot.addWidget(spin)
    spin.setRange(0, 99_999)
    spin.setValue(12)
    move(spin, 2, 2)
    for serial, text in enumerate("690"):
        put(shown, spin, serial, text)
    assert 12_690 == spin.value()
    shown.take_back(range(3), "", None)
    assert 12 == spin.value()


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_the_list_of_completions_closes_and_its_keys_count_for_the_field(qtbot: QtBot) -> None:
    line, shown = QLineEdit(), Shown()
    qtbot.addWidget(line)
    completer = QCompleter(["690123"], line)
    line.setCompleter(completer)
    line.show()
    put(shown, line, 1, "69")
    completer.complete()
    popup = completer.popup()
    assert popup is not None
    assert popup.isVisible()
    field = field_of(popup)
    assert field is not None
    assert field.widget is line
    shown.take_back([1], "", None)
    assert (False, "") == (popup.isVisible(), line.text())


def test_an_editable_list_has_a_field_and_what_takes_no_text_has_none(qtbot: QtBot) -> None:
    combo, button, fixed = QComboBox(), QPushButton(), QLineEdit()
    for widget in (combo, button, fixed):
        qtbot.addWidget(widget)
    fixed.setReadOnly(True)
    assert [None] * 3 == [field_of(one) for one in (combo, button, fixed)]
    combo.setEditable(True)
    assert isinstance(field_of(combo), LineField)
    page = QTextEdit()
    qtbot.addWidget(page)
    assert isinstance(field_of(page), PageField)


def test_a_field_says_what_it_expects_or_its_surroundings_do(qtbot: QtBot) -> None:
    outer, table, spin = QWidget(), QTableWidget(1, 1), QSpinBox()
    for widget in (outer, table, spin):
        qtbot.addWidget(widget)
    inner = QLineEdit(outer)
    assert Meaning.NOTE is meaning_of(inner)
    outer.setProperty(MEANING, "phone")
    assert Meaning.PHONE is meaning_of(inner)
    inner.setProperty(MEANING, "name")
    assert Meaning.NAME is meaning_of(inner)
    assert [Meaning.TABLE, Meaning.NUMBER] == [meaning_of(table), meaning_of(spin)]


def test_an_edit_among_equal_digits_is_seen_where_the_cursor_was() -> None:
    edit = edit_between(State("1111", 1, 1), "11111")
    assert edit is not None
    assert (1, "", "1") == (edit.start, edit.removed, edit.inserted)


# Keys before the input method has them.


def test_a_key_of_the_window_system_is_shown_and_may_be_taken() -> None:
    seen: list[NativeKey] = []

    def take(key: NativeKey) -> bool:
        seen.append(key)
        return key.code == 36

    keys = NativeKeys(take)
    press = struct.pack("=BBHI20xHxx", 2, 38, 7, 4711, 0x13)
    other = struct.pack("=BBHI20xHxx", 6, 38, 7, 4711, 0)
    enter = struct.pack("=BBHI20xHxx", 3 | 0x80, 36, 7, 4712, 0)
    answers = []
    for event in (press, other, enter):
        buffer = create_string_buffer(event, 32)
        kind = QByteArray(b"xcb_generic_event_t")
        answers.append(keys.nativeEventFilter(kind, addressof(buffer))[0])
    assert [False, False, True] == answers
    assert [NativeKey(38, 4711, 0x13, True), NativeKey(36, 4712, 0, False)] == seen
    assert (True, True, False, False) == (
        seen[0].is_shifted,
        seen[0].is_caps_on,
        seen[0].is_ctrl,
        seen[0].is_alt,
    )


@pytest.mark.parametrize(
    ("code", "held", "special"),
    [
        (38, 0, None),
        (36, 0, SpecialKey.ENTER),
        (50, 0, SpecialKey.SHIFT),
        (87, 16, None),
        (87, 0, SpecialKey.OTHER),
        (87, 8, None),
        (67, 0, SpecialKey.OTHER),
    ],
)
def test_a_key_says_whether_it_types(code: int, held: int, special: SpecialKey | None) -> None:
    assert special is NativeKey(code, 1, held, True).special


@pytest.mark.parametrize(
    ("platform", "environment", "is_on"),
    [
        ("xcb", {"QT_IM_MODULE": "ibus"}, True),
        ("xcb", {"QT_IM_MODULES": "wayland;fcitx;ibus"}, True),
        ("xcb", {"QT_IM_MODULE": "compose"}, False),
        ("xcb", {}, False),
        ("wayland", {"QT_IM_MODULE": "ibus"}, False),
    ],
)
def test_an_input_method_is_known_by_its_name(
    platform: str, environment: dict[str, str], is_on: bool
) -> None:
    assert is_on is has_input_method(platform, environment)


def test_letters_older_than_the_scan_are_given_back_and_its_own_are_not() -> None:
    composition = Composition()
    for serial, text in enumerate("nix12"):
        composition.add(Key(serial=serial, at_ns=0), text)
        if text == "x":
            composition.add(Key(serial=9, at_ns=0, special=SpecialKey.BACKSPACE), "")
    taken = Taken(scan=None, resets_composition=True)
    assert {0: "n", 1: "i"} == composition.before(3, taken)
    composition.commit(7)
    assert {} == composition.before(3, taken)
    assert {0: "n", 1: "i"} == composition.before(3, Taken(scan=None, taken_back=(7,)))
    composition.forget(8)
    assert {} == composition.before(3, Taken(scan=None, taken_back=(7,)))


@pytest.mark.parametrize(("late_ms", "given"), [(20, "ni"), (900, "")])
def test_letters_count_until_their_text_has_had_its_time_to_come(late_ms: int, given: str) -> None:
    composition = Composition()
    for serial, text in enumerate("ni"):
        composition.add(Key(serial=serial, at_ns=0), text)
    composition.look("", 0)
    composition.add(Key(serial=5, at_ns=late_ms * 1_000_000), "6", opens=True)
    composition.commit(7)
    letters = composition.before(5, Taken(scan=None, taken_back=(7,)))
    assert given == "".join(letters.values())


def test_now_is_never_before_a_key_that_was_seen_late() -> None:
    times = iter([1_000_000_000, 1_005_000_000])
    clock = EventClock(lambda: next(times))
    first = clock.at_ns(70)  # Pressed long before it was seen, and taken as pressed now.
    assert first + 40_000_000 == clock.at_ns(110)
    assert first + 40_000_000 == clock.now_ns()


# Keys that an input method has.


def test_a_key_comes_back_once_and_says_whether_it_was_claimed() -> None:
    lent = Lent()
    for serial in range(3):
        lent.lend((10 + serial, 500, True), serial)
    lent.claim((1, 7))
    backs = [lent.back((code, 500, True)) for code in (10, 11, 12, 13)]
    assert [Back(0, False), Back(1, True), Back(2, False), None] == backs
    lent.lend((10, 900, True), 1)
    assert Back(1, False) == lent.back((10, 900, True))


def test_a_key_that_came_twice_within_a_millisecond_comes_back_twice() -> None:
    lent = Lent()
    for serial in (4, 6):
        lent.lend((10, 500, True), serial)
    lent.claim((4, 6))
    backs = [lent.back((10, 500, True)) for _ in range(3)]
    assert [Back(4, True), Back(6, True), None] == backs


def test_only_the_oldest_keys_that_an_input_method_keeps_are_forgotten() -> None:
    lent = Lent()
    for serial in range(2_000):
        lent.lend((10, serial, True), serial)
        lent.claim((serial,))
    assert None is lent.back((10, 0, True))
    assert Back(1_999, True) == lent.back((10, 1_999, True))
    assert len(lent._keys) == len(lent._claimed) < 1_000
