"""Codes in pictures: which are found, and as what."""

from __future__ import annotations

import numpy as np
import pytest
import zxingcpp

from devices.decoders import (
    Decoded,
    Decoder,
    Picture,
    is_same_place,
    without_contradictions,
)
from devices.decoding import decode_payload
from devices.errors import DeviceSettingsError
from tests.unit.devices.camera_samples import EAN, code, desk, qr, turned

TRACE = "81234567890123456789"
DATA_MATRIX = zxingcpp.BarcodeFormat.DataMatrix
CODE_128 = zxingcpp.BarcodeFormat.Code128
MIDDLE = (500, 280)


def read(picture: Picture, looks: int = 4, decoder: Decoder | None = None) -> list[Decoded]:
    """Return what is found within a few looks at one picture."""
    reader = decoder or Decoder()
    for _ in range(looks):
        if found := reader.decode(picture):
            return found
    return []


def told(found: list[Decoded]) -> set[tuple[str | None, str]]:
    return {(one.symbology, decode_payload(one.raw)[0]) for one in found}


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        (code(EAN), ("]E0", EAN)),
        (code("96385074", zxingcpp.BarcodeFormat.EAN8), ("]E4", "96385074")),
        (code(TRACE, CODE_128, 2), ("]C0", TRACE)),
        (qr("GT1-ABCDEFGH"), ("]Q1", "GT1-ABCDEFGH")),
        (code("0106901234567892", DATA_MATRIX, 6), ("]d1", "0106901234567892")),
    ],
)
def test_every_symbology_of_a_counter_is_read_with_its_identifier(
    label: Picture, expected: tuple[str, str]
) -> None:
    assert {expected} == told(read(desk((label, MIDDLE))))


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
@pytest.mark.parametrize("make", [qr, lambda raw: code(raw, DATA_MATRIX, 8)])
def test_chinese_is_read_exactly_whichever_way_it_was_written(encoding: str, make: object) -> None:
    assert callable(make)
    found = read(desk((make("张伟·阿司匹林".encode(encoding)), MIDDLE)))
    assert {"张伟·阿司匹林"} == {text for _, text in told(found)}


@pytest.mark.parametrize("degrees", [0, 17, 45, 90, 163, 180, 270, 331])
def test_a_code_is_read_however_it_is_turned(degrees: float) -> None:
    label = code(EAN, scale=2)
    place = 640 - label.shape[1] // 2, 360 - label.shape[0] // 2
    assert {("]E0", EAN)} == told(read(turned(desk((label, place)), degrees)))


def test_two_linear_codes_of_one_box_are_both_read() -> None:
    picture = desk((code(EAN, scale=3), (200, 100)), (code(TRACE, CODE_128, 2), (200, 420)))
    assert {EAN, TRACE} == {text for _, text in told(read(picture))}


def test_a_code_that_was_told_does_not_hide_another_one_beside_it() -> None:
    picture = desk((code(EAN, scale=3), (100, 100)), (qr("GT1-ABCDEFGH", 3), (800, 300)))
    decoder = Decoder()
    [first] = decoder.decode(picture)
    assert EAN.encode() == first.raw
    again = decoder.decode(picture, {first.mark})
    assert {EAN, "GT1-ABCDEFGH"} == {text for _, text in told(again)}


def test_the_corners_lie_where_the_code_is_whichever_step_read_it() -> None:
    for label, place in ((code(EAN, scale=3), (700, 400)), (qr("GT1-ABCDEFGH", 8), (60, 40))):
        [found] = read(desk((label, place)))
        for x, y in found.corners:
            assert place[0] - 8 <= x <= place[0] + label.shape[1] + 8
            assert place[1] - 8 <= y <= place[1] + label.shape[0] + 8


def square(raw: bytes, x: float, y: float = 0.0, symbology: str = "]C0") -> Decoded:
    return Decoded(raw, symbology, ((x, y), (x + 80, y), (x + 80, y + 40), (x, y + 40)))


def test_what_is_read_in_two_ways_at_one_place_is_not_read() -> None:
    right, wrong, beside = square(b"111", 0), square(b"222", 5), square(b"333", 200)
    assert [beside] == without_contradictions([right, wrong, beside])
    assert [right, beside, right] == without_contradictions([right, beside, right])
    assert [right] == without_contradictions([right, wrong], {right.mark})
    assert not is_same_place(right, Decoded(b"444", None, ()))


def test_two_article_numbers_stand_apart_and_other_codes_may_stand_close() -> None:
    below = [square(b"111", 0, 0, "]E0"), square(b"222", 0, 45, "]E0")]
    assert [] == without_contradictions(below)
    apart = [square(b"111", 0, 0, "]E0"), square(b"222", 0, 90, "]E0")]
    assert apart == without_contradictions(apart)
    trace = [square(b"111", 0, 0), square(b"222", 0, 45)]
    assert trace == without_contradictions(trace)


def test_nothing_is_invented_on_an_empty_desk_or_in_noise() -> None:
    noise = np.random.default_rng(3).integers(0, 256, (720, 1280), np.uint8)
    assert [[], []] == [read(desk(), looks=5), read(noise, looks=5)]


def test_a_symbology_that_is_not_in_the_settings_is_not_read() -> None:
    picture = desk((code(EAN), MIDDLE))
    assert [] == read(picture, decoder=Decoder(["qrcode", "code128"]))
    assert [] == read(desk((qr("GT1-ABCDEFGH"), MIDDLE)), decoder=Decoder(["ean13"]))
    both = Decoder(["code39", "itf", "upce", "pdf417", "aztec"])
    assert [] == read(picture, decoder=both)


@pytest.mark.parametrize("names", [[], ["ean13", "barcode"]])
def test_a_symbology_nobody_knows_and_none_at_all_are_refused(names: list[str]) -> None:
    with pytest.raises(DeviceSettingsError):
        Decoder(names)


def test_what_a_code_says_is_not_shown_where_it_is_printed() -> None:
    assert EAN not in repr(read(desk((code(EAN), MIDDLE))))


def test_a_picture_of_any_size_is_looked_at() -> None:
    for size in ((1, 1), (2, 700), (31, 17), (480, 640)):
        assert [] == read(np.full(size, 90, np.uint8))
