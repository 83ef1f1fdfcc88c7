"""Reads a table from a file that a store kept: a workbook (xlsx) or text with columns.

Nothing of it is written anywhere. The format follows from the content, because the name lies: many
programs export text under the name of a workbook.
"""

from __future__ import annotations

import csv
import hashlib
import io
import re
import zipfile
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any, Final

from terminal.domain.imports.values import EXACT_DIGITS
from terminal.domain.problems import Refusal

BYTES_MAX: Final = 200 * 1024 * 1024
UNPACKED_MAX: Final = 1024 * 1024 * 1024
"""What a workbook may come to when it is unpacked: a small file can hold an endless one."""
ROWS_MAX: Final = 200_000
COLUMNS_MAX: Final = 200
XLSX: Final = "xlsx"
TEXT: Final = "text"
ENCODINGS: Final = ("utf-8", "gb18030", "utf-16-le", "utf-16-be")
MIXED: Final = "utf-8+gb18030"

Row = tuple[str, ...]
Told = Callable[[int], None]
"""Hears how many rows have been read."""

_OLE: Final = bytes.fromhex("d0cf11e0a1b11ae1")
_ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")
_ZIP: Final = b"PK\x03\x04"
_MARKUP: Final = re.compile(rb"\s*<(?:!doctype|html|table|\?xml|meta|style)", re.IGNORECASE)
_DELIMITERS: Final = ",\t;|"
_LOOKED_AT: Final = 40
_TELL_EVERY: Final = 5_000
_HEAD: Final = 4096
_EAST_ASIAN: Final = re.compile("[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]")


@dataclass(frozen=True, slots=True)
class Table:
    """A table as it was read; `rows` hold every line of the file, the first at 0. `key` is the
    SHA-256 of its content and sheet, in hex.
    """

    kind: str
    key: str
    rows: list[Row]
    encoding: str = ""
    delimiter: str = ""
    sheets: tuple[str, ...] = ()
    sheet: str = ""


def read(
    path: Path,
    *,
    sheet: str | None = None,
    encoding: str | None = None,
    told: Told = lambda _: None,
) -> Table | Refusal:
    """Return the table in a file, or why there is none."""
    try:
        if path.stat().st_size > BYTES_MAX:
            return Refusal("IMPORT_TOO_LARGE", _LIMITS)
        content = path.read_bytes()
    except OSError:
        return Refusal("IMPORT_UNREADABLE")
    if content.startswith(_OLE):
        return Refusal("IMPORT_LOCKED" if _ENCRYPTED in content else "IMPORT_XLS")
    if content.startswith(_ZIP):
        return _workbook(content, sheet, told)
    if _MARKUP.match(content[:_HEAD].removeprefix(b"\xef\xbb\xbf")):
        return Refusal("IMPORT_HTML")
    return _text(content, encoding, told)


