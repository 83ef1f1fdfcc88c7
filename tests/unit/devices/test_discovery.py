"""What is plugged in, read from a tree like the one the kernel shows."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest

from devices.discovery import Discovery, FoundDevice, options_of
from devices.errors import DeviceSettingsError
from devices.place import Place, Present
from tests.unit.devices.hid_pos_samples import DESCRIPTOR, KEYBOARD_DESCRIPTOR

INPUT_DEVICES = """\
I: Bus=0019 Vendor=0000 Product=0001 Version=0000
N: Name="Power Button"
P: Phys=PNP0C0C/button/input0
S: Sysfs=/devices/LNXSYSTM:00/LNXPWRBN:00/input/input0
U: Uniq=
H: Handlers=kbd event0
B: PROP=0
B: EV=3
B: KEY=8000 10000000000000 0

I: Bus=0003 Vendor=1a2c Product=0b2a Version=0110
N: Name="Desk Keyboard"
P: Phys=usb-0000:00:14.0-3/input0
S: Sysfs=/devices/pci0000:00/usb1/1-3/1-3:1.0/input/input7
U: Uniq=A7
H: Handlers=sysrq kbd leds event7
B: PROP=0
B: EV=120013
B: KEY=1000000000007 ff9f207ac14057ff febeffdfffefffff fffffffffffffffe

I: Bus=0003 Vendor=046d Product=c077 Version=0111
N: Name="Mouse"
H: Handlers=mouse0 event8
B: EV=17
B: KEY=70000 0 0 0 0
"""


def put(path: Path, content: str | bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())


def usb_device(root: Path, socket: str, *, serial: str = "") -> Path:
    folder = root / "sys/devices/pci0000:00/usb1" / socket
    put(folder / "idVendor", "0c2e\n")
    put(folder / "idProduct", "0b6a\n")
    if serial:
        put(folder / "serial", f"{serial}\n")
    return folder


def class_device(root: Path, name: str, usb: Path) -> Path:
    """Make /sys/class/NAME with its `device` link, as udev's readers know it."""
    interface = usb / f"{usb.name}:1.0" / Path(name).name
    interface.mkdir(parents=True)
    folder = root / "sys/class" / name
    folder.mkdir(parents=True)
    (folder / "device").symlink_to(interface)
    return interface


def hid(root: Path, name: str, usb: Path, descriptor: bytes, uevent: str) -> None:
    interface = class_device(root, f"hidraw/{name}", usb)
    put(interface / "report_descriptor", descriptor)
    put(interface / "uevent", uevent)


def none() -> Iterable[Present]:
    return []


def test_a_machine_with_nothing_plugged_in_has_nothing(tmp_path: Path) -> None:
    assert () == Discovery(none, tmp_path).present()


def test_ports_are_listed_with_their_usb_names_and_usb_first(tmp_path: Path) -> None:
    listed = [
        FoundDevice(kind="", device="/dev/ttyS0"),
        FoundDevice(kind="", device="/dev/ttyACM0", vid=0x0C2E, pid=0x0B6A, serial_number="7"),
    ]
    found = Discovery(lambda: listed, tmp_path).ports()
    assert [("serial", "/dev/ttyACM0", 0x0C2E, "7"), ("serial", "/dev/ttyS0", None, None)] == [
        (one.kind, one.device, one.vid, one.serial_number) for one in found
    ]


def test_a_list_of_ports_that_changes_meanwhile_is_looked_at_the_next_time(
    tmp_path: Path,
) -> None:
    def changing() -> Iterable[Present]:
        raise FileNotFoundError("/sys/class/tty/ttyACM0")

    assert () == Discovery(changing, tmp_path).ports()


