"""What a scanned or typed payload means.

The order of the tests is the safe one: codes that must never be kept (payment, 医保, ID card) are
recognised before anything that could be stored, and before the own table, so that a payment code
can never pass for a member. Check digits are tested here and not in drivers.

Sources: GS1 General Specifications (mod 10, application identifiers), GB 11643 (ID card, mod
11-2), the published lengths and prefixes of WeChat Pay, Alipay, UnionPay and the 医保 code.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

MEMBER_PREFIX: Final = "32"
"""Card numbers of the chain: twelve digits that start so and end in a GS1 check digit."""


class CodeKind(StrEnum):
    """Kinds of payload, as far as the counter treats them differently."""

    SIGNED_MEMBER = "signed_member"
    GS1 = "gs1"
    INSURANCE = "insurance"
    ID_CARD = "id_card"
    PAYMENT = "payment"
    TRACE = "trace"
    MEMBER = "member"
    BADGE = "badge"
    RETAIL = "retail"
    PHONE = "phone"
    URL = "url"
    WRONG_CHECK = "wrong_check"
    UNKNOWN = "unknown"


DROPPED: Final = frozenset({CodeKind.INSURANCE, CodeKind.ID_CARD, CodeKind.PAYMENT})
"""Kinds that are recognised in order to be dropped: never stored, logged, sent or shown."""


@dataclass(frozen=True, slots=True)
class Code:
    """A payload's meaning. `value` is what to look up; it is empty for dropped kinds."""

    kind: CodeKind
    value: str = ""


OwnTable = Callable[[str], CodeKind | None]
"""Says whether this store knows a payload as a member's or a badge's."""

_SIGNED: Final = re.compile(r"GT[12][0-9A-Z]{20,180}")
_GTIN_AI: Final = re.compile(r"01(\d{14})")
_INSURANCE: Final = re.compile(r"424\d{17}[0-9A-Za-z]{8}|opc[0-9A-Za-z]{25}")
_URL: Final = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
_PHONE: Final = re.compile(r"(?:\+?86)?(1[3-9]\d{9})")
_ID_WEIGHTS: Final = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_RETAIL_LENGTHS: Final = frozenset({8, 12, 13, 14})


def check_digit(digits: str) -> str:
    """Return the GS1 check digit (mod 10, weights 3 and 1 from the right) of `digits`."""
    total = sum(int(d) * (3 if i % 2 == 0 else 1) for i, d in enumerate(reversed(digits)))
    return str(-total % 10)


def has_check_digit(code: str) -> bool:
    """Tell whether the last digit of `code` is the GS1 check digit of the others."""
    return len(code) > 1 and _is_digits(code) and check_digit(code[:-1]) == code[-1]


def normalise(payload: str) -> str:
    """Return a payload without the space around it, full-width forms made plain. Half a surrogate
    pair, as some keyboards send it, cannot be looked up and becomes U+FFFD.
    """
    whole = payload.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return unicodedata.normalize("NFKC", whole).strip(" \t\r\n")


def classify(payload: str, *, own: OwnTable = lambda _: None) -> Code:
    """Return what `payload` means. `own` looks it up among this store's members and badges."""
    text = normalise(payload)
    if _SIGNED.fullmatch(text):
        return Code(CodeKind.SIGNED_MEMBER, text)
    if (code := _gs1(text)) is not None:
        return code
    if (dropped := _dropped(text)) is not None:
        return Code(dropped)
    if len(text) == 20 and _is_digits(text) and text[0] == "8":  # noqa: PLR2004 (the code's length)
        return Code(CodeKind.TRACE, text)
    if (kind := own(text)) is not None:
        return Code(kind, text)
    return _numbered(text) or _free(text)


def _gs1(text: str) -> Code | None:
    """Return the GTIN of a GS1 payload. Without the symbology's mark a valid one is proof enough:
    no payment, 医保 or ID code begins with 01.
    """
    match = _GTIN_AI.match(text.removeprefix("\x1d"))
    if match is None or not has_check_digit(match[1]):
        return None
    return Code(CodeKind.GS1, match[1])


def _dropped(text: str) -> CodeKind | None:
    if _INSURANCE.fullmatch(text):
        return CodeKind.INSURANCE
    if _is_id_card(text):
        return CodeKind.ID_CARD
    return CodeKind.PAYMENT if _is_payment(text) else None


def _is_id_card(text: str) -> bool:
    if len(text) != 18 or not _is_digits(text[:17]) or text[17] not in "0123456789Xx":  # noqa: PLR2004
        return False
    try:
        date(int(text[6:10]), int(text[10:12]), int(text[12:14]))
    except ValueError:
        return False
    total = sum(weight * int(d) for weight, d in zip(_ID_WEIGHTS, text, strict=False))
    return "10X98765432"[total % 11] == text[17].upper()


def _is_payment(text: str) -> bool:
    if not _is_digits(text):
        return False
    length, prefix = len(text), int(text[:2] or 0)
    wechat = length == 18 and 10 <= prefix <= 15  # noqa: PLR2004 (as published)
    alipay = 16 <= length <= 24 and 25 <= prefix <= 30  # noqa: PLR2004
    unionpay = 18 <= length <= 24 and prefix == 62  # noqa: PLR2004
    return wechat or alipay or unionpay


def _numbered(text: str) -> Code | None:
    if not _is_digits(text):
        return None
    if len(text) == 12 and text.startswith(MEMBER_PREFIX):  # noqa: PLR2004 (a card number)
        return Code(CodeKind.MEMBER if has_check_digit(text) else CodeKind.WRONG_CHECK, text)
    if len(text) in _RETAIL_LENGTHS and has_check_digit(text):
        return Code(CodeKind.RETAIL, text.rjust(14, "0"))
    if len(text) == 13 and text.startswith("69"):  # noqa: PLR2004 (EAN-13 of China)
        return Code(CodeKind.WRONG_CHECK, text)
    return None


def _free(text: str) -> Code:
    phone = _PHONE.fullmatch(text.replace(" ", "").replace("-", ""))
    if phone:
        return Code(CodeKind.PHONE, phone[1])
    if _URL.fullmatch(text):
        return Code(CodeKind.URL)
    return Code(CodeKind.UNKNOWN, text)


def _is_digits(text: str) -> bool:
    return text.isascii() and text.isdigit()
