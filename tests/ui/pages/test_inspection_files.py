"""The inspection pack as files: nothing is cut on paper, nothing runs in the workbook, nothing lies
in between on the disk.
"""

from __future__ import annotations

import io
import re
import tempfile
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest
from openpyxl import load_workbook
from PySide6.QtGui import QFont, QFontMetricsF
from PySide6.QtWidgets import QApplication

from terminal.domain import inspection
from terminal.domain.inspection import Around, Heading, InspectionPack, Why
from terminal.domain.ticket import Ticket, TicketLine
from terminal.domain.visit import VisitNote
from terminal.services.inspection_workbook import cell, workbook
from ui.compliance import paper, words
from ui.printing.layout import Words

ZONE = timezone(timedelta(hours=8))
AT = datetime(2025, 11, 1, 2, 30, tzinfo=UTC)
HEAD = Heading("c-1", "合*客", "s-1", date(2024, 5, 22), date(2025, 11, 21), AT, "合成", Why.DRUG)
NAME = "盐酸二甲双胍缓释片（合成商品名） 0.5 g × 60"


def a_pack(sales: int = 1, codes: int = 2, **line: Any) -> InspectionPack:
    traces = tuple(f"8{n:019d}" for n in range(codes))
    given: dict[str, Any] = {"name": NAME, "trace_codes": traces, **line}
    name = given.pop("name")
    lines = (TicketLine("m-1", name, 20_000, 1880, rx_no="RX20251101010001", **given),)
    tickets = [
        Ticket(f"t-{n}", AT.date(), AT + timedelta(hours=n), 1880, "insurance", "合成药师", lines)
        for n in range(sales)
    ]
    note = VisitNote("v-1", "c-1", AT, "staff-1", "counter", keywords=("dizzy",))
    around = Around(medicines={}, visits=[note], proxies=(), ids={}, leads=(), names={})
    return inspection.pack(HEAD, tickets, around, is_cut=False)


def texts(pack: InspectionPack) -> str:
    pages = paper.sheets(pack, ZONE)
    return "".join(one.text for page in pages for one in page.marks if isinstance(one, Words))


def test_the_paper_holds_every_letter_of_a_long_pack(look: QApplication) -> None:
    pack = a_pack(sales=30, codes=70)
    pages = paper.sheets(pack, ZONE)
    every = texts(pack)
    (column,) = {
        one.box.x
        for page in pages
        for one in page.marks
        if isinstance(one, Words) and one.text == "Trace code"
    }
    held = "".join(
        one.text
        for page in pages
        for one in page.marks
        if isinstance(one, Words) and one.box.x == column and one.text != "Trace code"
    )
    assert held == "".join(f"8{n:019d}" for n in range(70)) * 30
    assert len(pages) > 30
    assert len(pages) + 1 == every.count(pack.sha256)


def test_everything_on_the_paper_fits_its_place(look: QApplication) -> None:
    for page in paper.sheets(a_pack(sales=9, codes=30), ZONE):
        for one in page.marks:
            if isinstance(one, Words):
                font = QFont(QApplication.font())
                font.setPixelSize(round(one.size * 40))
                font.setBold(one.is_strong)
                wide = QFontMetricsF(font).horizontalAdvance(one.text) / 40
                assert wide <= one.box.width, one.text
                assert one.box.x + one.box.width <= page.width
                assert one.box.y + one.box.height <= page.height


def test_the_pdf_has_a_page_for_each_sheet(look: QApplication) -> None:
    pack = a_pack(sales=12)
    made = paper.pdf(pack, ZONE)
    assert len(paper.sheets(pack, ZONE)) == len(re.findall(rb"/Type\s*/Page\b", made))


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("=1+1", "'=1+1"),
        ("+86", "'+86"),
        ("-1", "'-1"),
        ("@SUM", "'@SUM"),
        ("\t=1", "'\t=1"),
        ("01\x1d21", "01\ufffd21"),
        ("王=1", "王=1"),
    ],
)
def test_no_cell_can_run_or_break_the_file(text: str, held: str) -> None:
    assert held == cell(text)


def test_the_workbook_keeps_every_digit_as_text_and_lies_nowhere_else(
    look: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object, **__: object) -> None:
        raise AssertionError("health data went through a temporary file")

    for name in ("NamedTemporaryFile", "TemporaryFile", "mkstemp"):
        monkeypatch.setattr(tempfile, name, refused)
    monkeypatch.setattr("openpyxl.worksheet._writer.create_temporary_file", refused)
    pack = a_pack(name="=HYPERLINK(1)")
    made = workbook(
        words.heading(pack, ZONE), words.headers(), words.table(pack, ZONE), ("Pack", "Sales")
    )
    book = load_workbook(io.BytesIO(made))
    heads = {row[0].value: row[1].value for row in book["Pack"].iter_rows()}
    assert pack.sha256 == heads["SHA-256"]
    header, row = book["Sales"].iter_rows()
    assert list(words.headers()) == [one.value for one in header]
    assert "'=HYPERLINK(1)" == row[1].value
    assert "80000000000000000000 80000000000000000001" == row[5].value
    assert {("s", "@")} == {(one.data_type, one.number_format) for one in row if one.value}


def test_what_is_not_certain_says_so_in_every_form(look: QApplication) -> None:
    (row,) = words.table(a_pack(), ZONE)
    assert "95 of 100" in row[9]
    assert ("2025-11-01 10:30", "2") == (row[0], row[3])
    heads = dict(words.heading(a_pack(), ZONE))
    assert "1" in heads["Without an id"]
