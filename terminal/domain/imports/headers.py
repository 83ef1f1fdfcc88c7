"""Finds the titles of an old table and what its columns hold."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from terminal.domain.imports import values
from terminal.domain.imports.model import Column, Field

LOOKED_AT: Final = 12
"""Titles stand in one of the first so many rows, below a heading or two."""
SAMPLES: Final = 3
_SURE: Final = 0.6
_NOT_WORD: Final = re.compile(r"[\W_]+")
_NUMBERS: Final = re.compile(r"\d{5}")
_IN_BRACKETS: Final = re.compile(r"[(\[【<].*?[)\]】>]")

_TITLES: Final = {
    one: field
    for field, titles in {
        Field.NAME: "姓名 名字 名称 客户 顾客 会员 患者 客户姓名 顾客姓名 会员姓名 会员名称"
        " 客户名称 患者姓名 持卡人 name fullname customer customername member membername patient",
        Field.FORMER_NAME: "曾用名 原姓名 旧名 formername maidenname",
        Field.SEX: "性别 sex gender",
        Field.BIRTH_ON: "生日 出生 出生日期 出生年月 出生年月日 birthday birthdate birth dob"
        " dateofbirth",
        Field.PHONE: "手机 电话 手机号 手机号码 联系电话 联系方式 移动电话 座机 固话"
        " 家庭电话 联系手机 号码 phone mobile tel telephone cell phoneno"
        " phonenumber mobileno contact",
        Field.CARD: "卡号 会员号 会员卡 会员卡号 会员编号 会员编码 客户编号 顾客编号 vip卡号 卡片号"
        " card cardno cardnumber memberno membercode memberid customerno customerid",
        Field.CONDITIONS: "病种 慢病 疾病 慢性病 病史 既往史 慢病病种 疾病史 诊断 主要疾病 患病情况"
        " condition conditions disease diseases diagnosis",
        Field.ALLERGIES: "过敏 过敏史 过敏药物 药物过敏 药物过敏史 过敏原 allergy allergies",
        Field.TAGS: "标签 客户标签 会员标签 分组 类别 tag tags label labels",
        Field.NOTE: "备注 说明 附注 note notes remark remarks comment memo",
        Field.SILENT: "免打扰 勿扰 静默 退订 不接收短信 是否退订"
        " donotcontact optout unsubscribe silent",
        Field.SOLD_ON: "购买日期 销售日期 购药日期 消费日期 消费时间"
        " 购买时间 销售时间 购药时间 开单日期 交易时间 交易日期"
        " 日期 date saledate soldon purchasedate",
        Field.RECEIPT_NO: "小票号 小票 单号 销售单号 流水号 交易号 订单号 票号"
        " receipt receiptno order orderno ticketno",
        Field.MEDICINE: "药品 药品名称 商品 商品名称 通用名 通用名称 品名 药名"
        " 购买药品 用药 在用药品 medicine drug product productname item itemname",
        Field.MEDICINE_CODE: "条码 条形码 商品条码 国药准字 批准文号 国药准字号 barcode gtin ean"
        " approvalno",
        Field.QUANTITY: "数量 购买数量 销售数量 盒数 qty quantity count",
        Field.AMOUNT: "金额 销售金额 实收金额 实付金额 消费金额 总价 amount total price paid",
        Field.DAYS_SUPPLY: "可用天数 用药天数 服用天数 天数 dayssupply days",
        Field.MEASURED_ON: "测量日期 检测日期 测量时间 检测时间 measuredon measured",
        Field.GLUCOSE: "血糖 空腹血糖 血糖值 空腹血糖值 glucose fastingglucose fbg",
        Field.PRESSURE: "血压 血压值 bloodpressure bp pressure",
        Field.ID_CARD: "身份证 身份证号 身份证号码 证件号 证件号码 idcard idno idnumber",
    }.items()
    for one in titles.split()
}
_PARTS: Final = (
    ("身份证", Field.ID_CARD), ("证件号", Field.ID_CARD), ("曾用", Field.FORMER_NAME),
    ("过敏", Field.ALLERGIES), ("出生", Field.BIRTH_ON), ("生日", Field.BIRTH_ON),
    ("birth", Field.BIRTH_ON), ("性别", Field.SEX), ("卡号", Field.CARD),
    ("会员号", Field.CARD), ("会员编", Field.CARD), ("cardno", Field.CARD),
    ("手机", Field.PHONE), ("电话", Field.PHONE), ("phone", Field.PHONE),
    ("mobile", Field.PHONE), ("血糖", Field.GLUCOSE), ("glucose", Field.GLUCOSE),
    ("血压", Field.PRESSURE), ("慢病", Field.CONDITIONS), ("疾病", Field.CONDITIONS),
    ("病种", Field.CONDITIONS), ("诊断", Field.CONDITIONS), ("条码", Field.MEDICINE_CODE),
    ("国药准字", Field.MEDICINE_CODE), ("批准文号", Field.MEDICINE_CODE),
    ("药品", Field.MEDICINE), ("商品名", Field.MEDICINE), ("备注", Field.NOTE),
    ("姓名", Field.NAME), ("数量", Field.QUANTITY), ("金额", Field.AMOUNT),
)  # fmt: skip
"""What longer titles hold, the surest first."""


MANY: Final = frozenset({Field.PHONE, Field.CONDITIONS, Field.ALLERGIES, Field.TAGS})
"""Fields that several columns may hold."""


@dataclass(frozen=True, slots=True)
class Head:
    """Where the titles stand. `row` counts from 1 (0: there are none), `first` is the first row of
    what they are about.
    """

    row: int
    first: int
    titles: tuple[str, ...]


def field_of(title: str) -> Field | None:
    """Return what a column with this title holds."""
    text = values.clean(title).lower()
    whole = _NOT_WORD.sub("", text)
    bare = _NOT_WORD.sub("", _IN_BRACKETS.sub("", text))
    for one in (whole, bare, bare.rstrip("0123456789一二三四")):
        if (found := _TITLES.get(one)) is not None:
            return found
    return next((field for part, field in _PARTS if part in bare), None)


def find(rows: Sequence[Sequence[str]]) -> Head:
    """Return the titles of a table: the row that has the most of them; and where groups of columns
    have a title over them (merged cells), those below it.
    """
    width = max(map(len, rows), default=0)
    counts = [_titles_in(row, width) for row in rows[:LOOKED_AT]]
    best = max(counts, default=0)
    if best == 0:
        return Head(0, 1, tuple(str(at + 1) for at in range(width)))
    at = counts.index(best)
    if at and _is_second(rows[at - 1], rows[at]):
        at -= 1
    titles = [_cell(rows[at], column) for column in range(width)]
    end = at + 1
    if end < len(rows) and _is_second(rows[at], rows[end]):
        titles = [_cell(rows[end], column) or one for column, one in enumerate(titles)]
        end += 1
    return Head(at + 1, end + 1, tuple(titles))


def columns(titles: Sequence[str], rows: Sequence[Sequence[str]]) -> tuple[Column, ...]:
    """Return the columns with what each probably holds, by its title or else by the values in
    `rows`; what several claim and one can hold goes to the first.
    """
    taken: set[Field] = set()
    found = []
    for at, title in enumerate(titles):
        cells = [text for row in rows if (text := values.clean(_cell(row, at)))]
        named = field_of(title)
        field = named or _by_values(cells)
        if field in taken and field not in MANY:
            field, named = None, None
        if field is not None:
            taken.add(field)
        # An ID card is no more shown than kept.
        samples = () if field is Field.ID_CARD else tuple(cells[:SAMPLES])
        found.append(Column(at, values.clean(title), samples, field, named is not None))
    return tuple(found)


def _titles_in(row: Sequence[str], width: int) -> int:
    """Return how many titles there are in a row: none in a heading, which stands alone, nor in what
    has long numbers.
    """
    cells = [text for cell in row if (text := values.clean(cell))]
    if (len(cells) == 1 and width > 1) or any(_NUMBERS.search(one) for one in cells):
        return 0
    return sum(field_of(one) is not None for one in cells)


def _is_second(upper: Sequence[str], lower: Sequence[str]) -> bool:
    """Tell whether `lower` holds the titles below merged ones in `upper`: it says something where
    they are blank, and nothing below those that stand for one column.
    """
    pairs = [
        (values.clean(_cell(upper, at)), values.clean(_cell(lower, at)))
        for at in range(max(len(upper), len(lower)))
    ]
    titled = [below for _, below in pairs if below]
    over_blank = [below for above, below in pairs if below and not above]
    below_none = [above for above, below in pairs if above and not below]
    return (
        bool(over_blank)
        and any(map(field_of, below_none))
        and all(field_of(one) for one in titled)
        and any(map(field_of, titled))
    )


def _by_values(cells: Sequence[str]) -> Field | None:
    if not cells:
        return None
    for field, share in _shares(cells):
        if share >= _SURE:
            return field
    return None


def _shares(cells: Sequence[str]) -> Iterator[tuple[Field, float]]:
    phones = sum(any(len(one) == 11 for one in values.phones(cell)[0]) for cell in cells)  # noqa: PLR2004
    yield Field.PHONE, phones / len(cells)
    yield Field.SEX, sum(values.sex(cell).value is not None for cell in cells) / len(cells)
    yield Field.PRESSURE, sum(values.pressure(c).value is not None for c in cells) / len(cells)


def _cell(row: Sequence[str], at: int) -> str:
    return row[at] if at < len(row) else ""