def test_scanners_in_hid_pos_mode_are_told_from_other_hid_devices(tmp_path: Path) -> None:
    names = "HID_ID=0003:00000C2E:00000B6A\nHID_NAME=Counter Scanner\nHID_UNIQ=S12\n"
    hid(tmp_path, "hidraw10", usb_device(tmp_path, "1-1.2"), DESCRIPTOR, names)
    hid(tmp_path, "hidraw2", usb_device(tmp_path, "1-3"), KEYBOARD_DESCRIPTOR, "")
    hid(tmp_path, "hidraw3", usb_device(tmp_path, "1-4"), b"\xc0", "")
    discovery = Discovery(none, tmp_path)
    assert (
        FoundDevice(
            kind="hid_pos",
            device="/dev/hidraw10",
            name="Counter Scanner",
            vid=0x0C2E,
            pid=0x0B6A,
            serial_number="S12",
            location="1-1.2",
        ),
    ) == discovery.hid_scanners()
    assert DESCRIPTOR == discovery.report_descriptor("/dev/hidraw10")
    assert b"" == discovery.report_descriptor("/dev/hidraw99")


def test_cameras_are_listed_once_each_by_their_first_node(tmp_path: Path) -> None:
    usb = usb_device(tmp_path, "1-5", serial="C1")
    for name, index in (("video0", "0"), ("video1", "1")):
        class_device(tmp_path, f"video4linux/{name}", usb)
        put(tmp_path / f"sys/class/video4linux/{name}/index", f"{index}\n")
        put(tmp_path / f"sys/class/video4linux/{name}/name", "Counter Camera\n")
    assert (
        FoundDevice(
            kind="camera",
            device="/dev/video0",
            name="Counter Camera",
            vid=0x0C2E,
            pid=0x0B6A,
            serial_number="C1",
            location="1-5",
        ),
    ) == Discovery(none, tmp_path).cameras()


def test_keyboards_are_what_types_digits_and_enter(tmp_path: Path) -> None:
    put(tmp_path / "proc/bus/input/devices", INPUT_DEVICES)
    assert (
        FoundDevice(
            kind="keyboard",
            device="/dev/input/event7",
            name="Desk Keyboard",
            vid=0x1A2C,
            pid=0x0B2A,
            serial_number="A7",
            location="usb-0000:00:14.0-3/input0",
        ),
    ) == Discovery(none, tmp_path).keyboards()


def test_a_list_of_keyboards_that_reads_otherwise_lists_none(tmp_path: Path) -> None:
    put(tmp_path / "proc/bus/input/devices", b"\xff\xfe\n\nI:\nH: Handlers=kbd\n\nB: KEY=zz\n")
    assert () == Discovery(none, tmp_path).keyboards()


def scanner(path: str, serial: str | None = None, socket: str | None = None) -> FoundDevice:
    return FoundDevice(
        kind="serial", device=path, vid=0x1A86, pid=0x7523, serial_number=serial, location=socket
    )


@pytest.mark.parametrize(
    ("found", "others", "expected"),
    [
        (FoundDevice(kind="serial", device="/dev/ttyS0"), [], {"port": "/dev/ttyS0"}),
        (FoundDevice(kind="camera", device="/dev/video0"), [], {"path": "/dev/video0"}),
        (scanner("/dev/ttyUSB0", socket="1-1"), [], {"vid": "0x1a86", "pid": "0x7523"}),
        (
            scanner("/dev/ttyUSB0", "A", "1-1"),
            [scanner("/dev/ttyUSB1", "B", "1-2")],
            {"vid": "0x1a86", "pid": "0x7523", "serial_number": "A"},
        ),
        (
            scanner("/dev/ttyUSB0", socket="1-1"),
            [scanner("/dev/ttyUSB1", socket="1-2")],
            {"vid": "0x1a86", "pid": "0x7523", "location": "1-1"},
        ),
    ],
)
def test_the_settings_of_a_found_device_name_it_and_no_other(
    found: FoundDevice, others: list[FoundDevice], expected: dict[str, str]
) -> None:
    assert expected == options_of(found, [found, *others])


def test_a_place_is_a_path_or_usb_names_and_never_both() -> None:
    for wrong in ({}, {"vid": 1}, {"path": "/dev/video0", "vid": 1, "pid": 2}):
        with pytest.raises(DeviceSettingsError):
            Place(**wrong)
