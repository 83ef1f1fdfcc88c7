"""The stock page under a person's hands: four letters, a scan, the stores, the slip, the week."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from terminal.domain.card import MedicineLine
from terminal.domain.problems import Refusal
from terminal.services import stock
from terminal.services.counter import MedicineFound
from terminal.services.stock import Slice
from tests.fakes.pages_in_window import ZONE, part_of
from tests.fakes.scripted_runner import ScriptedRunner
from ui.followups.states import NOW
from ui.frame.bottom_bar import Place
from ui.main_window import MainWindow
from ui.scan_router import ScanKind
from ui.shortcuts import Action, PageId
from ui.stock.plug import connect
from ui.stock.presenter import StockPresenter
from ui.stock.state import Tab
from ui.stock.states import ACARBOSE, ANSWER, HIT, OTHERS, SHORT, states
from ui.stock.view import StockPage
from ui.theme import Tone
from ui.widgets.button import Button
from ui.widgets.notice import Notice
from ui.widgets.table import DataTable, Row
from ui.widgets.text import Text

ALT = Qt.KeyboardModifier.AltModifier
LINE = MedicineLine(ACARBOSE.id, ACARBOSE.title, 0, NOW, "rx", 4_260)


class Desk:
    """The page in the real window, with its presenter; only the store is the test's own."""

    def __init__(self) -> None:
        self.run, self.read = ScriptedRunner(), ScriptedRunner()
        self.customer: str | None = None
        self.window = MainWindow(Place())
        self.page = StockPage(zone=ZONE)
        self.said: object = None
        self.presenter = StockPresenter(
            self.page,
            self.run,
            self.read,
            customer=lambda: self.customer,
            answer=lambda: self.said,
        )
        connect(self.page, self.presenter)
        page = self.page
        self.window.add_page(PageId.STOCK, page, page.perform, page.key_words)
        self.page.offered.connect(partial(self.window.offer, PageId.STOCK))
        self.window.offer(PageId.STOCK, self.page.offered_actions())

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = ALT ^ ALT) -> None:
        QTest.keyClick(QApplication.focusWidget() or self.window, key, modifiers)

    def held(self) -> str:
        return part_of(self.page, Text, "stock.held.said").accessibleName()

    def text(self, name: str) -> str:
        return part_of(self.page, Text, f"stock.{name}").text()

    def rows(self, table: str) -> tuple[Row, ...]:
        return part_of(self.page, DataTable, f"stock.detail.{table}").rows()

    def ask_for_acarbose(self) -> None:
        QTest.keyClicks(self.page.look, "akbt")
        while len(self.run.waiting(stock.find)) > 1:
            self.run.answer(stock.find, ())
        self.run.answer(stock.find, (HIT,))
        self.press(Qt.Key.Key_Return)
        self.run.answer(stock.answer, ANSWER)


@pytest.fixture
def at(look: QApplication, qtbot: QtBot) -> Iterator[Desk]:
    made = Desk()
    qtbot.addWidget(made.window)
    made.window.resize(1366, 768)
    with qtbot.waitExposed(made.window):
        made.window.show()
    made.window.activateWindow()
    qtbot.waitUntil(made.window.isActiveWindow)
    made.presenter.show(is_shown=True)
    made.window.take_commands()
    yield made
    made.window.close()


def test_four_letters_and_enter_tell_where_it_is_and_a_slip_names_whom_to_call(at: Desk) -> None:
    assert at.page.look.hasFocus()
    at.ask_for_acarbose()
    assert at.page.table.hasFocus()
    assert "Here: none · as of today 08:32, 2 h ago · 90 % sure of the figure" == at.text(
        "detail.shelf"
    )
    rows = at.rows("stores")
    assert ["示例 0019 店", "4 packs", "today 09:32", "92 %", "9 min", "154 0000 0019"] == [
        cell.text for cell in rows[0].cells
    ]
    assert [Tone.MUTED, Tone.WARN, Tone.MUTED] == [row.cells[2].tone for row in rows]
    others = at.rows("others")
    assert ["needs the doctor's word", "the same, another pack size"] == [
        row.cells[2].text for row in others
    ]
    at.presenter.pick("0021")
    at.press(Qt.Key.Key_R)
    assert ("示例 0021 店 · 16 min", "154 0000 0021") == (
        at.text("slip.store"),
        at.text("slip.phone"),
    )
    at.press(Qt.Key.Key_Escape)
    assert not at.presenter.state.is_held
    assert at.page.table.hasFocus()


