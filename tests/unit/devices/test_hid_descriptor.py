"""Places of values in HID reports, read from descriptors."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.hid_descriptor import HidDescriptorError, InputField, parse
from tests.unit.devices.hid_pos_samples import (
    DESCRIPTOR,
    KEYBOARD_DESCRIPTOR,
    PLAIN_DESCRIPTOR,
)


def test_the_application_of_a_descriptor_tells_a_scanner_from_a_keyboard() -> None:
    assert (0x8C0002,) == parse(DESCRIPTOR).applications
    assert (0x010006,) == parse(KEYBOARD_DESCRIPTOR).applications


def test_values_lie_where_the_descriptor_puts_them() -> None:
    scanned = [field for field in parse(DESCRIPTOR).inputs if field.report_id == 2]
    assert [
        InputField(2, 0, 8, 1, (0x01003B,)),
        InputField(2, 8, 8, 3, (0x8C00FB, 0x8C00FC, 0x8C00FD)),
        InputField(2, 32, 8, 56, (0x8C00FE,)),
        InputField(2, 480, 8, 2, (0xFF660004, 0xFF660000)),
        InputField(2, 496, 1, 1, (0x8C00FF,)),
    ] == scanned
    assert 8 * 63 - 7 == parse(DESCRIPTOR).bits_of(2)


def test_padding_moves_what_follows_and_has_no_meaning() -> None:
    padded = bytes.fromhex("05 8c 09 02 a1 01 75 03 95 01 81 03 75 01 09 ff 81 02 c0")
    assert (InputField(0, 3, 1, 1, (0x8C00FF,)),) == parse(padded).inputs


def test_only_a_descriptor_that_names_ids_has_them() -> None:
    assert [True, False] == [parse(DESCRIPTOR).has_ids, parse(PLAIN_DESCRIPTOR).has_ids]


def test_the_last_usage_stands_for_all_values_that_follow() -> None:
    field = InputField(0, 0, 8, 4, (0x8C00FB, 0x8C00FE))
    assert [0x8C00FB, 0x8C00FE, 0x8C00FE, 0x8C00FE] == [field.usage_of(n) for n in range(4)]


def test_a_state_that_was_pushed_comes_back() -> None:
    pushed = bytes.fromhex("05 8c a4 05 01 75 08 b4 75 01 95 01 09 ff 81 02")
    assert (InputField(0, 0, 1, 1, (0x8C00FF,)),) == parse(pushed).inputs


def test_a_long_item_is_passed_over() -> None:
    assert parse(PLAIN_DESCRIPTOR) == parse(b"\xfe\x02\x10ab" + PLAIN_DESCRIPTOR)


@pytest.mark.parametrize(
    "broken",
    [
        "05",  # ends within an item
        "fe",  # ends within a long item
        "a1 01",  # never closed
        "c0",  # never opened
        "b4",  # nothing was pushed
        "85 00",  # an id that means none
        "75 ff 96 ff 7f 81 02",  # a report of a megabyte
        "05 8c 1a 00 00 2a ff ff",  # usages without end
        "a1 01" * 65,
        "a4" * 65,
    ],
)
def test_what_breaks_the_rules_is_no_descriptor(broken: str) -> None:
    with pytest.raises(HidDescriptorError):
        parse(bytes.fromhex(broken))


@given(data=st.binary(max_size=200))
def test_no_bytes_make_the_parser_fail_in_another_way(data: bytes) -> None:
    try:
        parsed = parse(data)
    except HidDescriptorError:
        return
    assert all(field.bit_offset + field.bit_size * field.count <= 32_768 for field in parsed.inputs)
