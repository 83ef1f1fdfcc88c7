"""Tables as a workbook in which nothing can run and no number loses a digit.

The library writes each sheet to a temporary file first; here it is written in memory, because what
is in it is health data.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from typing import Any, Final

_STARTS: Final = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet takes for a formula (OWASP, CSV Injection)."""
_NOT_IN_XML: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_WIDTH: Final = 22


def cell(text: str) -> str:
    """Return a text as a cell may hold it: an apostrophe before what would be a formula, a mark in
    place of what XML cannot hold (a GS within a code).
    """
    plain = _NOT_IN_XML.sub("\ufffd", text)
    return f"'{plain}" if plain.startswith(_STARTS) else plain


def workbook(
    heading: Iterable[tuple[str, str]],
    headers: Sequence[str],
    rows: Iterable[Sequence[str]],
    titles: tuple[str, str],
) -> bytes:
    """Return a workbook of two sheets with these titles: the heading, and the table."""
    return book_of(heading, titles[0], [(titles[1], headers, rows)])


def book_of(
    heading: Iterable[tuple[str, str]],
    title: str,
    tables: Iterable[tuple[str, Sequence[str], Iterable[Sequence[str]]]],
) -> bytes:
    """Return a workbook with the heading on a sheet of this title, and a sheet for each table: its
    title, its headers, its rows.
    """
    # Loaded only when there is one to write: it takes a tenth of a second.
    from openpyxl import Workbook

    book = Workbook()
    first = book.active
    assert first is not None
    first.title = title
    _fill(first, heading)
    for name, headers, rows in tables:
        sheet = book.create_sheet(name)
        _fill(sheet, [headers, *rows])
        sheet.freeze_panes = "A2"
    return _written(book)


def _fill(sheet: Any, rows: Iterable[Sequence[str]]) -> None:
    for place, row in enumerate(rows, start=1):
        for column, text in enumerate(row, start=1):
            made = sheet.cell(place, column)
            made.value = cell(text)
            made.data_type = "s"
            made.number_format = "@"
            if place == 1:
                sheet.column_dimensions[made.column_letter].width = _WIDTH


def _written(book: Any) -> bytes:
    from openpyxl.drawing.spreadsheet_drawing import SpreadsheetDrawing
    from openpyxl.worksheet._writer import WorksheetWriter
    from openpyxl.writer.excel import ExcelWriter

    content = io.BytesIO()
    # The writer closes the archive when it is done.
    archive = zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED)

    class InMemory(ExcelWriter):
        def write_worksheet(self, ws: Any) -> None:
            """Write a sheet without drawings, in memory."""
            writer: Any = WorksheetWriter(ws, out=io.BytesIO())
            writer.write()
            # As in the library's own, which has no way in that is public.
            ws._rels, ws._drawing = writer._rels, SpreadsheetDrawing()  # noqa: SLF001
            archive.writestr(ws.path[1:], writer.read())
            self.manifest.append(ws)

    InMemory(book, archive).save()
    return content.getvalue()
