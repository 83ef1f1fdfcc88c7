"""What the card says of the file itself: consents, family, trends, reviewed knowledge."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from terminal.domain.card import CustomerCard
from terminal.domain.card_file import CardFile
from terminal.domain.consent import Purpose
from terminal.domain.missing import Missing, MissingField
from terminal.domain.problems import FieldProblem
from terminal.domain.refill_note import Amount, Way
from terminal.services import consents, file_fields, readings, refills
from terminal.services.counter import CardFound, refresh
from terminal.services.file_fields import Given
from terminal.services.refills import Refilled
from tests.fakes.pages_in_window import PagesInWindow, part_of
from ui import theme
from ui.counter.file_states import a_child, a_refused_file, dangerous
from ui.counter.sheets.state import RefillSheet
from ui.counter.states import full_card, states
from ui.followups.task_form import TaskForm
from ui.shortcuts import Action
from ui.theme import Tone
from ui.widgets.text import ElidedText


@pytest.fixture
def desk(pages: PagesInWindow) -> PagesInWindow:
    """The counter page with a customer's card."""
    pages.counter.take(CardFound(full_card()))
    return pages


def show(desk: PagesInWindow, file: CardFile) -> CustomerCard:
    card = replace(full_card(), id="customer-8", file=file)
    desk.counter.take(CardFound(card))
    return card


def part(desk: PagesInWindow, name: str) -> QWidget:
    return part_of(desk.counter_page, QWidget, name)


def text(desk: PagesInWindow, name: str) -> str:
    return part_of(desk.counter_page, QLabel, name).text()


def test_a_refusal_stands_first_and_has_an_icon_as_well_as_its_colour(desk: PagesInWindow) -> None:
    assert "Refused: Offers and events" == text(desk, "counter.standing.0.text")
    assert "warn" == part(desk, "counter.standing.0.text").property("tone")
    assert part(desk, "counter.standing.0.icon").isVisible()
    assert "Agreed: Health file · Reminders" == text(desk, "counter.standing.1.text")
    assert not part(desk, "counter.standing.1.icon").isVisible()


def test_a_refused_health_file_says_what_may_be_noted_and_keeps_the_allergies_in_sight(
    desk: PagesInWindow,
) -> None:
    show(desk, a_refused_file())
    assert "Health file refused: note only allergies and this sale" == text(
        desk, "counter.standing.0.text"
    )
    assert part(desk, "counter.allergy").isVisible()
    desk.press(Qt.Key.Key_B)
    said = part(desk, "counter.sheet.counts")
    assert said.isVisible()
    assert "told and not saved" in text(desk, "counter.sheet.counts")
    desk.press(Qt.Key.Key_Escape)
    desk.press(Qt.Key.Key_N)
    assert "no illnesses, readings or side effects" in text(desk, "counter.sheet.counts")
    desk.press(Qt.Key.Key_Escape)
    desk.press(Qt.Key.Key_C)
    assert not said.isVisible(), "a complaint is nobody's health"
    desk.press(Qt.Key.Key_Escape)
    show(desk, full_card().file)
    desk.press(Qt.Key.Key_B)
    assert not said.isVisible()


def test_the_count_above_what_is_to_be_done_counts_every_block(desk: PagesInWindow) -> None:
    for name, expected in (("missing", "2 open"), ("sparse", "")):
        desk.counter_page.show_state(states()[name])
        assert (
            expected == part_of(desk.counter_page, ElidedText, "counter.tasks.header.aside").whole()
        )


def test_a_child_nobody_speaks_for_is_told_before_anything_else(desk: PagesInWindow) -> None:
    show(desk, a_child())
    assert "Under 14: a guardian has to agree" == text(desk, "counter.standing.0.text")
    assert part(desk, "counter.standing.0.icon").isVisible()


def test_a_label_tells_whose_word_it_is(desk: PagesInWindow) -> None:
    chip = part(desk, "counter.tag.0")
    assert (
        "Type 2 diabetes · noted at the desk · 陈药师 · since 2024-03-05" == chip.accessibleName()
    )
    assert "noted at the desk · 陈药师 · since 2024-03-05" == chip.toolTip()