def test_what_is_not_for_the_open_customer_is_red(at: Desk) -> None:
    at.customer = "c-1"
    at.presenter.take(MedicineFound(LINE))
    (asked,) = at.run.waiting(stock.answer)
    assert {"medicine_id": ACARBOSE.id, "customer_id": "c-1"} == asked.given
    against = states()["against"].answer
    assert against is not None
    at.run.answer(stock.answer, against)
    assert "王*兰" in at.text("detail.against")
    others = at.rows("others")
    assert {Tone.DANGER} == {row.cells[0].tone for row in others}


def test_what_was_held_against_the_file_is_said_where_nothing_was_found(at: Desk) -> None:
    at.page.show_state(states()["clear"])
    assert "Nothing in the file of 王*兰 speaks against it" in at.text("detail.about")

    at.page.show_state(states()["against"])
    assert "speaks against it" not in at.text("detail.about")
    at.page.show_state(states()["full"])
    assert "Held against nobody" == at.held()


def test_somebody_elses_question_is_held_against_nobodys_file(at: Desk) -> None:
    at.customer = "c-1"
    at.ask_for_acarbose()
    at.presenter.refresh()
    at.run.answer(stock.answer, states()["clear"].answer)
    assert "Held against 王*兰" == at.held()
    at.press(Qt.Key.Key_X, ALT)
    assert at.run.answer(stock.answer, ANSWER)["customer_id"] is None
    assert "Held against nobody" == at.held()

    at.press(Qt.Key.Key_X, ALT)
    assert "c-1" == at.run.answer(stock.answer, ANSWER)["customer_id"]


def test_what_there_is_none_of_is_said_and_not_left_out(at: Desk) -> None:
    at.page.show_state(states()["nowhere"])
    said = at.text("detail.about")
    assert "No store nearby is known to have it" in said
    assert "HQ has named nothing that may stand in for it." in said

    at.page.show_state(states()["waits"])
    assert (ACARBOSE.title, "Looking it up…") == (at.text("detail.title"), at.text("detail.about"))


def test_a_scan_is_answered_and_what_is_wrong_with_the_package_is_said(at: Desk) -> None:
    assert at.presenter.accepts(ScanKind.MEDICINE)
    assert not at.presenter.accepts(ScanKind.CUSTOMER)
    at.presenter.take(MedicineFound(LINE))
    notice = part_of(at.page, Notice, "stock.notice")
    assert not notice.isVisible()
    at.presenter.take(MedicineFound(replace(LINE, is_expired=True)))
    assert notice.isVisible()
    at.press(Qt.Key.Key_Escape)
    assert not notice.isVisible()
    assert ACARBOSE.id == at.presenter.state.selected
    at.presenter.take(MedicineFound(replace(LINE, is_expired=True)))
    at.page.look.setFocus()
    QTest.keyClicks(at.page.look, "ak")
    assert ("ak", True) == (at.page.look.text(), at.page.look.hasFocus())
    assert not notice.isVisible()


def test_the_week_is_gone_through_in_slices_and_dropped_when_nobody_waits(at: Desk) -> None:
    at.page.table.setFocus()
    at.press(Qt.Key.Key_2, ALT)
    running = SHORT[0].people
    assert {"after": ""} == at.read.answer(stock.running_out, Slice(running[:1], "c-5"))
    assert {"after": "c-5"} == at.read.answer(stock.running_out, Slice(running[1:], None))
    assert {"running": running} == at.read.answer(stock.short, SHORT)
    assert SHORT[0].medicine == at.presenter.state.selected
    assert "3 chronic customers" in at.text("detail.about")
    at.presenter.show(is_shown=False)
    assert None is at.presenter.state.short
    at.presenter.show(is_shown=True)
    at.page.look.setFocus()
    at.press(Qt.Key.Key_1, ALT)
    assert "" == at.page.look.text()
    at.read.answer(stock.running_out, Slice(running, None))
    assert (Tab.FOUND, None) == (at.presenter.state.tab, at.presenter.state.short)
    assert [] == at.read.asked


def test_what_is_short_can_be_asked_for_nearby_with_enter(at: Desk) -> None:
    at.presenter.choose_tab(Tab.SHORT)
    at.read.answer(stock.running_out, Slice((), None))
    at.read.answer(stock.short, SHORT)
    at.page.table.setFocus()
    at.press(Qt.Key.Key_Return)
    at.run.answer(stock.answer, ANSWER)
    assert ANSWER == at.presenter.state.shown
    assert Tab.FOUND is at.presenter.state.tab


