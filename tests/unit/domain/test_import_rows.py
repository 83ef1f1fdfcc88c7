"""Whole rows of old tables: what is taken over, what is left out, and what somebody should ask."""

from __future__ import annotations

from datetime import date

from terminal.domain.imports.model import Field, Problem, Severity
from terminal.domain.imports.rows import Entry, Purchase, reader_of

TODAY = date(2025, 11, 21)
TITLES = {
    Field.NAME: "姓名", Field.PHONE: "手机", Field.SEX: "性别", Field.BIRTH_ON: "出生日期",
    Field.CARD: "会员卡号", Field.CONDITIONS: "病种", Field.ALLERGIES: "过敏史",
    Field.TAGS: "标签", Field.NOTE: "备注", Field.SILENT: "免打扰", Field.SOLD_ON: "购药日期",
    Field.MEDICINE: "药品", Field.QUANTITY: "数量", Field.AMOUNT: "金额",
    Field.GLUCOSE: "空腹血糖", Field.MEASURED_ON: "测量日期", Field.FORMER_NAME: "曾用名",
    Field.ID_CARD: "身份证号", Field.PRESSURE: "血压",
}  # fmt: skip


def read(**cells: str) -> tuple[Entry | None, list[tuple[str, Severity]]]:
    """Read one row with these cells, by the names of their fields, under their usual titles."""
    fields = [Field(name) for name in cells]
    row = tuple(cells.values())
    columns = dict(enumerate(fields))
    reader = reader_of(columns, [TITLES[one] for one in fields], [row], TODAY)
    problems: list[Problem] = []
    entry = reader.read(7, row, problems)
    assert all(problem.row == 7 for problem in problems)
    return entry, [(problem.code, problem.severity) for problem in problems]


def test_a_whole_row_is_read_field_by_field() -> None:
    entry, problems = read(
        name=" 合成客１ ",
        phone="＋86 15400000001",
        sex="女",
        birth_on="1958年3月9日",
        card="８８0001",
        conditions="高血压、2型糖尿病",
        allergies="青霉素",
        tags="慢病管理，会员日常客",
        note="听力不好",
        silent="否",
        former_name="合成旧",
    )
    assert [] == problems
    assert entry == Entry(
        row=7,
        name="合成客1",
        sex="female",
        birth_on=date(1958, 3, 9),
        phones=("15400000001",),
        card="880001",
        former_name="合成旧",
        conditions=("htn", "t2dm"),
        allergies=("青霉素",),
        tags=("慢病管理", "会员日常客"),
        note="听力不好",
        silent=False,
    )


def test_a_row_with_a_damaged_number_is_taken_over_without_it() -> None:
    entry, problems = read(name="合成客1", phone="1.54E+10", card="320102199001010000")
    assert [("IMPORT_NUMBER_DAMAGED", Severity.MISSING)] * 2 == problems
    assert entry is not None
    assert ((), None) == (entry.phones, entry.card)


def test_a_missing_phone_is_listed_once_and_only_where_there_is_a_column_for_it() -> None:
    assert [("IMPORT_PHONE_MISSING", Severity.MISSING)] == read(name="合成客1", phone="无")[1]
    assert [] == read(name="合成客1")[1]


def test_a_row_without_a_name_is_not_taken_over() -> None:
    assert (None, [("IMPORT_NAME_MISSING", Severity.ROW)]) == read(name="", phone="15400000001")


def test_a_sum_is_nobodys_row() -> None:
    assert (None, [("IMPORT_ROW_TOTAL", Severity.ROW)]) == read(name="合计", amount="1,234.50")


def test_an_id_card_is_read_by_nobody() -> None:
    entry, problems = read(name="合成客1", id_card="11010519491231002X")
    assert [] == problems
    assert "11010519491231002X" not in repr(entry)


def test_diabetes_of_no_type_stays_in_its_words_and_is_asked_about() -> None:
    entry, problems = read(name="合成客1", conditions="糖尿病、高血压")
    assert entry is not None
    assert ("糖尿病", "htn") == entry.conditions
    assert [("IMPORT_DIABETES_TYPE", Severity.QUESTION)] == problems


def test_that_there_is_none_is_no_condition_and_no_allergy() -> None:
    entry, _ = read(name="合成客1", conditions="健康", allergies="否认过敏史")
    assert entry is not None
    assert ((), ()) == (entry.conditions, entry.allergies)


def test_a_purchase_is_read_with_its_day_packs_and_amount() -> None:
    entry, problems = read(
        name="合成客1",
        sold_on="2025/1/3",
        medicine="盐酸二甲双胍片",
        quantity="2盒",
        amount="¥37.60",
    )
    assert [] == problems
    assert entry is not None
    assert Purchase(date(2025, 1, 3), "盐酸二甲双胍片", "", 20_000, 3760) == entry.purchase


def test_a_purchase_without_a_day_or_of_an_unknown_number_is_left_out() -> None:
    entry, problems = read(name="合成客1", sold_on="", medicine="盐酸二甲双胍片")
    assert entry is not None
    assert (None, [("IMPORT_PURCHASE_UNDATED", Severity.MISSING)]) == (entry.purchase, problems)
    entry, problems = read(name="合成客1", sold_on="45660", medicine="x", quantity="两盒")
    assert entry is not None
    assert (None, [("IMPORT_NUMBER_UNREADABLE", Severity.MISSING)]) == (entry.purchase, problems)


def test_a_reading_without_a_day_may_be_old_and_is_left_out() -> None:
    entry, problems = read(name="合成客1", glucose="6.8", pressure="128/82")
    assert entry is not None
    assert (None, None) == (entry.glucose_e1, entry.pressure)
    assert [("IMPORT_READING_UNDATED", Severity.MISSING)] == problems


def test_a_reading_with_its_day_is_taken_over() -> None:
    entry, problems = read(
        name="合成客1", glucose="126mg/dl", pressure="128/82", measured_on="20250103"
    )
    assert [] == problems
    assert entry is not None
    read_as = (entry.glucose_e1, entry.pressure, entry.measured_on)
    assert (70, (128, 82), date(2025, 1, 3)) == read_as


def test_the_order_of_short_dates_is_that_of_their_own_column() -> None:
    columns = {0: Field.NAME, 1: Field.BIRTH_ON, 2: Field.SOLD_ON, 3: Field.MEDICINE}
    rows = [
        ("合成客1", "03/09/58", "01/05/24", "x"),
        ("合成客2", "03/25/58", "13/05/24", "x"),
    ]
    problems: list[Problem] = []
    reader = reader_of(columns, ("", "", "", ""), rows, TODAY)
    entry = reader.read(1, rows[0], problems)
    assert entry is not None
    assert entry.purchase is not None
    assert ([], date(1958, 3, 9), date(2024, 5, 1)) == (
        problems,
        entry.birth_on,
        entry.purchase.on,
    )
