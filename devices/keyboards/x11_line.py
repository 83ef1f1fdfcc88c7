"""A connection to an X server, as far as keyboards need one."""

from __future__ import annotations

import select
import socket
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from devices.keyboards import x11_wire
from devices.keyboards.x11_wire import WireError

_SOCKETS: Final = "/tmp/.X11-unix/X"  # noqa: S108 (where the X server puts it)
_ANSWER_S: Final = 2.0


class Line:
    """A connection to a display, for one thread."""

    def __init__(self, environment: Mapping[str, str], *, answer_s: float = _ANSWER_S) -> None:
        number = x11_wire.display_number(environment.get("DISPLAY", ""))
        if number is None:
            raise WireError("no display of this machine")
        self._sent, self._kept = 0, list[bytes]()
        self._socket = _connected(number)
        try:
            self._socket.settimeout(answer_s)
            home = Path(environment.get("HOME", "/"))
            authority = Path(environment.get("XAUTHORITY") or home / ".Xauthority")
            self._socket.sendall(
                x11_wire.hello(*x11_wire.cookie(authority, number, socket.gethostname()))
            )
            head = self._read(8)
            self.root = x11_wire.root_of(self._read(x11_wire.hello_length(head)))
            extension = self.ask(x11_wire.query_extension(b"XInputExtension"))
            self.major = x11_wire.extension_opcode(extension)
            if x11_wire.version_of(self.ask(x11_wire.xi_query_version(self.major))) < (2, 1):
                raise WireError("raw events name no source before 2.1")
        except BaseException:
            self._socket.close()
            raise

    @property
    def file(self) -> int:
        """Return what to wait on."""
        return self._socket.fileno()

    @property
    def devices(self) -> bytes:
        """Return the request for all devices."""
        return x11_wire.xi_query_devices(self.major)

    def close(self) -> None:
        """Hang up."""
        self._socket.close()

    def select(self, *, keys: bool) -> None:
        """Say what is wanted from now on. Has no answer."""
        self.send(x11_wire.xi_select(self.major, self.root, keys=keys))

    def property(self, device: int, name: bytes) -> bytes:
        """Return a property of a device, nothing when it has none or is gone already."""
        atom = x11_wire.atom_of(self.ask(x11_wire.intern_atom(name)))
        if not atom:
            return b""
        try:
            reply = self.ask(x11_wire.xi_get_property(self.major, device, atom))
        except WireError:
            return b""
        return x11_wire.property_of(reply)

    def ask(self, request: bytes) -> bytes:
        """Return the answer to a request; events that come before it are kept.

        Raise WireError when the server refuses it.
        """
        sequence = self.send(request)
        while True:
            packet = self.packet()
            kind = packet[0] & 0x7F
            if kind in {x11_wire.REPLY, x11_wire.ERROR}:
                if x11_wire.sequence_of(packet) == sequence & 0xFFFF:
                    if kind == x11_wire.ERROR:
                        raise WireError("refused")
                    return packet
            else:
                self._kept.append(packet)

    def next_packet(self, wait_s: float) -> bytes | None:
        """Return the next event, or None when none comes in time."""
        if self._kept:
            return self._kept.pop(0)
        ready, _, _ = select.select([self.file], [], [], wait_s)
        return self.packet() if ready else None

    def packet(self) -> bytes:
        """Read one event, error or reply."""
        head = self._read(x11_wire.HEADER)
        return head + self._read(x11_wire.extra_length(head))

    def send(self, request: bytes, count: int = 1) -> int:
        """Send a request, or `count` of them in one; return the last one's number."""
        self._socket.sendall(request)
        self._sent += count
        return self._sent

    def _read(self, length: int) -> bytes:
        data = bytearray()
        while len(data) < length:
            piece = self._socket.recv(length - len(data))
            if not piece:
                raise WireError("the display hung up")
            data += piece
        return bytes(data)


def _connected(number: int) -> socket.socket:
    """Connect to a display by its file, else by the name without one that Linux has beside it."""
    for address in (f"{_SOCKETS}{number}", f"\0{_SOCKETS}{number}"):
        made = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        try:
            made.connect(address)
        except OSError:
            made.close()
            continue
        return made
    raise WireError("no such display")
