"""Codes as they are scanned at a pharmacy till: made up, with valid check digits.

The kinds and their forms are those of product section 4.1 (sources there). No number belongs to
anybody: area 999 of an ID card is assigned to no place, phones are from segment 154.
"""

from __future__ import annotations

from base64 import b32encode
from dataclasses import dataclass
from hashlib import blake2b
from random import Random
from typing import Final, Literal

CodeClass = Literal["digits", "letters", "separated", "chinese"]
GS: Final = "\x1d"
_BASE32: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
_LETTERS: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_MIXED: Final = _LETTERS + "0123456789"
_ID_WEIGHTS: Final = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_HAN: Final = "合成数据会员药店阿莫西林胶囊降压片控糖食谱王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗"


@dataclass(frozen=True, slots=True)
class Code:
    """A code: its kind, what a scanner reads, its class, and whether a check digit or a closed
    form tells a whole one from one with a key doubled.
    """

    kind: str
    text: str
    cls: CodeClass
    is_checked: bool


def mod10(digits: str) -> str:
    """Return the GS1 check digit (General Specifications, section 7.9)."""
    total = sum(int(d) * (3 if i % 2 == 0 else 1) for i, d in enumerate(reversed(digits)))
    return str(-total % 10)


def _numerals(rng: Random, count: int) -> str:
    return f"{rng.randrange(10**count):0{count}d}"


def _checked(body: str) -> str:
    return body + mod10(body)


def _member_card(rng: Random) -> Code:
    return Code("member_card", _checked("32" + _numerals(rng, 9)), "digits", True)


def _member_app(rng: Random) -> Code:
    # 36 bytes and a signature of 64 in base32 are 160 characters.
    body = "GT2" + "".join(rng.choices(_BASE32, k=rng.choice((57, 96, 120))))
    return Code("member_app", body + _seal(body), "letters", True)


def _seal(body: str) -> str:
    """Return what stands for the signature here: it proves the whole as strongly."""
    return b32encode(blake2b(body.encode(), digest_size=25).digest()).decode()


def _ean13(rng: Random) -> Code:
    return Code("ean13", _checked(f"69{_numerals(rng, 10)}"), "digits", True)


def _short_retail(rng: Random) -> Code:
    """EAN-8, or UPC-A."""
    length = rng.choice((7, 11))
    return Code("ean8_upc", _checked("6" + _numerals(rng, length - 1)), "digits", True)


def _ean14(rng: Random) -> Code:
    return Code("ean14", _checked(f"{rng.randint(0, 8)}69{_numerals(rng, 10)}"), "digits", True)


def _trace(rng: Random) -> Code:
    return Code("trace", "8" + _numerals(rng, 19), "digits", False)


def _gs1(rng: Random) -> Code:
    mark = rng.choice(("", "", "]d2", "]C1"))
    day = f"{rng.randint(26, 29)}{rng.randint(1, 12):02d}{rng.randint(0, 28):02d}"
    lot = "".join(rng.choices(_MIXED[:26] + "0123456789", k=rng.randint(4, 9)))
    serial = _numerals(rng, rng.randint(6, 12))
    text = f"{mark}01{_checked('06' + '9' + _numerals(rng, 10))}17{day}10{lot}{GS}21{serial}"
    return Code("gs1", text, "separated", False)


def _insurance(rng: Random) -> Code:
    if rng.random() < 0.3:
        return Code("insurance", "opc" + "".join(rng.choices(_MIXED, k=25)), "letters", False)
    return Code("insurance", f"424{_numerals(rng, 21)}0000", "digits", False)


def _id_card(rng: Random) -> Code:
    birth = f"{rng.randint(1940, 2010)}{rng.randint(1, 12):02d}{rng.randint(1, 28):02d}"
    body = f"999{_numerals(rng, 3)}{birth}{_numerals(rng, 3)}"
    text = body + _id_check(body)
    return Code("id_card", text, "letters" if text.endswith("X") else "digits", True)


def _id_check(body: str) -> str:
    """Return the check character of an ID card (GB 11643, mod 11-2)."""
    total = sum(weight * int(d) for weight, d in zip(_ID_WEIGHTS, body, strict=True))
    return "10X98765432"[total % 11]


def _payment(rng: Random) -> Code:
    prefix, length = rng.choice((("13", 18), ("28", rng.randint(16, 24)), ("62", 19)))
    return Code("payment", prefix + _numerals(rng, length - 2), "digits", False)


def _url(rng: Random) -> Code:
    path = "".join(rng.choices(_MIXED, k=rng.randint(12, 40)))
    host = rng.choice(("u.example.com", "W.example.CN", "qr.example.org"))
    head = rng.choice(("https", "https", "HTTP"))
    return Code("url", f"{head}://{host}/{path[:6]}?c={path[6:]}", "letters", False)


def _phone(rng: Random) -> Code:
    return Code("phone", "154" + _numerals(rng, 8), "digits", False)


def _badge(rng: Random) -> Code:
    if rng.random() < 0.5:
        return Code("badge", "B" + _numerals(rng, 7), "letters", False)
    return Code("badge", "77" + _numerals(rng, 8), "digits", False)


def _chinese(rng: Random) -> Code:
    words = "".join(rng.choices(_HAN, k=rng.randint(2, 12)))
    return Code("chinese", f"{words}{_numerals(rng, rng.randint(4, 11))}", "chinese", False)


_MAKERS: Final = {
    "member_card": _member_card,
    "member_app": _member_app,
    "ean13": _ean13,
    "ean8_upc": _short_retail,
    "ean14": _ean14,
    "trace": _trace,
    "gs1": _gs1,
    "insurance": _insurance,
    "id_card": _id_card,
    "payment": _payment,
    "url": _url,
    "phone": _phone,
    "badge": _badge,
    "chinese": _chinese,
}
KINDS: Final = tuple(_MAKERS)
"""The fourteen kinds."""


_CHECKED_LENGTHS: Final = {
    "member_card": (12,),
    "ean13": (13,),
    "ean8_upc": (8, 12),
    "ean14": (14,),
    "id_card": (18,),
}


def has_check(text: str) -> bool:
    """Tell whether `text` is a whole code of a kind that has a check digit."""
    if text.startswith("GT2"):
        return text[-40:] == _seal(text[:-40])
    if not text[:-1].isdigit():
        return False
    if len(text) == len(_ID_WEIGHTS) + 1:
        return text[-1] == _id_check(text[:-1])
    lengths = {length for kind in _CHECKED_LENGTHS.values() for length in kind}
    return len(text) in lengths and text[-1] == mod10(text[:-1])


def repairs(doubled: str) -> set[str]:
    """Return the whole codes that `doubled` may have been before one of its keys came twice."""
    shorter = {
        doubled[:place] + doubled[place + 1 :]
        for place in range(len(doubled) - 1)
        if doubled[place] == doubled[place + 1]
    }
    return {text for text in shorter if has_check(text)}


def draw(kind: str, rng: Random) -> Code:
    """Return a code of a kind."""
    return _MAKERS[kind](rng)
