"""Which keyboard a key came from, on X11: raw events of the X Input extension.

A second connection beside the window's own. The server writes a key at its source to it, before it
writes the key to the window that has the keyboard, with the same code and the same time. So when a
key arrives at the window, its source waits here already: it is read when it is asked for, by
whoever asks, and no thread has to be quick; a window that stood still for seconds finds the sources
of all that was typed meanwhile. Keys are asked for only while this program has the keyboard, and
forgotten a second after they were asked about.
"""

from __future__ import annotations

import struct
import time
from collections import deque
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from devices.keyboards import naming, x11_wire
from devices.keyboards.base import Keyboard
from devices.keyboards.naming import Found
from devices.keyboards.x11_line import Line
from devices.keyboards.x11_wire import RawKey, WireError

_KEPT: Final = 8_192
"""More keys than a scanner sends while the window stands still: those of two thousand letters."""
_WAIT_S: Final = 0.008
_ALONE_MS: Final = 1_000
_BLIND_MS: Final = 3_000
_PAUSE_MS: Final = 300
"""No scanner pauses so long within a code."""
_TIME_MASK: Final = 0xFFFFFFFF
_PAST: Final = 1 << 31


class X11Keyboards:
    """A KeyboardSource over one display. Whatever goes wrong ends the telling apart, nothing else.

    `environment` has DISPLAY and, where it is not in its usual place, XAUTHORITY.
    """

    def __init__(self, environment: Mapping[str, str], *, inputs: Path | None = None) -> None:
        self._environment = environment
        self._inputs = inputs or naming.SYSTEM_INPUTS
        self._line: Line | None = None
        self._keys: deque[RawKey] = deque(maxlen=_KEPT)
        self._keyboards: dict[int, Keyboard] = {}
        self._is_wanted = True
        self._blind_from_ms: int | None = None
        self._asked_ms = 0
        self._lost_ms: int | None = None

    @property
    def tells_apart(self) -> bool:
        """Tell whether the display answers and is listened to."""
        return self._line is not None

    @property
    def file(self) -> int | None:
        """Return the connection, None when there is none."""
        return None if self._line is None else self._line.file

    def start(self) -> None:
        """Begin, if there is a display of this machine that lets us in."""
        if self._line is not None:
            return
        try:
            self._line = Line(self._environment)
            self._keyboards = self._look(self._line)
            self._line.select(keys=self._is_wanted)
        except (OSError, WireError):
            self.stop()

    def stop(self) -> None:
        """End the connection, and forget all keys."""
        line, self._line = self._line, None
        if line is not None:
            line.close()
        self._keys.clear()
        self._keyboards = {}

    def watch(self, *, is_wanted: bool) -> None:
        """Ask for keys, or for none."""
        if is_wanted is self._is_wanted:
            return
        self._is_wanted = is_wanted
        self._keys.clear()
        if self._line is not None:
            try:
                self._line.select(keys=is_wanted)
            except OSError:
                self.stop()

    def read(self) -> None:
        """Take in what has come."""
        while self._line is not None and self._take(self._line, 0.0):
            pass

    def source_of(self, scan_code: int, time_ms: int) -> str | None:
        """Return the name of the keyboard that sent a key."""
        if self._line is None:
            return None
        wanted = (scan_code, time_ms & _TIME_MASK)
        if not self._is_wanted:
            # A key of ours: whoever said otherwise was wrong. Of what it belongs to no source is
            # told: with the first one missing, a code would be taken for whole without its head.
            self.watch(is_wanted=True)
            self._blind_from_ms = wanted[1]
        self.read()
        if self._is_blind(wanted[1]):
            return None
        found = self._await(wanted)
        if found is None:
            found = self._alone(wanted[1])
        self._forget_before(wanted[1])
        keyboard = None if found is None else self._keyboards.get(found)
        return None if keyboard is None else keyboard.name

    def sent_after(self, time_ms: int) -> bool:
        """Tell whether a key was pressed after that time."""
        self.read()
        return any(0 < (key.time_ms - time_ms) & _TIME_MASK < _ALONE_MS for key in self._keys)

    def keyboards(self) -> tuple[Keyboard, ...]:
        """Return the keyboards that are attached now, in the order of their names."""
        return tuple(sorted(self._keyboards.values(), key=lambda one: one.name))

    def _is_blind(self, time_ms: int) -> bool:
        """Tell whether no source is told of a key because there was none for one just before it:
        for 3 s, and to the end of what is being sent then.
        """
        before_ms, self._asked_ms = self._asked_ms, time_ms
        if self._lost_ms is not None and not _is_after(time_ms, self._lost_ms):
            self._blind_from_ms = time_ms
        if self._blind_from_ms is None:
            return False
        since_ms = (time_ms - self._blind_from_ms) & _TIME_MASK
        if since_ms < _BLIND_MS or (time_ms - before_ms) & _TIME_MASK < _PAUSE_MS:
            return True
        self._blind_from_ms = self._lost_ms = None
        return False

    def _await(self, wanted: tuple[int, int]) -> int | None:
        """Return the device that sent a key, None when it does not come in time."""
        until = time.monotonic() + _WAIT_S
        while (found := self._find(wanted)) is None and self._line is not None:
            if self._keys and _is_after(self._keys[-1].time_ms, wanted[1]):
                break  # They come in order: this one is not on its way any more.
            left = until - time.monotonic()
            if left <= 0 or not self._take(self._line, left):
                break
        return found

    def _find(self, wanted: tuple[int, int]) -> int | None:
        for key in self._keys:
            if (key.code, key.time_ms) == wanted:
                return key.device
        return None

    def _forget_before(self, time_ms: int) -> None:
        """Forget keys that were asked about, but those of the last second."""
        while self._keys and _is_after(time_ms - _ALONE_MS, self._keys[0].time_ms):
            self._keys.popleft()

    def _keep(self, key: RawKey) -> None:
        if len(self._keys) == _KEPT:
            self._lost_ms = self._keys[0].time_ms
        self._keys.append(key)

    def _alone(self, time_ms: int) -> int | None:
        """Return the keyboard that alone was in use around a time: a key in the midst of others is
        theirs, and a code with a hole where its source came late would be a wrong one.
        """
        near = {key.device for key in self._keys if abs(key.time_ms - time_ms) <= _ALONE_MS}
        return near.pop() if len(near) == 1 else None

    def _take(self, line: Line, wait_s: float) -> bool:
        """Take in one packet if one comes in time."""
        try:
            packet = line.next_packet(wait_s)
            if packet is None:
                return False
            match x11_wire.event_of(packet, line.major):
                case x11_wire.RAW_KEY_PRESS | x11_wire.RAW_KEY_RELEASE:
                    if self._is_wanted:
                        self._keep(x11_wire.raw_key(packet))
                case x11_wire.HIERARCHY_CHANGED:
                    self._keyboards = self._look(line)
        except (OSError, WireError, struct.error):
            self.stop()
            return False
        return True

    def _look(self, line: Line) -> dict[int, Keyboard]:
        devices = [one for one in x11_wire.devices_of(line.ask(line.devices)) if one.is_keyboard]
        return naming.named([self._found(line, one) for one in devices])

    def _found(self, line: Line, device: x11_wire.Device) -> Found:
        # The server has a name for a property once any device has it, so it is asked for each time.
        product = line.property(device.number, b"Device Product ID")
        node = line.property(device.number, b"Device Node").rstrip(b"\0").decode("utf-8", "replace")
        vendor = model = None
        if len(product) == 8:  # noqa: PLR2004 (two numbers of 32 bits)
            vendor, model = struct.unpack("<II", product)
        found = Found(device.number, device.label, vendor, model)
        return naming.with_system_facts(found, node, self._inputs) if node else found


def _is_after(time_ms: int, other_ms: int) -> bool:
    """Tell whether a time of the server's is later than another; its clock begins anew."""
    return 0 < (time_ms - other_ms) & _TIME_MASK < _PAST
