"""The counter page in the real window: card, keys, choices, and what is painted when."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QTableView, QWidget
from pytestqt.qtbot import QtBot

from terminal.domain.card import CustomerCard, CustomerHit, MedicineHit, MedicineLine, Revealed
from terminal.domain.customer import Allergy
from terminal.domain.followup import OutcomeCode
from terminal.domain.observation import GLUCOSE, GLUCOSE_FASTING
from terminal.domain.problems import Refusal
from terminal.domain.showing import Reason
from terminal.services import counter, followups
from terminal.services.counter import CardFound, HitsFound, MedicineFound
from terminal.services.followups import OutcomeEntry, Recorded
from tests.fakes.pages_in_window import PagesInWindow, part_of
from ui.counter.states import full_card, states
from ui.followups.state import Counts
from ui.followups.states import NOW, TODAY, done, reading

PANEL, VALUE = "counter.tasks", "counter.tasks.0.value"


@pytest.fixture
def desk(pages: PagesInWindow) -> PagesInWindow:
    """The counter page with a customer's card, opened from the search field."""
    pages.window.focus_search()
    pages.counter.take(CardFound(full_card()))
    return pages


def other_card(name: str = "林*") -> CustomerCard:
    first = replace(full_card().tasks[1], id="task-9", customer="customer-9")
    return replace(full_card(), id="customer-9", masked_name=name, tasks=(first,))


def label(desk: PagesInWindow, name: str) -> QLabel:
    return part_of(desk.counter_page, QLabel, name)


def shown_name(desk: PagesInWindow) -> str:
    """Return the name as it is shown once the layout has followed."""
    desk.counter_page.grab()
    return label(desk, "counter.name").text()


def field(desk: PagesInWindow, name: str = VALUE) -> QLineEdit:
    return part_of(desk.counter_page, QLineEdit, name)


def hits(count: int) -> tuple[CustomerHit, ...]:
    return tuple(
        CustomerHit(f"customer-{place}", "王*兰", "female", 60, "6021", "A")
        for place in range(1, count + 1)
    )


def test_after_a_card_opens_keys_are_commands_and_not_search_text(desk: PagesInWindow) -> None:
    assert PANEL == desk.focus_name()
    desk.press(Qt.Key.Key_3)

    entry = desk.run.waiting(followups.record)[0].given["entry"]
    assert OutcomeEntry(OutcomeCode.NO_ANSWER) == entry


def test_a_task_is_completed_by_keyboard_alone(desk: PagesInWindow) -> None:
    desk.press(Qt.Key.Key_Return)
    assert VALUE == desk.focus_name()
    desk.type("6.8")
    desk.press(Qt.Key.Key_Tab)
    desk.type("fasting")
    desk.press(Qt.Key.Key_Return)

    value = reading(GLUCOSE_FASTING, 68)
    after = done(full_card().tasks[0], OutcomeCode.DONE, value=value)
    given = desk.run.answer(followups.record, Recorded(after, "o1", value.level, TODAY))

    entry = OutcomeEntry(OutcomeCode.DONE, {GLUCOSE: 68}, "fasting")
    assert {"task_id": "task-1", "entry": entry} == given
    assert (PANEL, 2) == (desk.focus_name(), len(desk.counter.state.forms))


def test_the_name_is_told_as_painted_once_for_each_customer(
    desk: PagesInWindow, qtbot: QtBot
) -> None:
    painted: list[str] = []
    desk.counter_page.painted.connect(painted.append)
    with qtbot.waitSignal(desk.counter_page.painted):
        desk.counter.take(CardFound(other_card()))
    desk.counter_page.grab()
    desk.counter.take(CardFound(replace(other_card(), tier="B")))
    desk.counter_page.grab()
    with qtbot.waitSignal(desk.counter_page.painted):
        desk.counter.take(CardFound(full_card()))

    assert ["customer-9", "customer-1"] == painted


def test_two_customers_of_the_same_masked_name_are_both_told_as_painted(
    desk: PagesInWindow, qtbot: QtBot
) -> None:
    desk.counter_page.grab()
    with qtbot.waitSignal(desk.counter_page.painted) as told:
        desk.counter.take(CardFound(other_card(full_card().masked_name)))

    assert ["customer-9"] == told.args


