"""What a scanned or typed payload means.

The order of the tests is the safe one: codes that must never be kept (payment, 医保, ID card) are
recognised before anything that could be stored but a signed code and a valid GTIN of GS1, which
they cannot be, and before the own table, so that a payment code can never pass for a member. Check
digits are tested here and not in drivers.

What one payload could be besides is said with it (`doubt`), and what was asked for settles it: the
same twelve digits are a member's card or a parcel's bar code.

Sources: GS1 General Specifications (mod 10, application identifiers, symbology identifiers), and
`dropped_codes` for those.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from terminal.domain.dropped_codes import Dropped, dropped, is_id_card

MEMBER_PREFIX: Final = "32"
"""Card numbers of the chain: twelve digits that start so and end in a GS1 check digit."""
LENGTH_MAX: Final = 4_296
"""Characters of the largest QR code there is; what is longer is no code."""
FNC1: Final = "\x1d"
GS1_SYMBOLOGIES: Final = frozenset({"]C1", "]d2", "]Q3", "]e0"})
"""AIM identifiers of GS1-128, GS1 DataMatrix, GS1 QR and GS1 DataBar."""


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
    RECEIPT = "receipt"
    OTHER_UDI = "other_udi"
    PHONE = "phone"
    URL = "url"
    WRONG_CHECK = "wrong_check"
    UNKNOWN = "unknown"


DROPPED: Final = frozenset({CodeKind.INSURANCE, CodeKind.ID_CARD, CodeKind.PAYMENT})
"""Kinds that are recognised in order to be dropped: never stored, logged, sent or shown."""


@dataclass(frozen=True, slots=True)
class Code:
    """A payload's meaning. `value` is what to look up: of GS1 the message without the symbology's
    mark; empty for dropped kinds and addresses. `doubt` is what it could be as well.
    """

    kind: CodeKind
    value: str = ""
    doubt: CodeKind | None = None


OwnTable = Callable[[str], CodeKind | None]
"""Says whether this store knows a payload as a member's, a badge's or a medicine's (RETAIL)."""
_NOBODY: Final[OwnTable] = lambda _: None  # noqa: E731 (a default, not a function to call by name)

_AIM: Final = re.compile(r"\][A-Za-z][0-9A-Za-z]")
_SIGNED: Final = re.compile(r"GT[12][0-9A-Z]{20,180}", re.IGNORECASE)
_GTIN_AI: Final = re.compile(r"01(\d{14})", re.ASCII)
_PRINTED_GTIN: Final = re.compile(r"\(01\)\s*(\d{14})(?!\d)", re.ASCII)
_PRINTED: Final = re.compile(r"\(\d{2,4}\)[^()]")
_ELEMENT: Final = re.compile(r"[0-9]{2}.")
_UDI: Final = re.compile(r"\+[A-Z][0-9A-Z]{4,}|MA\.\d{3}\.\w+|=/[0-9A-Z]", re.IGNORECASE)
"""Marks of issuers of device codes other than GS1: HIBC, 中关村 MA, ICCBBA."""
_URL: Final = re.compile(
    r"[a-z][a-z0-9+.\-]{1,15}://\S+|www\.\S+|(?:[\w\-]{1,63}\.){1,8}[a-z]{2,8}/\S*", re.IGNORECASE
)
_PHONE: Final = re.compile(r"(?:\+?86)?(1[3-9]\d{9})", re.ASCII)
_RETAIL_LENGTHS: Final = frozenset({8, 12, 13, 14})
_CONTROLS: Final = "".join(chr(n) for n in range(0x20) if chr(n) != FNC1) + "\x7f\ufeff\u200b"
_RECEIPT: Final = re.compile(r"[0-9A-Z][0-9A-Z._/#\-]{3,63}", re.ASCII | re.IGNORECASE)
_ENDS: Final = f" \u3000{_CONTROLS}"
_OF_DROPPED: Final = {
    Dropped.INSURANCE: CodeKind.INSURANCE,
    Dropped.ID_CARD: CodeKind.ID_CARD,
    Dropped.PAYMENT: CodeKind.PAYMENT,
}


def check_digit(digits: str) -> str:
    """Return the GS1 check digit (mod 10, weights 3 and 1 from the right) of `digits`."""
    total = sum(int(d) * (3 if i % 2 == 0 else 1) for i, d in enumerate(reversed(digits)))
    return str(-total % 10)


def has_check_digit(code: str) -> bool:
    """Tell whether the last digit of `code` is the GS1 check digit of the others."""
    return len(code) > 1 and _is_digits(code) and check_digit(code[:-1]) == code[-1]


def normalise(payload: str) -> str:
    """Return a payload without the space and control characters around it, full-width forms made
    plain. Half a surrogate pair, as some keyboards send it, cannot be looked up and becomes U+FFFD.
    """
    if payload.isascii():
        return payload.strip(_ENDS)
    whole = payload.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return unicodedata.normalize("NFKC", whole).strip(_ENDS)


class Proof(StrEnum):
    """What a payload's own form says of whether it was read whole and right. NONE: its form has no
    check. WRONG: it has one, which fails. DIGIT: a check digit that one random payload in ten has.
    STRONG: one in a thousand or fewer.
    """

    NONE = "none"
    WRONG = "wrong"
    DIGIT = "digit"
    STRONG = "strong"


