"""Run a command on a disk whose every fsync and fdatasync takes longer.

    python -m tests.bench.sync_rig.slow_disk 5 -- COMMAND…

The command and all its descendants run under a seccomp filter that hands these two system calls to
this process, which lets each go on after the delay; the kernel then does the real call. So the
caller waits where it would wait for its disk, with the locks it would hold, and nothing of the
program under measurement is replaced. Calls of several threads wait beside one another. What is
not slowed: writing pages, and mmap's msync. Linux on x86-64 and ARM64; standard library only.
"""

from __future__ import annotations

import ctypes
import fcntl
import heapq
import os
import platform
import select
import signal
import socket
import struct
import sys
import time
from typing import Final

_CALLS: Final = {"x86_64": (317, 74, 75), "aarch64": (277, 82, 83)}
"""Numbers of seccomp, fsync and fdatasync."""
_NO_NEW_PRIVS: Final = 38
_SET_FILTER, _NEW_LISTENER = 1, 8
_NOTIFY, _ALLOW = 0x7FC0_0000, 0x7FFF_0000
_LOAD, _IF_EQUAL, _RETURN = 0x20, 0x15, 0x06
_RECEIVE, _SEND = 0xC050_2100, 0xC018_2101
_NOTICE_BYTES: Final = 80
_CONTINUE: Final = 1


class _Instruction(ctypes.Structure):
    _fields_ = (
        ("code", ctypes.c_ushort),
        ("jt", ctypes.c_ubyte),
        ("jf", ctypes.c_ubyte),
        ("k", ctypes.c_uint),
    )


class _Program(ctypes.Structure):
    _fields_ = (("len", ctypes.c_ushort), ("filter", ctypes.POINTER(_Instruction)))


def main() -> int:
    """Run the command to its end and return its exit code."""
    delay_ns = int(float(sys.argv[1]) * 1e6)
    ours, theirs = socket.socketpair()
    child = os.fork()
    if child == 0:
        ours.close()
        _listen(theirs)
        os.execvp(sys.argv[3], sys.argv[3:])
    theirs.close()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda number, _frame: os.kill(child, number))
    _, descriptors, _, _ = socket.recv_fds(ours, 1, 1)
    if not descriptors:
        return 1
    _serve(descriptors[0], delay_ns)
    _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status)


def _listen(parent: socket.socket) -> None:
    """Put this process under the filter and hand the listener to its parent."""
    seccomp, *held = _CALLS[platform.machine()]
    steps = [
        (_LOAD, 0, 0, 0),
        (_IF_EQUAL, 1, 0, held[0]),
        (_IF_EQUAL, 0, 1, held[1]),
        (_RETURN, 0, 0, _NOTIFY),
        (_RETURN, 0, 0, _ALLOW),
    ]
    program = (_Instruction * len(steps))(*(_Instruction(*step) for step in steps))
    libc = ctypes.CDLL(None, use_errno=True)
    libc.prctl(_NO_NEW_PRIVS, 1, 0, 0, 0)
    whole = _Program(len(steps), program)
    listener = libc.syscall(seccomp, _SET_FILTER, _NEW_LISTENER, ctypes.byref(whole))
    if listener < 0:
        sys.exit(f"slow disk: no filter here: {os.strerror(ctypes.get_errno())}")
    socket.send_fds(parent, [b"l"], [listener])
    os.close(listener)


def _serve(listener: int, delay_ns: int) -> None:
    """Let each call go on after its delay, until no process is left under the filter."""
    waiting: list[tuple[int, int]] = []
    poll = select.poll()
    poll.register(listener, select.POLLIN)
    while True:
        left_s = max(waiting[0][0] - time.monotonic_ns(), 0) / 1e9 if waiting else None
        select.select([listener], (), (), left_s)  # Poll alone counts in whole milliseconds.
        for _, event in poll.poll(0):
            if event & select.POLLIN:
                _take(listener, waiting, delay_ns)
            elif event & select.POLLHUP:
                return
        while waiting and waiting[0][0] <= time.monotonic_ns():
            _, call = heapq.heappop(waiting)
            try:
                fcntl.ioctl(listener, _SEND, struct.pack("QqiI", call, 0, 0, _CONTINUE))
            except OSError:
                continue  # Its process was killed meanwhile.


def _take(listener: int, waiting: list[tuple[int, int]], delay_ns: int) -> None:
    notice = bytearray(_NOTICE_BYTES)
    try:
        fcntl.ioctl(listener, _RECEIVE, notice)
    except OSError:
        return  # Killed between the poll and here.
    (call,) = struct.unpack_from("Q", notice)
    heapq.heappush(waiting, (time.monotonic_ns() + delay_ns, call))


if __name__ == "__main__":
    sys.exit(main())
