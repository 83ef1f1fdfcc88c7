"""The lists of the page: their columns, their rows, and what keys can do beside each."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import tzinfo
from typing import Final

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from terminal.domain.inspection import Sale, System
from terminal.domain.prescription import Prescription
from terminal.domain.print_form import PrintForm
from terminal.services.requests import Listed
from ui import i18n
from ui.compliance import desk_words, words
from ui.compliance.state import ComplianceState, ProxySheet, RequestSheet, Tab
from ui.followups import words as task_words
from ui.shortcuts import Action
from ui.theme import Tone
from ui.widgets.table import Cell, Column, DataTable, Row

translate: Final = QCoreApplication.translate

_PEOPLE, _SALES, _PRESCRIPTIONS, _REQUESTS, _FORMS = range(5)


def tables(parent: QWidget) -> list[DataTable]:
    """Return the tables of all lists."""
    made = (
        (
            "people",
            translate("Compliance", "Customers"),
            (
                Column(translate("Compliance", "Customer"), 1, 120),
                Column("", 1, 150),
            ),
        ),
        (
            "sales",
            translate("Compliance", "Sales"),
            (
                Column(translate("Compliance", "Time"), 1, 150),
                Column(translate("Compliance", "Total"), 0, 90),
                Column(translate("Compliance", "Without an id"), 1, 110),
            ),
        ),
        (
            "prescriptions",
            translate("Compliance", "Prescriptions"),
            (
                Column(translate("Compliance", "Date"), 0, 100),
                Column(translate("Compliance", "Prescription"), 1, 130),
                Column(translate("Compliance", "Medicines"), 2, 110),
                Column(translate("Compliance", "Sold by"), 0, 76),
                Column(translate("Compliance", "Customer"), 0, 76),
            ),
        ),
        (
            "requests",
            translate("Compliance", "Requests"),
            (
                Column(translate("Compliance", "Customer"), 1, 100),
                Column(translate("Compliance", "Asks for"), 1, 110),
                Column(translate("Compliance", "Due"), 0, 100),
            ),
        ),
        (
            "forms",
            translate("Compliance", "Forms"),
            (
                Column(translate("Compliance", "Form"), 1, 200),
                Column(translate("Compliance", "From"), 0, 110),
            ),
        ),
    )
    return [
        DataTable(
            columns,
            name=f"compliance.{name}",
            label=label,
            click_takes=False,
            marks_first=name != "requests",
            parent=parent,
        )
        for name, label, columns in made
    ]


def place(state: ComplianceState) -> int:
    """Return which of the tables is shown."""
    if state.tab is Tab.PACK:
        return _PEOPLE if state.pack.pack is None else _SALES
    return {Tab.REGISTER: _PRESCRIPTIONS, Tab.REQUESTS: _REQUESTS, Tab.FORMS: _FORMS}[state.tab]


def source(state: ComplianceState) -> object:
    """Return what the rows are made of: while it is the same object, so are they."""
    if state.tab is Tab.REGISTER:
        return state.register.fitting
    if state.tab is Tab.REQUESTS:
        return state.requests
    if state.tab is Tab.FORMS:
        return state.forms
    return state.pack.people if state.pack.pack is None else state.pack.pack


def hint(tab: Tab) -> str:
    """Return what stands in the field while nothing is typed."""
    return {
        Tab.PACK: translate("Compliance", "Member card, pinyin, or the phone's tail"),
        Tab.REGISTER: translate("Compliance", "Number, medicine, name, or month: 2025-11"),
        Tab.REQUESTS: translate("Compliance", "Part of a name or of the note"),
        Tab.FORMS: translate("Compliance", "Part of a form's name"),
    }[tab]


def rows(state: ComplianceState, zone: tzinfo) -> list[Row]:
    """Return the rows of the list that is shown."""
    if state.tab is Tab.REGISTER:
        return [_prescription(one) for one in state.register.rows]
    if state.tab is Tab.REQUESTS:
        return [_request(one) for one in state.requests.rows]
    if state.tab is Tab.FORMS:
        return [_form(one) for one in state.forms.rows]
    pack = state.pack
    if pack.pack is None:
        return [
            Row(one.id, (Cell(one.masked_name), Cell(words.about(one), Tone.MUTED)))
            for one in pack.people
        ]
    return [_sale(one, zone) for one in pack.pack.sales]


def offered(state: ComplianceState) -> frozenset[Action]:
    """Return what keys can do now."""
    if state.sheet is not None:
        working = _in_sheet(state)
    else:
        several = len(state.ids) > 1
        working = {
            Action.PILE: True,
            Action.NEXT: several,
            Action.BACK: several,
            Action.UNDO: state.done is not None,
            **_OFFERED[state.tab](state),
        }
    return frozenset(action for action, works in working.items() if works)


def _in_sheet(state: ComplianceState) -> dict[Action, bool]:
    is_proxy = isinstance(state.sheet, ProxySheet)
    return {
        Action.GO_ON: not state.is_busy,
        Action.PILE: is_proxy or isinstance(state.sheet, RequestSheet),
        Action.TURN: is_proxy and state.pack.sale is not None,
    }


def _beside_pack(state: ComplianceState) -> dict[Action, bool]:
    pack, is_free = state.pack, state.saving is None
    has_pack = pack.pack is not None
    return {
        Action.REASON: pack.can_make,
        Action.CHANGE: has_pack,
        Action.PRINT: has_pack and is_free,
        Action.EXPORT: has_pack and is_free,
        Action.ORDER_NO: pack.sale is not None,
        Action.PROXY: has_pack,
        Action.FOLDER: has_pack,
    }


def _beside_register(state: ComplianceState) -> dict[Action, bool]:
    has_rows = bool(state.register.rows)
    return {Action.EXPORT: has_rows and state.saving is None, Action.FOLDER: has_rows}


def _beside_requests(state: ComplianceState) -> dict[Action, bool]:
    can_answer = state.requests.can_answer
    return {
        Action.ANSWER: can_answer,
        Action.DECLINE: can_answer,
        Action.NEW_REQUEST: state.pack.who is not None,
        Action.EXPORT: state.requests.can_collect and state.saving is None,
        Action.FOLDER: state.requests.can_copy,
    }


def _beside_forms(state: ComplianceState) -> dict[Action, bool]:
    is_filled = state.forms.filled is not None
    return {Action.PRINT: is_filled and state.saving is None, Action.FOLDER: is_filled}


_OFFERED: Final[Mapping[Tab, Callable[[ComplianceState], dict[Action, bool]]]] = {
    Tab.PACK: _beside_pack,
    Tab.REGISTER: _beside_register,
    Tab.REQUESTS: _beside_requests,
    Tab.FORMS: _beside_forms,
}


def _prescription(one: Prescription) -> Row:
    cells = desk_words.prescription(one)[:5]
    return Row(one.id, tuple(Cell(text) for text in cells))


def _form(one: PrintForm) -> Row:
    whose = translate("Compliance", "the program") if one.is_own else translate("Compliance", "HQ")
    return Row(one.id, (Cell(i18n.pick(one.title)), Cell(whose, Tone.MUTED)))


def _request(one: Listed) -> Row:
    said, tone = desk_words.due(one)
    cells = (
        Cell(desk_words.whose(one)),
        Cell(desk_words.right(one.request.what)),
        Cell(said, tone, strong=tone is Tone.WARN),
    )
    return Row(one.request.id, cells)


def _sale(sale: Sale, zone: tzinfo) -> Row:
    missing = sale.missing
    said = task_words.joined(words.short(one) for one in System if one in missing)
    cells = (
        Cell(words.moment(sale, zone)),
        Cell(task_words.yuan(sale.total_fen)),
        Cell(said, Tone.WARN if System.ERP in missing else Tone.MUTED),
    )
    return Row(sale.id, cells)