def test_the_next_card_is_painted_with_the_same_widgets(desk: PagesInWindow, qtbot: QtBot) -> None:
    desk.counter_page.grab()
    before = desk.counter_page.findChildren(QWidget)
    for card in (other_card(), full_card(), other_card()):
        with qtbot.waitSignal(desk.counter_page.painted):
            desk.counter.take(CardFound(card))
            desk.counter_page.grab()

    assert before == desk.counter_page.findChildren(QWidget)


def test_allergies_stand_in_the_colour_of_danger(desk: PagesInWindow) -> None:
    band = part_of(desk.counter_page, QWidget, "counter.allergy")
    text = label(desk, "counter.allergy.text")

    assert "青霉素类" in text.text()
    assert "头孢克肟（2024 年皮疹）" in text.text()
    assert ("danger", "danger") == (band.property("tone"), text.property("tone"))


def test_no_allergy_on_file_is_said_quietly_and_never_as_none(desk: PagesInWindow) -> None:
    desk.counter.take(CardFound(replace(other_card(), allergies=())))

    text = label(desk, "counter.allergy.text")
    assert ("No allergy on file. Ask.", "muted") == (text.text(), text.property("tone"))


def test_the_next_customers_allergies_never_mix_with_the_last_ones(desk: PagesInWindow) -> None:
    allergy = Allergy("磺胺")
    desk.counter.take(CardFound(replace(other_card(), allergies=(allergy,))))

    assert "Allergies: 磺胺" == label(desk, "counter.allergy.text").text()


def test_what_ran_out_is_said_beside_the_name(desk: PagesInWindow) -> None:
    assert "盐酸二甲双胍片 0.5 g × 60" == label(desk, "counter.ran_out").text()
    assert "ran out 9 d ago" == label(desk, "counter.ran_out.since").text()

    desk.counter.take(CardFound(replace(other_card(), medicines=full_card().medicines[1:])))
    assert not label(desk, "counter.ran_out").isVisible()


def test_the_medicine_table_says_what_is_not_known(desk: PagesInWindow) -> None:
    fields = "stock_e4", "days_supply", "run_out_on", "days_left", "refill"
    nothing: dict[str, Any] = dict.fromkeys(fields)
    unknown = replace(full_card().medicines[0], **nothing)
    desk.counter.take(CardFound(replace(other_card(), medicines=(unknown,))))

    table = part_of(desk.counter_page, QTableView, "counter.medicines.table")
    cells = [table.model().index(0, column).data() for column in range(6)]
    assert ["盐酸二甲双胍片 0.5 g × 60", "13 Oct × 1", "—", "—", "", "—"] == cells


def test_that_the_last_purchase_was_noted_at_the_counter_is_not_cut(desk: PagesInWindow) -> None:
    shown = states()["refill_noted"].card
    assert shown is not None
    desk.counter.take(CardFound(shown))
    table = part_of(desk.counter_page, QTableView, "counter.medicines.table")
    text = table.model().index(0, 1).data()
    assert "21 Nov noted" == text
    assert table.fontMetrics().horizontalAdvance(text) < table.columnWidth(1)


def test_while_locked_a_remark_that_speaks_of_an_allergy_is_told(desk: PagesInWindow) -> None:
    for state, is_told in (("locked", False), ("locked_remark", True)):
        shown = states()[state].card
        assert shown is not None
        desk.counter.take(CardFound(replace(shown, id=state)))
        assert is_told is label(desk, "counter.note").isVisible()
    assert "speaks of an allergy" in label(desk, "counter.note").text()


def test_a_stock_of_another_day_says_so(desk: PagesInWindow) -> None:
    old = replace(full_card().medicines[0], stock_as_of=NOW.replace(day=19))
    desk.counter.take(CardFound(replace(other_card(), medicines=(old,))))

    table = part_of(desk.counter_page, QTableView, "counter.medicines.table")
    assert "24 packs · on 19 Nov" == table.model().index(0, 5).data()