def test_a_trend_is_drawn_and_told(desk: PagesInWindow) -> None:
    line = part(desk, "counter.figures.glucose.trend")
    assert line.isVisible()
    assert line.accessibleName().endswith("9.2, 8.7, 8.3, 9.0, 7.6, 8.1, 7.9, 8.4")
    ink = theme.active().color(Tone.WARN).name()
    picture = line.grab().toImage()
    right = range(picture.width() * 3 // 4, picture.width())
    drawn = {picture.pixelColor(x, y).name() for x in right for y in range(picture.height())}
    assert ink in drawn
    show(desk, CardFile())
    assert not line.isVisible()


def test_an_answer_comes_with_its_source_and_what_speaks_against_it_in_red(
    desk: PagesInWindow,
) -> None:
    base = "counter.tasks.related"
    assert "Metformin and pomelo?" == text(desk, f"{base}.question")
    source = part(desk, f"{base}.source").accessibleName()
    assert "合成文献 2 · 合成药学部 · valid until 2027-08-01" == source
    assert not part(desk, f"{base}.against").isVisible()
    show(desk, replace(full_card().file, knowledge=(dangerous(),)))
    assert "Not for this customer: the file says Hypertension." == text(desk, f"{base}.against")
    assert "danger" == part(desk, f"{base}.against").property("tone")


def test_without_a_reviewed_answer_and_a_script_nothing_is_claimed(desk: PagesInWindow) -> None:
    assert part(desk, "counter.tasks.related").isVisible()
    show(desk, CardFile())
    assert not part(desk, "counter.tasks.related").isVisible()


def test_r_and_enter_note_the_refill_of_what_ran_out(desk: PagesInWindow) -> None:
    desk.press(Qt.Key.Key_R)
    assert "counter.sheet.refill.value" == desk.focus_name()
    desk.press(Qt.Key.Key_Return)
    given = desk.run.waiting(refills.record)[0].given
    assert (Amount(1, 30), Way.BOUGHT) == (given["amount"], given["way"])
    assert full_card().medicines[0].medicine == given["medicine_id"]


def again(desk: PagesInWindow) -> None:
    desk.press(Qt.Key.Key_R, Qt.KeyboardModifier.AltModifier)


def test_as_last_time_is_one_key_and_a_second_one_is_looked_at(desk: PagesInWindow) -> None:
    again(desk)
    again(desk)  # While it is being noted: nobody means two.
    assert (1, None) == (len(desk.run.waiting(refills.record)), desk.counter.state.sheet)
    amount, title = Amount(1, 30), full_card().medicines[0].title
    given = desk.run.answer(refills.record, Refilled("note-1", title, amount, Way.BOUGHT))
    expected = {"medicine_id": full_card().medicines[0].medicine, "way": Way.BOUGHT}
    assert {**expected, "amount": amount, "customer_id": "customer-1"} == given
    assert title in text(desk, "counter.deed.text")

    again(desk)
    assert isinstance(desk.counter.state.sheet, RefillSheet)
    assert [] == desk.run.waiting(refills.record)


def test_a_refill_that_is_taken_back_proposes_nothing_else(desk: PagesInWindow) -> None:
    again(desk)
    amount, card = Amount(1, 30), full_card()
    refilled = Refilled("note-1", card.medicines[0].title, amount, Way.BOUGHT)
    desk.run.answer(refills.record, refilled)
    # The card is read again, and what was refilled comes last now.
    noted = replace(card, medicines=(*card.medicines[1:], card.medicines[0]))
    desk.counter.on_store_changed({"observation": frozenset({"note-1"})})
    desk.run.answer(refresh, noted)
    desk.press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    desk.run.answer(readings.undo, None)
    assert None is desk.counter.state.sheet


def test_what_was_typed_for_a_refill_is_not_passed_over(desk: PagesInWindow) -> None:
    desk.press(Qt.Key.Key_R)
    desk.type("2 60")
    desk.press(Qt.Key.Key_Escape)
    again(desk)
    sheet = desk.counter.state.sheet
    assert isinstance(sheet, RefillSheet)
    assert ("2 60", []) == (sheet.text, desk.run.waiting(refills.record))


def test_a_refill_that_is_refused_opens_its_sheet_and_says_why(desk: PagesInWindow) -> None:
    again(desk)
    problem = FieldProblem("way", "REFILL_TOO_EARLY", {"day": "2025-12-31"})
    desk.run.answer(refills.record, [problem])
    sheet = desk.counter.state.sheet
    assert isinstance(sheet, RefillSheet)
    assert (problem, False) == (sheet.problem, sheet.is_busy)


def test_after_a_crash_a_refill_can_be_noted_again(desk: PagesInWindow) -> None:
    again(desk)
    desk.run.waiting(refills.record).clear()
    desk.counter.on_crash("APP_CRASH")
    again(desk)
    assert [] != desk.run.waiting(refills.record)


def test_nobody_without_a_medicine_is_offered_the_same_again(desk: PagesInWindow) -> None:
    assert Action.REPEAT in desk.counter_page.offered_actions()
    assert "Alt R" in text(desk, "counter.medicines.header.aside")
    desk.counter.take(CardFound(replace(full_card(), id="customer-8", medicines=())))
    assert Action.REPEAT not in desk.counter_page.offered_actions()
    assert "Alt R" not in text(desk, "counter.medicines.header.aside")


def test_before_its_day_a_refill_is_put_aside_unless_it_is_paid_for(desk: PagesInWindow) -> None:
    desk.press(Qt.Key.Key_R)
    desk.press(Qt.Key.Key_3, Qt.KeyboardModifier.AltModifier)
    guard = part(desk, "counter.sheet.refill.guard")
    assert guard.isVisible()
    assert "31" in text(desk, "counter.sheet.refill.guard.text")
    desk.type("2 60")
    desk.press(Qt.Key.Key_7, Qt.KeyboardModifier.AltModifier)
    desk.press(Qt.Key.Key_Return)
    given = desk.run.waiting(refills.record)[0].given
    assert (Amount(2, 60), Way.SELF_PAID) == (given["amount"], given["way"])


def lacking(desk: PagesInWindow, *missing: MissingField) -> None:
    card = full_card()
    file = replace(card.file, missing=missing)
    desk.counter.take(CardFound(replace(card, id="customer-7", tasks=card.tasks[:1], file=file)))


def test_one_thing_is_asked_for_and_not_today_means_the_next_one(desk: PagesInWindow) -> None:
    lacking(desk, MissingField(Missing.ALLERGIES), MissingField(Missing.BIRTH))
    title = "counter.tasks.missing.title"
    assert "To complete: Allergies" == text(desk, title)
    desk.press(Qt.Key.Key_0)
    assert "To complete: Date of birth" == text(desk, title)
    desk.press(Qt.Key.Key_0)
    assert not part(desk, "counter.tasks.missing").isVisible()
    desk.counter.take(CardFound(full_card()))
    lacking(desk, MissingField(Missing.ALLERGIES))
    assert not part(desk, "counter.tasks.missing").isVisible()


def test_m_and_one_key_answer_what_is_lacking(desk: PagesInWindow) -> None:
    lacking(desk, MissingField(Missing.CONDITION, "hyperlipidemia"))
    desk.press(Qt.Key.Key_M)
    desk.press(Qt.Key.Key_1)
    given = desk.run.waiting(file_fields.fill)[0].given
    assert (MissingField(Missing.CONDITION, "hyperlipidemia"), Given(choice=1)) == (
        given["field"],
        given["given"],
    )


def test_a_text_that_is_lacking_is_typed_and_kept_as_a_draft(desk: PagesInWindow) -> None:
    lacking(desk, MissingField(Missing.ALLERGIES))
    desk.press(Qt.Key.Key_M)
    desk.type("penicillin rash")
    desk.press(Qt.Key.Key_Escape)
    desk.press(Qt.Key.Key_M)
    desk.press(Qt.Key.Key_Return)
    assert Given("penicillin rash") == desk.run.waiting(file_fields.fill)[0].given["given"]


def test_what_needs_consent_is_said_in_the_sheet_of_consents(desk: PagesInWindow) -> None:
    card = full_card()
    file = replace(a_child(), missing=(MissingField(Missing.GUARDIAN),))
    desk.counter.take(CardFound(replace(card, id="customer-7", tasks=(), file=file)))
    desk.press(Qt.Key.Key_M)
    desk.press(Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)
    desk.press(Qt.Key.Key_3)
    desk.press(Qt.Key.Key_Return)
    given = desk.run.waiting(consents.say)[0].given
    assert ("customer-1", {Purpose.REMINDERS: True}) == (given["guardian"], given["words"])


def test_three_things_to_do_are_shown_and_plus_leads_to_the_others(desk: PagesInWindow) -> None:
    card = full_card()
    tasks = tuple(replace(card.tasks[0], id=f"task-{n}") for n in range(5))
    desk.counter.take(CardFound(replace(card, id="customer-7", tasks=tasks)))

    def shown() -> list[str]:
        forms = [one.form() for one in desk.counter_page.findChildren(TaskForm)]
        return [one.task.id for one in forms if one is not None]

    assert ["task-0", "task-1", "task-2"] == shown()
    for _ in range(4):
        desk.press(Qt.Key.Key_Plus)
    assert ["task-2", "task-3", "task-4"] == shown()
