"""Names of keyboards that last.

The system numbers devices as they come, so a number says nothing after a plug was moved. Vendor,
product and serial number do; where a device has no serial number, what its maker calls it stands
in. Twins without serial numbers are told apart by the socket they are plugged into.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from devices.keyboards.base import Keyboard

SYSTEM_INPUTS: Final = Path("/sys/class/input")
_NAME_LIMIT: Final = 80
_USB: Final = re.compile(r"VID_([0-9A-F]{4})&PID_([0-9A-F]{4})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Found:
    """A keyboard as the platform shows it. `number` is the platform's and does not last."""

    number: int
    label: str
    vendor: int | None = None
    product: int | None = None
    serial: str = ""
    socket: str = ""


def with_system_facts(found: Found, node: str, inputs: Path = SYSTEM_INPUTS) -> Found:
    """Return it with the serial number and the socket that Linux knows of `/dev/input/eventN`."""
    folder = inputs / Path(node).name / "device"
    serial, socket = _read(folder / "uniq"), _read(folder / "phys")
    # The parts of one device differ behind the last stroke only.
    return Found(
        found.number, found.label, found.vendor, found.product, serial, socket.rpartition("/")[0]
    )


def from_device_path(number: int, path: str) -> Found:
    r"""Return a keyboard by its Windows device path, such as
    `\\?\HID#VID_1A86&PID_E010&MI_00#7&2f&0&0000#{...}`. The third part names the socket.
    """
    parts = [*path.split("#"), "", ""]
    match = _USB.search(path)
    if match is None:
        return Found(number, parts[1] or path, socket=parts[2])
    vendor, product = (int(one, 16) for one in match.groups())
    return Found(number, parts[1], vendor, product, socket=parts[2])


def named(found: Iterable[Found]) -> dict[int, Keyboard]:
    """Return the keyboards by the platform's numbers."""
    by_base: dict[str, list[Found]] = {}
    for one in sorted(found, key=lambda one: (one.socket, one.number)):
        by_base.setdefault(_base(one), []).append(one)
    return {
        one.number: Keyboard(name, one.label)
        for base, alike in by_base.items()
        for one, name in zip(alike, _apart(base, alike), strict=True)
    }


def _base(one: Found) -> str:
    if one.vendor is None or one.product is None:
        return _clean(one.label)
    return f"{one.vendor:04x}:{one.product:04x}:{_clean(one.serial or one.label)}"


def _apart(base: str, alike: Sequence[Found]) -> Iterable[str]:
    """Yield a name for each: the first socket's is the plain one, so a single device has it."""
    sockets = sorted({one.socket for one in alike})
    for one in alike:
        yield base if one.socket == sockets[0] else f"{base}@{_clean(one.socket)}"


def _clean(text: str) -> str:
    return "".join(char for char in text.strip() if char.isprintable())[:_NAME_LIMIT]


def _read(path: Path) -> str:
    try:
        return path.read_text("utf-8", "replace").strip()
    except OSError:
        return ""
