"""What a key types, told from its native code: the layout of the United States, and Alt+digits.

Scanners count on that layout unless set otherwise. CapsLock and input methods change what a key
types, never its code, so the code and the state of Shift tell what a scanner meant.

Codes as X11 counts them (evdev + 8). Alt+digits as Windows does it: the decimal number of a
character in the system's code page (GBK on Chinese PCs) or, from another setting of the scanner,
in Unicode.
"""

from __future__ import annotations

from typing import Final

from devices.arbiter.strokes import Special, Stroke

MODIFIERS: Final = frozenset({Special.SHIFT, Special.CONTROL, Special.ALT})
SUFFIX_KEYS: Final = frozenset({Special.ENTER, Special.TAB, Special.DOWN})
"""Keys that scanners end a code with; DOWN only after Enter."""
_ROWS: Final = (
    (10, "1234567890-=", "!@#$%^&*()_+"),
    (24, "qwertyuiop[]", "QWERTYUIOP{}"),
    (38, "asdfghjkl;'`", 'ASDFGHJKL:"~'),
    (51, "\\zxcvbnm,./", "|ZXCVBNM<>?"),
    (65, " ", " "),
)
_KEYPAD: Final = {
    79: "7", 80: "8", 81: "9", 82: "-", 83: "4", 84: "5", 85: "6", 86: "+", 87: "1", 88: "2",
    89: "3", 90: "0", 91: ".", 63: "*", 106: "/",
}  # fmt: skip
_PLAIN: Final = {
    **{first + place: char for first, row, _ in _ROWS for place, char in enumerate(row)},
    **_KEYPAD,
}
_SHIFTED: Final = {
    **{first + place: char for first, _, row in _ROWS for place, char in enumerate(row)},
    **_KEYPAD,
}
_KEYPAD_DIGITS: Final = {code: char for code, char in _KEYPAD.items() if char.isdigit()}
# Ctrl with these types a control character, as terminals have it: Ctrl+] is GS.
_CONTROL: Final = {"]": "\x1d", "^": "\x1e", "\\": "\x1c", "_": "\x1f"}
SEPARATORS: Final = frozenset("\x04\x1c\x1d\x1e\x1f")
_LINE_ENDS: Final = {
    "\r": Special.ENTER,
    "\n": Special.ENTER,
    "m": Special.ENTER,
    "j": Special.DOWN,
}
# Full-width forms, as an input method in full-width mode types them, to ASCII.
_HALF_WIDTH: Final = {0x3000: " "} | {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
_GBK_FIRST: Final = 0x8140
_GBK_LAST: Final = 0xFEFE
_UNICODE_HAN: Final = range(0x4E00, 0xA000)


def is_shifted(char: str) -> bool:
    """Tell whether the layout needs Shift for `char`."""
    return char in _SHIFTED_CHARS


_SHIFTED_CHARS: Final = frozenset(char for _, _, row in _ROWS for char in row if char != " ")


def char_of(stroke: Stroke) -> str:
    """Return what a scanner meant by a key, "" when it types nothing that can be told."""
    if stroke.is_ctrl and not stroke.is_alt:
        return _control(stroke)
    by_code = (_SHIFTED if stroke.is_shifted else _PLAIN).get(stroke.scan_code, "")
    if by_code and (stroke.is_eaten or not stroke.text or _is_same_key(stroke, by_code)):
        return by_code
    text = stroke.text.translate(_HALF_WIDTH)
    if stroke.is_caps_on and len(text) == 1 and text.isascii() and text.isalpha():
        return text.swapcase()
    return text


def _is_same_key(stroke: Stroke, by_code: str) -> bool:
    """Another layout's text is believed; CapsLock's case is not."""
    return stroke.text.lower() == by_code.lower()


def _control(stroke: Stroke) -> str:
    if stroke.text in SEPARATORS:
        return stroke.text
    table = _SHIFTED if stroke.is_shifted else _PLAIN
    char = table.get(stroke.scan_code, stroke.text.lower())
    return _CONTROL.get(char, "")


def ends_line(stroke: Stroke) -> Special | None:
    """Return ENTER for the keys that scanners also end a code with: Ctrl+M, Linefeed."""
    if stroke.text in ("\r", "\n"):
        return Special.ENTER
    if stroke.is_ctrl and not stroke.is_alt:
        return _LINE_ENDS.get(_PLAIN.get(stroke.scan_code, ""))
    return None


def alt_digit(stroke: Stroke) -> str:
    """Return the digit of a key pressed while Alt is held, "" for any other."""
    if not stroke.is_alt or stroke.is_ctrl:
        return ""
    by_code = _KEYPAD_DIGITS.get(stroke.scan_code, "")
    if by_code:
        return by_code
    is_digit = len(stroke.text) == 1 and stroke.text.isascii() and stroke.text.isdigit()
    return stroke.text if is_digit and not stroke.scan_code else ""


def decode_alt(digits: str) -> str:
    """Return the character whose decimal number was typed, "" for none.

    Below 256 a number is one byte. Above, GBK's two-byte numbers and Unicode's Han characters
    overlap from 33088 to 40959: there the frequent character wins, which is the one GB 2312 has.
    All that GB 2312 has lie above 45216 in GBK, where Unicode has no Han character.
    """
    number = int(digits[:7] or "0")
    if number < 0x80:  # noqa: PLR2004 (the last of ASCII)
        return chr(number)
    by_gbk = _gbk(number)
    if number in _UNICODE_HAN and not (by_gbk and not _is_frequent(chr(number))):
        return chr(number)
    if by_gbk:
        return by_gbk
    is_char = number < 0x110000 and not 0xD800 <= number < 0xE000  # noqa: PLR2004 (all planes)
    return chr(number) if is_char else ""


def _gbk(number: int) -> str:
    if not _GBK_FIRST <= number <= _GBK_LAST:
        return ""
    try:
        return number.to_bytes(2, "big").decode("gbk")
    except UnicodeDecodeError:
        return ""


def _is_frequent(char: str) -> bool:
    try:
        char.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True
