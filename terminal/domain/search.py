"""What one search field means: how what is typed and what is on file are made alike, what a hit is.

Both sides go through the same functions, so that width, case, spaces and dashes never matter.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from enum import IntEnum, StrEnum
from typing import Final

LIMIT: Final = 50
"""So many hits at most."""
RECENT_DAYS: Final = 90
TAIL_LEAST: Final = 2
TAIL_MOST: Final = 11

_HAN: Final = "\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_UNITS: Final = re.compile(rf"[{_HAN}]|[^\W_{_HAN}]+")
_WORDS: Final = re.compile("[0-9a-z]+")
_SOME_HAN: Final = re.compile(rf"[{_HAN}]")
_NOT_WORD: Final = re.compile(r"[\W_]+")
_ABROAD: Final = re.compile(r"(?:00)?86(1\d{10})")
_UMLAUT: Final = str.maketrans("üǖǘǚǜ", "vvvvv")
APPROVAL: Final = "国药准字"


class Found(StrEnum):
    """By what something was found. Screens have words for each."""

    MEMBER_CODE = "member_code"
    PHONE = "phone"
    NAME = "name"
    FORMER_NAME = "former_name"
    PINYIN = "pinyin"
    INITIALS = "initials"
    GTIN = "gtin"
    APPROVAL_NO = "approval_no"
    GENERIC = "generic"
    TRADE = "trade"


class Grade(IntEnum):
    """How well it fits, the best first: the whole, bought here lately, the beginning, a part."""

    EXACT = 0
    RECENT = 1
    PREFIX = 2
    PART = 3


class Sort(IntEnum):
    """What was found; customers stand first where all else is equal."""

    CUSTOMER = 0
    MEDICINE = 1


@dataclass(frozen=True, slots=True)
class Match:
    """One hit. `bought_on` is when the customer last bought in this store, if ever."""

    sort: Sort
    id: str
    found: Found
    grade: Grade
    bought_on: date | None = None


def plain(text: str) -> str:
    """Return a text in one form: width, case and ü made alike; half a surrogate becomes U+FFFD."""
    if text.isascii():
        return text.lower()
    try:
        text.encode()
    except UnicodeEncodeError:
        text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return unicodedata.normalize("NFKC", text).lower().translate(_UMLAUT)


def letters(text: str) -> str:
    """Return the letters and digits of a text: 'Wáng, Xiù-lán' has no spaces or marks left."""
    return _NOT_WORD.sub("", plain(text))


def units(text: str) -> list[str]:
    """Return what is read one by one: Chinese characters, and words of other writing."""
    if text.isascii():
        return _WORDS.findall(text.lower())
    return _UNITS.findall(plain(text))


def has_han(text: str) -> bool:
    """Tell whether there is a Chinese character in a text."""
    return _SOME_HAN.search(text) is not None


def is_digits(text: str) -> bool:
    """Tell whether a text is Western digits and nothing else."""
    return text.isascii() and text.isdigit()


def phone_digits(text: str) -> str:
    """Return a phone's digits without spaces, dashes and China's prefix; nothing when it holds
    something else.
    """
    digits = letters(text)
    if not is_digits(digits):
        return ""
    abroad = _ABROAD.fullmatch(digits)
    return abroad[1] if abroad else digits


def approval(text: str) -> str:
    """Return an approval number without the words before it: h20023456."""
    return letters(text).removeprefix(APPROVAL)