@pytest.mark.parametrize("by_key", [True, False])
def test_one_of_several_customers_is_picked_by_number_or_enter(
    pages: PagesInWindow, by_key: bool
) -> None:
    pages.window.focus_search()
    pages.counter.take(HitsFound(hits(3)))
    assert "counter.hits.table" == pages.focus_name()
    if by_key:
        pages.press(Qt.Key.Key_2)
    else:
        pages.press(Qt.Key.Key_Down)
        pages.press(Qt.Key.Key_Return)

    assert {"customer_id": "customer-2"} == pages.run.waiting(counter.card)[0].given


def test_the_choice_says_by_what_each_was_found(pages: PagesInWindow) -> None:
    customer = CustomerHit("c", "王*兰", "female", 60, "6021", "A", "initials")
    medicine = MedicineHit("m", "阿卡波糖片", 240_000, "approval_no")
    later = CustomerHit("d", "林*", None, None, "", None, "a reason of a later version")
    pages.counter.take(HitsFound((customer, medicine, later)))

    model = part_of(pages.counter_page, QTableView, "counter.hits.table").model()
    shown = [[model.index(row, column).data() for column in (1, 2, 4)] for row in range(3)]
    assert ["王*兰", "F · 60 y · phone …6021", "initials"] == shown[0]
    assert ["阿卡波糖片", "medicine · 24 packs", "approval number"] == shown[1]
    assert ["林*", "", ""] == shown[2]


def test_escape_goes_back_from_the_choice_to_the_card(desk: PagesInWindow) -> None:
    desk.counter.take(HitsFound(hits(3)))
    desk.press(Qt.Key.Key_Escape)

    assert ((), PANEL) == (desk.counter.state.hits, desk.focus_name())


def test_medicines_that_fit_are_no_people_and_lead_to_the_stock_page(pages: PagesInWindow) -> None:
    pages.counter.take(HitsFound(states()["hits_medicines"].hits))
    assert "is on F5." in label(pages, "counter.hits.hint").text()
    assert "Ask for the name" not in label(pages, "counter.hits.hint").text()

    pages.counter.take(HitsFound(hits(3)))
    assert label(pages, "counter.hits.hint").text().startswith("Ask for the name")
    pages.counter.take(HitsFound(states()["hits"].hits))
    assert label(pages, "counter.hits.hint").text().startswith("Press its number; a customer")


def test_the_name_is_shown_as_long_as_v_is_held(desk: PagesInWindow) -> None:
    desk.counter.take(CardFound(full_card(), is_present=True))
    QTest.keyPress(desk.focused(), Qt.Key.Key_V)
    revealed = Revealed("customer-1", "王秀兰", ("15400006021",))
    desk.run.answer(counter.reveal, revealed)
    assert ("王秀兰", "15400006021") == (
        shown_name(desk),
        label(desk, "counter.about").text(),
    )

    QTest.keyRelease(desk.focused(), Qt.Key.Key_V)
    assert "王*兰" == shown_name(desk)


def test_a_name_that_comes_after_v_was_let_go_is_not_shown(desk: PagesInWindow) -> None:
    desk.counter.take(CardFound(full_card(), is_present=True))
    desk.press(Qt.Key.Key_V)
    desk.run.answer(counter.reveal, Revealed("customer-1", "王秀兰", ()))

    assert "王*兰" == shown_name(desk)


def test_the_name_is_masked_again_after_five_seconds(desk: PagesInWindow, qtbot: QtBot) -> None:
    desk.counter.take(CardFound(full_card(), is_present=True))
    QTest.keyPress(desk.focused(), Qt.Key.Key_V)
    desk.run.answer(counter.reveal, Revealed("customer-1", "王秀兰", ()))
    timer = part_of(desk.counter_page, QTimer, "counter.hide_name")
    assert 5_000 == timer.interval()
    timer.start(1)
    qtbot.waitUntil(lambda: shown_name(desk) == "王*兰")


def test_of_a_file_that_was_searched_for_one_key_says_what_the_name_is_needed_for(
    desk: PagesInWindow,
) -> None:
    desk.press(Qt.Key.Key_V)
    sheet = part_of(desk.counter_page, QWidget, "counter.sheet.why")
    assert sheet.isVisible()
    assert [] == desk.run.waiting(counter.reveal)
    desk.press(Qt.Key.Key_Escape)
    assert not sheet.isVisible()
    desk.press(Qt.Key.Key_V)
    desk.press(Qt.Key.Key_4)
    assert not sheet.isVisible()
    given = desk.run.answer(counter.reveal, Revealed("customer-1", "王秀兰", ()))
    assert {"customer_id": "customer-1", "is_present": False, "reason": Reason.CORRECT} == given
    assert "王秀兰" == shown_name(desk)