def test_late_answers_locks_and_crashes_leave_the_page_usable(at: Desk) -> None:
    at.ask_for_acarbose()
    at.presenter.type("zzzz")
    at.presenter.type("zz")
    at.run.answer(stock.find, (HIT, HIT))
    assert (HIT,) == at.presenter.state.hits
    at.run.answer(stock.find, ())
    assert "No such medicine" == at.text("detail.title")
    assert Action.HOLD not in at.page.offered_actions()
    at.presenter.choose_tab(Tab.SHORT)
    at.read.answer(stock.running_out, Refusal("READING_LOCKED"))
    assert Refusal("READING_LOCKED") == at.presenter.state.refusal
    at.press(Qt.Key.Key_Escape)
    assert "This week was not gone through" == at.text("detail.title")
    at.presenter.on_crash("STORE_DISK_FULL")
    assert not at.presenter.state.is_looking
    assert Refusal("STORE_DISK_FULL") == at.presenter.state.refusal
    assert "zz" == at.presenter.state.text


def test_every_named_state_can_be_shown_and_left_again(at: Desk) -> None:
    for state in states().values():
        at.page.show_state(state)
        assert state.text == at.page.look.text()


def test_what_was_chosen_stays_when_the_same_is_found_again(at: Desk) -> None:
    other = replace(HIT, id="m-other")
    at.presenter.type("akbt")
    at.run.answer(stock.find, (HIT, other))
    at.presenter.step(1)
    at.presenter.type("akbt")
    at.run.answer(stock.find, (HIT, other))
    assert "m-other" == at.presenter.state.selected
    at.presenter.type("akb")
    at.run.answer(stock.find, (HIT, other))
    assert HIT.id == at.presenter.state.selected, "something else was asked for"


def composed(at: Desk, preedit: str, commit: str = "") -> None:
    event = QInputMethodEvent(preedit, [])
    event.setCommitString(commit)
    QApplication.sendEvent(at.page.look, event)


def test_a_chinese_name_can_be_typed_and_is_looked_for_while_it_is_composed(at: Desk) -> None:
    assert at.page.look.inputMethodQuery(Qt.InputMethodQuery.ImEnabled)
    for preedit in ("a", "a'k", "a'k b", "a'k b't"):
        composed(at, preedit)
    assert "akbt" == at.presenter.state.text
    at.run.waiting(stock.find)[-1].then((HIT,))
    assert [HIT.id] == [row.id for row in at.page.table.rows()]
    composed(at, "阿卡")
    assert "阿卡" == at.presenter.state.text, "what came meanwhile took nothing of the word"
    composed(at, "", "阿卡波糖")
    assert ("阿卡波糖", "阿卡波糖") == (at.page.look.text(), at.presenter.state.text)


def test_a_word_that_is_given_up_while_it_is_composed_is_not_looked_for_any_more(at: Desk) -> None:
    composed(at, "aka")
    composed(at, "")
    assert ("", "") == (at.page.look.text(), at.presenter.state.text)


def whole(at: Desk, table: str) -> bool:
    found = part_of(at.page, DataTable, f"stock.detail.{table}")
    return found.height() >= found.sizeHint().height() and not found.verticalScrollBar().isVisible()


def test_the_stores_have_room_the_first_time_with_a_medicine_chosen_on_the_counter(
    at: Desk, qtbot: QtBot
) -> None:
    other = QWidget()
    at.window.add_page(PageId.KNOWLEDGE, other, lambda _: False)
    at.window.open_page(PageId.KNOWLEDGE)
    at.presenter.show(is_shown=False)
    at.said = LINE
    at.presenter.show(is_shown=True)
    at.window.open_page(PageId.STOCK)
    at.page.grab()  # Laid out before there is an answer, as it is while one is read.
    at.run.answer(stock.answer, ANSWER)
    qtbot.waitUntil(lambda: whole(at, "stores") and whole(at, "others"))


def test_nothing_is_hidden_behind_a_scrollbar_beside_room_that_is_free(
    at: Desk, qtbot: QtBot
) -> None:
    more = tuple(
        replace(OTHERS[0], medicine=replace(ACARBOSE, id=f"m-{n}", units_per_pack=n))
        for n in range(1, 8)
    )
    at.presenter.take(MedicineFound(LINE))
    at.run.answer(stock.answer, replace(ANSWER, others=more))
    qtbot.waitUntil(lambda: whole(at, "stores") and whole(at, "others"))


def test_what_was_held_against_the_last_file_is_gone_for_the_next_card(at: Desk) -> None:
    at.customer = "c-1"
    at.presenter.show(is_shown=True)
    at.presenter.take(MedicineFound(LINE))
    at.run.answer(stock.answer, states()["clear"].answer)
    at.presenter.show(is_shown=False)
    at.customer = "c-2"
    at.presenter.show(is_shown=True)
    assert "speaks against it" not in at.text("detail.about")
    other = replace(ANSWER, about="李*")
    assert "c-2" == at.run.answer(stock.answer, other)["customer_id"]
    assert "Held against 李*" == at.held()


