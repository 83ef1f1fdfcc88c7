"""The compliance page in the real window; store and files are the test's own."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from terminal.domain.problems import Refusal
from terminal.services import inspection
from tests.fakes.pages_in_window import ZONE, part_of
from tests.fakes.scripted_runner import ScriptedRunner
from ui.compliance.files import ToSave
from ui.compliance.plug import connect
from ui.compliance.presenter import ComplianceParts, CompliancePresenter
from ui.compliance.states import FOLDER, WANG, pack
from ui.compliance.view import CompliancePage
from ui.frame.bottom_bar import Place
from ui.main_window import MainWindow
from ui.scan_router import Taker
from ui.shortcuts import PageId
from ui.widgets.table import DataTable
from ui.widgets.text import Text

NO_KEYS = Qt.KeyboardModifier.NoModifier


class ComplianceDesk:
    """The page in the real window, with its presenter; store and files are the test's own."""

    def __init__(self) -> None:
        self.run, self.read = ScriptedRunner(), ScriptedRunner()
        self.customer: str | None = None
        self.sheets: list[Taker] = []
        self.counts: list[int] = []
        self.is_proved = True
        self.files: list[tuple[str, ToSave, Callable[[str | Refusal], None]]] = []
        self.window = MainWindow(Place())
        self.page = CompliancePage(
            zone=ZONE, pick=lambda _parent, _begin, then: then("/media/stick")
        )
        parts = ComplianceParts(
            run=self.run,
            read=self.read,
            save=lambda folder, file, then: self.files.append((folder, file, then)),
            folder=FOLDER,
            zone=ZONE,
            customer=lambda: self.customer,
            ask=self.sheets.append,
            withdraw=self.sheets.remove,
            count=self.counts.append,
            prove=self.prove,
        )
        self.presenter = CompliancePresenter(self.page, parts)
        connect(self.page, self.presenter)
        page = self.page
        self.window.add_page(PageId.COMPLIANCE, page, page.perform, page.key_words)
        page.offered.connect(partial(self.window.offer, PageId.COMPLIANCE))
        self.window.offer(PageId.COMPLIANCE, page.offered_actions())

    def prove(self, then: Callable[[], None]) -> None:
        """Let whoever works here prove it, unless the test says that they do not."""
        if self.is_proved:
            then()

    def come(self, customer: str | None = None) -> None:
        self.customer = customer
        self.presenter.show(is_shown=True)
        self.window.take_commands()
        if customer is not None:
            self.run.answer(inspection.who, WANG)

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = NO_KEYS) -> None:
        QTest.keyClick(QApplication.focusWidget() or self.window, key, modifiers)

    def text(self, name: str) -> str:
        return part_of(self.page, Text, f"compliance.{name}").text()

    def rows(self, name: str) -> list[list[str]]:
        table = part_of(self.page, DataTable, f"compliance.{name}")
        return [[cell.text for cell in row.cells] for row in table.rows()]

    def make_for_wang(self) -> None:
        self.come("c-1")
        self.press(Qt.Key.Key_1)
        self.run.answer(inspection.make, pack())
