"""The lock over the whole window, and what is tried to get around it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import (
    QAccessible,
    QAccessibleInterface,
    QDropEvent,
    QInputMethodEvent,
    QKeyEvent,
    QWheelEvent,
)
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from terminal.domain.problems import Refusal
from terminal.domain.showing import Reason
from terminal.services import counter
from terminal.services.counter import CardFound
from tests.fakes import at_the_lock
from tests.fakes.at_the_lock import PIN, shown, type_pin
from tests.fakes.screens_till import BADGE, PEOPLE, Till
from ui import i18n
from ui.counter.sheets.kinds import SheetKind
from ui.counter.sheets.state import Deed, ReadingSheet
from ui.counter.states import full_card
from ui.lock.state import Step, Why
from ui.shortcuts import TABLE, PageId
from ui.sync_centre.state import Sheet

WRONG: Final = "204817"


@pytest.fixture
def till(qtbot: QtBot, qapp: QApplication) -> Iterator[Till]:
    """A till that has just been started: locked."""
    i18n.install(qapp, "zh_CN")
    made = Till()
    qtbot.addWidget(made.window)
    made.screens.start()
    qtbot.waitUntil(made.window.isActiveWindow)
    qtbot.waitUntil(lambda: shown(made.window).person is not None)
    yield made
    made.screens.stop()


@pytest.fixture
def opened(qtbot: QtBot, till: Till) -> Till:
    """The same with 陈药师 at work and a customer's card open, and a value typed there."""
    enter(qtbot, till)
    till.scan()
    qtbot.waitUntil(lambda: till.has_card)
    QTest.keyClick(focus(till), Qt.Key.Key_Return)
    QTest.keyClicks(focus(till), "6.8")
    return till


def enter(qtbot: QtBot, till: Till) -> None:
    type_pin(till.window)
    qtbot.waitUntil(lambda: not till.screens.guard.is_locked)


def focus(till: Till) -> QWidget:
    """Return who gets the next key, as Qt chooses."""
    focused: QWidget | None = till.window.focusWidget()
    return till.window if focused is None else focused


def lock(till: Till) -> None:
    QTest.keyClick(focus(till), Qt.Key.Key_F12)
    assert till.screens.guard.is_locked


def value(till: Till) -> QLineEdit:
    found = till.screens.counter_page.findChildren(QLineEdit)
    return next(one for one in found if one.objectName().endswith(".value") and one.text())


def readable(widget: QWidget) -> str:
    """Return everything that eyes and screen readers find in a window."""
    texts: list[str] = []

    def walk(node: QAccessibleInterface) -> None:
        if node.state().invisible:
            return
        texts.append(node.text(QAccessible.Text.Name))
        texts.append(node.text(QAccessible.Text.Description))
        texts.append(node.text(QAccessible.Text.Value))
        for place in range(node.childCount()):
            walk(node.child(place))

    walk(QAccessible.queryAccessibleInterface(widget))
    seen = [one.text() for one in widget.findChildren(QLabel) if one.isVisible()]
    return "\n".join(texts + seen)


def test_the_day_begins_with_a_pin_and_a_wrong_one_opens_nothing(qtbot: QtBot, till: Till) -> None:
    assert till.screens.guard.is_locked
    type_pin(till.window, WRONG)
    qtbot.waitUntil(lambda: shown(till.window).problem == Refusal("PIN_WRONG"))
    assert "" == at_the_lock.field(till.window).text()
    enter(qtbot, till)
    assert ["staff-1"] == [one.actor for one in till.sessions]
    assert "陈药师" == till.chip("staff")
    assert till.window.top_bar.search is focus(till)


def test_after_a_start_it_promises_what_is_kept_and_while_it_runs_all_that_was_begun(
    qtbot: QtBot, till: Till
) -> None:
    at_start = "没存的新顾客、备注和提问，会作为草稿保留 7 天。"
    running = "刚才没做完的都还在。"
    assert at_start in readable(till.window)
    enter(qtbot, till)
    lock(till)
    assert running in readable(till.window)
    till.found = BADGE  # Whoever was not here since the start has left nothing in this run.
    till.scan()
    qtbot.waitUntil(lambda: at_start in readable(till.window))


