"""Codes as modules, black and white: Code 128, GS1-128, EAN-13 and QR. No sizes here."""

from __future__ import annotations

from typing import Final

from barcode.codex import Code128, Gs1_128  # type: ignore[import-untyped]
from barcode.ean import EAN13  # type: ignore[import-untyped]
from barcode.errors import BarcodeError  # type: ignore[import-untyped]

GS: Final = "\x1d"
EAN_DIGITS: Final = 13
_FNC1: Final = Gs1_128.FNC1_CHAR


class UnprintableError(ValueError):
    """A content no code of this kind can hold. `code` is what a person is told."""

    code: Final = "PRINT_CONTENT"


def code_128(content: str) -> str:
    """Return the bars of a Code 128 as one text of "1" (black) and "0", without quiet zones.

    Raises:
        UnprintableError: it is empty or holds what is no ASCII.
    """
    if not content or not content.isascii():
        raise UnprintableError(f"{len(content)} characters are no Code 128")
    return _built(Code128(content))


def gs1_128(content: str) -> str:
    """Return the bars of a GS1-128: FNC1 first, and FNC1 for every GS within.

    Raises:
        UnprintableError: it is empty or holds what is no ASCII.
    """
    if not content or not content.isascii():
        raise UnprintableError(f"{len(content)} characters are no GS1-128")
    return _built(Gs1_128(content.replace(GS, _FNC1)))


def ean_13(content: str) -> str:
    """Return the bars of an EAN-13, its check digit given.

    Raises:
        UnprintableError: these are no 13 digits, or the last one is wrong.
    """
    if len(content) != EAN_DIGITS or not (content.isascii() and content.isdigit()):
        raise UnprintableError("no 13 digits")
    made = EAN13(content[:-1])
    if made.get_fullcode() != content:
        raise UnprintableError("the check digit is wrong")
    return _built(made)


def retail(content: str) -> str:
    """Return the bars of a medicine's code: EAN-13 where it is one, else Code 128. Raise
    UnprintableError.
    """
    try:
        return ean_13(content)
    except UnprintableError:
        return code_128(content)


def qr(content: str) -> tuple[str, ...]:
    """Return the rows of a QR code (level M: a card is scratched, a label is wet), each a text of
    "1" and "0", without the quiet zone.

    Raises:
        UnprintableError: it is empty or too long, or what writes them is not there.
    """
    try:
        import numpy as np
        import zxingcpp  # Also reads codes: a till without a camera starts without it.
    except ImportError as error:
        raise UnprintableError("zxing-cpp cannot be loaded") from error
    try:
        made = zxingcpp.create_barcode(content, zxingcpp.BarcodeFormat.QRCode, ec_level="M")
        image = zxingcpp.write_barcode_to_image(made, scale=1, add_quiet_zones=False)
    except (ValueError, RuntimeError) as error:
        raise UnprintableError(f"{len(content)} characters are no QR code") from error
    return tuple("".join("0" if light else "1" for light in row) for row in np.asarray(image))


def _built(code: Code128 | EAN13) -> str:
    try:
        (bars,) = code.build()
    except (BarcodeError, KeyError, RuntimeError) as error:
        raise UnprintableError("no such code") from error
    return str(bars)