_LIMITS: Final = {"rows": str(ROWS_MAX), "mb": str(BYTES_MAX // 1024 // 1024)}


def _key(content: bytes, sheet: str) -> str:
    return hashlib.sha256(content + b"\0" + sheet.encode()).hexdigest()


# Text


def _text(content: bytes, encoding: str | None, told: Told) -> Table | Refusal:
    decoded = _decode(content, encoding)
    if decoded is None:
        return Refusal("IMPORT_ENCODING")
    text, name = decoded
    text = text.replace("\0", "")
    delimiter = _delimiter(text)
    # Files of one column have no delimiter to find; a comma in it is part of the text no more.
    parsed = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter or ",")
    try:
        rows = _taken(parsed, told)
    except csv.Error:
        return Refusal("IMPORT_UNREADABLE")
    if isinstance(rows, Refusal):
        return rows
    return Table(TEXT, _key(content, ""), rows, name, delimiter)


def _decode(content: bytes, encoding: str | None) -> tuple[str, str] | None:
    """Return the text and the name of its encoding; None when it is none."""
    for mark, name in (
        (b"\xef\xbb\xbf", "utf-8"),
        (b"\xff\xfe", "utf-16-le"),
        (b"\xfe\xff", "utf-16-be"),
    ):
        if content.startswith(mark):
            return _strict(content[len(mark) :], encoding or name)
    if encoding == MIXED:
        return _by_line(content)
    if encoding is not None:
        return _strict(content, encoding)
    if (zeros := _zeros(content[:_HEAD])) is not None:
        return _strict(content, zeros)
    return _strict(content, "utf-8") or _by_line(content)


def _strict(content: bytes, name: str) -> tuple[str, str] | None:
    try:
        return content.decode(name), name
    except (UnicodeDecodeError, LookupError):
        return None


def _zeros(head: bytes) -> str | None:
    """Return which UTF-16 a text without a mark is in: every other byte of its digits is zero."""
    even, odd = head[::2].count(0), head[1::2].count(0)
    if max(even, odd) * 10 < len(head):
        return None
    return "utf-16-be" if even > odd else "utf-16-le"


def _by_line(content: bytes) -> tuple[str, str] | None:
    """Return a text some of whose lines are UTF-8 and the others GB18030, as when two exports were
    put behind one another. A line break is never part of a character in either.
    """
    lines, names = [], set()
    for raw in content.splitlines(keepends=True):
        if raw.isascii():
            lines.append(raw.decode())
            continue
        utf8, chinese = _strict(raw, "utf-8"), _strict(raw, "gb18030")
        # Two characters of GB18030 may look like Latin or Cyrillic ones of UTF-8.
        best = utf8 if utf8 and (_EAST_ASIAN.search(utf8[0]) or chinese is None) else chinese
        if best is None:
            # A line cut in the middle of a character: what cannot be read shows as such.
            best = raw.decode("gb18030", "replace"), "gb18030"
        lines.append(best[0])
        names.add(best[1])
    if "".join(lines).count("\ufffd") * 20 > len(content):
        return None
    return "".join(lines), MIXED if len(names) > 1 else next(iter(names), "utf-8")


def _delimiter(text: str) -> str:
    """Return what parts the columns: what parts most lines into the same number of them, the more
    the better. Empty when nothing does.
    """
    sample = text[: 64 * 1024].splitlines(keepends=True)[:_LOOKED_AT]
    best, found = (0, 0), ""
    for one in _DELIMITERS:
        try:
            widths = [len(row) for row in csv.reader(sample, delimiter=one) if row]
        except csv.Error:
            continue
        usual = max(set(widths), key=widths.count, default=1)
        score = (widths.count(usual), usual) if usual > 1 else (0, 0)
        if score > best:
            best, found = score, one
    return found


# Workbooks


def _workbook(content: bytes, sheet: str | None, told: Told) -> Table | Refusal:
    # Loaded only when there is one: it takes a tenth of a second.
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            if sum(one.file_size for one in packed.infolist()) > UNPACKED_MAX:
                return Refusal("IMPORT_TOO_LARGE", _LIMITS)
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
        with closing(book):
            return _sheet(book, content, sheet, told)
    except (zipfile.BadZipFile, InvalidFileException, KeyError, ValueError, SyntaxError, OSError):
        return Refusal("IMPORT_UNREADABLE")


def _sheet(book: Any, content: bytes, sheet: str | None, told: Told) -> Table | Refusal:
    sheets = tuple(one.title for one in book.worksheets)
    if not sheets:
        return Refusal("IMPORT_EMPTY")
    if sheet is not None and sheet not in sheets:
        return Refusal("IMPORT_SHEET_UNKNOWN", {"sheet": sheet})
    shown = sheet if sheet is not None else sheets[0]
    page = book[shown]
    # What a sheet says of its own size is often wrong.
    page.reset_dimensions()
    rows = _taken((map(_cell, row) for row in page.iter_rows(values_only=True)), told)
    if isinstance(rows, Refusal):
        return rows
    return Table(XLSX, _key(content, shown), rows, sheets=sheets, sheet=shown)


def _cell(value: Any) -> str:  # noqa: PLR0911 (a type each)
    """Return what a cell holds as text. A number that has more digits than a spreadsheet keeps is
    written as a power of ten, so that nobody takes its end for real.
    """
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float):
        if value.is_integer() and abs(value) < 10**EXACT_DIGITS:
            return str(int(value))
        return repr(value) if abs(value) < 10**EXACT_DIGITS else f"{value:.14e}"
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time.min else value.isoformat(" ")
    if isinstance(value, date):
        return value.isoformat()
    return "" if isinstance(value, time | timedelta) else str(value)


def _taken(rows: Iterable[Iterable[str]], told: Told) -> list[Row] | Refusal:
    """Return the rows up to the last that says anything, each up to its last cell that does."""
    found: list[Row] = []
    last = 0
    shared: dict[str, str] = {}
    for number, cells in enumerate(rows, 1):
        row = _trimmed([shared.setdefault(one, one) if len(one) < _SHORT else one for one in cells])
        found.append(row)
        if row:
            last = number
            if len(row) > COLUMNS_MAX or last > ROWS_MAX:
                return Refusal("IMPORT_TOO_LARGE", _LIMITS)
        elif number - last > ROWS_MAX:
            break
        if number % _TELL_EVERY == 0:
            told(number)
    del found[last:]
    return found or Refusal("IMPORT_EMPTY")


_SHORT: Final = 8
"""So short texts come again and again: they are kept once."""


def _trimmed(cells: Sequence[str]) -> Row:
    end = len(cells)
    while end and not cells[end - 1].strip():
        end -= 1
    return tuple(cells[:end])
