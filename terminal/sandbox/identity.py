"""Identities and codes of synthetic records: the same inputs give the same text, everywhere.

Record ids are uuid5, so a set can be made twice and compared, or extended. A ticket's id follows
from store, till, receipt number and business day, as it does for tickets of a real POS. Codes
carry valid check digits; phones lie in 154, GTINs in 699 and approval numbers say 合成, so that
nothing here can be mistaken for something real.
"""

from __future__ import annotations

from typing import Final
from uuid import UUID, uuid5

from terminal.domain.identifiers import MEMBER_PREFIX, check_digit

_RECORDS: Final = UUID("5c5a1f0e-7a55-5d1c-9f0b-0f6b4f0018a2")
_TICKETS: Final = UUID("b0c8a3d4-3f0a-5b5e-8d52-2f1f7a6c9e01")

NUMBERS: Final = 100_000
"""Card numbers a store can give: two digits of series and three of serial."""

SHOWCASE_PHONE: Final = "15400006021"
# The greatest prime below 10^8: multiplying modulo a prime scatters numbers without meeting twice.
_PRIME: Final = 99_999_989
_SHOWCASE_NUMBERS: Final = (4773, 4774, 4775)


def record_id(*parts: str) -> str:
    """Return the id of the record that these parts name."""
    return str(uuid5(_RECORDS, "|".join(parts)))


def ticket_id(store: str, pos: str, receipt_no: str, business_day: str) -> str:
    """Return the id of a ticket: whoever reports the sale, it is the same ticket."""
    return str(uuid5(_TICKETS, f"{store}|{pos}|{receipt_no}|{business_day}"))


def staff_id(store: str, number: int) -> str:
    """Return the id of a store's staff member; number 1 is its first pharmacist."""
    return record_id(f"staff-{store}-{number}")


def customer_id(store: str, number: int) -> str:
    """Return the id of a store's customer by running number, from 1."""
    return record_id(f"customer-{store}-{number}")


def medicine_id(gtin: str) -> str:
    """Return the id of the medicine with this first GTIN."""
    return record_id(f"medicine-{gtin}")


def member_code(store: str, number: int) -> str:
    """Return a card number: prefix, series, store, serial, check digit; twelve digits.

    Raise ValueError for a number outside 0 … 99,999.
    """
    if not 0 <= number < NUMBERS:
        raise ValueError("number")
    series, serial = divmod(number, 1000)
    body = f"{MEMBER_PREFIX}{series:02d}{store}{serial:03d}"
    return body + check_digit(body)


def showcase_codes(store: str) -> tuple[str, ...]:
    """Return the member codes of a store's showcase customers, the richest card first."""
    return tuple(member_code(store, number) for number in _SHOWCASE_NUMBERS)


def showcase_number(index: int) -> int:
    """Return the card number of the showcase customer at `index`."""
    return _SHOWCASE_NUMBERS[index]


def gtin(number: int) -> str:
    """Return the GTIN-13 of a synthetic product."""
    body = f"699{100 + number // 40:04d}{number:05d}"
    return body + check_digit(body)


def trace_prefix(number: int) -> str:
    """Return the seven digits that trace codes of a synthetic product begin with."""
    return f"81{number:05d}"


def badge(store: str, number: int) -> str:
    """Return the code on a staff member's badge: letters, so that no card reads like it."""
    body = f"{store}{number:02d}"
    return f"BG{body}{check_digit(body)}"


def phone(seed: int, store: str, number: int) -> str:
    """Return a phone that no other customer of any store has; eleven digits from 154.

    `number` runs below 10,000 within a store. Raise ValueError otherwise.
    """
    if not 0 <= number < 10_000:  # noqa: PLR2004 (four digits for the store, four for the number)
        raise ValueError("number")
    factor = 41_234_567 + 2 * (seed % 1_000_003)
    found = (int(store) * 10_000 + number + 1) * factor % _PRIME
    text = f"154{found:08d}"
    # The one number that is given away by hand; its place is taken by one above the prime.
    return f"154{_PRIME + 1:08d}" if text == SHOWCASE_PHONE else text
