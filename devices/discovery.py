"""What is plugged into this machine: serial ports, HID POS scanners, cameras, keyboards.

Nothing is opened: names are read from where the system lists its devices, so looking needs no
rights and disturbs nobody. On Windows only serial ports are listed (the rest: built for Linux).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TypedDict

from devices import hid_descriptor
from devices.hid_descriptor import HidDescriptorError
from devices.options import OptionValue
from devices.place import ListPresent

SERIAL: Final = "serial"
HID_POS: Final = "hid_pos"
CAMERA: Final = "camera"
KEYBOARD: Final = "keyboard"

BAR_CODE_SCANNER_PAGE: Final = 0x8C
"""HID Point of Sale Usage Tables 1.02, section 3."""

_DIGITS_AND_ENTER: Final = sum(1 << code for code in (*range(2, 12), 28))
"""Key codes of Linux (input-event-codes.h). What has all of them types; a power button does not."""
_BYTES_MAX: Final = 64 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundDevice:
    """One device as the system lists it now.

    `kind` is the kind in the settings (a keyboard needs no settings to type), `device` the path
    it is opened by, `name` what it calls itself. `location` is the USB socket.
    """

    kind: str
    device: str
    name: str = ""
    vid: int | None = None
    pid: int | None = None
    serial_number: str | None = None
    location: str | None = None


def options_of(found: FoundDevice, among: Iterable[FoundDevice]) -> dict[str, OptionValue]:
    """Return the options that name `found` for good: by USB where it has USB names, since its path
    changes with the socket; by path otherwise. Its socket is only named where a twin `among` the
    present devices cannot be told apart by serial number.
    """
    if found.vid is None or found.pid is None:
        return {"port" if found.kind == SERIAL else "path": found.device}
    options: dict[str, OptionValue] = {"vid": f"{found.vid:#06x}", "pid": f"{found.pid:#06x}"}
    if found.serial_number:
        options["serial_number"] = found.serial_number
    twins = [
        other
        for other in among
        if other != found
        and (other.kind, other.vid, other.pid) == (found.kind, found.vid, found.pid)
        and other.serial_number == found.serial_number
    ]
    if twins and found.location:
        options["location"] = found.location
    return options


class Discovery:
    """Looks at the machine anew with every call.

    `list_ports` is pyserial's `comports`; `root` is where the system's folders hang, "/" but in
    tests.
    """

    def __init__(self, list_ports: ListPresent, root: Path = Path("/")) -> None:
        self._list_ports = list_ports
        self._root = root

    def present(self) -> tuple[FoundDevice, ...]:
        """Return everything that can be read from, in the order of the methods below."""
        return (*self.ports(), *self.hid_scanners(), *self.cameras(), *self.keyboards())

    def ports(self) -> tuple[FoundDevice, ...]:
        """Return the serial ports, those of USB first: the others are seldom scanners."""
        try:
            listed = list(self._list_ports())
        except OSError:  # The list itself changes while a plug is being pulled.
            return ()
        found = [
            FoundDevice(
                kind=SERIAL,
                device=port.device,
                name=str(getattr(port, "description", None) or "").removesuffix("n/a"),
                vid=port.vid,
                pid=port.pid,
                serial_number=port.serial_number,
                location=port.location,
            )
            for port in listed
        ]
        return tuple(sorted(found, key=lambda one: (one.vid is None, one.device)))

    def hid_scanners(self) -> tuple[FoundDevice, ...]:
        """Return the scanners in HID POS mode: usage page 0x8C in their report descriptor."""
        return tuple(
            found
            for folder in self._entries("sys/class/hidraw", "hidraw")
            if (found := self._hid_scanner(folder)) is not None
        )

    def cameras(self) -> tuple[FoundDevice, ...]:
        """Return the cameras. A camera's second node carries no pictures and is left out."""
        return tuple(
            FoundDevice(
                kind=CAMERA,
                device=f"/dev/{folder.name}",
                name=_text(folder / "name"),
                **self._usb_names(folder / "device"),
            )
            for folder in self._entries("sys/class/video4linux", "video")
            if _text(folder / "index") in {"", "0"}
        )

    def keyboards(self) -> tuple[FoundDevice, ...]:
        """Return what types digits and Enter: keyboards, and scanners that act as one."""
        blocks = _text(self._root / "proc/bus/input/devices").split("\n\n")
        return tuple(found for block in blocks if (found := _keyboard(block)) is not None)

    def report_descriptor(self, device: str) -> bytes:
        """Return the report descriptor of /dev/hidraw…; empty when it is not there."""
        name = device.rpartition("/")[2]
        return _bytes(self._root / "sys/class/hidraw" / name / "device/report_descriptor")

    def _entries(self, where: str, prefix: str) -> list[Path]:
        try:
            names = list((self._root / where).iterdir())
        except OSError:
            return []
        numbered = [path for path in names if path.name.removeprefix(prefix).isdecimal()]
        return sorted(numbered, key=lambda path: int(path.name.removeprefix(prefix)))

    def _hid_scanner(self, folder: Path) -> FoundDevice | None:
        device = f"/dev/{folder.name}"
        try:
            descriptor = hid_descriptor.parse(self.report_descriptor(device))
        except HidDescriptorError:
            return None
        if all(usage >> 16 != BAR_CODE_SCANNER_PAGE for usage in descriptor.applications):
            return None
        lines = [line.partition("=") for line in _text(folder / "device/uevent").splitlines()]
        told = {name.lower(): value for name, _, value in lines}
        bus_vendor_product = told.get("hid_id", "").split(":")
        vid, pid = (_hex(part) for part in (*bus_vendor_product, "", "", "")[1:3])
        return FoundDevice(
            kind=HID_POS,
            device=device,
            name=told.get("hid_name", ""),
            vid=vid,
            pid=pid,
            serial_number=told.get("hid_uniq") or None,
            location=self._usb_names(folder / "device")["location"],
        )

    def _usb_names(self, folder: Path) -> _UsbNames:
        """Climb to the USB device that a class device belongs to."""
        for above in _upwards(folder):
            if (above / "idVendor").exists():
                return {
                    "vid": _hex(_text(above / "idVendor")),
                    "pid": _hex(_text(above / "idProduct")),
                    "serial_number": _text(above / "serial") or None,
                    "location": above.name,
                }
        return {"vid": None, "pid": None, "serial_number": None, "location": None}


