"""What is printed is read again by a decoder: from the picture, and from the PDF itself."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator

import numpy as np
import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from devices.setup_cards import CARDS
from ui.printing import codes, layout, paint, papers, set_up
from ui.printing.layout import Bars, Box, Matrix, Printer

OFFICE_DOTS = 300 / 25.4
LABEL_DOTS = 8.0
SIGNED = "GT1" + "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567" * 5
MEMBER = papers.MemberCard("320400187737", SIGNED, "合*成", "A")


def pixels(image: QImage) -> np.ndarray:
    grey = image.convertToFormat(QImage.Format.Format_Grayscale8)
    flat = np.frombuffer(grey.constBits(), np.uint8)
    return flat.reshape(grey.height(), grey.bytesPerLine())[:, : grey.width()].copy()


def read(image: np.ndarray) -> list[str]:
    plain = zxingcpp.TextMode.Plain
    return sorted(one.text for one in zxingcpp.read_barcodes(image, text_mode=plain))


def set_up_sheet() -> layout.Sheet:
    return set_up.set_up_sheets([(one.id, one.format, one.content) for one in CARDS])[0]


@pytest.mark.parametrize("dots", [OFFICE_DOTS, 600 / 25.4], ids=["300", "600"])
def test_every_set_up_card_is_read_from_the_page_as_it_is_meant(
    look: QApplication, dots: float
) -> None:
    found = read(pixels(paint.picture(set_up_sheet(), dots)))
    assert sorted(card.content for card in CARDS) == found


def painted(pdf: bytes) -> Iterator[tuple[float, float, float, float]]:
    """Yield the filled boxes of a PDF's first page, in mm: those are its codes."""
    for stream in re.findall(rb"stream\r?\n(.*?)endstream", pdf, re.DOTALL):
        try:
            text = zlib.decompress(stream).decode("latin-1")
        except zlib.error:
            continue
        if " cm\n" not in text:
            continue
        number = r"(-?[\d.]+) "
        for found in re.finditer(number * 4 + r"re\nf\n", text):
            x, y, width, height = (float(part) / paint.PDF_DPI * 25.4 for part in found.groups())
            yield x, y, width, height


def test_the_codes_in_the_pdf_are_read_and_are_as_large_as_they_were_laid_out(
    look: QApplication,
) -> None:
    sheet, dots = set_up_sheet(), 600 / 25.4
    page = np.full((round(297 * dots), round(210 * dots)), 255, np.uint8)
    boxes = list(painted(paint.pdf([sheet], "cards")))
    for x, y, width, height in boxes:
        rows = slice(round(y * dots), round((y + height) * dots))
        page[rows, round(x * dots) : round((x + width) * dots)] = 0
    assert sorted(card.content for card in CARDS) == read(page)
    bars = next(mark for mark in sheet.marks if isinstance(mark, Bars))
    first = min(box for box in boxes if abs(box[1] - bars.box.y) < 0.01)
    assert pytest.approx(bars.box.x, abs=0.01) == first[0]
    thin = min(width for _, _, width, _ in boxes)
    assert pytest.approx(layout.module(Printer.OFFICE), abs=0.001) == thin


def test_a_pdf_carries_its_font_and_its_size(look: QApplication) -> None:
    pdf = paint.pdf(papers.member_sheets([MEMBER], "示例药店", is_single=True), "cards")
    assert re.search(rb"/FontFile[23]?", pdf)
    box = re.search(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", pdf)
    assert box is not None
    width, height = (float(part) / 72 * 25.4 for part in box.groups())
    assert pytest.approx(85.6, abs=0.35) == width
    assert pytest.approx(54.0, abs=0.35) == height


def test_a_member_card_holds_its_number_as_bars_and_the_signed_code_beside_it(
    look: QApplication,
) -> None:
    (sheet,) = papers.member_sheets([MEMBER], "示例药店", is_single=True)
    assert sorted([MEMBER.number, SIGNED]) == read(pixels(paint.picture(sheet, OFFICE_DOTS)))
    assert "320400187737" not in repr(MEMBER)


def test_more_cards_than_fit_go_on_the_next_page(look: QApplication) -> None:
    sheets = papers.member_sheets([MEMBER] * 11, "示例药店", is_single=False)
    found = [len(read(pixels(paint.picture(sheet, OFFICE_DOTS)))) for sheet in sheets]
    assert [20, 2] == found


@pytest.mark.parametrize("content", ["6901234567892", "81234567890123456789", "AB-12"])
def test_a_label_is_read_at_the_dots_of_a_label_printer(look: QApplication, content: str) -> None:
    label = papers.Label("盐酸二甲双胍片", ("0.5 g × 60", "¥ 12.80"), content)
    (sheet,) = papers.label_sheets([label], is_single=True)
    assert [content] == read(pixels(paint.picture(sheet, LABEL_DOTS)))


def test_modules_are_whole_dots_and_none_is_under_a_third_of_a_millimetre() -> None:
    for printer in Printer:
        wide = layout.module(printer)
        assert wide >= layout.MODULE_LEAST
        assert pytest.approx(round(wide / printer.value)) == wide / printer.value


@settings(max_examples=60)
@given(st.text(st.characters(min_codepoint=32, max_codepoint=126), min_size=1, max_size=40))
def test_bars_keep_their_quiet_zone_or_are_refused(content: str) -> None:
    within = Box(3.0, 2.0, 85.0, 10.0)
    bars = codes.code_128(content)
    try:
        made = layout.bars(bars, within, Printer.LABEL)
    except layout.NoRoomError:
        assert (len(bars) + 2 * layout.QUIET_BARS) * layout.module(Printer.LABEL) > within.width
        return
    left, right = made.box.x - within.x, within.width - (made.box.x - within.x) - made.box.width
    least = layout.QUIET_BARS * made.module - Printer.LABEL.value
    assert min(left, right) >= least


def test_a_qr_code_keeps_four_modules_of_white_around_it() -> None:
    within = Box(0, 0, 33, 33)
    made = layout.matrix(codes.qr(SIGNED), within, Printer.OFFICE)
    assert isinstance(made, Matrix)
    edge = min(made.box.x, made.box.y, 33 - made.box.x - made.box.width)
    assert edge >= layout.QUIET_QR * made.module - Printer.OFFICE.value


@pytest.mark.parametrize("content", ["", "药", "\x80"])
def test_what_no_bars_can_hold_is_refused(content: str) -> None:
    with pytest.raises(codes.UnprintableError):
        codes.code_128(content)


def test_a_wrong_check_digit_is_no_ean_and_becomes_code_128() -> None:
    with pytest.raises(codes.UnprintableError):
        codes.ean_13("6901234567890")
    assert codes.code_128("6901234567890") == codes.retail("6901234567890")
