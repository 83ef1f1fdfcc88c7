"""What somebody on a first day reads wrongly, if it is not said right."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from terminal.domain.card import EventItem, EventKind, MedicineItem
from terminal.domain.consent import Purpose
from terminal.domain.customer import Mark
from terminal.domain.followup import OutcomeCode
from terminal.services.counter import CardFound
from tests.fakes.pages_in_window import PagesInWindow, part_of
from ui import shortcuts
from ui.command_bar.commands import LIMIT, Command
from ui.command_bar.view import CommandBar
from ui.counter import words
from ui.counter.related import Related
from ui.counter.states import full_card, states
from ui.followups.settle import settle
from ui.followups.states import NOW, TODAY
from ui.frame.bottom_bar import BottomBar
from ui.shortcuts import Action, PageId, Press, Said
from ui.theme import Tone
from ui.widgets.button import Button
from ui.widgets.table import DataTable
from ui.widgets.text import Text

VALUE = "counter.sheet.reading.value"
METFORMIN, ACARBOSE, AMLODIPINE = full_card().medicines


@pytest.fixture
def desk(pages: PagesInWindow) -> PagesInWindow:
    """The counter page with a customer's card."""
    pages.counter.take(CardFound(full_card()))
    return pages


def part(desk: PagesInWindow, name: str) -> QWidget:
    return part_of(desk.counter_page, QWidget, name)


def hint(desk: PagesInWindow, action: Action) -> str:
    page = desk.counter_page
    bar = part_of(desk.window, BottomBar, "bottom_bar")
    bar.show_actions(shortcuts.actions(PageId.COUNTER, page.offered_actions()), page.key_words())
    found = [one for one in bar.findChildren(QWidget, f"bottom_bar.{action}") if one.isVisible()]
    return found[0].accessibleName() if found else ""


def test_what_is_typed_on_after_a_letter_opened_a_reading_leaves_nothing_in_it(
    desk: PagesInWindow,
) -> None:
    desk.type("akbt")  # For acarbose, with the card in the way: K and T open nothing here, B does.
    assert VALUE == desk.focus_name()
    desk.type("128 82")
    assert (
        "128/82 mmHg" == part_of(desk.counter_page, QLabel, "counter.sheet.reading.entered").text()
    )


@pytest.mark.parametrize(
    ("risk", "said"),
    [(1.0, "Break risk over 95 %"), (0.951, "Break risk over 95 %"), (0.95, "Break risk 95 %")],
)
def test_no_forecast_is_said_to_be_sure(desk: PagesInWindow, risk: float, said: str) -> None:
    assert METFORMIN.refill is not None
    worst = replace(METFORMIN, refill=replace(METFORMIN.refill, risk=risk))
    assert said == words.break_risk([worst], TODAY)[0]


def test_when_a_medicine_runs_out_and_from_when_it_is_paid_for_stand_apart(
    desk: PagesInWindow,
) -> None:
    table = part_of(desk.counter_page, DataTable, "counter.medicines.table")
    header = [table.model().headerData(n, Qt.Orientation.Horizontal) for n in range(6)]
    assert ["Runs out", "Insured"] == header[3:5]
    told = [[cell.text for cell in row.cells][3:5] for row in table.rows()]
    assert [["9 d ago", "now"], ["22 Nov", "22 Nov"], ["31 Dec", "31 Dec"]] == told


def test_a_medicine_that_nobody_pays_for_has_no_such_day(desk: PagesInWindow) -> None:
    def paid(one: MedicineItem, on: date | None) -> str:
        assert one.refill is not None
        return words.insured_from(replace(one, refill=replace(one.refill, earliest_on=on)), TODAY)

    assert ["", "now", "22 Nov"] == [
        paid(AMLODIPINE, on) for on in (None, TODAY, TODAY + timedelta(days=1))
    ]
    assert "" == words.insured_from(replace(AMLODIPINE, refill=None), TODAY)
    assert ("31 Dec", Tone.PLAIN) == words.run_out(AMLODIPINE)


def followed(code: OutcomeCode, **more: object) -> str:
    event = EventItem(EventKind.FOLLOWUP, TODAY, NOW, Mark.LOCAL, outcome=code)
    return words.event(replace(event, **more), TODAY)  # type: ignore[arg-type]


def test_what_was_put_off_says_to_when_and_what_was_stopped_what(desk: PagesInWindow) -> None:
    about = {"zh_CN": "二甲双胍续购提醒", "en": "Refill reminder: metformin"}
    later, stopped = OutcomeCode.RESCHEDULED, OutcomeCode.STOPPED
    assert "Follow-up: Later to 24 Nov" == followed(later, due_on=TODAY + timedelta(days=3))
    assert "Follow-up: Later" == followed(later)
    assert "Follow-up: No longer takes it · Refill reminder: metformin · 咳嗽" == followed(
        stopped, about=about, note="咳嗽"
    )
    assert "Follow-up: No longer takes it" == followed(stopped)
    assert "Follow-up: No answer" == followed(
        OutcomeCode.NO_ANSWER, due_on=TODAY + timedelta(days=1)
    )


