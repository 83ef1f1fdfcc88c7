"""Files that stores kept their customers in, as they come. All data in them is synthetic
(合成数据).
"""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from terminal.domain.problems import Refusal
from terminal.services import tables
from terminal.services.tables import MIXED, Table

TITLES = ("姓名", "手机", "备注")
ROWS = (TITLES, ("合成客一", "15400000001", "合成数据"), ("合成客二", "15400000002", "合成数据"))
TEXT = "\r\n".join(",".join(row) for row in ROWS) + "\r\n"


def in_file(folder: Path, content: bytes, name: str = "old.csv") -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def a_workbook(folder: Path, rows: Any, **sheets: Any) -> Path:
    book = Workbook()
    first = book.active
    assert first is not None
    first.title = "会员"
    for row in rows:
        first.append(row)
    for title, others in sheets.items():
        sheet = book.create_sheet(title)
        for row in others:
            sheet.append(row)
    path = folder / "old.xlsx"
    book.save(path)
    return path


def table(path: Path, **how: Any) -> Table:
    found = tables.read(path, **how)
    assert isinstance(found, Table)
    return found


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        (TEXT.encode("utf-8"), "utf-8"),
        (TEXT.encode("utf-8-sig"), "utf-8"),
        (TEXT.encode("gbk"), "gb18030"),
        (TEXT.encode("gb18030"), "gb18030"),
        (TEXT.encode("utf-16"), "utf-16-le"),
        (b"\xfe\xff" + TEXT.encode("utf-16-be"), "utf-16-be"),
        (TEXT.encode("utf-16-le"), "utf-16-le"),
        (TEXT.encode("utf-16-be"), "utf-16-be"),
    ],
)
def test_a_text_is_read_in_whatever_encoding_it_is(
    tmp_path: Path, content: bytes, encoding: str
) -> None:
    found = table(in_file(tmp_path, content))
    assert (list(ROWS), encoding, ",") == (found.rows, found.encoding, found.delimiter)


def test_lines_of_two_encodings_in_one_file_are_read_each_in_its_own(tmp_path: Path) -> None:
    lines = TEXT.splitlines(keepends=True)
    content = lines[0].encode("gbk") + lines[1].encode("utf-8") + lines[2].encode("gbk")
    found = table(in_file(tmp_path, content))
    assert (list(ROWS), MIXED) == (found.rows, found.encoding)


def test_characters_that_only_gb18030_has_are_read(tmp_path: Path) -> None:
    content = "姓名,手机\r\n王䶮,15400000001\r\n".encode("gb18030")
    assert "王䶮" == table(in_file(tmp_path, content)).rows[1][0]


def test_an_encoding_that_was_chosen_is_used_or_refused(tmp_path: Path) -> None:
    path = in_file(tmp_path, TEXT.encode("gbk"))
    assert Refusal("IMPORT_ENCODING") == tables.read(path, encoding="utf-8")
    assert list(ROWS) == table(path, encoding="gb18030").rows


@pytest.mark.parametrize("delimiter", [",", "\t", ";", "|"])
def test_the_delimiter_is_found(tmp_path: Path, delimiter: str) -> None:
    content = "\n".join(delimiter.join(row) for row in ROWS).encode()
    found = table(in_file(tmp_path, content))
    assert (list(ROWS), delimiter) == (found.rows, found.delimiter)


def test_a_quoted_cell_holds_delimiters_and_line_breaks(tmp_path: Path) -> None:
    content = '姓名,备注\n合成客一,"下午来,\n要片剂"\n'.encode()
    assert ("合成客一", "下午来,\n要片剂") == table(in_file(tmp_path, content)).rows[1]


