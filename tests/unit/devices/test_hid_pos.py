"""Codes put together out of HID POS reports."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices import hid_descriptor
from devices.errors import ProblemCode
from devices.framing import BadFrame
from devices.hid_descriptor import HidDescriptorError
from devices.hid_pos import CodeRead, HidPosReader, layout_of
from tests.unit.devices.hid_pos_samples import (
    DESCRIPTOR,
    KEYBOARD_DESCRIPTOR,
    PLAIN_DESCRIPTOR,
    report,
    reports,
)

GARBLED, TOO_LONG, CUT = ProblemCode.GARBLED, ProblemCode.TOO_LONG, ProblemCode.CUT

code_bytes = st.lists(
    st.one_of(st.integers(0x21, 0x7E), st.just(0x1D), st.integers(0x80, 0xFF)),
    min_size=1,
    max_size=300,
).map(bytes)


def reader(descriptor: bytes = DESCRIPTOR, limit: int = 4096) -> HidPosReader:
    return HidPosReader(layout_of(hid_descriptor.parse(descriptor)), limit)


def fed(to: HidPosReader, *sent: bytes) -> list[CodeRead | BadFrame]:
    return [found for one in sent for found in to.feed(one)]


def test_a_short_code_comes_in_one_report_with_its_identifier() -> None:
    assert [CodeRead(b"6901234567892", "]E0")] == reader().feed(report(b"6901234567892"))


@given(sent=st.lists(code_bytes, min_size=1, max_size=5))
def test_every_code_comes_out_whole_however_many_reports_it_needs(sent: list[bytes]) -> None:
    line = [one for code in sent for one in reports(code, b"]Q3")]
    assert [CodeRead(code, "]Q3") for code in sent] == fed(reader(), *line)


def test_a_separator_inside_a_code_is_kept_and_an_end_mark_is_not() -> None:
    assert [CodeRead(b"0106901234567892\x1d10A", "]d2")] == reader().feed(
        report(b"0106901234567892\x1d10A\r\n", b"]d2")
    )


@pytest.mark.parametrize("identifier", [b"\0\0\0", b"   ", b"E0\0"])
def test_what_stands_in_the_identifiers_place_counts_only_if_it_is_one(identifier: bytes) -> None:
    assert [CodeRead(b"111", None)] == reader().feed(report(b"111", identifier))


def test_a_device_without_ids_count_and_flag_sends_codes_filled_up_with_zeros() -> None:
    assert [CodeRead(b"6901234567892", None)] == reader(PLAIN_DESCRIPTOR).feed(
        b"6901234567892\0\0\0"
    )


def test_reports_of_another_kind_are_passed_over_within_a_code_too() -> None:
    first, second = reports(b"7" * 60)
    assert [CodeRead(b"7" * 60, "]E0")] == fed(reader(), b"\x05\x01", first, b"\x05\x00", second)


def test_an_empty_report_is_no_code() -> None:
    assert [] == fed(reader(), report(b""), report(b"\r"))


def test_a_count_beyond_the_field_is_garbled_and_the_next_code_is_read() -> None:
    wrong = bytes([2, 57]) + report(b"1" * 56)[2:]
    assert [BadFrame(GARBLED, 63), CodeRead(b"222", "]E0")] == fed(reader(), wrong, report(b"222"))


def test_a_report_that_ends_before_its_data_is_garbled() -> None:
    assert [BadFrame(GARBLED, 9)] == reader().feed(report(b"6901234567892")[:10])


def test_a_control_byte_makes_a_code_garbled() -> None:
    assert [BadFrame(GARBLED, 3)] == reader().feed(report(b"1\x002"))


def test_a_code_whose_end_stays_away_is_cut_and_so_is_its_end_when_it_comes() -> None:
    first, second = reports(b"7" * 60)
    to = reader()
    assert [] == to.feed(first)
    assert [[], [], [], [], [BadFrame(CUT, 56)]] == [to.silence(200) for _ in range(5)]
    assert [BadFrame(CUT, 4), CodeRead(b"111", "]E0")] == fed(to, second, report(b"111"))


def test_another_identifier_within_a_code_is_another_code() -> None:
    first, _ = reports(b"7" * 60, b"]C0")
    assert [BadFrame(CUT, 56), CodeRead(b"111", "]E0")] == fed(reader(), first, report(b"111"))


def test_an_identifier_told_in_the_first_report_only_is_that_of_the_code() -> None:
    first, second = report(b"7" * 56, b"]Q1", more=True), report(b"8", b"\0\0\0")
    assert [CodeRead(b"7" * 56 + b"8", "]Q1")] == fed(reader(), first, second)


def test_a_code_without_end_is_reported_once_and_kept_nowhere() -> None:
    to = reader(limit=100)
    endless = report(b"7" * 56, more=True)
    found = fed(to, *[endless] * 50)
    assert [BadFrame(TOO_LONG, 112)] == found
    assert [BadFrame(CUT, 3), CodeRead(b"222", "]E0")] == fed(to, report(b"111"), report(b"222"))


@given(sent=st.lists(st.binary(max_size=70), max_size=30), silent=st.sets(st.integers(0, 29)))
def test_no_reports_make_the_reader_fail_or_grow(sent: list[bytes], silent: set[int]) -> None:
    to = reader(limit=100)
    for number, body in enumerate(sent):
        found = to.feed(b"\x02" + body) + (to.silence(1_000) if number in silent else [])
        assert all(0 < len(one.raw) <= 100 for one in found if isinstance(one, CodeRead))
        assert len(to._parts) <= 100


@pytest.mark.parametrize(
    "descriptor",
    [
        KEYBOARD_DESCRIPTOR,
        bytes.fromhex("05 8c 09 02 a1 01 75 07 95 10 09 fe 81 02 c0"),  # of seven bits
        bytes.fromhex("05 8c 09 02 a1 01 75 01 95 01 81 03 75 08 95 10 09 fe 81 02 c0"),  # shifted
    ],
)
def test_a_device_that_sends_no_whole_bytes_of_data_is_refused(descriptor: bytes) -> None:
    with pytest.raises(HidDescriptorError):
        reader(descriptor)
