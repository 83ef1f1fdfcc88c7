"""Codes that are recognised in order to be dropped: payment, 医保 and ID card.

They are looked for as they are read and also as a part of what is read (spaces and hyphens between
digits, other text around them), since whoever scans or types one does not choose how it arrives.
What is inside a letter or digit run is no code of its own: a lot number or a serial that contains
such digits stays one.

Sources: GB 11643 (ID card: date, check digit mod 11-2), the published lengths and prefixes of
WeChat Pay (18 digits, 10 to 15), Alipay (16 to 24, 25 to 30), UnionPay (from 18, 62) and of the
医保 code (28 characters, 424 or opc).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from typing import Final

SHORTEST: Final = 16
"""No such code has fewer characters."""


class Dropped(StrEnum):
    """What the code is of."""

    INSURANCE = "insurance"
    ID_CARD = "id_card"
    PAYMENT = "payment"


_INSURANCE: Final = re.compile(r"424[0-9]{17}[0-9A-Z]{8}|OPC[0-9A-Z]{25}")
_ID_CARD: Final = re.compile(r"[0-9]{6}(?:18|19|20)[0-9]{9}[0-9X]")
_PAYMENT: Final = re.compile(
    r"1[0-5][0-9]{16}|(?:2[5-9]|30)[0-9]{14,22}|62[0-9]{16,22}"  # WeChat, Alipay, UnionPay.
)
_ID_WEIGHTS: Final = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_TOKEN: Final = re.compile(r"[0-9A-Za-z]+")
_GAPS: Final = re.compile(r"[\s\-‐-―−.·_\u200b-\u200f\u2060\ufeff]+")
_JOINED_MAX: Final = 28


def dropped(text: str) -> tuple[Dropped, ...]:
    """Return what a normalised text is or holds, the likeliest first; nothing for one that may be
    kept. An ID card and a payment code can be the same eighteen digits: both are returned then.
    """
    if len(text) < SHORTEST:
        return ()
    for one in _candidates(text):
        if found := _families(one):
            return found
    return ()


def _candidates(text: str) -> Iterator[str]:
    yield text
    joined = _GAPS.sub("", text)
    if len(joined) <= _JOINED_MAX:
        yield joined
    yield from (one for one in _TOKEN.findall(text) if SHORTEST <= len(one) < len(text))


def _families(one: str) -> tuple[Dropped, ...]:
    upper = one.upper()
    if not upper.isascii():
        return ()
    if _INSURANCE.fullmatch(upper):
        return (Dropped.INSURANCE,)
    found = []
    if is_id_card(upper):
        found.append(Dropped.ID_CARD)
    if _PAYMENT.fullmatch(upper):
        found.append(Dropped.PAYMENT)
    return tuple(found)


def is_id_card(text: str) -> bool:
    """Tell whether these are 18 characters with a day of birth that existed and a check digit that
    holds (one in eleven does by chance).
    """
    if not _ID_CARD.fullmatch(text):
        return False
    try:
        date(int(text[6:10]), int(text[10:12]), int(text[12:14]))
    except ValueError:
        return False
    total = sum(weight * int(d) for weight, d in zip(_ID_WEIGHTS, text[:17], strict=True))
    return "10X98765432"[total % 11] == text[17]
