"""Dates of old tables, in the styles stores used."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from terminal.domain.imports import dates
from terminal.domain.imports.dates import Order, Style
from terminal.domain.imports.values import DAMAGED, Read

TODAY = date(2025, 11, 21)
PLAIN = Style(TODAY)
BIRTHS = Style(TODAY, births=True)


@pytest.mark.parametrize(
    "cell",
    [
        "2025-01-03", "2025/1/3", "2025.1.3", "2025年1月3日", "2025 年 1 月 3 日", "20250103",
        "45660", "45660.5", "２０２５／１／３", "2025-01-03 13:22:10", "2025/1/3 9:05",
        "2025-01-03T00:00:00", "20250103132210", "2025年01月03号",
    ],
)  # fmt: skip
def test_a_day_is_the_same_in_every_style(cell: str) -> None:
    assert Read(date(2025, 1, 3)) == dates.day(cell, PLAIN)


@pytest.mark.parametrize(
    ("cells", "order"),
    [
        (["01/05/24", "01/13/24"], Order.MONTH_FIRST),
        (["01/05/24", "13/01/24"], Order.DAY_FIRST),
        (["01/05/24", "02/03/24"], Order.UNKNOWN),
        (["13/01/24", "01/13/24"], Order.UNKNOWN),
        (["2024-01-13"], Order.UNKNOWN),
    ],
)
def test_a_column_shows_which_number_is_the_month(cells: list[str], order: Order) -> None:
    assert order == dates.order_of(cells)


def test_a_short_date_is_read_in_the_order_of_its_column() -> None:
    assert Read(date(2024, 1, 5)) == dates.day("01/05/24", Style(TODAY, Order.MONTH_FIRST))
    assert Read(date(2024, 5, 1)) == dates.day("01/05/24", Style(TODAY, Order.DAY_FIRST))
    assert Read(date(2024, 5, 1)) == dates.day("01/05/2024", Style(TODAY, Order.DAY_FIRST))


def test_a_short_date_without_an_order_is_not_guessed() -> None:
    assert Read(code=dates.AMBIGUOUS) == dates.day("01/05/24", PLAIN)
    assert Read(date(2024, 1, 13)) == dates.day("01/13/24", PLAIN)
    assert Read(date(2024, 5, 5)) == dates.day("05/05/24", PLAIN)


def test_the_century_of_a_birth_is_not_guessed() -> None:
    style = Style(TODAY, Order.MONTH_FIRST, births=True)
    assert Read(date(1958, 3, 9)) == dates.day("03/09/58", style)
    assert Read(code=dates.AMBIGUOUS) == dates.day("03/09/24", style)


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("1960", dates.PARTIAL),
        ("1960-05", dates.PARTIAL),
        ("1960年5月", dates.PARTIAL),
        ("196005", dates.PARTIAL),
        ("2026-01-01", dates.FUTURE),
        ("1900-01-00", dates.DEFAULT),
        ("1900-01-01", dates.DEFAULT),
        ("1899-12-30", dates.DEFAULT),
        ("2025-02-30", dates.UNREADABLE),
        ("20251301", dates.UNREADABLE),
        ("去年春天", dates.UNREADABLE),
        ("2.0250103E+7", DAMAGED),
    ],
)
def test_what_is_no_day_is_told(cell: str, code: str) -> None:
    assert Read(code=code) == dates.day(cell, BIRTHS)


def test_nothing_is_no_problem() -> None:
    assert Read() == dates.day(" ", BIRTHS)


@given(st.dates(date(1928, 1, 1), TODAY))
def test_every_day_comes_back_from_every_certain_style(on: date) -> None:
    serial = (on - date(1899, 12, 30)).days
    for cell in (
        on.isoformat(),
        f"{on.year}年{on.month}月{on.day}日",
        f"{on:%Y%m%d}",
        str(serial),
        f"{on.year}/{on.month}/{on.day} 08:30",
    ):
        assert Read(on) == dates.day(cell, BIRTHS)


@given(st.text(max_size=20))
def test_no_cell_breaks_the_reader(cell: str) -> None:
    read = dates.day(cell, BIRTHS)
    assert read.value is None or read.value <= TODAY
