"""Reads single cells of old tables: each reader returns a value, nothing, or why there is none.

A number that lost digits on its way through a spreadsheet is never completed: it counts as damaged.
Spreadsheets keep 15 digits of a number and show long ones as powers of ten.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Final, Generic, TypeVar

from terminal.domain.identifiers import DROPPED, CodeKind, classify
from terminal.domain.observation import (
    BLOOD_PRESSURE,
    DIASTOLIC,
    GLUCOSE,
    GLUCOSE_FASTING,
    SYSTOLIC,
    check,
)

T = TypeVar("T")

DAMAGED: Final = "IMPORT_NUMBER_DAMAGED"
UNREADABLE: Final = "IMPORT_NUMBER_UNREADABLE"
LONG: Final = "IMPORT_VALUE_LONG"
NAME_MOST: Final = 80
CODE_MOST: Final = 64
NOTE_MOST: Final = 500
EXACT_DIGITS: Final = 15
"""So many digits of a number a spreadsheet keeps."""

_SURELY_DAMAGED: Final = 18
"""From this length on the zeros at the end (three and more) are no chance."""
_MG_PER_MMOL: Final = Decimal("18.0156")
"""Milligrams a decilitre in one millimole a litre of glucose (180.156 g/mol)."""
_MMOL_MOST: Final = Decimal("33.3")
"""Above this a number without a unit is as likely in milligrams a decilitre."""
_ABSURD: Final = Decimal(10_000)

_INVISIBLE: Final = re.compile(
    "[\u200b-\u200f\u202a-\u202e\u2060\ufeff\u00ad\x00-\x08\x0e-\x1f\x7f]"
)
_CLEAN: Final = re.compile("[0-9A-Za-z\u4e00-\u9fff/、-]+")
"""Cells as nearly all are: nothing in them has another form."""
_SPACES: Final = re.compile(r"\s+")
_AS_FORMULA: Final = re.compile(r'="?([^"]*)"?')
_BLANK: Final = frozenset(
    (
        *("-", "--", "—", "——", "/", "\\", ".", "无", "空", "暂无", "没有", "未知", "不详", "不明"),
        *("未填", "未填写", "未登记", "none", "null", "nil", "nan", "n/a", "na", "(null)"),
        *("(blank)", "#n/a", "#null!", "#ref!", "#value!", "#name?", "#div/0!"),
    )
)
_SCIENCE: Final = re.compile(r"([+-]?)(\d)(?:\.(\d+))?[eE]\+?(\d{1,3})", re.ASCII)
_FLOAT: Final = re.compile(r"(\d+)\.0+", re.ASCII)
_GARBLED: Final = re.compile("[\ufffd?*□■]|锟斤拷|烫烫|屯屯|Ã|â€|ï¿½")
_DOTS: Final = str.maketrans(dict.fromkeys("•・‧∙", "·"))
_NOT_NAME: Final = re.compile(r"[\d\W_]+")
_TOTALS: Final = frozenset(["合计", "总计", "小计", "共计", "汇总", "total", "sum", "subtotal"])
_LIST: Final = re.compile(r"[、,，;；/／|｜\r\n\t]+")
_MOBILE: Final = re.compile(r"1[3-9]\d{9}", re.ASCII)
_ABROAD: Final = re.compile(r"(?:\+|00)?86(?=1[3-9]\d{9}$)", re.ASCII)
_AREA: Final = re.compile(r"0\d{9,11}", re.ASCII)
_LOCAL: Final = re.compile(r"[2-8]\d{6,7}", re.ASCII)
_PHONE_MARKS: Final = re.compile(r"[\s().\-–—]+")
_NUMBER: Final = re.compile(r"[+-]?\d+(?:\.\d+)?", re.ASCII)
_UNIT_OF_PACKS: Final = re.compile(r"[盒瓶袋支片包板件粒条罐]$")
_MG: Final = re.compile(r"mg\s*/?\s*d?l|毫克", re.IGNORECASE)
_MMOL: Final = re.compile(r"mmol\s*/?\s*l?|毫摩", re.IGNORECASE)
_PRESSURE: Final = re.compile(r"(\d{2,3})\s*[/\\\-,、;~]\s*(\d{2,3})", re.ASCII)


@dataclass(frozen=True, slots=True)
class Read(Generic[T]):
    """What one cell says: a value, or else a code of why it cannot be read; neither when it says
    nothing.
    """

    value: T | None = None
    code: str | None = None


def clean(cell: str) -> str:
    """Return a cell in one form: half-width, without marks nobody sees and spaces around it. What
    stands for nothing becomes nothing.
    """
    if _CLEAN.fullmatch(cell):
        return "" if cell.lower() in _BLANK else cell
    text = _INVISIBLE.sub("", unicodedata.normalize("NFKC", cell))
    text = _SPACES.sub(" ", text).strip()
    if text.startswith("="):
        found = _AS_FORMULA.fullmatch(text)
        text = found[1].strip() if found else text
    text = text.removeprefix("'").strip()
    return "" if text.lower() in _BLANK else text


def is_total(cell: str) -> bool:
    """Tell whether a name is the word before a sum at the end of a table."""
    return clean(cell).rstrip(":").strip().lower() in _TOTALS


def name(cell: str) -> Read[str]:
    """Return a person's name."""
    text = clean(cell).translate(_DOTS)
    if not text:
        return Read(code="IMPORT_NAME_MISSING")
    if _GARBLED.search(text) or not _NOT_NAME.sub("", text):
        return Read(code="IMPORT_NAME_UNREADABLE")
    return Read(text) if len(text) <= NAME_MOST else Read(code=LONG)