def test_empty_lines_count_as_rows_and_those_at_the_end_do_not(tmp_path: Path) -> None:
    found = table(in_file(tmp_path, "姓名,手机\n\n合成客一,1\n,\n\n".encode()))
    assert [("姓名", "手机"), (), ("合成客一", "1")] == found.rows


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (bytes.fromhex("d0cf11e0a1b11ae1") + bytes(512), "IMPORT_XLS"),
        (
            bytes.fromhex("d0cf11e0a1b11ae1") + "EncryptedPackage".encode("utf-16-le"),
            "IMPORT_LOCKED",
        ),
        (b"<html><table><tr><td>1</td></tr></table></html>", "IMPORT_HTML"),
        (b'\xef\xbb\xbf<?xml version="1.0"?><Workbook/>', "IMPORT_HTML"),
        (b"PK\x03\x04 no archive", "IMPORT_UNREADABLE"),
        (b"", "IMPORT_EMPTY"),
        (b"\n\n ,\n", "IMPORT_EMPTY"),
    ],
)
def test_what_is_no_table_is_refused_with_what_it_is(
    tmp_path: Path, content: bytes, code: str
) -> None:
    found = tables.read(in_file(tmp_path, content, "old.xls"))
    assert isinstance(found, Refusal)
    assert code == found.code


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    assert Refusal("IMPORT_UNREADABLE") == tables.read(tmp_path / "none.csv")


def test_bytes_that_are_no_text_are_refused(tmp_path: Path) -> None:
    content = b"\xff" * 100
    found = tables.read(in_file(tmp_path, content))
    assert Refusal("IMPORT_ENCODING") == found


def test_a_workbook_is_read_as_it_shows(tmp_path: Path) -> None:
    rows = [
        ("姓名", "手机", "生日", "数量", "会员"),
        ("合成客一", 15400000001, date(1958, 3, 9), 2.5, True),
        ("合成客二", "１５４０００００００２", datetime(2024, 1, 5, 9, 30), 2.0, None),  # noqa: DTZ001
    ]
    found = table(a_workbook(tmp_path, rows))
    assert [
        ("姓名", "手机", "生日", "数量", "会员"),
        ("合成客一", "15400000001", "1958-03-09", "2.5", "1"),
        ("合成客二", "１５４０００００００２", "2024-01-05 09:30:00", "2"),
    ] == found.rows
    assert ("xlsx", "会员") == (found.kind, found.sheet)


def test_a_number_longer_than_a_spreadsheet_keeps_shows_that_its_end_is_not_real(
    tmp_path: Path,
) -> None:
    found = table(a_workbook(tmp_path, [("身份证",), (3.2010219900101e17,), (1.54e10,)]))
    assert [("身份证",), ("3.20102199001010e+17",), ("15400000000",)] == found.rows


def test_a_sheet_is_chosen_by_its_name(tmp_path: Path) -> None:
    path = a_workbook(tmp_path, ROWS, 购药=[("姓名", "药品"), ("合成客一", "x")])
    assert ("会员", "购药") == table(path).sheets
    assert ("合成客一", "x") == table(path, sheet="购药").rows[1]
    refusal = tables.read(path, sheet="没有")
    assert Refusal("IMPORT_SHEET_UNKNOWN", {"sheet": "没有"}) == refusal
    assert table(path).key != table(path, sheet="购药").key


def test_an_endless_workbook_in_a_small_file_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tables, "UNPACKED_MAX", 100_000)
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/worksheets/sheet1.xml", b"0" * 200_000)
    found = tables.read(in_file(tmp_path, content.getvalue(), "old.xlsx"))
    assert isinstance(found, Refusal)
    assert "IMPORT_TOO_LARGE" == found.code


def test_more_rows_than_are_taken_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tables, "ROWS_MAX", 2)
    found = tables.read(in_file(tmp_path, TEXT.encode()))
    assert isinstance(found, Refusal)
    assert "IMPORT_TOO_LARGE" == found.code


def test_the_same_content_has_the_same_key_whatever_its_name(tmp_path: Path) -> None:
    one, two = in_file(tmp_path, TEXT.encode(), "a.csv"), in_file(tmp_path, TEXT.encode(), "b.txt")
    assert table(one).key == table(two).key