class _UsbNames(TypedDict):
    vid: int | None
    pid: int | None
    serial_number: str | None
    location: str | None


def _upwards(folder: Path) -> Iterator[Path]:
    try:
        real = folder.resolve(strict=True)
    except OSError:
        return
    yield from (real, *real.parents)


def _keyboard(block: str) -> FoundDevice | None:
    """Return the keyboard that a block of /proc/bus/input/devices describes, if it is one."""
    lines = [line[3:].partition("=") for line in block.splitlines()[1:] if line[1:3] == ": "]
    told = {name: value.strip() for name, _, value in lines}
    handlers = told.get("Handlers", "").split()
    event = next((name for name in handlers if name.startswith("event")), None)
    lowest_keys = _hex(told.get("KEY", "").rpartition(" ")[2], digits_max=16) or 0
    if event is None or "kbd" not in handlers:
        return None
    if lowest_keys & _DIGITS_AND_ENTER != _DIGITS_AND_ENTER:
        return None
    ids = dict(part.partition("=")[::2] for part in block.splitlines()[0][3:].split())
    return FoundDevice(
        kind=KEYBOARD,
        device=f"/dev/input/{event}",
        name=told.get("Name", "").strip('"'),
        vid=_hex(ids.get("Vendor", "")) or None,
        pid=_hex(ids.get("Product", "")) or None,
        serial_number=told.get("Uniq") or None,
        location=told.get("Phys") or None,
    )


def _hex(text: str, *, digits_max: int = 8) -> int | None:
    return int(text, 16) if re.fullmatch(rf"[0-9A-Fa-f]{{1,{digits_max}}}", text) else None


def _text(path: Path) -> str:
    return _bytes(path).decode("utf-8", "replace").strip()


def _bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(_BYTES_MAX)
    except OSError:  # Gone, or not ours to read: what is not told is not known.
        return b""
