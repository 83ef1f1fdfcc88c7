"""What is printed: the five set-up cards, member cards, labels. Sizes in mm; texts are given."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from ui.printing import codes
from ui.printing.layout import (
    Box,
    Frame,
    Mark,
    NoRoomError,
    Printer,
    Sheet,
    Words,
    bars,
    matrix,
    moved,
    on_dot,
)

A4: Final = (210.0, 297.0)
CARD: Final = (85.6, 54.0)
"""A bank card's size (ISO/IEC 7810 ID-1)."""
LABEL: Final = (60.0, 40.0)

_MARGIN: Final = 10.0
_STRIP: Final = 50.0
_PAD: Final = 4.0


class CodeFormat(StrEnum):
    """How a set-up card is printed. Values are those of the cards."""

    CODE_128 = "code_128"
    GS1_128 = "gs1_128"
    QR = "qr"


@dataclass(frozen=True, slots=True)
class PrintedCard:
    """One set-up card: its code, its title and what it is for."""

    format: CodeFormat
    content: str
    title: str
    purpose: str


@dataclass(frozen=True, slots=True)
class MemberCard:
    """One member's card as HQ issues it: the short number of the bars, the signed member code of
    the QR, and the masked name. What is personal stays out of `repr`.
    """

    number: str = field(repr=False)
    signed: str = field(repr=False)
    masked_name: str = field(repr=False)
    tier: str = ""


@dataclass(frozen=True, slots=True)
class Label:
    """A shelf or medicine label: a name, smaller lines under it, and a code."""

    name: str
    lines: tuple[str, ...]
    content: str


def set_up_sheet(cards: Sequence[PrintedCard], title: str, advice: str) -> Sheet:
    """Return one A4 page with the set-up cards under each other, to be cut or scanned as it is:
    half a hand between two codes, so that a scanner reads the one that is meant.
    """
    width, height = A4
    marks: list[Mark] = [
        Words(Box(_MARGIN, 8, width - 2 * _MARGIN, 7), title, 5.0, is_strong=True),
        Words(Box(_MARGIN, 15.5, width - 2 * _MARGIN, 10), advice, 3.0),
    ]
    top = 27.0
    for card in cards:
        strip = Box(_MARGIN, top, width - 2 * _MARGIN, _STRIP)
        marks.append(Frame(strip))
        marks += _strip(card, strip)
        top += _STRIP + 3
    return Sheet(width, height, tuple(marks))


def card_picture(card: PrintedCard) -> Sheet:
    """Return the code of one set-up card with its quiet zone and nothing else."""
    if card.format is CodeFormat.QR:
        side = 40.0
        made: Mark = matrix(codes.qr(card.content), Box(0, 0, side, side), Printer.OFFICE)
        return Sheet(side, side, (made,))
    width, height = 110.0, 34.0
    build = codes.gs1_128 if card.format is CodeFormat.GS1_128 else codes.code_128
    within = Box(0, 3, width, height - 6)
    return Sheet(width, height, (bars(build(card.content), within, Printer.OFFICE),))


def screen_code(content: str) -> Sheet:
    """Return a QR code alone, for a phone that looks at the screen. Raise NoRoomError or
    UnprintableError.
    """
    side = 120.0
    box = Box(0, 0, side, side)
    return Sheet(side, side, (matrix(codes.qr(content), box, Printer.OFFICE),))


def member_sheets(cards: Sequence[MemberCard], shop: str, *, is_single: bool) -> tuple[Sheet, ...]:
    """Return pages of member cards: each on a page of its own size where a card printer is used
    (`is_single`), else ten to an A4 page. Raise NoRoomError or UnprintableError.
    """
    printer = Printer.OFFICE
    made = [_member(card, shop, printer) for card in cards]
    if is_single:
        return tuple(Sheet(*CARD, tuple(marks)) for marks in made)
    return _grid(made, CARD, printer)


