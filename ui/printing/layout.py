"""Where things stand on paper, in millimetres from the upper left corner. No Qt here.

A module (the thinnest bar, one square of a QR code) is a whole number of the printer's dots, or a
reader sees bars of uneven width. It is never under 0.33 mm, which is GS1's usual width for retail
(General Specifications 5.5.2), and quiet zones are those of the standards: ten modules beside a
Code 128 (ISO/IEC 15417), eleven before an EAN-13 (ISO/IEC 15420; here on both sides), four around
a QR code (ISO/IEC 18004).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum
from math import ceil, floor
from typing import Final, TypeAlias

MODULE_LEAST: Final = 0.33
QUIET_BARS: Final = 11
QUIET_QR: Final = 4
_SLACK: Final = 1e-9


class Printer(Enum):
    """Kinds of printers by their dot, in mm. Office printers have 600 or 1200 dots an inch and
    print what is made for 300; a label printer of 203 has 8 dots a millimetre.
    """

    OFFICE = 25.4 / 300
    LABEL = 0.125


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Words:
    """Text in a box, `size` mm high. It wraps, gets smaller when it has no room, and never leaves
    its box: what is too long all the same is cut at the box's edge.
    """

    box: Box
    text: str
    size: float = 3.2
    is_strong: bool = False
    is_centred: bool = False


@dataclass(frozen=True, slots=True)
class Bars:
    """A linear code: `bars` of "1" and "0", the first one at the box's left edge."""

    box: Box
    bars: str
    module: float


@dataclass(frozen=True, slots=True)
class Matrix:
    """A QR code: rows of "1" and "0", the first one at the box's upper left corner."""

    box: Box
    rows: tuple[str, ...]
    module: float


@dataclass(frozen=True, slots=True)
class Frame:
    """A thin line around a box, to cut along."""

    box: Box


Mark: TypeAlias = Words | Bars | Matrix | Frame


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page of paper."""

    width: float
    height: float
    marks: tuple[Mark, ...]


class NoRoomError(ValueError):
    """A code is wider than its place."""

    code: Final = "PRINT_NO_ROOM"


def module(printer: Printer, *, least: float = MODULE_LEAST) -> float:
    """Return the width of a module on this printer: the fewest whole dots that are `least` mm."""
    return ceil(least / printer.value - _SLACK) * printer.value


def on_dot(at: float, printer: Printer) -> float:
    """Return the nearest place a dot can begin at."""
    return round(at / printer.value) * printer.value


def bars(code: str, within: Box, printer: Printer) -> Bars:
    """Return a linear code in the middle of `within`, with its quiet zones inside.

    Raises:
        NoRoomError: it does not fit.
    """
    wide = module(printer)
    width = len(code) * wide
    if width + 2 * QUIET_BARS * wide > within.width + _SLACK:
        raise NoRoomError(f"{len(code)} modules in {within.width} mm")
    left = on_dot(within.x + (within.width - width) / 2, printer)
    return Bars(Box(left, within.y, width, within.height), code, wide)


def matrix(rows: Sequence[str], within: Box, printer: Printer) -> Matrix:
    """Return a QR code in the middle of `within`, as big as fits with its quiet zone inside.

    Raises:
        NoRoomError: it does not fit.
    """
    side = min(within.width, within.height)
    count = len(rows)
    dots = floor(side / (count + 2 * QUIET_QR) / printer.value + _SLACK)
    wide = dots * printer.value
    if wide < MODULE_LEAST - _SLACK:
        raise NoRoomError(f"{count} modules in {side} mm")
    size = count * wide
    left = on_dot(within.x + (within.width - size) / 2, printer)
    top = on_dot(within.y + (within.height - size) / 2, printer)
    return Matrix(Box(left, top, size, size), tuple(rows), wide)


def moved(mark: Mark, x: float, y: float) -> Mark:
    """Return a mark put elsewhere: by so many mm to the right and down."""
    box = mark.box
    return replace(mark, box=Box(box.x + x, box.y + y, box.width, box.height))