def test_the_name_is_shown_by_holding_the_button_too(desk: PagesInWindow) -> None:
    desk.counter.take(CardFound(full_card(), is_present=True))
    button = part_of(desk.counter_page, QPushButton, "counter.reveal")
    QTest.mousePress(button, Qt.MouseButton.LeftButton)
    desk.run.answer(counter.reveal, Revealed("customer-1", "王秀兰", ()))
    assert "王秀兰" == shown_name(desk)

    QTest.mouseRelease(button, Qt.MouseButton.LeftButton)
    assert "王*兰" == shown_name(desk)


def test_a_scan_while_typing_parks_the_draft_and_leaves_the_field(desk: PagesInWindow) -> None:
    desk.press(Qt.Key.Key_Return)
    desk.type("6.")
    desk.counter.take(CardFound(other_card()))

    chip = part_of(desk.counter_page, QPushButton, "counter.parked.0")
    assert (True, "王*兰", PANEL) == (chip.isVisible(), chip.accessibleName(), desk.focus_name())

    chip.click()
    desk.run.answer(counter.card, CardFound(full_card()))
    assert ("6.", False) == (field(desk).text(), chip.isVisible())


def test_a_refresh_does_not_touch_the_field_somebody_types_in(desk: PagesInWindow) -> None:
    desk.press(Qt.Key.Key_Return)
    desk.type("68")
    desk.press(Qt.Key.Key_Left)
    desk.counter.on_store_changed({"customer": frozenset({"customer-1"})})
    desk.run.answer(counter.refresh, CardFound(replace(full_card(), tier="B")))
    desk.type(".")

    assert ("6.8", VALUE) == (field(desk).text(), desk.focus_name())
    assert "B" == label(desk, "counter.tier").text()


def test_the_same_draft_shows_on_both_pages(desk: PagesInWindow) -> None:
    desk.press(Qt.Key.Key_Return)
    desk.type("6.")

    assert "6." == desk.followups._desk.form(full_card().tasks[0]).draft.value


def test_a_medicine_is_answered_below_and_the_card_stays(desk: PagesInWindow) -> None:
    name = label(desk, "counter.name")
    place = name.mapTo(desk.counter_page, name.rect().topLeft())
    desk.counter.take(MedicineFound(MedicineLine("m", "阿卡波糖片", 240_000, NOW, "rx", 3_250)))

    assert "in stock: 24 packs · ¥32.50 · prescription" == (
        label(desk, "counter.messages.answer.detail").text()
    )
    assert "王*兰" == name.text()
    desk.counter_page.grab()
    assert place == name.mapTo(desk.counter_page, name.rect().topLeft())


def test_an_unknown_code_says_what_it_is_and_what_can_be_done(desk: PagesInWindow) -> None:
    desk.counter.take(Refusal("SCAN_PAYMENT"))

    assert "payment" in label(desk, "counter.messages.answer.text").text()
    assert "cash register" in label(desk, "counter.messages.answer.detail").text()
    assert "SCAN_PAYMENT" == label(desk, "counter.messages.answer.code").text()


def test_the_next_task_is_reached_by_key_and_by_mouse(desk: PagesInWindow) -> None:
    desk.press(Qt.Key.Key_Plus)
    assert desk.counter.state.forms[1].is_active

    part_of(desk.counter_page, QPushButton, "counter.tasks.2.open").click()
    assert desk.counter.state.forms[2].is_active


def test_the_idle_page_shows_dashes_until_the_days_numbers_are_known(
    pages: PagesInWindow,
) -> None:
    assert "—" == label(pages, "counter.idle.overdue.value").text()
    pages.counter.show_counts(Counts(5, 7, 4, 3))

    shown = [label(pages, f"counter.idle.{lane}.value").text() for lane in ("overdue", "today")]
    assert ["5", "7"] == shown
    assert "3 accepted by HQ" == label(pages, "counter.idle.done.aside").text()
