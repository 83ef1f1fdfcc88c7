"""Keyboards are told apart by names that last, and nothing an X server says does harm."""

from __future__ import annotations

import struct
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.keyboards import naming, x11_wire
from devices.keyboards.base import OneKeyboard
from devices.keyboards.choosing import keyboards_of
from devices.keyboards.naming import Found
from devices.keyboards.x11 import X11Keyboards
from devices.keyboards.x11_wire import Device, RawKey, WireError

SCANNER = Found(9, "USB Scanner", 0x1A86, 0xE010, socket="usb-0000:00:14.0-2")


def device(number: int, use: int, name: bytes, classes: int = 1) -> bytes:
    head = struct.pack("<HHHHHBx", number, use, 2, classes, len(name), 1)
    return head + name + bytes(-len(name) % 4) + struct.pack("<HHHH", 0, 2, number, 0) * classes


def reply(count: int, body: bytes) -> bytes:
    return struct.pack("<BxHIH22x", 1, 7, len(body) // 4, count) + body


def entry(family: int, address: bytes, number: bytes, name: bytes, data: bytes) -> bytes:
    parts = (address, number, name, data)
    return struct.pack(">H", family) + b"".join(struct.pack(">H", len(x)) + x for x in parts)


def test_a_name_is_the_same_after_the_system_has_numbered_anew() -> None:
    again = Found(23, "USB Scanner", 0x1A86, 0xE010, socket="usb-0000:00:14.0-4")
    assert naming.named([SCANNER])[9].name == naming.named([again])[23].name


def test_a_serial_number_tells_twins_apart_wherever_they_are_plugged_in() -> None:
    twins = [Found(n, "USB Scanner", 1, 2, serial=f"S{n}") for n in (4, 5)]
    assert ["0001:0002:S4", "0001:0002:S5"] == [k.name for k in naming.named(twins).values()]


def test_twins_without_serial_numbers_are_told_apart_by_their_sockets() -> None:
    twin = Found(10, "USB Scanner", 0x1A86, 0xE010, socket="usb-0000:00:14.0-3")
    names = {number: one.name for number, one in naming.named([twin, SCANNER]).items()}
    base = "1a86:e010:USB Scanner"
    assert {9: base, 10: f"{base}@usb-0000:00:14.0-3"} == names


def test_the_parts_of_one_device_have_one_name() -> None:
    part = Found(10, "USB Scanner", 0x1A86, 0xE010, socket=SCANNER.socket)
    assert 1 == len({one.name for one in naming.named([part, SCANNER]).values()})


def test_linux_tells_serial_number_and_socket_of_a_node(tmp_path: Path) -> None:
    folder = tmp_path / "event7" / "device"
    folder.mkdir(parents=True)
    (folder / "uniq").write_text("20240817\n")
    (folder / "phys").write_text("usb-0000:00:14.0-2/input0\n")
    found = naming.with_system_facts(Found(9, "S", 1, 2), "/dev/input/event7", tmp_path)
    assert Found(9, "S", 1, 2, "20240817", "usb-0000:00:14.0-2") == found
    assert Found(9, "S", 1, 2) == naming.with_system_facts(Found(9, "S", 1, 2), "event8", tmp_path)


def test_a_windows_device_path_names_vendor_product_and_socket() -> None:
    path = r"\\?\HID#VID_1A86&PID_E010&MI_00#7&2f8a&0&0000#{884b96c3-56ef-11d1}"
    found = naming.from_device_path(5, path)
    assert (0x1A86, 0xE010, "7&2f8a&0&0000") == (found.vendor, found.product, found.socket)
    other = naming.from_device_path(6, r"\\?\ACPI#PNP0303#4&1d&0#{884b96c3-56ef-11d1}")
    assert ("PNP0303", None) == (naming.named([other])[6].name, other.vendor)


def test_the_servers_list_is_read_keyboards_apart_from_the_rest() -> None:
    body = device(3, 2, b"Virtual core keyboard") + device(9, 4, b"Scanner") + device(8, 3, b"M")
    assert [
        Device(3, "Virtual core keyboard", is_keyboard=False),
        Device(9, "Scanner", is_keyboard=True),
        Device(8, "M", is_keyboard=False),
    ] == list(x11_wire.devices_of(reply(3, body)))


def test_a_raw_key_says_device_code_and_time() -> None:
    packet = struct.pack("<BBHIHHIIHHII", 35, 131, 1, 0, 13, 3, 4711, 38, 9, 0, 0, 0)
    assert x11_wire.RAW_KEY_PRESS == x11_wire.event_of(packet, 131)
    assert RawKey(9, 38, 4711) == x11_wire.raw_key(packet)
    assert x11_wire.event_of(packet, 130) is None


@pytest.mark.parametrize(
    ("display", "number"),
    [(":0", 0), (":12.0", 12), ("unix:3", 3), ("host:0", None), ("", None), (":x", None)],
)
def test_only_a_display_of_this_machine_is_listened_to(display: str, number: int | None) -> None:
    assert number == x11_wire.display_number(display)


def test_the_cookie_for_this_display_is_found(tmp_path: Path) -> None:
    file = tmp_path / "authority"
    name = b"MIT-MAGIC-COOKIE-1"
    file.write_bytes(
        entry(256, b"elsewhere", b"0", name, b"a" * 16)
        + entry(256, b"till", b"1", name, b"b" * 16)
        + entry(256, b"till", b"0", name, b"c" * 16)
    )
    assert (name, b"c" * 16) == x11_wire.cookie(file, 0, "till")
    assert (b"", b"") == x11_wire.cookie(file, 2, "till")
    assert (b"", b"") == x11_wire.cookie(tmp_path / "none", 0, "till")


@given(st.binary(max_size=200))
def test_noise_in_place_of_an_answer_is_refused_or_read_and_no_more(noise: bytes) -> None:
    packet = (noise + bytes(32))[: max(len(noise), 32)]
    for read in (lambda: list(x11_wire.devices_of(packet)), lambda: x11_wire.root_of(noise)):
        with suppress(WireError):
            read()
    x11_wire.raw_key(packet)
    x11_wire.property_of(packet)
    with suppress(WireError):
        assert 0 <= x11_wire.extra_length(packet) <= 1 << 20


@given(noise=st.binary(max_size=120))
def test_a_spoilt_file_of_cookies_lets_nobody_in(
    noise: bytes, tmp_path_factory: pytest.TempPathFactory
) -> None:
    file = tmp_path_factory.getbasetemp() / "spoilt"
    file.write_bytes(noise)
    assert (b"", b"") == x11_wire.cookie(file, 0, "till")


@pytest.mark.parametrize("display", ["", ":59999", "elsewhere:0"])
def test_without_a_display_nothing_is_told_apart_and_nothing_fails(display: str) -> None:
    keyboards = X11Keyboards({"DISPLAY": display, "HOME": "/nowhere"})
    keyboards.start()
    keyboards.watch(is_wanted=False)
    assert (False, None, ()) == (
        keyboards.tells_apart,
        keyboards.source_of(38, 1),
        keyboards.keyboards(),
    )
    keyboards.stop()


def test_a_platform_that_hides_keyboards_has_one_without_a_name() -> None:
    for platform in ("wayland", "offscreen", "windows"):
        chosen = keyboards_of(platform, {})
        assert isinstance(chosen, OneKeyboard)
        assert (False, None) == (chosen.tells_apart, chosen.source_of(38, 1))
    assert isinstance(keyboards_of("xcb", {}), X11Keyboards)
