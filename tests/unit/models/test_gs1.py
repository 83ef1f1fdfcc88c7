"""What the code on a package says, and that no lot is ever made of two values."""

from __future__ import annotations

from datetime import date
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from terminal.domain.identifiers import check_digit, classify
from terminal.domain.medicine import Pack
from terminal.models import gs1

TODAY: Final = date(2026, 11, 22)
GTIN: Final = "06901234567892"
GS: Final = "\x1d"
_LETTERS: Final = "ABCDEFGHJKLMNPQRSTUVWXYZ0123456789-/."


def read(payload: str, today: date = TODAY) -> Pack:
    return gs1.read(classify(payload).value, today=today)


@pytest.mark.parametrize("mark", ["", "]C1", "]d2", "]Q3", "]e0", GS, f"]d2{GS}"])
@pytest.mark.parametrize(
    "message",
    [
        f"01{GTIN}1726123111251130{'10'}A7{GS}21S-99",
        f"01{GTIN}21S-99{GS}17261231{GS}1125113010A7",
        f"(01){GTIN}(17)261231(11)251130(10)A7(21)S-99",
        f"(01) {GTIN} (17) 261231 (11) 251130 (10) A7 (21) S-99",
        f"01{GTIN}172612311125113010A7<GS>21S-99",
    ],
)
def test_a_package_is_read_in_every_form(mark: str, message: str) -> None:
    found = read(mark + message)
    assert None is found.problem
    assert (GTIN, "A7", "S-99") == (found.gtin, found.lot, found.serial)
    assert (date(2026, 12, 31), date(2025, 11, 30)) == (found.expires_on, found.made_on)


def test_other_identifiers_are_read_and_kept() -> None:
    found = read(f"01{GTIN}3103001234{'17'}270100240X1{GS}710A-1{GS}10L")
    assert (date(2027, 1, 31), "L") == (found.expires_on, found.lot)
    assert ("3103", "001234") in found.elements
    assert ("240", "X1") in found.elements


@pytest.mark.parametrize(
    ("text", "today", "expected"),
    [
        ("270200", TODAY, date(2027, 2, 28)),
        ("280200", TODAY, date(2028, 2, 29)),
        ("261231", TODAY, date(2026, 12, 31)),
        ("760101", TODAY, date(2076, 1, 1)),
        ("770101", TODAY, date(1977, 1, 1)),
        ("990101", TODAY, date(1999, 1, 1)),
        ("000101", date(2051, 1, 1), date(2100, 1, 1)),
        ("010101", date(2051, 1, 1), date(2101, 1, 1)),
        ("020101", date(2051, 1, 1), date(2002, 1, 1)),
        ("990101", date(2001, 1, 1), date(1999, 1, 1)),
        ("261301", TODAY, None),
        ("260230", TODAY, None),
        ("260132", TODAY, None),
        ("2602", TODAY, None),
    ],
)
def test_two_digits_of_a_year_are_the_nearest_and_day_00_is_the_months_last(
    text: str, today: date, expected: date | None
) -> None:
    assert expected == gs1.day_of(text, today=today)


@given(st.dates(date(2000, 1, 1), date(2090, 1, 1)), st.integers(-49, 50))
def test_every_day_of_the_window_comes_back(today: date, years: int) -> None:
    wanted = date(today.year + years, 3, 9)
    assert wanted == gs1.day_of(wanted.strftime("%y%m%d"), today=today)


def test_a_day_that_never_was_is_said_and_is_no_expiry() -> None:
    found = read(f"01{GTIN}1726023010A7{GS}21S")
    assert (gs1.BAD_DATE, None, "A7") == (found.problem, found.expires_on, found.lot)


@given(
    st.text(_LETTERS, min_size=1, max_size=20),
    st.text(_LETTERS, min_size=1, max_size=20),
    st.sampled_from([("10", "21"), ("21", "10")]),
)
def test_a_lost_separator_never_makes_a_lot_or_serial_of_two(
    lot: str, serial: str, order: tuple[str, str]
) -> None:
    values = {"10": lot, "21": serial}
    first, second = order
    kept = read(f"01{GTIN}17261231{first}{values[first]}{GS}{second}{values[second]}")
    assert (lot, serial, None) == (kept.lot, kept.serial, kept.problem)
    lost = read(f"01{GTIN}17261231{first}{values[first]}{second}{values[second]}")
    assert lost.problem in (gs1.RUN_TOGETHER, gs1.BROKEN)
    assert (None, None) == (lost.lot, lost.serial)
    assert (GTIN, date(2026, 12, 31)) == (lost.gtin, lost.expires_on)


def test_an_expiry_that_ran_into_the_lot_is_noticed() -> None:
    found = read(f"01{GTIN}10AB17261231")
    assert (gs1.RUN_TOGETHER, None, None) == (found.problem, found.lot, found.expires_on)
    assert "AB17261231" == found.suspect


def test_a_lot_that_only_looks_like_it_is_a_lot_where_separators_come_through() -> None:
    assert "20260210" == read(f"01{GTIN}21S1{GS}1726123110{'20260210'}").lot
    assert "2026110007" == read(f"01{GTIN}17261231102026110007").lot
    assert "AB17991399" == read(f"01{GTIN}10AB17991399").lot


@pytest.mark.parametrize(
    ("message", "problem"),
    [
        (f"01{GTIN}99", gs1.BROKEN),
        (f"01{GTIN}17261231XX", gs1.BROKEN),
        (f"01{GTIN}10A{GS}10B", gs1.TWICE),
        ("(01)06901234567890(10)A", gs1.BAD_CHECK),
        (f"(01){GTIN}(17)2612", gs1.BROKEN),
        (f"x(01){GTIN}", gs1.BROKEN),
        (f"(01){GTIN}(100)A", gs1.BROKEN),
        ("", gs1.BROKEN),
        ("1" * 600, gs1.BROKEN),
    ],
)
def test_what_is_wrong_has_its_own_code_and_no_lot(message: str, problem: str) -> None:
    found = gs1.read(message, today=TODAY)
    assert (problem, None) == (found.problem, found.lot)


def test_a_read_without_an_expiry_never_takes_a_known_one_away() -> None:
    known = read(f"01{GTIN}1726123110A7{GS}21S-1")
    again = read(f"01{GTIN}10A7").joined(known)
    assert (date(2026, 12, 31), "S-1") == (again.expires_on, again.serial)
    other = read(f"01{GTIN}10A8").joined(known)
    assert None is other.expires_on
    newer = read(f"01{GTIN}1727123110A7").joined(known)
    assert date(2027, 12, 31) == newer.expires_on


@given(st.text(max_size=80) | st.text("0123456789()\x1d]dC2AX<GS>", max_size=80))
def test_any_text_is_answered(text: str) -> None:
    assert isinstance(gs1.read(text, today=TODAY), Pack)


@given(
    st.text("0123456789", min_size=13, max_size=13),
    st.text("0123456789\x1dAB()", max_size=60),
)
def test_anything_behind_a_gtin_is_answered(body: str, rest: str) -> None:
    found = gs1.read(f"01{body}{check_digit(body)}{rest}", today=TODAY)
    assert found.gtin == body + check_digit(body) or found.problem is not None
