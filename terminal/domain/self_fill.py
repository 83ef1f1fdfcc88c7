"""A form that a customer fills in on their own phone, and the answer that comes back as one or two
QR codes. No network of the store is needed, and nothing of it reaches HQ but the page itself.

The hand-out is a URL whose part after the # holds the form and a one-time secret (no browser sends
that part). The answer: `GF1`, which code of how many, the hand-out's id and a piece, in base32
(RFC 4648, no padding), so that a QR code holds it in its alphanumeric mode and a keyboard scanner
types it under any layout. All pieces together are an HMAC-SHA256 (RFC 2104, its first 16 bytes) by
the secret over id and answers, then the answers as JSON.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from base64 import b32decode, urlsafe_b64decode, urlsafe_b64encode
from binascii import Error
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from terminal.domain.imports import values

PREFIX: Final = "GF1"
PATH: Final = "/fill"
CODES_MOST: Final = 2
ID_BYTES: Final = 8
SECRET_BYTES: Final = 16
MAC_BYTES: Final = 16
ANSWER_MOST: Final = 2_000
_ID_TEXT: Final = 13
_TEXT_MOST: Final = 80
_LIST_MOST: Final = 20

TEXT: Final = "text"
DATE: Final = "date"
ONE: Final = "one"
MANY: Final = "many"

CONDITIONS: Final = (
    "htn", "t2dm", "hyperlipidemia", "chd", "stroke", "copd", "asthma", "gout", "ckd",
)  # fmt: skip
"""Codes of the conditions that the form offers."""
SEXES: Final = ("f", "m")
YES: Final = "yes"
NO: Final = "no"
NAME: Final = "name"
BIRTH: Final = "birth"
SEX: Final = "sex"
HEALTH: Final = "health"
ILL: Final = "conditions"
ALLERGIES: Final = "allergies"


@dataclass(frozen=True, slots=True)
class Question:
    """One question of the form as the phone shows it; `choices` are values and their words."""

    code: str
    label: str
    kind: str
    choices: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class HandOut:
    """What is handed out once: its id, and the secret that proves the answer is to it."""

    id: str
    secret: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Piece:
    """What one code holds. `at` counts from 1."""

    id: str
    at: int
    of: int
    data: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Filled:
    """What a customer said, as far as it can be read. Lists without anything are empty."""

    name: str = field(default="", repr=False)
    birth: str = field(default="", repr=False)
    sex: str = ""
    is_health: bool | None = None
    conditions: tuple[str, ...] = field(default=(), repr=False)
    allergies: tuple[str, ...] = field(default=(), repr=False)


def coded(raw: bytes) -> str:
    """Return bytes as they stand in an address."""
    return urlsafe_b64encode(raw).decode().rstrip("=")


def url(hub: str, made: HandOut, questions: Sequence[Question], *, language: str, shop: str) -> str:
    """Return the address that is handed out."""
    form = {
        "v": 1,
        "i": made.id,
        "k": made.secret,
        "l": language,
        "s": shop,
        "q": [[one.code, one.label, one.kind, [list(c) for c in one.choices]] for one in questions],
    }
    text = json.dumps(form, ensure_ascii=False, separators=(",", ":"))
    return f"{hub.rstrip('/')}{PATH}#{coded(text.encode())}"


def is_piece(payload: str) -> bool:
    """Tell whether a scanned code is a part of an answer."""
    return payload[: len(PREFIX)].upper() == PREFIX


def piece(payload: str) -> Piece | None:
    """Return what a code holds, None when it is damaged. Small letters mean the same."""
    text = payload.strip().upper()
    numbers, rest = text[len(PREFIX) : len(PREFIX) + 2], text[len(PREFIX) + 2 :]
    if not is_piece(text) or not (numbers.isascii() and numbers.isdigit()):
        return None
    at, of = int(numbers[0]), int(numbers[1])
    if not 1 <= at <= of <= CODES_MOST or len(rest) <= _ID_TEXT:
        return None
    record, data = _plain(rest[:_ID_TEXT]), _plain(rest[_ID_TEXT:])
    if record is None or data is None or len(record) != ID_BYTES:
        return None
    return Piece(coded(record), at, of, data)


def opened(pieces: Sequence[Piece], made: HandOut) -> Filled | None:
    """Return what all pieces of an answer say together; None when they are not all there, not of
    this hand-out, or not as the phone made them.
    """
    parts = {one.at: one for one in pieces if one.id == made.id}
    if not parts or set(parts) != set(range(1, next(iter(parts.values())).of + 1)):
        return None
    whole = b"".join(parts[at].data for at in sorted(parts))
    mac, body = whole[:MAC_BYTES], whole[MAC_BYTES:]
    signed = hmac.new(_raw(made.secret), _raw(made.id) + body, hashlib.sha256).digest()
    if len(body) > ANSWER_MOST or not hmac.compare_digest(mac, signed[:MAC_BYTES]):
        return None
    try:
        said = json.loads(body)
    except ValueError:
        return None
    return read(said) if isinstance(said, dict) else None


def read(said: Mapping[str, Any]) -> Filled:
    """Return answers in their types; what is none of the form's is left out."""
    health = said.get(HEALTH)
    return Filled(
        name=_text(said, NAME),
        birth=_text(said, BIRTH),
        sex=_text(said, SEX) if said.get(SEX) in SEXES else "",
        is_health=None if health not in (YES, NO) else health == YES,
        conditions=tuple(one for one in CONDITIONS if one in _list(said.get(ILL))),
        allergies=_allergies(_text(said, ALLERGIES)),
    )


def written(filled: Filled) -> dict[str, Any]:
    """Return answers as `read` takes them, to be kept until somebody accepts them."""
    found: dict[str, Any] = {
        NAME: filled.name,
        BIRTH: filled.birth,
        SEX: filled.sex,
        ILL: list(filled.conditions),
        ALLERGIES: "、".join(filled.allergies),
    }
    if filled.is_health is not None:
        found[HEALTH] = YES if filled.is_health else NO
    return found


@dataclass(frozen=True, slots=True)
class Line:
    """One answer beside what is on file. `is_conflict`: both say something, and not the same."""

    code: str
    said: str = field(repr=False)
    there: str = field(repr=False)
    is_conflict: bool


def line(code: str, said: str, there: str) -> Line | None:
    """Return an answer beside what is on file, None where it says nothing new."""
    if not said or said == there:
        return None
    return Line(code, said, there, is_conflict=bool(there))


def birth_day(text: str) -> date | None:
    """Return a day in its usual form, None where it is none."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _allergies(text: str) -> tuple[str, ...]:
    parts = [values.clean(one) for one in text.replace("，", "、").replace(",", "、").split("、")]
    none = {"", "无", "没有", "no", "none"}
    found = [one for one in parts if one.lower() not in none]
    return tuple(dict.fromkeys(found))[:_LIST_MOST]


def _text(said: Mapping[str, Any], code: str) -> str:
    found = said.get(code)
    return values.clean(found)[:_TEXT_MOST] if isinstance(found, str) else ""


def _list(found: Any) -> list[str]:
    return [one for one in found if isinstance(one, str)] if isinstance(found, list) else []


def _plain(text: str) -> bytes | None:
    try:
        return b32decode(text + "=" * (-len(text) % 8))
    except (Error, ValueError):
        return None


def _raw(text: str) -> bytes:
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))
