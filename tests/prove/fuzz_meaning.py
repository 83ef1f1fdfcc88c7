"""What has to hold of the meaning of codes, whatever was read."""

from __future__ import annotations

from datetime import date
from typing import Final

from sync.protocol import chain
from sync.protocol.member_code import PAYLOAD_MAX, MemberCodeError, parse
from terminal.domain.dropped_codes import dropped
from terminal.domain.identifiers import (
    DROPPED,
    FNC1,
    GS1_SYMBOLOGIES,
    LENGTH_MAX,
    CodeKind,
    Proof,
    classify,
    gtin_of,
    has_check_digit,
    normalise,
    proof,
)
from terminal.models import gs1
from terminal.services.member_codes import KnownKeys
from tests.builders import MEMBER_KEY

_KEYS: Final = KnownKeys(
    {1: frozenset({chain.to_text(MEMBER_KEY.public_key().public_bytes_raw())})}
)
_TODAY: Final = date(2026, 11, 22)
_MARKS: Final = (None, "]Q1", *sorted(GS1_SYMBOLOGIES))
_LIKELY: Final = "0123456789ABCX()]dQ\x1d -."
_VARIABLE_MAX: Final = 20


def meaning(data: bytes) -> None:
    """Any text has one meaning, the same from any table, and what must be dropped has no value. The
    first byte says the reader's mark and how the rest is made into text.
    """
    if not data:
        return
    text = _text(data)
    mark = _MARKS[data[0] // 2 % len(_MARKS)]
    codes = [
        classify(text, own=own, symbology=mark, is_trace=lambda _: True)
        for own in (lambda _: None, lambda _: CodeKind.MEMBER, lambda _: CodeKind.RETAIL)
    ]
    for code in codes:
        assert isinstance(code.kind, CodeKind)
        assert len(code.value) <= LENGTH_MAX * 18  # The longest that one character becomes.
        if code.kind in DROPPED:
            assert code.value == ""
            assert {one.kind for one in codes} == {code.kind}
        if code.kind in (CodeKind.MEMBER, CodeKind.UNKNOWN, CodeKind.TRACE, CodeKind.BADGE):
            assert not dropped(code.value), "what must be dropped was given a value"
    assert normalise(normalise(text)) == normalise(text)
    if proof(text) in (Proof.DIGIT, Proof.STRONG):
        assert codes[0].kind is not CodeKind.UNKNOWN
    assert (gtin := gtin_of(text)) is None or has_check_digit(gtin)


def packages(data: bytes) -> None:
    """A message is read without an error, and a lot or serial is all that stands between its
    identifier and a separator, a bracket or the end.
    """
    if not data:
        return
    text = _text(data)
    found = gs1.read(text, today=_TODAY)
    for value in (found.lot, found.serial):
        if value is None:
            continue
        assert 0 < len(value) <= _VARIABLE_MAX
        assert found.problem not in (gs1.BROKEN, gs1.TWICE)
        assert value in text
        assert FNC1 not in value
    if found.gtin is not None:
        assert has_check_digit(found.gtin)
    for day in (found.expires_on, found.made_on):
        assert day is None or abs(day.year - _TODAY.year) <= 50


def member_codes(data: bytes) -> None:
    """A text is a code that could have been made, or none; no text but the signed one verifies, and
    no other counts as HQ's.
    """
    if not data:
        return
    text = _text(data)
    made = _KEYS.made(text)
    try:
        signed = parse(text)
    except MemberCodeError:
        assert made is False
        return
    assert made is (signed.is_by(MEMBER_KEY.public_key()) if signed.code.key == 1 else None)
    assert len(signed.payload) <= PAYLOAD_MAX
    assert signed.code.payload() == signed.payload
    assert parse(signed.to_text()).payload == signed.payload
    if signed.is_by(MEMBER_KEY.public_key()):
        assert signed.signature == MEMBER_KEY.sign(signed.payload)


def _text(data: bytes) -> str:
    if data[0] % 2:
        return data[1:].decode("utf-8", "replace")
    return "".join(_LIKELY[one % len(_LIKELY)] for one in data[1:])
