"""The sheets of a card in the real window: by keyboard alone, nothing lost, and taken back."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QInputMethodEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QWidget

from terminal.domain.consent import Purpose
from terminal.domain.event import Event
from terminal.domain.observation import (
    BLOOD_PRESSURE,
    DIASTOLIC,
    GLUCOSE,
    GLUCOSE_FASTING,
    GLUCOSE_RANDOM,
    SYSTOLIC,
)
from terminal.domain.problems import FieldProblem, Refusal
from terminal.domain.proxy import IdKind
from terminal.services import (
    conflicts,
    consents,
    events,
    followups,
    handing_many,
    proxies,
    readings,
    visits,
)
from terminal.services.consents import ASKED, SPOKEN, Stand
from terminal.services.counter import CardFound
from terminal.services.events import CheckedIn
from terminal.services.handing_many import Choices, Given, HandedOver, Pile, Scope
from terminal.services.handing_over import Colleague
from terminal.services.readings import Taken
from terminal.services.visits import Noted
from tests.fakes.pages_in_window import PagesInWindow, part_of
from ui.counter.sheets.state import Deed, HandSheet, NoteSheet, ProxySheet, ReadingSheet
from ui.counter.states import full_card, states
from ui.followups.states import NOW, TODAY, reading
from ui.shortcuts import Action

EVENTS = tuple(
    Event(f"e-{number}", title, NOW, NOW + timedelta(hours=3))
    for number, title in enumerate(("健康日", "讲座"), start=1)
)
PANEL = "counter.tasks"
VALUE = "counter.sheet.reading.value"


@pytest.fixture
def desk(pages: PagesInWindow) -> PagesInWindow:
    """The counter page with a customer's card."""
    pages.counter.take(CardFound(full_card()))
    return pages


def compose(desk: PagesInWindow, text: str) -> None:
    """Type as an input method does."""
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(desk.focused(), event)


def label(desk: PagesInWindow, name: str) -> QLabel:
    return part_of(desk.counter_page, QLabel, f"counter.sheet.{name}")


def test_a_blood_pressure_takes_a_letter_the_figures_and_enter(desk: PagesInWindow) -> None:
    desk.press(Qt.Key.Key_B)
    assert VALUE == desk.focus_name()
    desk.type("128 82")
    assert "128/82 mmHg" == label(desk, "reading.entered").text()
    desk.press(Qt.Key.Key_Return)
    taken = Taken(reading(BLOOD_PRESSURE, 128, 82), TODAY)
    given = desk.run.answer(readings.record, taken)

    items = {SYSTOLIC: 128, DIASTOLIC: 82}
    assert {"customer_id": "customer-1", "code": BLOOD_PRESSURE, "items": items} == given
    assert (None, PANEL) == (desk.counter.state.sheet, desk.focus_name())
    said = part_of(desk.counter_page, QLabel, "counter.deed.text").text()
    assert "128/82" in said