def test_six_digits_are_enough_without_enter(qtbot: QtBot, till: Till) -> None:
    QTest.keyClicks(at_the_lock.field(till.window), PIN)
    qtbot.waitUntil(lambda: not till.screens.guard.is_locked)


def test_a_card_whose_scanner_types_it_into_the_field_is_no_try(qtbot: QtBot, till: Till) -> None:
    type_pin(till.window, "320400187731")
    qtbot.waitUntil(lambda: shown(till.window).problem is not None)
    assert Refusal("PIN_NOT_SIX") == shown(till.window).problem


def test_what_was_begun_is_there_again_with_its_cursor(qtbot: QtBot, opened: Till) -> None:
    field = value(opened)
    field.setCursorPosition(1)
    lock(opened)
    enter(qtbot, opened)
    assert opened.has_card
    assert field is focus(opened)
    assert ("6.8", 1) == (field.text(), field.cursorPosition())


def test_no_name_and_no_number_can_be_read_while_it_is_locked(opened: Till) -> None:
    card = full_card()
    before = readable(opened.window)
    assert card.masked_name in before
    lock(opened)
    after = readable(opened.window)
    assert "陈药师" in after
    for secret in (card.masked_name, "6.8", *(one.substance for one in card.allergies)):
        assert secret in before or secret == "6.8"
        assert secret not in after
    assert not opened.screens.counter_page.isVisible()


def test_no_key_of_the_table_does_anything_behind_the_lock(opened: Till) -> None:
    lock(opened)
    asked = len(opened.asked)
    page = opened.window.current_page()
    targets = (opened.window, at_the_lock.page(opened.window), at_the_lock.field(opened.window))
    for binding in TABLE:
        for target in targets:
            for key in binding.keys:
                press(target, key)
    assert opened.screens.guard.is_locked
    assert page is opened.window.current_page()
    assert [] == [one for one in opened.asked[asked:] if one.__name__ != "people"]
    assert opened.has_card


def press(target: QWidget, key: str) -> None:
    name = key.removeprefix("Ctrl+").removeprefix("Alt+")
    held = Qt.KeyboardModifier.NoModifier
    if key.startswith("Ctrl+"):
        held = Qt.KeyboardModifier.ControlModifier
    elif key.startswith("Alt+"):
        held = Qt.KeyboardModifier.AltModifier
    codes = {"Enter": Qt.Key.Key_Return, "Esc": Qt.Key.Key_Escape, "+": Qt.Key.Key_Plus}
    codes |= {"-": Qt.Key.Key_Minus, "/": Qt.Key.Key_Slash}
    code = codes.get(name) or getattr(Qt.Key, f"Key_{name}")
    text = name if len(name) == 1 and held is Qt.KeyboardModifier.NoModifier else ""
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QApplication.sendEvent(target, QKeyEvent(kind, code, held, text))


def test_tab_never_leaves_the_lock(opened: Till) -> None:
    lock(opened)
    cover = at_the_lock.page(opened.window)
    for backwards in (False, True):
        for _ in range(12):
            key = Qt.Key.Key_Backtab if backwards else Qt.Key.Key_Tab
            QTest.keyClick(focus(opened), key)
            assert cover is focus(opened) or cover.isAncestorOf(focus(opened))


