"""The right side once a pack is made: the pack in two lines, and one sale in full."""

from __future__ import annotations

from datetime import tzinfo

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from terminal.domain.inspection import InspectionPack, Sale, System
from ui import theme
from ui.compliance import words
from ui.compliance.files_bar import FilesBar
from ui.compliance.state import ComplianceState
from ui.counter import words as counter_words
from ui.followups import words as task_words
from ui.followups.flow import Flow
from ui.theme import Role, Tone
from ui.widgets.button import Button, ButtonKind
from ui.widgets.card import Card, Line
from ui.widgets.table import Cell, Column, DataTable, Row
from ui.widgets.text import Text


class SaleSide(Card):
    """What an inspector reads: what is not certain says how sure it is, gaps are named."""

    pdf_requested = Signal()
    workbook_requested = Signal()
    order_requested = Signal()
    proxy_requested = Signal()
    change_requested = Signal()
    folder_requested = Signal()

    def __init__(self, *, zone: tzinfo, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name=name, parent=parent)
        self.fill()
        self.setAccessibleName(self.tr("The pack"))
        self._zone = zone
        self._title = Text(name=f"{name}.title", role=Role.TITLE, wrap=True, parent=self)
        self._orphans = Text(name=f"{name}.orphans", role=Role.SECONDARY, wrap=True, parent=self)
        self._mind = Text(name=f"{name}.mind", tone=Tone.WARN, wrap=True, parent=self)
        self._sale = Text(name=f"{name}.sale", role=Role.STRONG, wrap=True, parent=self)
        self.lines = DataTable(
            (
                Column(self.tr("Medicine"), 3, 130),
                Column(self.tr("Drug code"), 1, 90),
                Column(self.tr("Packs"), 0, 56),
                Column(self.tr("Prescription"), 1, 140),
                Column(self.tr("Batch"), 0, 62),
            ),
            name=f"{name}.lines",
            label=self.tr("Medicines of the sale"),
            fit=True,
            selectable=False,
            parent=self,
        )
        self._traces = Text(name=f"{name}.traces", wrap=True, parent=self)
        self._said = Text(name=f"{name}.said", wrap=True, parent=self)
        self._buyer = Text(name=f"{name}.buyer", wrap=True, parent=self)
        self.ids = DataTable(
            (
                Column(self.tr("Linked to"), 0, 130),
                Column(self.tr("Number there"), 1, 120),
                Column(self.tr("How"), 1, 120),
                Column(self.tr("Sure"), 0, 110),
            ),
            name=f"{name}.ids",
            label=self.tr("Ids of other systems"),
            fit=True,
            selectable=False,
            parent=self,
        )
        self._stale = Text(name=f"{name}.stale", tone=Tone.WARN, wrap=True, parent=self)
        self._files = FilesBar(name=f"{name}.files", parent=self)
        self._buttons = self._make_buttons(name)
        self._lay_out(name)

    def show_state(self, state: ComplianceState) -> None:
        """Show the pack and the sale that is selected."""
        pack = state.pack.pack
        if pack is None:
            self._forget()
            return
        self._show_pack(pack)
        sale = state.pack.sale
        for part in (self._sale, self.lines, self.ids):
            part.setVisible(sale is not None)
        if sale is not None:
            self._show_sale(sale)
        else:
            self._traces.setText("")
            self._said.setText(self.tr("Nothing was bought in these 18 months."))
            self._buyer.setText("")
        for text in (self._traces, self._said, self._buyer):
            text.setVisible(bool(text.text()))
        self._show_files(state)

    def parts_in_order(self) -> list[QWidget]:
        """Return what takes focus, in reading order."""
        return list(self._buttons)

    def _forget(self) -> None:
        for text in (
            *(self._title, self._orphans, self._sale, self._traces),
            *(self._said, self._buyer, self._stale),
        ):
            text.setText("")
        for table in (self.lines, self.ids):
            table.set_rows([])

    def _show_pack(self, pack: InspectionPack) -> None:
        head = pack.heading
        text = self.tr("%1 · %2 to %3 · %n sale(s)", "", len(pack.sales))
        parts = (head.masked_name, head.since.isoformat(), head.until.isoformat())
        for place, part in enumerate(parts, start=1):
            text = text.replace(f"%{place}", part)
        self._title.setText(text)
        without = self.tr("Without an id: %1").replace("%1", words.orphans(pack))
        loose = self.tr("notes that fit no sale: %1").replace("%1", str(len(pack.loose_notes)))
        buyers = self.tr("buyers that fit no sale: %1").replace("%1", str(pack.loose_buyers))
        if not pack.loose_buyers:
            buyers = ""
        self._orphans.setText(task_words.joined((without, loose, buyers, words.why(head.why))))
        warnings = words.warnings(pack)
        self._mind.setText("\n".join(warnings))
        self._mind.setVisible(bool(warnings))
        stale = [words.stale(one, self._zone) for one in pack.stale]
        self._stale.setText("\n".join(filter(None, stale)))
        self._stale.setVisible(bool(stale))

    def _show_sale(self, sale: Sale) -> None:
        by = self.tr("sold by %1").replace("%1", sale.pharmacist) if sale.pharmacist else ""
        pay = counter_words.pay_kind(sale.pay_kind)
        total = task_words.yuan(sale.total_fen)
        said = task_words.joined((words.moment(sale, self._zone), total, pay, by))
        self._sale.setText(said)
        self.lines.set_rows(_lines(sale))
        codes = [code for line in sale.lines for code in line.trace_codes]
        traced = self.tr("Trace codes: %1").replace("%1", "  ".join(codes))
        self._traces.setText(traced if codes else self.tr("No trace code was reported."))
        noted = self.tr("Consultation: %1")
        nothing = self.tr("none noted")
        told = words.consultation(sale) if sale.notes else nothing
        self._said.setText(noted.replace("%1", told or self.tr("noted, without keywords")))
        bought = self.tr("Bought by: %1").replace("%1", words.buyer(sale.buyer))
        self._buyer.setText(bought if sale.buyer is not None else "")
        self.ids.set_rows(_ids(sale))

    def _show_files(self, state: ComplianceState) -> None:
        self._files.show_state(state)
        pdf, workbook, order = self._buttons[:3]
        for button in (pdf, workbook):
            button.setEnabled(state.saving is None)
        order.setEnabled(state.pack.sale is not None)

    def _make_buttons(self, name: str) -> tuple[Button, ...]:
        made = []
        for word, key, id_, signal in (
            (self.tr("Save PDF"), "P", "pdf", self.pdf_requested),
            (self.tr("Save workbook"), "E", "workbook", self.workbook_requested),
            (self.tr("Order number"), "O", "order", self.order_requested),
            (self.tr("Somebody else buys"), "B", "proxy", self.proxy_requested),
            (self.tr("Other customer"), "C", "change", self.change_requested),
            (self.tr("Folder"), "F", "folder", self.folder_requested),
        ):
            kind = ButtonKind.PRIMARY if id_ == "pdf" else ButtonKind.SECONDARY
            button = Button(word, name=f"{name}.{id_}", key=key, kind=kind, parent=self)
            button.clicked.connect(signal)
            made.append(button)
        return tuple(made)

    def _lay_out(self, name: str) -> None:
        pad, gap = theme.px(theme.PAD), theme.px(theme.GAP)
        top = QVBoxLayout()
        top.setContentsMargins(pad, pad, pad, gap)
        top.setSpacing(theme.px(6))
        for part in (self._title, self._orphans, self._mind):
            top.addWidget(part)
        self.body.addLayout(top)
        self.body.addWidget(Line(name=f"{name}.line", parent=self))
        inside = QWidget(self)
        inside.setObjectName(f"{name}.inside")
        inner = QVBoxLayout(inside)
        inner.setContentsMargins(0, gap, 0, gap)
        inner.setSpacing(gap)
        words_and_tables: tuple[tuple[QWidget, int], ...] = (
            (self._sale, pad),
            (self.lines, 0),
            (self._traces, pad),
            (self._said, pad),
            (self._buyer, pad),
            (self.ids, 0),
        )
        for widget, edge in words_and_tables:
            row = QHBoxLayout()
            row.setContentsMargins(edge, 0, edge, 0)
            row.addWidget(widget)
            inner.addLayout(row)
        inner.addStretch(1)
        scroll = QScrollArea(self)
        scroll.setObjectName(f"{name}.scroll")
        scroll.setAccessibleName(self.tr("The sale"))
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(scroll.focusPolicy().NoFocus)
        scroll.setWidget(inside)
        self.body.addWidget(scroll, 1)
        foot = QVBoxLayout()
        foot.setContentsMargins(pad, gap, pad, theme.px(12))
        foot.setSpacing(theme.px(6))
        foot.addWidget(self._stale)
        foot.addWidget(self._files)
        buttons = QWidget(self)
        buttons.setObjectName(f"{name}.buttons")
        flow = Flow(gap=gap, parent=buttons)
        for button in self._buttons:
            flow.addWidget(button)
        foot.addWidget(buttons)
        self.body.addLayout(foot)


def _lines(sale: Sale) -> list[Row]:
    rows = []
    for place, line in enumerate(sale.lines):
        code = Cell(line.code) if line.code else Cell(task_words.UNKNOWN, Tone.WARN)
        cells = (
            Cell(line.name),
            code,
            Cell(task_words.amount(line.qty_e4)),
            Cell(line.rx_no or task_words.UNKNOWN),
            Cell(line.batch_no or task_words.UNKNOWN),
        )
        rows.append(Row(str(place), cells))
    return rows


def _ids(sale: Sale) -> list[Row]:
    rows = []
    for system in System:
        found = sale.link(system)
        if found is None:
            missing = Cell(words.missing(), Tone.WARN)
            rows.append(Row(system.value, (Cell(words.system(system)), missing)))
            continue
        cells = (
            Cell(words.system(system)),
            Cell(found.value),
            Cell(words.how(found), Tone.MUTED),
            Cell(*words.certain(found.confidence_e2)),
        )
        rows.append(Row(system.value, cells))
    return rows