def proof(payload: str, *, signed: Callable[[str], Proof] = lambda _: Proof.NONE) -> Proof:
    """Return how far a payload bears itself out: a signed code of ours, an ID card number, GS1 with
    a valid GTIN, a bar code or card number. Of one without proof a reader that is not sure of a key
    should not guess.

    `signed` verifies what has the shape of a signed code; the shape alone proves nothing.
    """
    if len(payload) > LENGTH_MAX:
        return Proof.NONE
    text, _ = _marked(normalise(payload), None)
    if _SIGNED.fullmatch(text):
        return signed(text)
    if is_id_card(text.upper()):
        return Proof.STRONG
    if _gtin_of(text) is not None:
        return Proof.DIGIT
    numbered = _numbered(text)
    if numbered is None:
        return Proof.NONE
    return Proof.WRONG if numbered.kind is CodeKind.WRONG_CHECK else Proof.DIGIT


def classify(
    payload: str,
    *,
    own: OwnTable = _NOBODY,
    symbology: str | None = None,
    asked: CodeKind | None = None,
    is_trace: Callable[[str], bool] = lambda _: False,
) -> Code:
    """Return what `payload` means.

    `own` looks it up in this store; `symbology` is the reader's AIM identifier, if it gave one;
    `asked` what the sheet or field that is open wants (MEMBER, RETAIL or RECEIPT), which settles
    what could be both, and without which no number is a receipt's;
    `is_trace` says whether HQ knows these digits as the beginning of a product's trace codes.
    """
    if len(payload) > LENGTH_MAX:
        return Code(CodeKind.UNKNOWN)
    text, is_gs1 = _marked(normalise(payload), symbology)
    if (proved := _proved(text)) is not None:
        return proved
    if families := dropped(text):
        return _drop(families, text, is_trace)
    if (is_gs1 and _ELEMENT.match(text)) or _PRINTED.match(text):
        return Code(CodeKind.GS1, text)
    text = text.strip(FNC1)
    found = _trace(text, is_trace)
    if found is None and (owned := _owned(text, own, asked)) is not None:
        return owned
    found = found or _numbered(text) or _free(text)
    return _receipt(text, found) if asked is CodeKind.RECEIPT else found


def gtin_of(text: str) -> str | None:
    """Return the GTIN of a GS1 message that begins with one whose check digit holds, else None."""
    return _gtin_of(_marked(normalise(text), None)[0])


def _marked(text: str, symbology: str | None) -> tuple[str, bool]:
    """Return a text without the marks of its symbology, and whether they say that it is GS1."""
    marks = {symbology}
    bare = text.lstrip(FNC1)
    is_gs1 = len(bare) < len(text)
    while _AIM.match(bare):
        marks.add(bare[:3])
        text = bare[3:].lstrip(_ENDS)
        bare = text.lstrip(_ENDS + FNC1)
        is_gs1 = is_gs1 or text.startswith(FNC1)
    return bare, is_gs1 or not marks.isdisjoint(GS1_SYMBOLOGIES)


def _proved(text: str) -> Code | None:
    if _SIGNED.fullmatch(text):
        return Code(CodeKind.SIGNED_MEMBER, text.upper())
    return None if _gtin_of(text) is None else Code(CodeKind.GS1, text)


def _gtin_of(text: str) -> str | None:
    """Return the valid GTIN a text begins with. Without the symbology's mark that is proof enough:
    no payment, 医保 or ID code begins with 01.
    """
    match = _GTIN_AI.match(text) or _PRINTED_GTIN.match(text)
    return match[1] if match is not None and has_check_digit(match[1]) else None


def _drop(families: tuple[Dropped, ...], text: str, is_trace: Callable[[str], bool]) -> Code:
    kinds = [_OF_DROPPED[one] for one in families]
    if _trace(text, is_trace) is not None:
        kinds.append(CodeKind.TRACE)
    return Code(kinds[0], doubt=kinds[1] if len(kinds) > 1 else None)


def _trace(text: str, is_trace: Callable[[str], bool]) -> Code | None:
    if len(text) != 20 or not _is_digits(text):  # noqa: PLR2004 (the code's length)
        return None
    return Code(CodeKind.TRACE, text) if text[0] == "8" or is_trace(text) else None


def _owned(text: str, own: OwnTable, asked: CodeKind | None) -> Code | None:
    """Return what the own table says. A member's card that could be a bar code as well is what was
    asked for; a badge is always one.
    """
    if (kind := own(text)) is None:
        return None
    numbered = _numbered(text)
    other = numbered.kind if numbered is not None and numbered.kind is not kind else None
    if other is not CodeKind.RETAIL or kind is CodeKind.BADGE:
        return Code(kind, text)
    if asked is CodeKind.RETAIL and numbered is not None:
        return Code(CodeKind.RETAIL, numbered.value, doubt=kind)
    return Code(kind, text, doubt=CodeKind.RETAIL)


def _receipt(text: str, found: Code) -> Code:
    """Return a receipt's number where one was asked for. A member's card is none: the next customer
    came. Neither is an address.
    """
    is_other = found.kind in (CodeKind.MEMBER, CodeKind.URL, CodeKind.OTHER_UDI)
    if is_other or not _RECEIPT.fullmatch(text):
        return found
    return Code(CodeKind.RECEIPT, text, None if found.kind is CodeKind.UNKNOWN else found.kind)


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
    if _UDI.match(text):
        return Code(CodeKind.OTHER_UDI)
    return Code(CodeKind.UNKNOWN, text)


def _is_digits(text: str) -> bool:
    return text.isascii() and text.isdigit()
