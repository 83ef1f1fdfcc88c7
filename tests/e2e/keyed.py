"""A window such as `tests.e2e.key_window` in a process of its own, and questions to it."""

from __future__ import annotations

import json
import os
import select
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final, Self

from tests.e2e.shop import ROOT

_ANSWER_S: Final = 30.0


class KeyedWindow:
    """A running window. `facts` is what it said when it was shown."""

    def __init__(
        self,
        environment: Mapping[str, str] | None = None,
        *,
        module: str = "tests.e2e.key_window",
        arguments: Sequence[str] = (),
    ) -> None:
        env = {**os.environ, **(environment or {}), "QT_QPA_PLATFORM": "xcb"}
        self._process = subprocess.Popen(
            [sys.executable, "-m", module, *arguments],
            cwd=ROOT, env=env, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        )  # fmt: skip
        self._said = b""
        self.facts = self._read()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        process = self._process
        assert process.stdin is not None
        assert process.stdout is not None
        if process.poll() is None:
            process.stdin.write(b'{"quit": 0}\n')
            process.stdin.flush()
        try:
            code = process.wait(_ANSWER_S)
        except subprocess.TimeoutExpired:
            process.kill()
            code = process.wait()
        process.stdin.close()
        process.stdout.close()
        assert 0 == code, f"the window ended with {code}"

    @property
    def window(self) -> int:
        """Return the X window."""
        return int(self.facts["window"])

    def ask(self, **order: Any) -> dict[str, Any]:
        """Ask for something and return how things stand then."""
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(order).encode() + b"\n")
        self._process.stdin.flush()
        return self._read()

    def state(self) -> dict[str, Any]:
        """Return how things stand."""
        return self.ask(state=0)

    def wait(self, check: Callable[[dict[str, Any]], object], timeout_s: float) -> dict[str, Any]:
        """Return the state that passes `check`, else the last one when time is up."""
        until = time.monotonic() + timeout_s
        while True:
            state = self.state()
            if check(state) or time.monotonic() > until:
                return state
            select.select([], [], [], 0.02)

    def _read(self) -> dict[str, Any]:
        assert self._process.stdout is not None
        while b"\n" not in self._said:
            ready, _, _ = select.select([self._process.stdout], [], [], _ANSWER_S)
            assert ready, "the window does not answer"
            data = os.read(self._process.stdout.fileno(), 65536)
            assert data, f"the window ended with {self._process.wait()}"
            self._said += data
        line, _, self._said = self._said.partition(b"\n")
        answer: dict[str, Any] = json.loads(line)
        return answer