def digits(text: str) -> Read[str]:
    """Return a number that stands for itself, such as a phone, as text: a power of ten is written
    out when it shows all digits, and is damaged when it does not.
    """
    if found := _FLOAT.fullmatch(text):
        return Read(found[1])
    science = _SCIENCE.fullmatch(text)
    if science is None:
        return Read(text)
    first, rest, power = science[2], science[3] or "", int(science[4])
    is_whole = not science[1] and len(rest) == power < EXACT_DIGITS
    return Read(first + rest) if is_whole else Read(code=DAMAGED)


def phones(cell: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the phones in a cell, and the codes of those that are none."""
    if _MOBILE.fullmatch(cell):
        return (cell,), ()
    found: list[str] = []
    codes: list[str] = []
    for part in _LIST.split(cell) if clean(cell) else ():
        text = clean(part)
        if not text:
            continue
        read = _phone(text)
        if read.value is None:
            # Two phones with a space between them.
            both = [_phone(one) for one in text.split(" ")]
            if len(both) > 1 and all(one.value for one in both):
                found += [one.value for one in both if one.value]
                continue
            codes.append(read.code or "IMPORT_PHONE_INVALID")
        else:
            found.append(read.value)
    return tuple(dict.fromkeys(found)), tuple(dict.fromkeys(codes))


def _phone(text: str) -> Read[str]:
    read = digits(text)
    if read.value is None:
        return read
    plain = _PHONE_MARKS.sub("", read.value)
    plain = _ABROAD.sub("", plain)
    if plain.startswith("0") and _MOBILE.fullmatch(plain[1:]):
        plain = plain[1:]  # As one dialled a mobile phone of another town.
    if _MOBILE.fullmatch(plain) or _AREA.fullmatch(plain) or _LOCAL.fullmatch(plain):
        return Read(plain)
    return Read(code="IMPORT_PHONE_INVALID")


def card(cell: str, *, rounded: frozenset[int] = frozenset()) -> Read[str]:
    """Return a card number of the chain or of an older system. `rounded` are the lengths that the
    column holds only with zeros at the end; see `rounded_lengths`. What must never be kept (an ID
    card, a payment or 医保 code) is refused.
    """
    text = clean(cell).replace(" ", "")
    if not text:
        return Read()
    read = digits(text)
    if read.value is None:
        return Read(code=read.code)
    text = read.value
    if is_rounded(text) and (len(text) >= _SURELY_DAMAGED or len(text) in rounded):
        return Read(code=DAMAGED)
    code = classify(text)
    if code.kind in DROPPED:
        return Read(code="IMPORT_CARD_FORBIDDEN")
    if code.kind is CodeKind.WRONG_CHECK:
        return Read(code="IMPORT_CARD_CHECK")
    return Read(text) if len(text) <= CODE_MOST else Read(code=LONG)


def is_rounded(text: str) -> bool:
    """Tell whether a long number has zeros at the end where a spreadsheet would have put them."""
    extra = len(text) - EXACT_DIGITS
    return extra > 0 and text.isascii() and text.isdigit() and text.endswith("0" * extra)


def rounded_lengths(cells: Iterable[str]) -> frozenset[int]:
    """Return the lengths of long numbers of which a column holds several, all rounded: one zero at
    the end of one number is chance.
    """
    seen: dict[int, list[bool]] = {}
    for cell in cells:
        text = clean(cell)
        if len(text) > EXACT_DIGITS and text.isascii() and text.isdigit():
            seen.setdefault(len(text), []).append(is_rounded(text))
    return frozenset(length for length, each in seen.items() if len(each) > 1 and all(each))


_SEXES: Final = {
    "female": frozenset(["女", "女性", "女士", "女的", "f", "female", "woman", "w", "小姐"]),
    "male": frozenset(["男", "男性", "先生", "男的", "m", "male", "man"]),
}


def sex(cell: str) -> Read[str]:
    """Return `female` or `male`. Numbers mean different things in different systems."""
    text = clean(cell).lower()
    if not text:
        return Read()
    found = next((code for code, words in _SEXES.items() if text in words), None)
    return Read(found) if found else Read(code="IMPORT_SEX_UNREADABLE")


_YES: Final = frozenset(
    (
        *("是", "有", "y", "yes", "true", "1", "√", "✓", "勿扰", "免打扰", "静默", "拒绝"),
        *("退订", "不接收", "黑名单"),
    )
)
_NO: Final = frozenset(
    ("否", "不", "n", "no", "false", "0", "×", "✗", "正常", "接收", "可联系", "同意")
)


def flag(cell: str) -> Read[bool]:
    """Return a yes or a no, as somebody's wish to be left alone is written down."""
    text = clean(cell).lower()
    if not text:
        return Read()
    if text in _YES:
        return Read(value=True)
    return Read(value=False) if text in _NO else Read(code="IMPORT_FLAG_UNREADABLE")


def words(cell: str) -> Read[tuple[str, ...]]:
    """Return the words of a list, such as 高血压、糖尿病."""
    found = dict.fromkeys(
        text for part in (_LIST.split(cell) if clean(cell) else ()) if (text := clean(part))
    )
    if any(len(text) > CODE_MOST for text in found):
        return Read(code=LONG)
    return Read(tuple(found)) if found else Read()


def note(cell: str) -> Read[str]:
    """Return a note."""
    text = clean(cell)
    if len(text) > NOTE_MOST:
        return Read(code=LONG)
    return Read(text) if text else Read()


def code(cell: str) -> Read[str]:
    """Return a number or code such as that of a receipt or on a pack."""
    text = clean(cell).replace(" ", "")
    if not text:
        return Read()
    read = digits(text)
    if read.value is None or (is_rounded(read.value) and len(read.value) >= _SURELY_DAMAGED):
        return Read(code=DAMAGED)
    return Read(read.value) if len(read.value) <= CODE_MOST else Read(code=LONG)


def quantity_e4(cell: str) -> Read[int]:
    """Return how many packs, times 10,000; a return is below zero."""
    text = _UNIT_OF_PACKS.sub("", clean(cell)).strip().replace(",", "")
    return _scaled(text, 4) if text else Read()


def fen(cell: str) -> Read[int]:
    """Return an amount of money in 1/100 yuan."""
    text = clean(cell).replace(",", "").replace(" ", "")
    text = text.removeprefix("¥").removeprefix("￥").removesuffix("元")
    return _scaled(text, 2) if text else Read()


def days(cell: str) -> Read[int]:
    """Return a number of days."""
    text = clean(cell).removesuffix("天").removesuffix("日").strip()
    if not text:
        return Read()
    read = _scaled(text, 0)
    is_days = read.value is not None and 0 < read.value <= 400  # noqa: PLR2004 (over a year)
    return read if is_days else Read(code=UNREADABLE)


def _scaled(text: str, places: int) -> Read[int]:
    try:
        number = Decimal(text) if _NUMBER.fullmatch(text) else None
    except InvalidOperation:
        number = None
    if number is None:
        return Read(code=DAMAGED if _SCIENCE.fullmatch(text) else UNREADABLE)
    scaled = number.scaleb(places)
    whole = int(scaled.to_integral_value())
    return Read(whole) if scaled == whole and abs(whole) < 10**12 else Read(code=UNREADABLE)


def glucose_e1(cell: str, title: str = "") -> Read[int]:
    """Return a fasting glucose in mmol/L × 10. The unit stands in the cell or in the column's
    title; a number that may be either unit is not taken.
    """
    text = clean(cell)
    if not text:
        return Read()
    in_mg = bool(_MG.search(text)) or (not _MMOL.search(text) and bool(_MG.search(clean(title))))
    in_mmol = bool(_MMOL.search(text)) or bool(_MMOL.search(clean(title)))
    number = _MMOL.sub("", _MG.sub("", text)).strip()
    if not _NUMBER.fullmatch(number):
        return Read(code=UNREADABLE)
    amount = Decimal(number)
    if amount > _ABSURD:
        return _OUT_OF_RANGE
    if in_mg:
        amount /= _MG_PER_MMOL
    elif not in_mmol and amount > _MMOL_MOST:
        return Read(code="IMPORT_UNIT_UNCLEAR")
    value = int((amount * 10).quantize(Decimal(1)))
    return Read(value) if not check(GLUCOSE_FASTING, {GLUCOSE: value}) else _OUT_OF_RANGE


def pressure(cell: str) -> Read[tuple[int, int]]:
    """Return a blood pressure, the upper value first."""
    text = re.sub(r"mm\s*hg", "", clean(cell), flags=re.IGNORECASE).strip()
    if not text:
        return Read()
    found = _PRESSURE.fullmatch(text)
    if found is None:
        return Read(code=UNREADABLE)
    upper, lower = int(found[1]), int(found[2])
    if check(BLOOD_PRESSURE, {SYSTOLIC: upper, DIASTOLIC: lower}):
        return Read(code="IMPORT_READING_RANGE")
    return Read((upper, lower))


_OUT_OF_RANGE: Final[Read[int]] = Read(code="IMPORT_READING_RANGE")