def label_sheets(labels: Sequence[Label], *, is_single: bool) -> tuple[Sheet, ...]:
    """Return pages of labels: each on its own page for a label printer (`is_single`), else as many
    as fit on an A4 page. Raise NoRoomError or UnprintableError.
    """
    printer = Printer.LABEL if is_single else Printer.OFFICE
    made = [_label(label, printer) for label in labels]
    if is_single:
        return tuple(Sheet(*LABEL, tuple(marks)) for marks in made)
    return _grid(made, LABEL, printer)


def _strip(card: PrintedCard, strip: Box) -> list[Mark]:
    words = Box(strip.x + _PAD, strip.y + _PAD, strip.width - 2 * _PAD, 6)
    if card.format is CodeFormat.QR:
        side = strip.height - 2
        right = Box(strip.x + strip.width - side - 10, strip.y + 1, side, side)
        room = right.x - words.x - _PAD
        made: Mark = matrix(codes.qr(card.content), right, Printer.OFFICE)
        purpose = Box(words.x, words.y + 7, room, strip.height - 2 * _PAD - 7)
    else:
        build = codes.gs1_128 if card.format is CodeFormat.GS1_128 else codes.code_128
        below = Box(strip.x, strip.y + 21, strip.width, strip.height - 21 - _PAD)
        made = bars(build(card.content), below, Printer.OFFICE)
        room = words.width
        purpose = Box(words.x, words.y + 7, room, 9)
    title = Box(words.x, words.y, room, 6)
    return [Words(title, card.title, 4.5, is_strong=True), Words(purpose, card.purpose, 3.2), made]


def _member(card: MemberCard, shop: str, printer: Printer) -> list[Mark]:
    width, height = CARD
    side = 33.0
    right = Box(width - side - 2, height - side - 2, side, side)
    left = Box(2, 28, right.x - 2, 15)
    made: list[Mark] = [
        Words(Box(_PAD, 4, width - 2 * _PAD, 6), shop, 4.2, is_strong=True),
        Words(Box(_PAD, 11, width - 2 * _PAD, 6), f"{card.masked_name}  {card.tier}".strip(), 4.0),
        matrix(codes.qr(card.signed), right, printer),
    ]
    made.append(bars(codes.code_128(card.number), left, printer))
    made.append(Words(Box(left.x, 44, left.width, 4), card.number, 3.2, is_centred=True))
    return made


def _label(label: Label, printer: Printer) -> list[Mark]:
    width, height = LABEL
    inner = width - 4
    made: list[Mark] = [Words(Box(2, 2, inner, 9), label.name, 3.8, is_strong=True)]
    try:
        code = bars(codes.retail(label.content), Box(0, 21, width, 13), printer)
    except NoRoomError:
        # A long code is no line on a label this wide; scanners for trace codes read QR too.
        side = 26.0
        room = Box(width - side, height - side, side, side)
        made.append(matrix(codes.qr(label.content), room, printer))
        made.append(Words(Box(2, 12, width - side - 2, 18), "\n".join(label.lines), 2.8))
        made.append(Words(Box(2, 31, width - side - 2, 7), label.content, 2.6))
        return made
    made.append(Words(Box(2, 11.5, inner, 8.5), "\n".join(label.lines), 2.8))
    made.append(code)
    made.append(Words(Box(2, 34.5, inner, 3.5), label.content, 2.8, is_centred=True))
    return made


def _grid(
    made: Sequence[Sequence[Mark]], size: tuple[float, float], printer: Printer
) -> tuple[Sheet, ...]:
    """Return A4 pages with pieces of one size beside each other, frames around them to cut."""
    across, down = (int((A4[i] - 2 * 8) // size[i]) for i in (0, 1))
    sheets = []
    for start in range(0, len(made), across * down):
        marks: list[Mark] = []
        for place, piece in enumerate(made[start : start + across * down]):
            x = on_dot((A4[0] - across * size[0]) / 2 + place % across * size[0], printer)
            y = on_dot((A4[1] - down * size[1]) / 2 + place // across * size[1], printer)
            marks.append(Frame(Box(x, y, *size)))
            marks += [moved(mark, x, y) for mark in piece]
        sheets.append(Sheet(*A4, tuple(marks)))
    return tuple(sheets)