def test_a_glucose_says_what_was_converted_and_whether_it_was_fasting(desk: PagesInWindow) -> None:
    desk.press(Qt.Key.Key_G)
    desk.press(Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
    desk.type("122")
    assert "122 mg/dL is 6.8 mmol/L" == label(desk, "reading.entered").text()
    desk.press(Qt.Key.Key_Return)

    given = desk.run.waiting(readings.record)[0].given
    assert (GLUCOSE_RANDOM, {GLUCOSE: 68}) == (given["code"], given["items"])


@pytest.mark.parametrize(
    ("key", "typed"), [(Qt.Key.Key_B, "128 82"), (Qt.Key.Key_B, "139 89"), (Qt.Key.Key_G, "6.8")]
)
def test_a_reading_below_a_referral_is_not_called_normal(
    desk: PagesInWindow, key: Qt.Key, typed: str
) -> None:
    desk.press(key)
    desk.type(typed)

    said = "beyond no limit, which is not to say normal"
    assert said == label(desk, "reading.level").text()


def test_what_cannot_be_a_reading_is_said_and_stays(desk: PagesInWindow) -> None:
    desk.press(Qt.Key.Key_B)
    desk.type("82 128")
    desk.press(Qt.Key.Key_Return)

    assert [] == desk.run.waiting(readings.record)
    assert label(desk, "reading.problem.text").isVisible()
    assert "82 128" == part_of(desk.counter_page, QLineEdit, VALUE).text()


def test_a_reading_that_needs_a_doctor_shows_what_to_say_until_it_is_understood(
    desk: PagesInWindow,
) -> None:
    desk.press(Qt.Key.Key_G)
    desk.type("17")
    desk.press(Qt.Key.Key_Return)
    item, soon = reading(GLUCOSE_FASTING, 170), TODAY + timedelta(days=14)
    desk.run.answer(readings.record, Taken(item, TODAY, soon))

    assert "very high" in label(desk, "advice.advice").text()
    assert "5 Dec" in label(desk, "advice.again").text()
    desk.press(Qt.Key.Key_G)
    assert "very high" in label(desk, "advice.advice").text()
    desk.press(Qt.Key.Key_Return)
    assert (None, PANEL) == (desk.counter.state.sheet, desk.focus_name())


def test_advice_nobody_acknowledged_stays_when_the_next_customer_comes(
    desk: PagesInWindow,
) -> None:
    desk.press(Qt.Key.Key_B)
    desk.type("190 100")
    desk.press(Qt.Key.Key_Return)
    desk.run.answer(readings.record, Taken(reading(BLOOD_PRESSURE, 190, 100), TODAY, TODAY))
    desk.counter.take(CardFound(replace(full_card(), id="customer-9", tasks=())))

    flag = desk.counter.state.desk.red_flag
    assert flag is not None
    assert ("customer-1", None) == (flag.customer, desk.counter.state.sheet)


def test_with_one_event_today_one_key_notes_that_the_customer_came(desk: PagesInWindow) -> None:
    desk.press(Qt.Key.Key_E)
    desk.press(Qt.Key.Key_E)
    assert 1 == len(desk.run.waiting(events.today)), "a second press is dropped"
    desk.run.answer(events.today, EVENTS[:1])
    given = desk.run.answer(events.check_in, CheckedIn("a-1", "健康日"))
    assert {"customer_id": "customer-1", "event_id": "e-1"} == given
    assert "健康日" in part_of(desk.counter_page, QLabel, "counter.deed.text").text()
    desk.press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    undone = desk.run.answer(events.undo, None)
    assert {"customer_id": "customer-1", "attendance_id": "a-1"} == undone
    assert [] == desk.run.waiting(events.today), "taking it back does not note it again"


def test_what_can_be_undone_of_who_has_left_is_told_apart_on_the_next_card(
    desk: PagesInWindow,
) -> None:
    desk.press(Qt.Key.Key_E)
    desk.run.answer(events.today, EVENTS[:1])
    desk.run.answer(events.check_in, CheckedIn("a-1", "健康日"))
    whose = part_of(desk.counter_page, QLabel, "counter.deed.whose")
    assert not whose.isVisible()
    desk.counter.take(CardFound(replace(full_card(), id="customer-9", tasks=())))
    assert (True, "Last customer:") == (whose.isVisible(), whose.text())
    assert "王*" in part_of(desk.counter_page, QLabel, "counter.deed.text").text()
    desk.press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    undone = desk.run.answer(events.undo, None)
    assert {"customer_id": "customer-1", "attendance_id": "a-1"} == undone


def test_of_several_events_a_digit_chooses_and_esc_notes_nothing(desk: PagesInWindow) -> None:
    desk.press(Qt.Key.Key_E)
    desk.run.answer(events.today, EVENTS)
    desk.press(Qt.Key.Key_Escape)
    assert (None, []) == (desk.counter.state.sheet, desk.run.waiting(events.check_in))
    desk.press(Qt.Key.Key_E)
    afternoon = replace(EVENTS[0], id="e-2", starts=NOW + timedelta(hours=4))
    desk.run.answer(events.today, (EVENTS[0], afternoon))
    told = {one.accessibleName() for one in desk.counter_page.sheets.findChildren(QPushButton)}
    assert {"10:32 健康日", "14:32 健康日"} <= told, "which of two is said by the hour"
    desk.press(Qt.Key.Key_2)
    desk.press(Qt.Key.Key_2)
    (work,) = desk.run.waiting(events.check_in)
    assert "e-2" == work.given["event_id"]
    desk.run.answer(events.check_in, CheckedIn("a-2", "讲座"))
    assert None is desk.counter.state.sheet


def test_who_buys_for_the_customer_is_noted_at_the_card_with_the_paper_they_showed(
    desk: PagesInWindow,
) -> None:
    desk.press(Qt.Key.Key_D)
    assert "counter.sheet.proxy.text" == desk.focus_name()
    desk.type("Li Ming")
    desk.press(Qt.Key.Key_3, Qt.KeyboardModifier.AltModifier)
    desk.press(Qt.Key.Key_Return)
    desk.press(Qt.Key.Key_Return)
    assert 1 == len(desk.run.waiting(proxies.note)), "a second press is dropped"
    given = desk.run.answer(proxies.note, "response-1")
    assert {
        "customer_id": "customer-1",
        "name": "Li Ming",
        "id_kind": IdKind.HOUSEHOLD,
    } == given, "as F7 notes it, for the purchase of now"
    said = part_of(desk.counter_page, QLabel, "counter.deed.text").text()
    assert "Li Ming" not in said, "the screen faces the queue"
    desk.press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    back = desk.run.answer(proxies.undo, None)
    assert {"customer_id": "customer-1", "record_id": "response-1"} == back
    sheet = desk.counter.state.sheet
    assert isinstance(sheet, ProxySheet)
    assert ("Li Ming", IdKind.HOUSEHOLD) == (sheet.text, sheet.id_kind)


def test_a_buyer_without_a_name_is_said_and_one_half_typed_is_kept(desk: PagesInWindow) -> None:
    desk.press(Qt.Key.Key_D)
    desk.press(Qt.Key.Key_Return)
    desk.run.answer(proxies.note, FieldProblem("name", "PROXY_NAME_MISSING"))
    assert label(desk, "proxy.problem.text").isVisible()
    desk.type("Li")
    desk.press(Qt.Key.Key_Escape)
    assert None is desk.counter.state.sheet
    desk.press(Qt.Key.Key_D)
    assert "Li" == part_of(desk.counter_page, QLineEdit, "counter.sheet.proxy.text").text()


PEOPLE = (Colleague("staff-2", "李药师", "pharmacist"), Colleague("staff-1", "陈药师", "clerk"))
GIVEN = (Given("task-1", "o-1", None), Given("task-7", "o-7", "staff-1"))


def begin_handing(desk: PagesInWindow) -> None:
    desk.press(Qt.Key.Key_H)
    pile = Pile(Scope.CUSTOMER, ("task-1", "task-7"), "", ({"en": "Refill"},), 1)
    found = Choices(PEOPLE, (pile,))
    assert {"task_id": full_card().tasks[0].id} == desk.run.answer(handing_many.choices, found)


def test_all_follow_ups_of_the_card_go_to_a_colleague_with_a_reason_and_come_back(
    desk: PagesInWindow,
) -> None:
    begin_handing(desk)
    assert "2 open follow-ups" == label(desk, "hand.count").text()
    desk.type("on leave 2 days")
    desk.press(Qt.Key.Key_Return)
    assert [] == desk.run.waiting(handing_many.hand_over), "nobody was chosen yet"
    assert label(desk, "hand.problem.text").isVisible()
    desk.press(Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)
    desk.press(Qt.Key.Key_Return)
    given = desk.run.answer(handing_many.hand_over, HandedOver(full_card().tasks[0], GIVEN))
    assert (("task-1", "task-7"), "staff-2", "on leave 2 days") == (
        given["tasks"],
        given["to"],
        given["note"],
    )
    assert None is desk.counter.state.sheet
    desk.press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert GIVEN == desk.run.answer(handing_many.undo, None)["given"]
    sheet = desk.counter.state.sheet
    assert isinstance(sheet, HandSheet)
    assert "on leave 2 days" == sheet.text


def test_alt_8_leaves_them_to_anybody_and_esc_hands_nothing_over(desk: PagesInWindow) -> None:
    begin_handing(desk)
    desk.type("x")
    desk.press(Qt.Key.Key_3, Qt.KeyboardModifier.AltModifier)
    desk.press(Qt.Key.Key_Escape)
    assert [] == desk.run.waiting(handing_many.hand_over)
    begin_handing(desk)
    desk.press(Qt.Key.Key_8, Qt.KeyboardModifier.AltModifier)
    desk.press(Qt.Key.Key_Return)
    (work,) = desk.run.waiting(handing_many.hand_over)
    assert (None, "x") == (work.given["to"], work.given["note"])


def test_who_was_chosen_stays_chosen_wherever_they_stand_now(desk: PagesInWindow) -> None:
    begin_handing(desk)
    desk.type("x")
    desk.press(Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)
    desk.press(Qt.Key.Key_Escape)
    desk.press(Qt.Key.Key_H)
    desk.press(Qt.Key.Key_Return)
    assert [] == desk.run.waiting(handing_many.hand_over), "what goes is not known yet"
    desk.run.answer(handing_many.choices, Choices(PEOPLE[::-1]))
    desk.press(Qt.Key.Key_Return)
    (work,) = desk.run.waiting(handing_many.hand_over)
    assert "staff-2" == work.given["to"]
    assert (full_card().tasks[0].id,) == work.given["tasks"], "the only one that is open"


def test_a_card_without_follow_ups_has_none_to_hand_over(desk: PagesInWindow) -> None:
    desk.counter.take(CardFound(replace(full_card(), tasks=())))
    desk.press(Qt.Key.Key_H)
    assert [] == desk.run.waiting(handing_many.choices)
    assert None is desk.counter.state.sheet


@pytest.mark.parametrize("code", ["EVENT_NONE_TODAY", "EVENT_CAME_ALREADY"])
def test_what_is_not_noted_is_said(desk: PagesInWindow, code: str) -> None:
    desk.press(Qt.Key.Key_E)
    if code == "EVENT_NONE_TODAY":
        desk.run.answer(events.today, ())
    else:
        desk.run.answer(events.today, EVENTS[:1])
        desk.run.answer(events.check_in, Refusal(code))
    assert Refusal(code) == desk.counter.state.desk.refusal
    assert None is desk.counter.state.deed


def test_a_note_has_chips_by_key_and_shows_the_words_it_knows(desk: PagesInWindow) -> None:
    desk.press(Qt.Key.Key_N)
    compose(desk, "早上头晕，无乏力")
    desk.press(Qt.Key.Key_5, Qt.KeyboardModifier.AltModifier)
    assert "Recognised: 头晕 · no 乏力" == label(desk, "note.mentions").text()
    desk.press(Qt.Key.Key_Return)
    given = desk.run.answer(visits.note, Noted("visit-1", ("dizzy",)))

    want = {"customer_id": "customer-1", "text": "早上头晕，无乏力", "side_effects": ("rash",)}
    assert want == given
    desk.press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    undone = desk.run.answer(visits.undo_note, None)
    assert {"customer_id": "customer-1", "visit_id": "visit-1"} == undone
    sheet = desk.counter.state.sheet
    assert isinstance(sheet, NoteSheet)
    assert ("早上头晕，无乏力", ("rash",)) == (sheet.text, sheet.effects)


def test_a_complaint_takes_two_keys(desk: PagesInWindow) -> None:
    desk.press(Qt.Key.Key_C)
    desk.press(Qt.Key.Key_2)
    given = desk.run.answer(visits.complain, "complaint-1")

    assert {"about": "waiting", "customer_id": "customer-1"} == given
    assert [] == desk.run.waiting(followups.record)
    assert "Waiting" in part_of(desk.counter_page, QLabel, "counter.deed.text").text()


def test_a_consent_is_withdrawn_with_three_keys(desk: PagesInWindow) -> None:
    desk.press(Qt.Key.Key_P)
    stands = tuple(Stand(purpose, None) for purpose in ASKED)
    desk.run.answer(consents.stands, stands)
    desk.press(Qt.Key.Key_4)
    desk.press(Qt.Key.Key_Return)
    given = desk.run.answer(consents.say, ("consent-1",))

    words = {Purpose.REMINDERS: False}
    expected = {"customer_id": "customer-1", "words": words, "text_version": SPOKEN}
    assert {**expected, "guardian": None} == given
    desk.press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    undone = desk.run.answer(consents.undo, None)
    assert {"customer_id": "customer-1", "consent_ids": ("consent-1",)} == undone


def test_a_refused_consent_stays_open_and_says_why(desk: PagesInWindow) -> None:
    desk.press(Qt.Key.Key_P)
    desk.press(Qt.Key.Key_1)
    desk.press(Qt.Key.Key_Return)
    desk.run.answer(consents.say, Refusal("CONSENT_NEEDS_GUARDIAN"))

    assert desk.counter.state.sheet is not None
    assert Refusal("CONSENT_NEEDS_GUARDIAN") == desk.counter.state.desk.refusal


def test_escape_leaves_a_sheet_and_keeps_what_was_typed(desk: PagesInWindow) -> None:
    desk.press(Qt.Key.Key_N)
    desk.type("half a")
    desk.press(Qt.Key.Key_Escape)
    assert (None, PANEL) == (desk.counter.state.sheet, desk.focus_name())

    desk.press(Qt.Key.Key_N)
    desk.type(" word")
    sheet = desk.counter.state.sheet
    assert isinstance(sheet, NoteSheet)
    assert "half a word" == sheet.text


def test_a_scan_while_a_sheet_is_open_parks_what_was_typed(desk: PagesInWindow) -> None:
    desk.press(Qt.Key.Key_B)
    desk.type("128")
    desk.counter.take(CardFound(replace(full_card(), id="customer-9", tasks=())))
    chip = part_of(desk.counter_page, QPushButton, "counter.parked.0")
    assert (True, PANEL) == (chip.isVisible(), desk.focus_name())

    desk.counter.take(CardFound(full_card()))
    desk.press(Qt.Key.Key_B)
    assert "128" == part_of(desk.counter_page, QLineEdit, VALUE).text()


def test_a_problem_the_store_finds_shows_at_the_field(desk: PagesInWindow) -> None:
    desk.press(Qt.Key.Key_N)
    desk.press(Qt.Key.Key_Return)
    desk.run.answer(visits.note, [FieldProblem("note", "NOTE_MISSING")])

    assert label(desk, "note.problem.text").isVisible()


def test_what_was_recorded_last_is_taken_back_first(desk: PagesInWindow) -> None:
    desk.press(Qt.Key.Key_C)
    desk.press(Qt.Key.Key_1)
    desk.run.answer(visits.complain, "complaint-1")
    assert isinstance(desk.counter.state.deed, Deed)
    desk.counter.sheets.expire("complaint-1")
    assert None is desk.counter.state.deed


def test_a_crash_frees_the_sheet_with_what_was_typed(desk: PagesInWindow) -> None:
    desk.press(Qt.Key.Key_B)
    desk.type("128 82")
    desk.press(Qt.Key.Key_Return)
    desk.counter.on_crash("CRASHED")

    sheet = desk.counter.state.sheet
    assert isinstance(sheet, ReadingSheet)
    assert ("128 82", False) == (sheet.text, sheet.is_busy)


def test_nothing_is_entered_in_a_file_that_may_only_be_kept(desk: PagesInWindow) -> None:
    card: Any = replace(full_card(), is_locked=True, is_restricted=True)
    desk.counter.take(CardFound(card))
    assert not {Action.PRESSURE, Action.NOTE} & desk.counter_page.offered_actions()
    desk.press(Qt.Key.Key_B)
    assert None is desk.counter.state.sheet


def test_a_contradiction_is_answered_with_one_key_and_taken_back(desk: PagesInWindow) -> None:
    desk.counter.take(CardFound(states()["conflict"].card or full_card()))
    desk.press(Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
    given = desk.run.answer(conflicts.reply, "answer-1")

    assert ("customer-1", "elsewhere") == (given["customer_id"], given["code"])
    desk.press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert {"answer_id": "answer-1"} == desk.run.answer(conflicts.undo, None)


def test_break_risk_and_tier_are_said_in_words(desk: PagesInWindow) -> None:
    more = part_of(desk.counter_page, QLabel, "counter.ran_out.more").text()
    assert more.startswith("Break risk 71 % · usually every 30 d")
    reason = part_of(desk.counter_page, QLabel, "counter.tier.reason").text()
    assert "for ¥3,462 in 12 months" == reason


class Widths(QObject):
    """The widths something was laid out in."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[int] = []

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QResizeEvent):
            self.seen.append(event.size().width())
        return False


def test_a_sheet_that_opens_or_closes_leaves_the_card_as_wide_as_it_is(
    desk: PagesInWindow,
) -> None:
    about, widths = part_of(desk.counter_page, QWidget, "counter.left.scroll"), Widths()
    QApplication.sendPostedEvents()
    wide = about.width()
    about.installEventFilter(widths)
    for _ in range(2):
        desk.press(Qt.Key.Key_N)
        assert part_of(desk.counter_page, QWidget, "counter.sheet").isVisible()
        desk.press(Qt.Key.Key_Escape)
        assert part_of(desk.counter_page, QWidget, PANEL).isVisible()

    assert {wide} >= {*widths.seen}
