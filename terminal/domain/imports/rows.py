"""One row of an old table, read field by field."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Final, TypeVar

from terminal.domain.imports import dates, values
from terminal.domain.imports.dates import Style
from terminal.domain.imports.model import Field, Problem, Severity
from terminal.domain.imports.values import Read

T = TypeVar("T")

CONDITIONS: Final[Mapping[str, str]] = MappingProxyType(
    {
        word: code
        for code, words in {
            "htn": "高血压 高血压病 原发性高血压 高压 htn hypertension",
            "t2dm": "2型糖尿病 二型糖尿病 ii型糖尿病 糖尿病2型 糖尿病(2型) t2dm",
            "t1dm": "1型糖尿病 一型糖尿病 i型糖尿病 糖尿病1型 糖尿病(1型) t1dm",
            "hyperlipidemia": "高血脂 高脂血症 血脂异常 高血脂症 hyperlipidemia",
            "chd": "冠心病 冠状动脉粥样硬化性心脏病 chd",
            "stroke": "脑卒中 中风 脑梗 脑梗死 脑梗塞 stroke",
            "copd": "慢阻肺 慢性阻塞性肺疾病 copd",
            "asthma": "哮喘 支气管哮喘 asthma",
            "gout": "痛风 gout",
            "ckd": "慢性肾病 慢性肾脏病 ckd",
            "bph": "前列腺增生 bph",
            "hypothyroidism": "甲减 甲状腺功能减退 甲状腺功能减退症 hypothyroidism",
            "osteoporosis": "骨质疏松 骨质疏松症 osteoporosis",
        }.items()
        for word in words.split()
    }
)
"""Words for conditions that stand for one and no other, and their codes; what is not among them
stays in its own words.
"""
DIABETES: Final = frozenset({"糖尿病", "diabetes", "t2dm", "t1dm"})
_ANY_DIABETES: Final = frozenset({"糖尿病", "diabetes"})
_NO_CONDITION: Final = frozenset({"健康", "正常", "无慢病", "无疾病", "否认"})
_NO_ALLERGY: Final = frozenset(
    {"无过敏", "无过敏史", "否认", "否认过敏史", "无药物过敏", "无药物过敏史"}
)


@dataclass(frozen=True, slots=True)
class Purchase:
    """What a row says was bought. `medicine` as it is called there, `code` that on its pack."""

    on: date
    medicine: str = ""
    code: str = ""
    qty_e4: int = 10_000
    fen: int = 0
    days: int | None = None
    receipt_no: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """What a row says about a person. `glucose_e1` and `pressure` are of the day `measured_on`."""

    row: int
    name: str
    sex: str | None = None
    birth_on: date | None = None
    phones: tuple[str, ...] = ()
    card: str | None = None
    former_name: str | None = None
    conditions: tuple[str, ...] = ()
    allergies: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    note: str | None = None
    silent: bool | None = None
    purchase: Purchase | None = None
    measured_on: date | None = None
    glucose_e1: int | None = None
    pressure: tuple[int, int] | None = None

    @property
    def buys(self) -> bool:
        """Tell whether it names a medicine."""
        return self.purchase is not None


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads the rows of one table under a mapping of its columns. What the columns as a whole say
    (the order of dates, rounded numbers) is looked up once: see `reader_of`.
    """

    columns: Mapping[int, Field]
    titles: Sequence[str]
    today: date
    styles: Mapping[Field, Style] = field(default_factory=dict)
    rounded: frozenset[int] = frozenset()

    def read(self, number: int, cells: Sequence[str], problems: list[Problem]) -> Entry | None:
        """Return what a row says; None when it cannot be taken over. What is wrong with it is
        added to `problems`.
        """
        by_field: dict[Field, list[str]] = {}
        for at, name in self.columns.items():
            if at < len(cells) and cells[at]:
                by_field.setdefault(name, []).append(cells[at])
        return _Row(self, number, by_field, problems).entry()

    def style(self, name: Field) -> Style:
        """Return how the dates of a field are read."""
        return self.styles.get(name) or Style(self.today)

    def title(self, name: Field) -> str:
        """Return the title of a field's first column."""
        at = next((at for at, one in self.columns.items() if one is name), None)
        return self.titles[at] if at is not None and at < len(self.titles) else ""


def reader_of(
    columns: Mapping[int, Field],
    titles: Sequence[str],
    rows: Iterable[Sequence[str]],
    today: date,
) -> Reader:
    """Return the reader of a table."""
    dated = {at: one for at, one in columns.items() if one in _DATES}
    cards = [at for at, one in columns.items() if one is Field.CARD]
    seen: dict[int, set[str]] = {at: set() for at in (*dated, *cards)}
    for row in rows:
        for at, cells in seen.items():
            if at < len(row) and row[at]:
                cells.add(row[at])
    styles = {
        name: Style(today, dates.order_of(seen[at]), births=name is Field.BIRTH_ON)
        for at, name in dated.items()
    }
    rounded = [values.rounded_lengths(seen[at]) for at in cards]
    return Reader(columns, titles, today, styles, frozenset().union(*rounded))


_DATES: Final = frozenset({Field.BIRTH_ON, Field.SOLD_ON, Field.MEASURED_ON})
_BOUGHT: Final = (Field.MEDICINE, Field.MEDICINE_CODE)
_MEASURED: Final = frozenset({Field.GLUCOSE, Field.PRESSURE})


