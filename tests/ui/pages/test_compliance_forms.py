"""Printed forms on the compliance page, and everything on it in the smallest window."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from terminal.domain.problems import Refusal
from terminal.services import inspection, print_forms
from tests.fakes.compliance_desk import ComplianceDesk
from tests.fakes.eyes import clipped
from tests.fakes.pages_in_window import ZONE, part_of
from tests.ui.pages.test_states import SMALL, unnamed
from ui import i18n
from ui.compliance import form_paper
from ui.compliance.states import WANG, forms_state, states
from ui.compliance.view import CompliancePage
from ui.printing.layout import Words
from ui.shortcuts import Action

ALT = Qt.KeyboardModifier.AltModifier
FORMS = forms_state()
FILLED = FORMS.filled


@pytest.fixture
def forms(compliance: ComplianceDesk) -> ComplianceDesk:
    """The forms, with a card open, the first one filled."""
    compliance.come("c-1")
    compliance.press(Qt.Key.Key_4, ALT)
    compliance.run.answer(print_forms.listed, FORMS.forms)
    assert FILLED is not None
    given = compliance.run.answer(print_forms.fill, FILLED)
    assert {"customer_id": "c-1", "form_id": "f-1"} == given
    return compliance


def test_a_form_is_looked_at_masked_and_saved_in_full(forms: ComplianceDesk) -> None:
    assert ["HQ", "the program", "the program"] == [row[1] for row in forms.rows("forms")]
    assert part_of(forms.page, QLabel, "compliance.form.paper").pixmap().height() > 200
    forms.press(Qt.Key.Key_P)
    assert FILLED is not None
    full = replace(FILLED, is_masked=False)
    given = forms.run.answer(print_forms.fill, full)
    assert (False, "f-1") == (given["is_masked"], given["form_id"])
    ((_, file, then),) = forms.files
    assert b"%PDF" == file.make(lambda _done, _total: None)[:4]
    then("x")


def test_without_a_customer_a_form_says_what_is_missing(compliance: ComplianceDesk) -> None:
    compliance.come()
    compliance.press(Qt.Key.Key_4, ALT)
    compliance.run.answer(print_forms.listed, FORMS.forms)
    assert [] == compliance.run.waiting(print_forms.fill)
    assert "Choose the customer first" in compliance.text("form.about")
    assert Action.PRINT not in compliance.page.offered_actions()


def test_a_late_form_does_not_take_the_place_of_another(forms: ComplianceDesk) -> None:
    forms.presenter.step(1)
    forms.presenter.step(1)
    forms.run.answer(print_forms.fill, FILLED)
    assert None is forms.presenter.state.forms.filled
    assert part_of(forms.page, QLabel, "compliance.form.paper").pixmap().isNull()
    forms.run.answer(print_forms.fill, Refusal("CUSTOMER_RESTRICTED"))
    assert Refusal("CUSTOMER_RESTRICTED") == forms.presenter.state.refusal
    forms.presenter.refresh()
    assert None is forms.presenter.state.forms.forms
    forms.run.answer(inspection.who, WANG)


def test_everything_on_a_form_fits_its_place_and_long_ones_go_on(look: QApplication) -> None:
    assert FILLED is not None
    long = replace(FILLED.lines[0], medicine="盐酸二甲双胍缓释片（合成商品名） 0.5 g × 60")
    pages = form_paper.sheets(replace(FILLED, lines=(long,) * 60))
    assert 3 == len(pages)
    for page in pages:
        for one in page.marks:
            if isinstance(one, Words):
                font = QFont(QApplication.font())
                font.setPixelSize(round(one.size * 40 * 0.6))  # It may get smaller so far.
                room = QRectF(0, 0, one.box.width * 40, 1e6)
                wrap = int(Qt.TextFlag.TextWordWrap)
                box = QFontMetricsF(font).boundingRect(room, wrap, one.text)
                assert box.height() <= one.box.height * 40, one.text
                assert one.box.y + one.box.height <= page.height
    texts = [one.text for one in pages[0].marks if isinstance(one, Words)]
    assert "338.40" in texts
    assert any("not of an authority" in text for text in texts)


@pytest.fixture(params=["zh_CN", "en"])
def language(look: QApplication, request: pytest.FixtureRequest) -> Iterator[str]:
    i18n.install(look, request.param)
    yield request.param
    i18n.install(look, "en")


def test_nothing_is_clipped_or_without_a_name_in_the_smallest_window(
    language: str, qtbot: QtBot
) -> None:
    page = CompliancePage(zone=ZONE)
    qtbot.addWidget(page)
    page.resize(SMALL)
    with qtbot.waitExposed(page):
        page.show()
    found = {}
    for name, state in states().items():
        page.show_state(state)
        page.grab()
        wide = ["too wide"] if page.minimumSizeHint().width() > SMALL.width() else []
        if cut := clipped(page) + unnamed(page) + wide:  # type: ignore[arg-type]
            found[name] = cut
    assert {} == found
