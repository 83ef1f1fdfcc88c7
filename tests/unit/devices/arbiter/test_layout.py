"""What a key meant is told from its code, whatever CapsLock and input methods make of it."""

from __future__ import annotations

import pytest

from devices.arbiter.layout import alt_digit, char_of, decode_alt
from devices.arbiter.strokes import Special, Stroke


def stroke(text: str = "", **rest: object) -> Stroke:
    return Stroke(serial=0, at_ns=0, text=text, **rest)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("told", "meant"),
    [
        (stroke("a"), "a"),
        (stroke("A", is_caps_on=True), "a"),
        (stroke("A", scan_code=38, is_caps_on=True), "a"),
        (stroke("a", scan_code=38, is_caps_on=True, is_shifted=True), "A"),
        (stroke(scan_code=38, is_eaten=True, is_shifted=True), "A"),
        (stroke("？", scan_code=61, is_eaten=True, is_shifted=True), "?"),
        (stroke(scan_code=87), "1"),
        (stroke("６"), "6"),
        (stroke("ä", scan_code=48), "ä"),
        (stroke("\x1d", is_ctrl=True), "\x1d"),
        (stroke(scan_code=35, is_ctrl=True), "\x1d"),
        (stroke("c", scan_code=54, is_ctrl=True), ""),
        (stroke(special=Special.OTHER, scan_code=9_999), ""),
    ],
)
def test_what_a_scanner_meant(told: Stroke, meant: str) -> None:
    assert meant == char_of(told)


@pytest.mark.parametrize("char", "合成数据会员药店阿莫西林")
def test_a_character_is_decoded_from_its_number_in_unicode_and_in_gbk(char: str) -> None:
    assert char == decode_alt(str(ord(char)))
    assert char == decode_alt(str(int.from_bytes(char.encode("gbk"), "big")))


@pytest.mark.parametrize(("digits", "char"), [("029", "\x1d"), ("065", "A"), ("", "\x00")])
def test_small_numbers_are_bytes(digits: str, char: str) -> None:
    assert char == decode_alt(digits)


@pytest.mark.parametrize("digits", ["55296", "9999999", "99999999999"])
def test_a_number_that_is_no_character_decodes_to_none(digits: str) -> None:
    assert "" == decode_alt(digits)


def test_digits_with_alt_are_told_from_the_keypad_and_from_text() -> None:
    assert "7" == alt_digit(stroke(scan_code=79, is_alt=True))
    assert "7" == alt_digit(stroke("7", is_alt=True))
    assert "" == alt_digit(stroke("7", scan_code=16, is_alt=True))
    assert "" == alt_digit(stroke("7"))