class _Row:
    """One row being read."""

    def __init__(
        self,
        reader: Reader,
        number: int,
        cells: Mapping[Field, list[str]],
        problems: list[Problem],
    ) -> None:
        self._reader, self._number, self._cells = reader, number, cells
        self._problems = problems

    def entry(self) -> Entry | None:
        first = self._first(Field.NAME)
        if values.is_total(first):
            self._add(Field.NAME, "IMPORT_ROW_TOTAL", Severity.ROW, first)
            return None
        name = values.name(first)
        if name.value is None:
            self._add(Field.NAME, name.code or "", Severity.ROW, first)
            return None
        glucose, pressure, measured_on = self._readings()
        return Entry(
            row=self._number,
            name=name.value,
            sex=self._one(Field.SEX, values.sex),
            birth_on=self._day(Field.BIRTH_ON),
            phones=self._phones(),
            card=self._one(
                Field.CARD, lambda cell: values.card(cell, rounded=self._reader.rounded)
            ),
            former_name=self._former(name.value),
            conditions=self._conditions(),
            allergies=tuple(one for one in self._words(Field.ALLERGIES) if one not in _NO_ALLERGY),
            tags=self._words(Field.TAGS),
            note=self._one(Field.NOTE, values.note),
            silent=self._one(Field.SILENT, values.flag),
            purchase=self._purchase(),
            measured_on=measured_on,
            glucose_e1=glucose,
            pressure=pressure,
        )

    def _phones(self) -> tuple[str, ...]:
        if Field.PHONE not in self._cells and Field.PHONE not in self._reader.columns.values():
            return ()
        found: list[str] = []
        wrong: dict[str, str] = {}
        for cell in self._cells.get(Field.PHONE, ()):
            good, codes = values.phones(cell)
            found += good
            wrong = dict.fromkeys(codes, cell) | wrong
        for code, cell in wrong.items():
            self._add(Field.PHONE, code, Severity.MISSING, cell)
        if not found and not wrong:
            self._add(Field.PHONE, "IMPORT_PHONE_MISSING", Severity.MISSING)
        return tuple(dict.fromkeys(found))

    def _former(self, name: str) -> str | None:
        cell = self._first(Field.FORMER_NAME)
        if not values.clean(cell):
            return None
        read = values.name(cell)
        if read.code is not None:
            self._add(Field.FORMER_NAME, read.code, Severity.MISSING, cell)
        return None if read.value == name else read.value

    def _conditions(self) -> tuple[str, ...]:
        found = []
        for word in self._words(Field.CONDITIONS):
            if word in _NO_CONDITION:
                continue
            if word.lower() in _ANY_DIABETES:
                self._add(Field.CONDITIONS, "IMPORT_DIABETES_TYPE", Severity.QUESTION, word)
            found.append(CONDITIONS.get(word.lower(), word))
        return tuple(dict.fromkeys(found))

    def _purchase(self) -> Purchase | None:
        if self._cells.keys().isdisjoint(_BOUGHT):
            return None
        if not any(values.clean(self._first(one)) for one in _BOUGHT):
            return None
        on = self._day(Field.SOLD_ON)
        medicine = values.clean(self._first(Field.MEDICINE))
        code = self._one(Field.MEDICINE_CODE, values.code) or ""
        qty = self._one(Field.QUANTITY, values.quantity_e4)
        fen = self._one(Field.AMOUNT, values.fen)
        days = self._one(Field.DAYS_SUPPLY, values.days)
        receipt = self._one(Field.RECEIPT_NO, values.code) or ""
        if on is None:
            if not values.clean(self._first(Field.SOLD_ON)):
                self._add(Field.SOLD_ON, "IMPORT_PURCHASE_UNDATED", Severity.MISSING)
            return None
        if qty is None and values.clean(self._first(Field.QUANTITY)):
            return None  # How many is not known for certain: it would not last as long as shown.
        return Purchase(on, medicine, code, 10_000 if qty is None else qty, fen or 0, days, receipt)

    def _readings(self) -> tuple[int | None, tuple[int, int] | None, date | None]:
        if self._cells.keys().isdisjoint(_MEASURED):
            return None, None, None
        title = self._reader.title(Field.GLUCOSE)
        glucose = self._one(Field.GLUCOSE, lambda cell: values.glucose_e1(cell, title))
        pressure = self._one(Field.PRESSURE, values.pressure)
        if glucose is None and pressure is None:
            return None, None, None
        on = self._day(Field.MEASURED_ON)
        if on is None:
            # Unlike a purchase, a reading of an unknown day may pass for a fresh one.
            self._add(Field.MEASURED_ON, "IMPORT_READING_UNDATED", Severity.MISSING)
            return None, None, None
        return glucose, pressure, on

    def _day(self, name: Field) -> date | None:
        return self._one(name, lambda cell: dates.day(cell, self._reader.style(name)))

    def _words(self, name: Field) -> tuple[str, ...]:
        found: list[str] = []
        for cell in self._cells.get(name, ()):
            read = values.words(cell)
            found += read.value or ()
            if read.code is not None:
                self._add(name, read.code, Severity.MISSING, cell)
        return tuple(dict.fromkeys(found))

    def _one(self, name: Field, read: Callable[[str], Read[T]]) -> T | None:
        cells = self._cells.get(name)
        if not cells:
            return None
        found = read(cells[0])
        if found.code is not None:
            self._add(name, found.code, Severity.MISSING, cells[0])
        return found.value

    def _first(self, name: Field) -> str:
        return next(iter(self._cells.get(name, ())), "")

    def _add(self, name: Field, code: str, severity: Severity, said: str = "") -> None:
        self._problems.append(Problem(self._number, name, code, severity, said=said))