def test_what_the_file_lacks_stays_in_sight_whatever_else_is_said(desk: PagesInWindow) -> None:
    desk.counter_page.show_state(states()["missing_and_undo"])
    settle()
    fill = part(desk, "counter.tasks.missing.fill")
    assert fill.rect() == fill.visibleRegion().boundingRect()
    task = part(desk, "counter.tasks.0")
    assert task.rect() == task.visibleRegion().boundingRect(), "the task it stands below, too"
    related = part_of(desk.counter_page, Related, "counter.tasks.related")
    assert not related.isVisible()
    desk.counter_page.show_state(states()["missing"])
    settle()
    assert related.isVisible(), "there is room for it again"
    gap = (
        fill.mapTo(desk.counter_page, fill.rect().topLeft()).y()
        - task.mapTo(desk.counter_page, task.rect().bottomLeft()).y()
    )
    assert 0 < gap < 120, "right below the task"


def test_what_speaks_against_a_medicine_is_said_even_where_room_is_short(
    desk: PagesInWindow,
) -> None:
    state = states()["missing_and_undo"]
    assert state.card is not None
    danger = states()["red_flag"].card
    assert danger is not None
    desk.counter_page.show_state(replace(state, card=replace(state.card, file=danger.file)))
    settle()
    assert part(desk, "counter.tasks.related.against").isVisible()
    assert not part(desk, "counter.tasks.related.answer").isVisible()


def test_the_bottom_bar_names_the_digits_that_do_something(desk: PagesInWindow) -> None:
    desk.press(Qt.Key.Key_G)
    assert "Alt 1–2 Choose" == hint(desk, Action.PICK)
    desk.press(Qt.Key.Key_Escape)
    desk.press(Qt.Key.Key_N)
    assert "Alt 1–8 Choose" == hint(desk, Action.PICK)
    desk.press(Qt.Key.Key_Escape)
    desk.counter_page.show_state(states()["hits"])
    assert "1–5 Customer" == hint(desk, Action.OUTCOME)
    for keys, said in (
        ((2, 3, 6, 7), "2–3 6–7 Outcome"),
        ((1, 2, 3, 4, 5, 6, 7, 8), "1–8 Outcome"),
    ):
        card = full_card()
        task = replace(card.tasks[0], keys=keys)
        desk.counter.take(CardFound(replace(card, tasks=(task,))))
        desk.window.resize(1900, 800)
        assert said == hint(desk, Action.OUTCOME)
        assert desk.counter_page.key_words()[Action.OUTCOME] == Said("Outcome", keys)
    conflict = states()["conflict"]
    assert conflict.card is not None
    desk.counter_page.show_state(conflict)
    last = len(conflict.card.conflicts[0].replies)
    assert f"Alt 1–{last} Answer" == hint(desk, Action.PICK)


def test_a_list_of_commands_says_what_has_no_room_and_reaches_it(
    desk: PagesInWindow, qtbot: QtBot
) -> None:
    bar = desk.window.findChild(CommandBar, "command_bar")
    if bar is None:
        bar = CommandBar(desk.counter_page)
    many = tuple(
        Command(Press(Action.OUTCOME, 0), f"Command {n}", "", f"command {n}")
        for n in range(LIMIT + 5)
    )
    more = part_of(bar, Text, "command_bar.more")
    bar.open(many)
    assert ("↓ 5 more", True) == (more.text(), more.isVisible())
    for _ in range(LIMIT + 1):
        bar._move(1)
    assert "↑ 2 more · ↓ 3 more" == more.text()
    bar._find("command")
    assert "↓ 5 more" == more.text(), "what fits and has no room counts too"
    bar.open(many)
    bar.open(many[:LIMIT])
    assert not more.isVisible()
    bar.close_bar()


def test_a_digit_is_announced_for_an_outcome_only_where_it_is_no_figure(
    desk: PagesInWindow,
) -> None:
    shown = part_of(desk.counter_page, QWidget, "counter.tasks").findChildren(Button)
    (no_answer,) = [one for one in shown if one.isVisible() and "No answer" in one.text()]
    assert "3" == no_answer.accessibleDescription()
    desk.press(Qt.Key.Key_Return)
    assert desk.focus_name().endswith(".value")
    assert "" == no_answer.accessibleDescription()
    desk.press(Qt.Key.Key_Escape)
    assert "3" == no_answer.accessibleDescription()


def test_who_was_not_asked_about_a_health_file_is_asked_before_a_reading_is_saved(
    desk: PagesInWindow,
) -> None:
    card = full_card()
    said = tuple(
        replace(one, is_given=None) if one.purpose is Purpose.HEALTH_FILE else one
        for one in card.file.said
    )
    desk.counter.take(CardFound(replace(card, file=replace(card.file, said=said))))
    desk.press(Qt.Key.Key_B)
    counts = part_of(desk.counter_page, QLabel, "counter.sheet.counts")
    assert counts.text().startswith("Not asked about a health file yet.")
    desk.press(Qt.Key.Key_Escape)
    desk.press(Qt.Key.Key_N)
    assert not counts.isVisible()