def test_nor_do_wheel_and_drop_and_a_second_window_is_closed(qtbot: QtBot, opened: Till) -> None:
    other = QLabel("王秀兰", opened.window, Qt.WindowType.Window)
    with qtbot.waitExposed(other):
        other.show()
    lock(opened)
    assert not other.isVisible()
    cover = at_the_lock.page(opened.window)
    place = QPointF(400, 300)
    wheel = QWheelEvent(
        place, place, QPoint(), QPoint(0, -120), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(cover, wheel)
    data = QMimeData()
    data.setText(PIN)
    drop = QDropEvent(
        place, Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )  # fmt: skip
    QApplication.sendEvent(at_the_lock.field(opened.window), drop)
    assert "" == at_the_lock.field(opened.window).text()
    under = opened.window.childAt(400, 300)
    assert under is cover or cover.isAncestorOf(under or opened.window)


def test_what_an_input_method_is_composing_does_not_reach_a_page_afterwards(
    qtbot: QtBot, opened: Till
) -> None:
    field = value(opened)
    lock(opened)
    event = QInputMethodEvent()
    event.setCommitString("王秀兰")
    QApplication.sendEvent(focus(opened), event)
    enter(qtbot, opened)
    assert "6.8" == field.text()


def test_a_members_card_scanned_at_the_lock_is_refused_with_a_word(
    qtbot: QtBot, opened: Till
) -> None:
    lock(opened)
    asked = len(opened.asked)
    opened.scan()
    qtbot.waitUntil(lambda: shown(opened.window).said == Refusal("LOCKED_SCAN"))
    assert counter.resolve not in opened.asked[asked:]
    assert opened.screens.guard.is_locked


def test_a_badge_at_the_lock_chooses_who_signs_in_and_does_not_open_it(
    qtbot: QtBot, opened: Till
) -> None:
    lock(opened)
    opened.found = BADGE
    opened.scan()
    qtbot.waitUntil(lambda: shown(opened.window).person == PEOPLE[1])
    assert Step.PIN is shown(opened.window).step
    assert opened.screens.guard.is_locked


def test_in_an_unlocked_shift_a_badge_alone_changes_who_works(qtbot: QtBot, opened: Till) -> None:
    opened.found = BADGE
    opened.scan()
    qtbot.waitUntil(lambda: opened.screens.guard.is_locked)  # Her first time today.
    enter(qtbot, opened)
    opened.found = replace(BADGE, staff=PEOPLE[0].staff)
    opened.scan()
    qtbot.waitUntil(lambda: "陈药师" == opened.chip("staff"))
    assert not opened.screens.guard.is_locked
    assert ["staff-1", "staff-2", "staff-1"] == [one.actor for one in opened.sessions]


def test_nobody_touching_it_for_five_minutes_locks_it_and_a_touch_counts(
    qtbot: QtBot, opened: Till
) -> None:
    idle = opened.screens.guard._idle
    opened.elapsed_ms += 299_000
    handle = opened.window.windowHandle()
    QTest.mouseMove(handle, QPoint(30, 30))
    idle._look()
    opened.elapsed_ms += 299_000
    idle._look()
    assert not opened.screens.guard.is_locked
    opened.elapsed_ms += 1_001
    idle._look()
    assert opened.screens.guard.is_locked
    enter(qtbot, opened)
    assert "6.8" == value(opened).text()


def test_a_click_on_whose_name_stands_there_locks(opened: Till) -> None:
    opened.window.top_bar.staff_wanted.emit()
    assert opened.screens.guard.is_locked


def test_the_list_of_people_works_by_key_and_leads_back(qtbot: QtBot, opened: Till) -> None:
    lock(opened)
    QTest.keyClick(focus(opened), Qt.Key.Key_Escape)
    assert Step.PEOPLE is shown(opened.window).step
    QTest.keyClick(focus(opened), Qt.Key.Key_2)
    assert "staff-2" == getattr(shown(opened.window).person, "staff").id  # noqa: B009 (may be None)
    enter(qtbot, opened)
    assert "李药师" == opened.chip("staff")


def test_a_proof_lasts_two_minutes_and_is_the_persons_own(qtbot: QtBot, opened: Till) -> None:
    done: list[str] = []
    guard = opened.screens.guard
    guard.prove(lambda: done.append("just signed in"))
    assert ["just signed in"] == done
    opened.elapsed_ms += 120_000
    guard.prove(lambda: done.append("proven"))
    assert (Why.PROOF, Step.PIN) == (shown(opened.window).why, shown(opened.window).step)
    assert not guard.is_locked
    type_pin(opened.window, WRONG)
    qtbot.waitUntil(lambda: shown(opened.window).problem == Refusal("PIN_WRONG"))
    assert 1 == len(done)
    type_pin(opened.window)
    qtbot.waitUntil(lambda: done[-1] == "proven")
    assert opened.has_card
    guard.prove(lambda: done.append("at once"))
    assert "at once" == done[-1]


def test_a_proof_is_given_up_with_esc_or_by_a_scan(qtbot: QtBot, opened: Till) -> None:
    done: list[int] = []
    opened.elapsed_ms += 120_000
    opened.screens.guard.prove(lambda: done.append(1))
    QTest.keyClick(focus(opened), Qt.Key.Key_Escape)
    assert None is shown(opened.window).why
    opened.screens.guard.prove(lambda: done.append(2))
    opened.found = CardFound(replace(full_card(), id="c-9"))
    opened.scan()
    qtbot.waitUntil(lambda: opened.screens._counter.customer == "c-9")
    assert None is shown(opened.window).why
    assert [] == done


def test_a_till_that_knows_nobody_can_be_opened_and_locks_when_it_does(
    qtbot: QtBot, qapp: QApplication
) -> None:
    made = Till()
    made.people = ()
    qtbot.addWidget(made.window)
    made.screens.start()
    qtbot.waitUntil(lambda: shown(made.window).is_empty)
    QTest.keyClick(focus(made), Qt.Key.Key_Return)
    assert not made.screens.guard.is_locked
    made.people = PEOPLE
    made.screens.on_store_changed({"staff": frozenset({"staff-1"})})
    qtbot.waitUntil(lambda: made.screens.guard.is_locked)
    made.screens.stop()


def test_pages_stop_listening_while_nobody_sees_them(qtbot: QtBot, opened: Till) -> None:
    opened.window.open_page(PageId.SYNC)
    assert opened.screens._centre._is_shown
    lock(opened)
    assert not opened.screens._centre._is_shown
    enter(qtbot, opened)
    assert opened.screens._centre._is_shown


def take_over(qtbot: QtBot, till: Till, place: int) -> None:
    """Let somebody scan their badge, and type the PIN where it is asked for."""
    staff = PEOPLE[place].staff
    till.found, till.switching_to = replace(BADGE, staff=staff), staff.id
    till.scan()
    qtbot.waitUntil(lambda: till.screens.guard.is_locked or till.chip("staff") == staff.name)
    if till.screens.guard.is_locked:
        enter(qtbot, till)
    qtbot.waitUntil(lambda: till.chip("staff") == staff.name)
    till.found = CardFound(full_card())


def test_each_persons_drafts_go_and_come_with_them(qtbot: QtBot, opened: Till) -> None:
    opened.screens._counter.enter(SheetKind.NOTE)
    opened.screens._counter.sheets.edit("probe")
    take_over(qtbot, opened, 1)
    assert not opened.has_card
    assert "6.8" not in readable(opened.window)
    opened.scan()
    qtbot.waitUntil(lambda: opened.has_card)
    task = opened.screens._counter.state.forms[0].task.id
    assert "" == opened.screens._drafts.of(task).value
    assert not opened.screens._counter.sheets.has_draft(full_card().id)
    opened.screens._counter.edit_value(task, "7.7")

    take_over(qtbot, opened, 0)
    qtbot.waitUntil(lambda: opened.has_card)
    assert "6.8" == value(opened).text()
    opened.screens._counter.enter(SheetKind.NOTE)
    assert "probe" in readable(opened.window)

    take_over(qtbot, opened, 1)
    qtbot.waitUntil(lambda: opened.has_card)
    assert "7.7" == value(opened).text()


def test_the_next_one_cannot_undo_what_the_last_one_did(qtbot: QtBot, opened: Till) -> None:
    deed = Deed(ReadingSheet(full_card().id, "王*兰", "glucose_fasting"), ("r-1",))
    opened.screens._counter.sheets.deed = deed
    take_over(qtbot, opened, 1)
    assert None is opened.screens._counter.sheets.deed


def test_a_digit_that_is_held_counts_for_whoever_pressed_it(qtbot: QtBot, opened: Till) -> None:
    held = opened.screens.counter_page._held
    pressed: list[tuple[int, str]] = []
    held.decided.disconnect()
    held.decided.connect(lambda digit: pressed.append((digit, opened.sessions[-1].actor)))
    opened.window.take_commands()
    held._timer.setInterval(60_000)
    held.hold(2)
    take_over(qtbot, opened, 1)
    assert [(2, "staff-1")] == pressed


def test_files_leave_after_a_proof_only(qtbot: QtBot, opened: Till) -> None:
    opened.elapsed_ms += 120_000
    centre = opened.screens._centre
    centre.state = replace(centre.state, sheet=Sheet.EXPORT)
    opened.screens.sync_page.confirmed.emit()
    assert Why.PROOF is shown(opened.window).why
    assert not centre.state.is_busy
    QTest.keyClick(focus(opened), Qt.Key.Key_Escape)
    opened.screens.import_page.report_requested.emit()
    assert Why.PROOF is shown(opened.window).why


def test_the_name_of_whoever_is_present_is_shown_at_once(qtbot: QtBot, opened: Till) -> None:
    opened.elapsed_ms += 120_000
    opened.window.take_commands()
    QTest.keyPress(focus(opened), Qt.Key.Key_V)
    qtbot.waitUntil(lambda: opened.screens._counter.state.revealed is not None)
    QTest.keyRelease(focus(opened), Qt.Key.Key_V)

    assert (None, None) == (opened.screens._counter.state.revealed, shown(opened.window).why)


def test_a_name_that_was_searched_for_is_shown_after_a_proof_and_goes_by_itself(
    qtbot: QtBot, opened: Till
) -> None:
    opened.elapsed_ms += 120_000
    opened.found = CardFound(replace(full_card(), id="c-9"))
    opened.window.searched.emit("6021")
    qtbot.waitUntil(lambda: opened.screens._counter.customer == "c-9")
    QTest.keyClick(focus(opened), Qt.Key.Key_V)
    assert shown(opened.window).why is None
    QTest.keyClick(focus(opened), Qt.Key.Key_9)
    assert shown(opened.window).why is None, "no reason has this key"
    QTest.keyClick(focus(opened), Qt.Key.Key_2)
    qtbot.waitUntil(lambda: shown(opened.window).why is Why.PROOF)
    assert counter.reveal not in opened.asked

    type_pin(opened.window)
    qtbot.waitUntil(lambda: opened.screens._counter.state.revealed is not None)
    assert [Reason.CALLED] == opened.reasons
    timer = opened.screens.counter_page.findChild(QTimer, "counter.hide_name")
    assert timer is not None
    timer.start(1)
    qtbot.waitUntil(lambda: opened.screens._counter.state.revealed is None)
    QTest.keyClick(focus(opened), Qt.Key.Key_V)
    qtbot.waitUntil(lambda: len(opened.reasons) == 2)  # The same file is not asked about twice.


def test_a_card_opened_again_from_a_list_is_still_that_of_whoever_is_present(
    qtbot: QtBot, opened: Till
) -> None:
    opened.screens._counter.open_card(full_card().id)
    assert opened.screens._counter.state.is_present

    opened.found = CardFound(replace(full_card(), id="c-9"))
    opened.screens._counter.open_card("c-9")
    qtbot.waitUntil(lambda: opened.screens._counter.customer == "c-9")
    assert not opened.screens._counter.state.is_present


def test_a_name_beside_a_row_of_an_old_table_is_shown_after_a_proof(opened: Till) -> None:
    opened.elapsed_ms += 120_000
    opened.screens.import_page.reveal_requested.emit()
    assert Why.PROOF is shown(opened.window).why
