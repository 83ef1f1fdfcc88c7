"""Cells of old tables: what can be read is, what was damaged is never completed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from terminal.domain.imports import values
from terminal.domain.imports.values import DAMAGED


@pytest.mark.parametrize(
    "cell",
    [
        "15400006021",
        "１５４００００６０２１",
        "+8615400006021",
        "+86 154-0000-6021",
        "8615400006021",
        "008615400006021",
        "015400006021",
        "154 0000 6021",
        "\t15400006021\u200b ",
        "'15400006021",
        '="15400006021"',
        "15400006021.0",
        "1.5400006021E+10",
    ],
)
def test_a_phone_is_the_same_however_it_was_typed(cell: str) -> None:
    assert (("15400006021",), ()) == values.phones(cell)


@pytest.mark.parametrize("cell", ["1.54E+10", "1.38E+10", "1.54e10", "1.540000602E+10"])
def test_a_phone_in_powers_of_ten_that_lacks_digits_is_damaged(cell: str) -> None:
    assert ((), (DAMAGED,)) == values.phones(cell)


@pytest.mark.parametrize(
    "cell", ["1540000602", "154000060211", "12400006021", "12345", "abc", "1540000602x"]
)
def test_what_is_no_phone_is_told_and_not_mended(cell: str) -> None:
    assert ((), ("IMPORT_PHONE_INVALID",)) == values.phones(cell)


@pytest.mark.parametrize("between", ["、", "/", " ", "；"])
def test_two_phones_in_one_cell_are_two(between: str) -> None:
    cell = f"15400000001{between}15400000002"
    assert (("15400000001", "15400000002"), ()) == values.phones(cell)


def test_a_good_phone_beside_a_wrong_one_is_kept_and_the_other_told() -> None:
    assert (("15400000001",), ("IMPORT_PHONE_INVALID",)) == values.phones("15400000001、123")


@pytest.mark.parametrize("cell", ["0512-65432100", "(0512)65432100", "65432100"])
def test_a_landline_is_a_phone(cell: str) -> None:
    assert 1 == len(values.phones(cell)[0])


@pytest.mark.parametrize("cell", ["", "  ", "　", "无", "-", "/", "NULL", "#N/A", "暂无", "nan"])
def test_what_stands_for_nothing_is_nothing(cell: str) -> None:
    assert "" == values.clean(cell)
    assert ((), ()) == values.phones(cell)


@pytest.mark.parametrize(
    "cell", ["320102199001010000", "81000012345678900000", "3.20102199001011E+17", "8.1E+19"]
)
def test_a_long_number_that_a_spreadsheet_rounded_is_damaged(cell: str) -> None:
    assert values.Read(code=DAMAGED) == values.card(cell)
    assert values.Read(code=DAMAGED) == values.code(cell)


def test_a_zero_at_the_end_of_one_long_number_is_chance() -> None:
    assert frozenset() == values.rounded_lengths(["9000123456789010"])
    assert "9000123456789010" == values.card("9000123456789010").value


def test_a_column_whose_long_numbers_all_end_in_zero_is_damaged() -> None:
    cells = ["9000123456789010", "9000123456789020", "9000123456789130"]
    rounded = values.rounded_lengths(cells)
    assert frozenset({16}) == rounded
    assert values.Read(code=DAMAGED) == values.card(cells[0], rounded=rounded)
    assert "8800001" == values.card("8800001", rounded=rounded).value


def test_one_number_with_its_last_digit_clears_the_column() -> None:
    assert frozenset() == values.rounded_lengths(["9000123456789010", "9000123456789021"])


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("11010519491231002X", "IMPORT_CARD_FORBIDDEN"),
        ("134567890123456789", "IMPORT_CARD_FORBIDDEN"),
        ("320000000018", "IMPORT_CARD_CHECK"),
        ("x" * 65, "IMPORT_VALUE_LONG"),
    ],
)
def test_a_card_that_must_not_or_cannot_be_one_is_told(cell: str, code: str) -> None:
    assert values.Read(code=code) == values.card(cell)


def test_cards_of_the_chain_and_of_older_systems_are_cards() -> None:
    assert ["320000000016", "V0001", "880012"] == [
        values.card(cell).value for cell in ("３２００００００００１６", "V0001", "88 0012")
    ]


@pytest.mark.parametrize(
    ("cell", "name"),
    [
        (" 王秀兰 ", "王秀兰"),
        ("王　秀兰", "王 秀兰"),
        ("阿卜杜•麦麦提", "阿卜杜·麦麦提"),
        ("Ｌｉ Ｍｅｉ", "Li Mei"),
        ("王䶮", "王䶮"),
    ],
)
def test_a_name_is_read_in_one_form(cell: str, name: str) -> None:
    assert values.Read(name) == values.name(cell)


@pytest.mark.parametrize("cell", ["王?兰", "王\ufffd兰", "锟斤拷", "王*兰", "12345", "—·—", "??"])
def test_a_damaged_or_masked_name_is_no_name(cell: str) -> None:
    assert values.Read(code="IMPORT_NAME_UNREADABLE") == values.name(cell)


def test_a_missing_and_an_endless_name_are_told() -> None:
    assert "IMPORT_NAME_MISSING" == values.name("无").code
    assert "IMPORT_VALUE_LONG" == values.name("王" * 81).code


def test_a_sum_at_the_end_of_a_table_is_nobody() -> None:
    assert [True, True, True, False] == [
        values.is_total(cell) for cell in ("合计", "总计：", "Total", "王合计")
    ]


@pytest.mark.parametrize(
    ("cell", "sex"), [("女", "female"), ("男", "male"), ("F", "female"), ("Ｍ", "male"), ("", None)]
)
def test_sex_is_read_in_words(cell: str, sex: str | None) -> None:
    assert values.Read(sex) == values.sex(cell)


@pytest.mark.parametrize("cell", ["1", "2", "0", "男/女"])
def test_sex_in_numbers_is_not_guessed(cell: str) -> None:
    assert values.Read(code="IMPORT_SEX_UNREADABLE") == values.sex(cell)


@pytest.mark.parametrize(
    ("cell", "flag"), [("是", True), ("勿扰", True), ("Y", True), ("否", False), ("", None)]
)
def test_a_wish_to_be_left_alone_is_read(cell: str, flag: bool | None) -> None:
    assert values.Read(flag) == values.flag(cell)
    assert "IMPORT_FLAG_UNREADABLE" == values.flag("也许").code


def test_words_of_a_list_are_parted_however_they_were_put_together() -> None:
    cell = "高血压、糖尿病，痛风;高血压/ 哮喘\n无"
    assert ("高血压", "糖尿病", "痛风", "哮喘") == values.words(cell).value


@pytest.mark.parametrize(
    ("cell", "scaled"),
    [("2", 20_000), ("2盒", 20_000), ("-1", -10_000), ("0.5", 5_000), ("１２", 120_000)],
)
def test_quantities_are_packs_times_ten_thousand(cell: str, scaled: int) -> None:
    assert values.Read(scaled) == values.quantity_e4(cell)


@pytest.mark.parametrize(
    ("cell", "fen"), [("56", 5600), ("¥1,234.50", 123_450), ("56.5元", 5650), ("", None)]
)
def test_money_is_in_fen(cell: str, fen: int | None) -> None:
    assert values.Read(fen) == values.fen(cell)


@pytest.mark.parametrize("cell", ["两盒", "1.23456", "5O"])
def test_what_is_no_number_is_told(cell: str) -> None:
    assert values.UNREADABLE == values.quantity_e4(cell).code


@pytest.mark.parametrize(
    ("cell", "title", "e1"),
    [
        ("6.8", "空腹血糖", 68),
        ("6.8 mmol/L", "血糖", 68),
        ("126 mg/dL", "血糖", 70),
        ("126", "空腹血糖(mg/dL)", 70),
        ("7.0mmol/L", "血糖 mg/dl", 70),
        ("", "血糖", None),
    ],
)
def test_glucose_in_milligrams_becomes_millimoles_where_the_unit_is_said(
    cell: str, title: str, e1: int | None
) -> None:
    assert values.Read(e1) == values.glucose_e1(cell, title)


def test_glucose_that_may_be_in_either_unit_is_not_taken() -> None:
    assert "IMPORT_UNIT_UNCLEAR" == values.glucose_e1("126", "空腹血糖").code
    assert "IMPORT_UNIT_UNCLEAR" == values.glucose_e1("50", "血糖").code


@pytest.mark.parametrize(
    ("cell", "code"), [("0.3", "IMPORT_READING_RANGE"), ("高", values.UNREADABLE)]
)
def test_glucose_that_cannot_be_is_told(cell: str, code: str) -> None:
    assert code == values.glucose_e1(cell, "血糖").code


@pytest.mark.parametrize("cell", ["128/82", "128、82", "１２８／８２", "128/82 mmHg", "128-82"])
def test_a_blood_pressure_is_read_however_it_was_typed(cell: str) -> None:
    assert values.Read((128, 82)) == values.pressure(cell)


@pytest.mark.parametrize("cell", ["82/128", "400/20"])
def test_a_blood_pressure_that_cannot_be_is_told(cell: str) -> None:
    assert "IMPORT_READING_RANGE" == values.pressure(cell).code


@given(st.text(max_size=40))
def test_no_cell_breaks_a_reader(cell: str) -> None:
    values.name(cell)
    values.phones(cell)
    values.card(cell)
    values.code(cell)
    values.words(cell)
    values.note(cell)
    values.fen(cell)
    values.days(cell)
    values.quantity_e4(cell)
    values.glucose_e1(cell)
    values.pressure(cell)
    values.sex(cell)
    values.flag(cell)


@given(st.integers(13, 19), st.integers(0, 10**8 - 1))
def test_a_mobile_phone_survives_every_way_it_is_written(head: int, tail: int) -> None:
    phone = f"1{head % 7 + 3}{head % 10}{tail:08d}"
    for cell in (phone, f"+86 {phone}", f"{phone[:3]}-{phone[3:7]}-{phone[7:]}", f"{phone}.0"):
        assert ((phone,), ()) == values.phones(cell)
