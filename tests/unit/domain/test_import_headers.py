"""The titles of old tables, below headings and under merged cells."""

from __future__ import annotations

import pytest

from terminal.domain.imports import headers
from terminal.domain.imports.model import Field


@pytest.mark.parametrize(
    ("title", "field"),
    [
        ("姓名", Field.NAME),
        ("会员 姓名", Field.NAME),
        ("Customer Name", Field.NAME),
        ("手机号码", Field.PHONE),
        ("联系电话1", Field.PHONE),
        ("家属电话", Field.PHONE),
        ("Mobile No.", Field.PHONE),
        ("出生日期", Field.BIRTH_ON),
        ("出生年月(阳历)", Field.BIRTH_ON),
        ("身份证号码", Field.ID_CARD),
        ("会员卡号", Field.CARD),
        ("性 别", Field.SEX),
        ("药物过敏史", Field.ALLERGIES),
        ("慢病病种", Field.CONDITIONS),
        ("空腹血糖(mmol/L)", Field.GLUCOSE),
        ("血压mmHg", Field.PRESSURE),
        ("购药日期", Field.SOLD_ON),
        ("商品名称", Field.MEDICINE),
        ("国药准字", Field.MEDICINE_CODE),
        ("小票号", Field.RECEIPT_NO),
        ("积分", None),
        ("", None),
    ],
)
def test_a_title_says_what_its_column_holds(title: str, field: Field | None) -> None:
    assert field == headers.field_of(title)


def test_titles_stand_in_the_first_row() -> None:
    head = headers.find([("姓名", "手机"), ("合成客1", "15400000001")])
    assert (1, 2, ("姓名", "手机")) == (head.row, head.first, head.titles)


def test_titles_stand_below_a_heading() -> None:
    rows = [("示例店会员资料（合成数据）",), (), ("姓名", "性别", "手机"), ("合成客1", "女", "1")]
    head = headers.find(rows)
    assert (3, 4) == (head.row, head.first)


def test_titles_under_a_merged_cell_are_those_of_their_columns() -> None:
    rows = [
        ("姓名", "性别", "联系方式", "", "会员卡号"),
        ("", "", "手机", "座机", ""),
        ("合成客1", "女", "15400000001", "", "880001"),
    ]
    head = headers.find(rows)
    assert (1, 3) == (head.row, head.first)
    assert ("姓名", "性别", "手机", "座机", "会员卡号") == head.titles


def test_a_row_of_data_is_no_second_row_of_titles() -> None:
    rows = [("姓名", "性别", ""), ("合成客1", "女", "备")]
    assert 2 == headers.find(rows).first


def test_a_table_without_titles_has_none_and_its_first_row_is_data() -> None:
    head = headers.find([("合成客1", "15400000001"), ("合成客2", "15400000002")])
    assert (0, 1) == (head.row, head.first)


def test_columns_without_a_known_title_are_told_by_their_values() -> None:
    rows = [("甲", "15400000001", "女", "128/82"), ("乙", "15400000002", "男", "130/84")]
    found = headers.columns(("1", "2", "3", "4"), rows)
    assert [None, Field.PHONE, Field.SEX, Field.PRESSURE] == [one.suggested for one in found]
    assert not any(one.is_sure for one in found)


def test_what_one_column_can_hold_goes_to_the_first_and_phones_to_all() -> None:
    found = headers.columns(("姓名", "客户姓名", "手机", "电话"), [])
    assert [Field.NAME, None, Field.PHONE, Field.PHONE] == [one.suggested for one in found]


def test_an_id_card_shows_no_samples() -> None:
    found = headers.columns(("身份证号",), [("11010519491231002X",)])
    assert (Field.ID_CARD, ()) == (found[0].suggested, found[0].samples)
