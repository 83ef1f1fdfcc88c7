"""Many tills that have nothing to say and ask now and then, in one process: how long HQ takes to
answer each.
"""

from __future__ import annotations

import random
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from sync.protocol.cycle import PullFrom
from tests.bench.sync_rig import line_worker
from tests.bench.sync_rig.guitai_pusher import Pusher

_PAUSE = threading.Event()


class Lights:
    """All of them."""

    def open(self, codes: list[str]) -> dict[str, Any]:
        """Enrol every one."""
        self._tills = [Pusher() for _ in codes]
        with ThreadPoolExecutor(4) as threads:
            list(
                threads.map(
                    lambda pair: pair[0].open(pair[1]), zip(self._tills, codes, strict=True)
                )
            )
        return {"count": len(self._tills)}

    def run(self, after: dict[str, int], seconds: float, every_s: float) -> dict[str, Any]:
        """Let each ask every `every_s`, spread evenly; return what every answer took in ms."""
        pulls = [PullFrom(s=stream, after=seq) for stream, seq in after.items()]
        source = random.Random(8)

        def one(till: Pusher) -> list[float]:
            due, taken = time.monotonic() + source.random() * every_s, []
            until = time.monotonic() + seconds
            while due < until:
                _PAUSE.wait(max(due - time.monotonic(), 0))
                request = till._signed(None, pulls)
                started = time.perf_counter_ns()
                till._send(request)
                taken.append((time.perf_counter_ns() - started) / 1e6)
                due = max(due + every_s, time.monotonic())
            return taken

        with ThreadPoolExecutor(len(self._tills)) as threads:
            return {"ms": [ms for some in threads.map(one, self._tills) for ms in some]}


if __name__ == "__main__":
    lights = Lights()
    line_worker.serve({"open": lights.open, "run": lights.run})
