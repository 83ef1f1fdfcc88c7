"""The screens put together: from a scan to the page it lands on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any, Final

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from terminal.domain.card import SyncState
from terminal.domain.imports.model import BatchState
from terminal.domain.problems import Refusal
from terminal.services import counter, followups, sync_centre, sync_status
from terminal.services.counter import CardFound, Found
from tests.fakes import at_the_lock
from tests.fakes.screens_till import BADGE, MEDICINE, FullError, Till
from ui import i18n, shortcuts, theme
from ui.counter.states import full_card
from ui.followups.states import NOW
from ui.frame.status import ScannerHealth, ScannerState
from ui.imports.states import CUT_SHORT, entry
from ui.shortcuts import Action, PageId, Press
from ui.shots import Photographer, Shot, build, usual_shots
from ui.sync_centre.state import SyncCentreState
from ui.sync_centre.states import page
from ui.widgets.notice import Notice
from ui.widgets.status_chip import StatusChip


@pytest.fixture
def till(qtbot: QtBot, qapp: QApplication) -> Iterator[Till]:
    i18n.install(qapp, "zh_CN")
    made = Till()
    qtbot.addWidget(made.window)
    made.screens.start()
    qtbot.waitUntil(made.window.isActiveWindow)
    qtbot.waitUntil(lambda: at_the_lock.shown(made.window).person is not None)
    at_the_lock.type_pin(made.window)
    qtbot.waitUntil(lambda: not made.screens.guard.is_locked)
    yield made
    made.screens.stop()


def test_the_window_opens_over_the_whole_screen(till: Till) -> None:
    assert till.window.isMaximized()


def test_a_scan_on_any_page_opens_the_customers_card_in_command_mode(
    qtbot: QtBot, till: Till
) -> None:
    till.window.open_page(PageId.FOLLOWUPS)
    till.scan()
    qtbot.waitUntil(lambda: till.window.current_page() is PageId.COUNTER)
    assert till.has_card
    assert QApplication.focusWidget() is not till.window.top_bar.search


def test_a_page_that_nobody_looked_at_is_not_shown_again_when_another_one_comes(
    till: Till, monkeypatch: pytest.MonkeyPatch
) -> None:
    till.window.open_page(PageId.SYNC)
    shown: list[object] = []
    show = till.screens.sync_page.show_state

    def noted(state: SyncCentreState) -> None:
        shown.append(state)
        show(state)

    monkeypatch.setattr(till.screens.sync_page, "show_state", noted)
    till.window.open_page(PageId.FOLLOWUPS)
    assert [None] == [one.content for one in shown if isinstance(one, SyncCentreState)]
    till.window.open_page(PageId.COUNTER)
    till.window.open_page(PageId.FOLLOWUPS)
    assert 1 == len(shown)


def test_a_search_opens_the_card_too_and_leaves_the_field_empty(qtbot: QtBot, till: Till) -> None:
    till.window.focus_search()
    QTest.keyClicks(till.window.top_bar.search, "6021")
    QTest.keyClick(till.window.top_bar.search, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: till.has_card)
    assert "" == till.window.top_bar.search.text()


@pytest.mark.parametrize("found", [Refusal("SCAN_UNKNOWN", {"length": "9"}), MEDICINE])
def test_what_is_no_customer_is_said_on_the_page_that_is_shown(
    qtbot: QtBot, till: Till, found: Found
) -> None:
    till.window.open_page(PageId.FOLLOWUPS)
    till.found = found
    till.scan("6901234567892")
    page = till.screens.followups_page
    notices = page.findChildren(Notice)
    qtbot.waitUntil(lambda: any(notice.isVisible() for notice in notices))
    assert PageId.FOLLOWUPS is till.window.current_page()
    assert "" == till.notice()


def test_a_badge_asks_for_the_pin_and_shows_nothing_else(qtbot: QtBot, till: Till) -> None:
    till.found = BADGE
    till.scan()
    qtbot.waitUntil(lambda: till.screens.guard.is_locked)
    at_the_lock.type_pin(till.window)
    qtbot.waitUntil(lambda: "李药师" == till.chip("staff"))
    assert not till.has_card


def test_a_look_up_that_breaks_off_is_said_with_its_code_and_the_next_one_works(
    qtbot: QtBot, till: Till
) -> None:
    till.found = FullError()
    till.scan()
    qtbot.waitUntil(lambda: "STORE_DISK_FULL" in till.notice())
    assert 1 == len(till.crashes)
    till.found = CardFound(full_card())
    till.scan()
    qtbot.waitUntil(lambda: till.has_card)
    assert "" == till.notice()


def test_a_scan_that_was_garbled_is_said_above_whatever_page_is_shown(till: Till) -> None:
    till.screens.refuse("SCAN_GARBLED", {"length": "9"})
    assert "SCAN_GARBLED" in till.notice()


def test_home_puts_the_card_away_and_waits_for_a_scan(qtbot: QtBot, till: Till) -> None:
    till.scan()
    qtbot.waitUntil(lambda: till.has_card)
    till.window.home_requested.emit()
    assert not till.has_card
    assert QApplication.focusWidget() is till.window.top_bar.search


def test_home_from_another_page_leads_back_to_the_card(qtbot: QtBot, till: Till) -> None:
    till.scan()
    qtbot.waitUntil(lambda: till.has_card)
    till.window.open_page(PageId.FOLLOWUPS)
    till.window.home_requested.emit()
    assert PageId.COUNTER is till.window.current_page()
    assert till.has_card


def test_the_rail_shows_what_waits(qtbot: QtBot, till: Till) -> None:
    count = till.window.findChild(QLabel, "rail.followups.count")
    assert count is not None
    qtbot.waitUntil(lambda: count.text() == "1")


def test_the_chips_follow_the_store_and_the_devices(qtbot: QtBot, till: Till) -> None:
    qtbot.waitUntil(lambda: till.chip("sync") == "已同步 10:32")
    till.sync = SyncState(unsent=1, heard_at=NOW, quarantined=2)
    till.screens.on_store_changed({"sync": frozenset()})
    qtbot.waitUntil(lambda: till.chip("sync") == "2 条总部未接受 · 1 条待上传")
    till.screens.on_scanner(ScannerHealth("a", "COM3", ScannerState.LOST, "DEVICE_LOST"))
    assert "扫码枪 COM3 已断开" == till.chip("scanner")


def test_the_sync_chip_and_its_key_open_the_sync_centre(qtbot: QtBot, till: Till) -> None:
    chip = till.window.findChild(StatusChip, "top_bar.sync")
    assert chip is not None
    QTest.mouseClick(chip, Qt.MouseButton.LeftButton)
    assert PageId.SYNC is till.window.current_page()
    assert sync_centre.read in till.asked
    till.window.open_page(PageId.COUNTER)
    QTest.keyClick(till.window, Qt.Key.Key_F10)
    assert PageId.SYNC is till.window.current_page()
    till.window.open_page(PageId.COUNTER)
    chip.setFocus()
    QTest.keyClick(chip, Qt.Key.Key_Return)
    assert PageId.SYNC is till.window.current_page()


def test_the_rail_counts_what_hq_did_not_accept(qtbot: QtBot, till: Till) -> None:
    till.sync = SyncState(heard_at=NOW, quarantined=2, held=7, unsent=5)
    till.screens.on_store_changed({"sync": frozenset()})
    rail = till.window.findChild(QLabel, "rail.sync.count")
    assert rail is not None
    qtbot.waitUntil(lambda: rail.text() == "2")


def test_the_sync_centre_is_read_only_while_it_is_shown(qtbot: QtBot, till: Till) -> None:
    till.screens.on_store_changed({"sync": frozenset()})
    assert sync_centre.read not in till.asked
    till.window.open_page(PageId.SYNC)
    before = till.asked.count(sync_centre.read)
    till.screens.on_store_changed({"sync": frozenset()})
    qtbot.waitUntil(lambda: till.asked.count(sync_centre.read) == before + 1)


def test_a_thousand_commits_of_a_load_are_not_a_thousand_questions(
    qtbot: QtBot, till: Till
) -> None:
    before = till.asked.count(sync_status.read)
    for _ in range(1_000):
        till.screens.on_store_changed({"sync": frozenset()})
    qtbot.waitUntil(lambda: till.asked.count(sync_status.read) > before)
    assert till.asked.count(sync_status.read) <= before + 2


def standing(till: Till) -> str:
    found = till.window.findChild(QWidget, "standing")
    assert found is not None
    return found.accessibleName() if found.isVisible() else ""


def test_a_running_load_is_said_on_the_counter_and_not_twice(qtbot: QtBot, till: Till) -> None:
    till.sync = SyncState(heard_at=NOW, loading=True, loaded_rows=12_000, rows_total=66_000)
    till.screens.on_store_changed({"sync": frozenset()})
    qtbot.waitUntil(lambda: "12,000 / 66,000" in standing(till))
    assert "柜台可以照常使用" in standing(till)
    till.window.open_page(PageId.SYNC)
    assert "" == standing(till)
    till.window.open_page(PageId.FOLLOWUPS)
    assert "12,000 / 66,000" in standing(till)
    till.sync = SyncState(heard_at=NOW)
    till.screens.on_store_changed({"sync": frozenset()})
    qtbot.waitUntil(lambda: standing(till) == "")


def test_a_lock_is_said_on_every_page_and_what_is_shown_is_read_again(
    qtbot: QtBot, till: Till
) -> None:
    till.scan()
    qtbot.waitUntil(lambda: till.has_card)
    lists = till.asked.count(followups.worklist)
    till.sync = SyncState(heard_at=NOW - timedelta(days=15), is_reading_locked=True)
    till.screens.on_store_changed({"sync": frozenset()})
    qtbot.waitUntil(lambda: "健康资料已锁定" in standing(till))
    qtbot.waitUntil(lambda: till.asked.count(followups.worklist) > lists)
    qtbot.waitUntil(lambda: counter.refresh in till.asked)
    for page_id in (PageId.COUNTER, PageId.FOLLOWUPS, PageId.MEMBERS, PageId.SYNC):
        till.window.open_page(page_id)
        assert "健康资料已锁定" in standing(till)
    QTest.keyClick(till.window, Qt.Key.Key_Escape)
    assert "健康资料已锁定" in standing(till), "it cannot be put away"


def test_a_correction_opens_the_card_with_what_was_entered(qtbot: QtBot, till: Till) -> None:
    card = full_card()
    wanted = card.tasks[1]
    save = till.page.refused[0]
    till.page = page(refused=(replace(save, task=wanted.id, customer=card.id),))
    till.window.open_page(PageId.SYNC)
    qtbot.waitUntil(lambda: Action.CORRECT in till.screens.sync_page.offered_actions())
    till.screens.sync_page.perform(Press(Action.CORRECT))
    qtbot.waitUntil(lambda: till.has_card)
    assert PageId.COUNTER is till.window.current_page()
    active = [form for form in till.screens._counter.state.forms if form.is_active]
    assert [(wanted.id, "8.4", "晨起空腹")] == [
        (form.task.id, form.draft.value, form.draft.note) for form in active
    ]
    assert save.masked_name in till.notice()


def test_an_import_that_was_cut_short_is_said_once_and_the_notice_leads_there(
    qtbot: QtBot, till: Till
) -> None:
    till.imports = (CUT_SHORT,)
    till.screens._on_staff("陈药师")
    qtbot.waitUntil(lambda: "40,500" in till.notice())
    count = till.window.findChild(QLabel, "rail.members.count")
    assert count is not None
    assert "1" == count.text()
    till.window.notices.dismiss()
    till.screens._on_staff("李药师")
    qtbot.waitUntil(lambda: not till.screens._imports._is_reading)
    assert "" == till.notice()
    till.imports = (entry(0, BatchState.DONE),)
    till.window.open_page(PageId.MEMBERS)
    qtbot.waitUntil(lambda: count.text() == "")


def test_the_notice_about_an_import_opens_its_page(qtbot: QtBot, till: Till) -> None:
    till.imports = (CUT_SHORT,)
    till.screens._on_staff("陈药师")
    qtbot.waitUntil(lambda: till.notice() != "")
    till.window.notice_action.emit("open_imports")
    assert PageId.MEMBERS is till.window.current_page()
    assert "" == till.notice()


def test_a_record_nobody_shows_asks_for_nothing(qtbot: QtBot, till: Till) -> None:
    qtbot.waitUntil(lambda: till.chip("sync") == "已同步 10:32")
    before = len(till.asked)
    till.screens.on_store_changed({"audit": frozenset({"a"})})
    assert before == len(till.asked)


def test_after_stopping_nothing_that_comes_late_is_shown(qtbot: QtBot, till: Till) -> None:
    till.scan()
    till.screens.stop()
    late = Till()
    qtbot.addWidget(late.window)
    late.scan()
    qtbot.waitUntil(lambda: late.has_card)
    assert not till.has_card


STATES: Final = [shot for shot in usual_shots() if shot == Shot(shot.page, shot.state)]


@pytest.mark.parametrize("shot", STATES, ids=lambda shot: f"{shot.page}-{shot.state}")
def test_every_key_the_bottom_bar_shows_works_on_the_page_that_shows_it(
    qtbot: QtBot, shot: Shot
) -> None:
    window = build(shot)
    qtbot.addWidget(window)
    page: Any = window.findChild(QWidget, shot.page.value)
    for binding in shortcuts.actions(shot.page, page.offered_actions()):
        if binding.action not in shortcuts.ALWAYS | shortcuts.PAGE_OF.keys():
            press = shortcuts.press_of(binding.keys[0], shot.page, frozenset(Action))
            assert isinstance(press, Press)
            assert page.perform(press), binding.action


@pytest.mark.parametrize(
    ("page", "state", "hint"),
    [
        (PageId.COUNTER, "full", "⏎ 完成"),
        (PageId.COUNTER, "hits", "⏎ 选定"),
        (PageId.FOLLOWUPS, "full", "⏎ 完成"),
        (PageId.FOLLOWUPS, "all_done", "⏎ 打开顾客卡"),
    ],
)
def test_the_bottom_bar_says_what_enter_does_in_that_state(
    qapp: QApplication, qtbot: QtBot, page: PageId, state: str, hint: str
) -> None:
    i18n.install(qapp, "zh_CN")
    window = build(Shot(page, state))
    qtbot.addWidget(window)
    bar = window.findChild(QWidget, "bottom_bar")
    assert bar is not None
    assert hint in [part.accessibleName() for part in bar.findChildren(QWidget)]


@pytest.mark.parametrize("page", list(PageId))
def test_every_widget_of_a_page_has_a_name_and_what_takes_focus_can_be_spoken(
    qtbot: QtBot, page: PageId
) -> None:
    window = build(Shot(page, "full"))
    qtbot.addWidget(window)
    ours = [w for w in window.findChildren(QWidget) if type(w).__module__.startswith("ui.")]
    assert [] == [type(widget).__name__ for widget in ours if not widget.objectName()]
    silent = [
        widget.objectName()
        for widget in ours
        if widget.focusPolicy() is not Qt.FocusPolicy.NoFocus
        and widget.isVisibleTo(window)
        and not widget.accessibleName()
    ]
    assert [] == silent


def test_pictures_are_taken_one_after_the_other(
    qapp: QApplication, qtbot: QtBot, tmp_path: Any
) -> None:
    shots = [Shot(PageId.COUNTER, "idle"), Shot(PageId.FOLLOWUPS, "full", language="en")]
    photographer = Photographer(qapp, shots, tmp_path)
    photographer.next()
    qtbot.waitUntil(lambda: len(photographer.taken) == 2, timeout=30_000)
    assert ["counter-idle.png", "followups-full-en.png"] == [p.name for p in photographer.taken]
    assert all(path.stat().st_size > 10_000 for path in photographer.taken)
    i18n.install(qapp, "zh_CN")


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_the_hint_of_the_search_field_can_be_read_to_its_end(
    qtbot: QtBot, qapp: QApplication, language: str
) -> None:
    theme.apply(qapp, theme.Theme())
    i18n.install(qapp, language)
    window = build(Shot(PageId.COUNTER, "idle", language=language))
    qtbot.addWidget(window)
    window.show()
    field = window.top_bar.search
    room = field.width() - field.textMargins().right() - 2 * theme.px(12)
    assert field.fontMetrics().horizontalAdvance(field.placeholderText()) <= room
