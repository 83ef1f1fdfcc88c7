"""Hands system calls of a process, before they are made, to the process that started it.

The kernel's own means (https://man7.org/linux/man-pages/man2/seccomp_unotify.2.html): no debugger,
no compiler, no rights of root. Linux on x86-64 and ARM64; standard library only.
"""

from __future__ import annotations

import ctypes
import fcntl
import os
import platform
import socket
import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

_NUMBERS: Final[Mapping[str, Mapping[str, int]]] = {
    "x86_64": {
        "seccomp": 317, "write": 1, "open": 2, "mmap": 9, "pwrite64": 18, "writev": 20,
        "sendfile": 40, "fsync": 74, "fdatasync": 75, "truncate": 76, "ftruncate": 77,
        "rename": 82, "mkdir": 83, "rmdir": 84, "creat": 85, "link": 86, "unlink": 87,
        "symlink": 88, "openat": 257, "mkdirat": 258, "unlinkat": 263, "renameat": 264,
        "linkat": 265, "symlinkat": 266, "sync_file_range": 277, "fallocate": 285,
        "pwritev": 296, "renameat2": 316, "copy_file_range": 326, "pwritev2": 328,
        "io_uring_setup": 425, "openat2": 437,
    },
    "aarch64": {
        "seccomp": 277, "write": 64, "mmap": 222, "pwrite64": 68, "writev": 66,
        "sendfile": 71, "fsync": 82, "fdatasync": 83, "truncate": 45, "ftruncate": 46,
        "openat": 56, "mkdirat": 34, "unlinkat": 35, "renameat": 38,
        "linkat": 37, "symlinkat": 36, "sync_file_range": 84, "fallocate": 47,
        "pwritev": 70, "renameat2": 276, "copy_file_range": 285, "pwritev2": 287,
        "io_uring_setup": 425, "openat2": 437,
    },
}  # fmt: skip
"""By machine. ARM64 has none of the calls that a newer one replaced."""
_NO_NEW_PRIVS: Final = 38
_SET_FILTER, _NEW_LISTENER = 1, 8
_NOTIFY, _ALLOW = 0x7FC0_0000, 0x7FFF_0000
_LOAD, _IF_EQUAL, _IF_ANY_BIT, _RETURN = 0x20, 0x15, 0x45, 0x06
_FIRST_ARGUMENT: Final = 16
"""Where the arguments begin in what the filter sees; each is 8 bytes, the low half first."""
_RECEIVE, _SEND = 0xC050_2100, 0xC018_2101
_NOTICE: Final = struct.Struct("QIIiIQ6Q")
_ANSWER: Final = struct.Struct("QqiI")
_CONTINUE: Final = 1


class NoFilterError(Exception):
    """This machine or this kernel hands no system calls over; says why."""


class Bits(NamedTuple):
    """What has to be so of a call's argument (0 is the first): some of these bits set, or none."""

    argument: int
    bits: int
    are_set: bool = True


@dataclass(frozen=True, slots=True)
class Held:
    """A system call that is handed over, as long as all of `when` is so. One that this machine
    does not have is never made.
    """

    name: str
    when: tuple[Bits, ...] = ()


@dataclass(frozen=True, slots=True)
class Call:
    """A call that waits for an answer: its number with the listener, the thread that makes it, its
    name, and its six arguments (unsigned).
    """

    id: int
    thread: int
    name: str
    args: tuple[int, ...]


class _Instruction(ctypes.Structure):
    _fields_ = (
        ("code", ctypes.c_ushort),
        ("jt", ctypes.c_ubyte),
        ("jf", ctypes.c_ubyte),
        ("k", ctypes.c_uint),
    )


class _Program(ctypes.Structure):
    _fields_ = (("len", ctypes.c_ushort), ("filter", ctypes.POINTER(_Instruction)))


def hand_over(parent: socket.socket, held: Sequence[Held]) -> None:
    """In the child: put this process, and all it starts, under a filter, and send the listener to
    the parent. From here on it waits wherever it makes such a call. Raise NoFilterError.
    """
    numbers = _numbers()
    steps = _compiled([one for one in held if one.name in numbers], numbers)
    program = (_Instruction * len(steps))(*(_Instruction(*step) for step in steps))
    whole = _Program(len(steps), program)
    libc = ctypes.CDLL(None, use_errno=True)
    libc.prctl(_NO_NEW_PRIVS, 1, 0, 0, 0)
    listener = libc.syscall(numbers["seccomp"], _SET_FILTER, _NEW_LISTENER, ctypes.byref(whole))
    if listener < 0:
        raise NoFilterError(f"no filter here: {os.strerror(ctypes.get_errno())}")
    socket.send_fds(parent, [b"l"], [listener])
    os.close(listener)


def listener_of(child: socket.socket) -> int:
    """In the parent: return the listener that a child sends. Raise NoFilterError."""
    _, descriptors, _, _ = socket.recv_fds(child, 1, 1)
    if not descriptors:
        raise NoFilterError("the child ended before it was under a filter")
    return descriptors[0]


def next_call(listener: int) -> Call | None:
    """Return a call that waits; None when its process was killed meanwhile."""
    notice = bytearray(_NOTICE.size)
    try:
        fcntl.ioctl(listener, _RECEIVE, notice)
    except OSError:
        return None
    number, thread, _, call, _, _, *args = _NOTICE.unpack(notice)
    return Call(number, thread, _names()[call], tuple(args))


def let_go(listener: int, number: int) -> None:
    """Let the kernel make a call now."""
    _send(listener, _ANSWER.pack(number, 0, 0, _CONTINUE))


def answer(listener: int, number: int, value: int, *, errno: int = 0) -> None:
    """Answer a call in the kernel's place: with a value, or with the number of an error."""
    _send(listener, _ANSWER.pack(number, value, -errno, 0))


def _send(listener: int, packed: bytes) -> None:
    try:
        fcntl.ioctl(listener, _SEND, packed)
    except OSError:
        return  # Its process was killed meanwhile.


def _numbers() -> Mapping[str, int]:
    try:
        return _NUMBERS[platform.machine()]
    except KeyError:
        raise NoFilterError(f"system calls of {platform.machine()} are not known") from None


def _names() -> Mapping[int, str]:
    return _NAMES[platform.machine()]


_NAMES: Final = {
    machine: {number: name for name, number in numbers.items()}
    for machine, numbers in _NUMBERS.items()
}


def _compiled(held: Sequence[Held], numbers: Mapping[str, int]) -> list[tuple[int, int, int, int]]:
    """Return the filter's steps: for each call a test of its number, over what it is held for."""
    steps: list[tuple[int, int, int, int]] = []
    for one in held:
        block: list[tuple[int, int, int, int]] = []
        for argument, bits, are_set in one.when:
            block += [
                (_LOAD, 0, 0, _FIRST_ARGUMENT + 8 * argument),
                (_IF_ANY_BIT, int(are_set), int(not are_set), bits),
                (_RETURN, 0, 0, _ALLOW),
            ]
        block.append((_RETURN, 0, 0, _NOTIFY))
        steps += [(_LOAD, 0, 0, 0), (_IF_EQUAL, 0, len(block), numbers[one.name]), *block]
    return [*steps, (_RETURN, 0, 0, _ALLOW)]
