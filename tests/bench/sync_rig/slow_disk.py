"""Run a command on a disk whose every fsync and fdatasync takes longer.

    python -m tests.bench.sync_rig.slow_disk 5 -- COMMAND…

The command and all its descendants run under a filter that hands these two system calls to this
process, which lets each go on after the delay; the kernel then does the real call. So the
caller waits where it would wait for its disk, with the locks it would hold, and nothing of the
program under measurement is replaced. Calls of several threads wait beside one another. What is
not slowed: writing pages, and mmap's msync. Linux on x86-64 and ARM64; standard library only.
"""

from __future__ import annotations

import heapq
import os
import select
import signal
import socket
import sys
import time
from typing import Final

from tests import seccomp
from tests.seccomp import Held, NoFilterError

_HELD: Final = (Held("fsync"), Held("fdatasync"))


def main() -> int:
    """Run the command to its end and return its exit code."""
    delay_ns = int(float(sys.argv[1]) * 1e6)
    ours, theirs = socket.socketpair()
    child = os.fork()
    if child == 0:
        ours.close()
        try:
            seccomp.hand_over(theirs, _HELD)
        except NoFilterError as error:
            sys.exit(f"slow disk: {error}")
        os.execvp(sys.argv[3], sys.argv[3:])
    theirs.close()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda number, _frame: os.kill(child, number))
    try:
        listener = seccomp.listener_of(ours)
    except NoFilterError:
        return 1  # The child has said why.
    _serve(listener, delay_ns)
    _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status)


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
                if (call := seccomp.next_call(listener)) is not None:
                    heapq.heappush(waiting, (time.monotonic_ns() + delay_ns, call.id))
            elif event & select.POLLHUP:
                return
        while waiting and waiting[0][0] <= time.monotonic_ns():
            _, number = heapq.heappop(waiting)
            seccomp.let_go(listener, number)


if __name__ == "__main__":
    sys.exit(main())