def test_the_key_of_the_page_leads_back_into_the_field_and_escape_gives_up_the_text_first(
    at: Desk, qtbot: QtBot
) -> None:
    at.ask_for_acarbose()
    assert at.page.table.hasFocus()
    at.press(Qt.Key.Key_F5)
    assert (True, "akbt") == (at.page.look.hasFocus(), at.page.look.selectedText())
    at.press(Qt.Key.Key_Escape)
    assert (True, "") == (at.page.look.hasFocus(), at.page.look.text())
    with qtbot.waitSignal(at.window.home_requested):
        at.press(Qt.Key.Key_Escape)


def test_the_bottom_bar_says_the_same_of_alt_x_as_the_button(at: Desk) -> None:
    at.customer = "c-1"
    at.presenter.take(MedicineFound(LINE))
    at.run.answer(stock.answer, states()["clear"].answer)
    for about in (None, "王*兰"):
        at.press(Qt.Key.Key_X, ALT)
        at.run.answer(stock.answer, replace(ANSWER, about=about))
        said = at.window.findChildren(Text, "bottom_bar.apart.word")[-1]  # Old ones are going.
        assert said.text() == part_of(at.page, Button, "stock.held.turn").accessibleName()


def test_a_medicine_of_the_counters_is_shown_once_and_what_is_looked_for_afterwards_stays(
    at: Desk,
) -> None:
    at.presenter.show(is_shown=False)
    at.said = LINE
    at.presenter.show(is_shown=True)
    at.window.take_commands()
    at.run.answer(stock.answer, ANSWER)
    assert (LINE.medicine, True) == (at.presenter.state.selected, at.page.look.hasFocus())
    QTest.keyClicks(at.page.look, "akbt")
    at.presenter.show(is_shown=False)
    at.presenter.show(is_shown=True)
    assert "akbt" == at.presenter.state.text


def test_a_medicine_of_the_counters_stands_among_the_packs_of_the_same_product(at: Desk) -> None:
    at.presenter.show(is_shown=False)
    at.said = LINE
    at.presenter.show(is_shown=True)
    at.run.answer(stock.answer, ANSWER)
    packs = (replace(HIT, id="m-big"), HIT)
    assert {"medicine_id": LINE.medicine} == at.run.answer(stock.packs, packs)
    assert (packs, LINE.medicine) == (at.presenter.state.hits, at.presenter.state.selected)
    at.press(Qt.Key.Key_Return)
    at.press(Qt.Key.Key_Minus)
    assert "m-big" == at.run.answer(stock.answer, ANSWER)["medicine_id"]

    at.said = replace(LINE)
    at.presenter.show(is_shown=False)
    at.presenter.show(is_shown=True)
    at.presenter.type("a")
    at.run.answer(stock.packs, packs)
    assert packs != at.presenter.state.hits, "somebody went on meanwhile"


def test_a_figure_of_another_day_is_told_with_its_day(at: Desk) -> None:
    at.ask_for_acarbose()
    assert ["today 09:32", "20 Nov 04:32"] == [row.cells[2].text for row in at.rows("stores")[:2]]
    old = replace(ANSWER, level=ANSWER.stores[1].level)
    at.presenter.refresh()
    at.run.answer(stock.answer, old)
    assert "as of 20 Nov 04:32, 30 h ago" in at.text("detail.shelf")


def test_the_key_names_the_store_and_another_medicine_begins_with_its_nearest(at: Desk) -> None:
    at.ask_for_acarbose()
    hold = part_of(at.page, Button, "stock.detail.hold")
    assert "Have it held: 示例 0019 店" == hold.accessibleName()
    at.presenter.pick("0022")
    assert "Have it held: 示例 0022 店" == hold.accessibleName()
    at.presenter.refresh()
    at.run.answer(stock.answer, ANSWER)
    assert "Have it held: 示例 0022 店" == hold.accessibleName(), "of the same one it stays"
    other = replace(HIT, id="m-b")
    at.presenter.type("akbtp")
    at.run.answer(stock.find, (other,))
    at.run.answer(stock.answer, replace(ANSWER, medicine=replace(ACARBOSE, id="m-b")))
    assert "Have it held: 示例 0019 店" == hold.accessibleName()
    at.presenter.refresh()
    nowhere = states()["nowhere"].answer
    assert nowhere is not None
    at.run.answer(stock.answer, replace(nowhere, medicine=replace(ACARBOSE, id="m-b")))
    assert ("Have it held", False) == (hold.accessibleName(), hold.isEnabled())
