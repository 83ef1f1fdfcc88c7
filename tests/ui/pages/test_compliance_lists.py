"""The register of prescriptions and the requests on the compliance page."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import Any

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from terminal.domain.problems import FieldProblem, Refusal
from terminal.domain.request import Answer, Right
from terminal.services import prescriptions, requests
from tests.fakes.compliance_desk import ComplianceDesk
from tests.fakes.pages_in_window import part_of
from ui.compliance.state import AnswerSheet, Deed, Tab
from ui.compliance.states import register_state, requests_state
from ui.shortcuts import Action
from ui.widgets.card import Card

ALT = Qt.KeyboardModifier.AltModifier
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def register(compliance: ComplianceDesk) -> ComplianceDesk:
    """The register, read."""
    compliance.come()
    compliance.press(Qt.Key.Key_2, ALT)
    compliance.read.answer(prescriptions.register, register_state().register)
    return compliance


@pytest.fixture
def asked(compliance: ComplianceDesk) -> ComplianceDesk:
    """The requests, with a card open."""
    compliance.come("c-1")
    compliance.press(Qt.Key.Key_3, ALT)
    compliance.run.answer(requests.listed, requests_state().items)
    return compliance


def type_in(desk: ComplianceDesk, text: str) -> None:
    QTest.keyClicks(QApplication.focusWidget() or desk.window, text)


def test_the_register_is_filtered_by_what_is_typed_and_saved_as_it_is_shown(
    register: ComplianceDesk,
) -> None:
    assert 12 == len(register.rows("prescriptions"))
    register.presenter.type("欧**兰 阿卡波糖")
    shown = register.rows("prescriptions")
    assert {"欧**兰"} == {row[4] for row in shown}
    register.page.table.setFocus()
    register.press(Qt.Key.Key_E)
    noted = register.run.answer(prescriptions.note_export, None)
    assert len(shown) == noted["rows"]
    ((_, file, then),) = register.files
    book = load_workbook(io.BytesIO(file.make(lambda _done, _total: None)))
    heads = {row[0].value: row[1].value for row in book.worksheets[0].iter_rows()}
    assert (noted["sha256"], "欧**兰 阿卡波糖") == (heads["SHA-256"], heads["Only what fits"])
    assert len(shown) + 1 == book.worksheets[1].max_row
    then("x")
    register.presenter.type("zzzz")
    assert "No prescription fits" == register.text("prescription.title")
    assert Action.EXPORT not in register.page.offered_actions()


def test_the_register_is_gone_when_nobody_looks_at_it(register: ComplianceDesk) -> None:
    register.presenter.show(is_shown=False)
    assert ([], None) == (
        register.rows("prescriptions"),
        register.presenter.state.register.register,
    )
    register.presenter.show(is_shown=True)
    register.press(Qt.Key.Key_2, ALT)
    register.read.answer(prescriptions.register, Refusal("NOT_RESPONSIBLE"))
    assert Refusal("NOT_RESPONSIBLE") == register.presenter.state.refusal


def test_a_reason_makes_the_pack_of_the_open_card_whatever_list_was_shown_last(
    asked: ComplianceDesk,
) -> None:
    asked.presenter.show(is_shown=False)
    asked.come("c-1")
    asked.press(Qt.Key.Key_1)
    assert asked.presenter.state.pack.is_making


def test_a_request_is_taken_down_for_the_open_card_in_three_keys(asked: ComplianceDesk) -> None:
    asked.press(Qt.Key.Key_N)
    asked.press(Qt.Key.Key_3, ALT)
    type_in(asked, "all")
    asked.press(Qt.Key.Key_Return)
    asked.press(Qt.Key.Key_Return)
    given = asked.run.answer(requests.begin, "r-2")
    assert {"customer_id": "c-1", "what": Right.ERASE, "note": "all"} == given
    asked.run.answer(requests.listed, requests_state().items)
    assert "r-2" == asked.presenter.state.requests.selected
    asked.press(Qt.Key.Key_Z, CTRL)
    assert {"request_id": "r-2"} == asked.run.answer(requests.withdraw, None)
    assert [] == asked.run.waiting(requests.begin)


def test_an_answer_is_noted_and_taken_back_with_the_note_there_was(asked: ComplianceDesk) -> None:
    asked.press(Qt.Key.Key_D)
    asked.press(Qt.Key.Key_Return)
    problem = FieldProblem("note", "REQUEST_NEEDS_REASON")
    assert Answer.REFUSED is asked.run.answer(requests.answer, problem)["how"]
    assert "needs its reason" in asked.text("answer.problem.text")
    type_in(asked, "law")
    asked.press(Qt.Key.Key_Return)
    given = asked.run.answer(requests.answer, None)
    assert {"request_id": "r-1", "how": Answer.REFUSED, "note": "law"} == given
    done = asked.presenter.state.done
    assert done is not None
    assert Deed.ANSWERED is done.deed
    asked.presenter.undo()
    undone: dict[str, Any] = asked.run.answer(requests.reopen, None)
    assert ("r-1", True) == (undone["request_id"], undone["note"].startswith("想删除"))


def test_an_empty_answer_is_refused_in_words_and_what_was_typed_stays(
    asked: ComplianceDesk,
) -> None:
    asked.press(Qt.Key.Key_A)
    type_in(asked, "  ")
    asked.press(Qt.Key.Key_Return)
    problem = FieldProblem("note", "REQUEST_NEEDS_ANSWER")
    asked.run.answer(requests.answer, problem)
    assert AnswerSheet(Answer.DONE, "  ", problem) == asked.presenter.state.sheet
    assert "what was done" in asked.text("answer.problem.text")
    shown = asked.presenter.state.requests.shown
    assert shown is not None
    said = part_of(asked.page, Card, "compliance.answer").accessibleName()
    assert shown.masked_name in said, "whose request it is stands above the words"
    type_in(asked, "copied")
    asked.press(Qt.Key.Key_Return)
    assert "  copied" == asked.run.answer(requests.answer, None)["note"]


def test_the_open_customers_own_request_comes_first_and_is_the_one_selected(
    compliance: ComplianceDesk,
) -> None:
    items = requests_state().items
    assert items is not None
    theirs = replace(items[2], customer="c-1")
    compliance.come("c-1")
    compliance.press(Qt.Key.Key_3, ALT)
    others = tuple(replace(one, customer=f"o-{one.request.id}") for one in items)
    compliance.run.answer(requests.listed, (*others[:2], theirs, *others[3:]))
    assert ("r-3", "r-1", "r-2", "r-4", "r-5") == compliance.presenter.state.ids
    assert "r-3" == compliance.presenter.state.selected
    assert "9 d left" in compliance.text("request.due")


def test_no_key_reaches_somebody_elses_request_while_a_card_is_open(
    compliance: ComplianceDesk,
) -> None:
    items = requests_state().items
    assert items is not None
    others = tuple(replace(one, customer=f"o-{one.request.id}") for one in items)
    compliance.come("c-1")
    compliance.press(Qt.Key.Key_3, ALT)
    compliance.run.answer(requests.listed, others)
    assert None is compliance.presenter.state.selected
    assert "No request of 王*兰" in compliance.text("request.title")
    assert {Action.ANSWER, Action.DECLINE}.isdisjoint(compliance.page.offered_actions())
    for key in (Qt.Key.Key_Return, Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_A, Qt.Key.Key_D):
        compliance.press(key)
    assert (None, None, []) == (
        compliance.presenter.state.selected,
        compliance.presenter.state.sheet,
        compliance.run.asked,
    )
    compliance.press(Qt.Key.Key_Down)
    assert "r-1" == compliance.presenter.state.selected, "chosen by hand"
    compliance.press(Qt.Key.Key_1, ALT)
    compliance.press(Qt.Key.Key_3, ALT)
    compliance.run.answer(requests.listed, others)
    assert None is compliance.presenter.state.selected, "the same keys do the same every time"


def test_an_answer_that_is_typed_goes_to_no_other_request(asked: ComplianceDesk) -> None:
    items = requests_state().items
    assert items is not None
    asked.press(Qt.Key.Key_A)
    type_in(asked, "done")
    asked.presenter.on_store_changed({"request": frozenset({"r-1"})})
    asked.run.answer(requests.waiting, 4)
    asked.run.answer(requests.listed, items[1:])
    asked.press(Qt.Key.Key_Return)
    assert [] == asked.run.asked
    assert Refusal("REQUEST_GONE") == asked.presenter.state.refusal
    sheet = asked.presenter.state.sheet
    assert isinstance(sheet, AnswerSheet)
    assert "done" == sheet.note, "what was typed stays"


def test_late_ones_warn_and_answered_ones_cannot_be_answered_again(asked: ComplianceDesk) -> None:
    rows = asked.rows("requests")
    assert ["2 d late", "2 d left", "9 d left", "answered", "refused"] == [row[2] for row in rows]
    assert "(kept only)" == rows[2][0]
    assert "2 d late" in asked.text("request.due")
    asked.presenter.choose("r-4")
    assert {Action.ANSWER, Action.DECLINE}.isdisjoint(asked.page.offered_actions())


def test_what_waits_is_counted_and_listed_anew_when_it_changes(asked: ComplianceDesk) -> None:
    asked.presenter.on_store_changed({"request": frozenset({"r-1"})})
    asked.run.answer(requests.waiting, 4)
    assert [4] == asked.counts
    asked.run.answer(requests.listed, ())
    assert "No request is waiting" == asked.text("request.title")
    asked.presenter.on_store_changed({"ticket": frozenset({"t-1"})})
    assert [] == asked.run.asked


def test_without_a_customer_no_request_can_be_taken_down(compliance: ComplianceDesk) -> None:
    compliance.come()
    compliance.press(Qt.Key.Key_3, ALT)
    compliance.run.answer(requests.listed, ())
    assert Action.NEW_REQUEST not in compliance.page.offered_actions()
    assert "choose the customer first" in compliance.text("request.who")
    assert Tab.REQUESTS is compliance.presenter.state.tab
