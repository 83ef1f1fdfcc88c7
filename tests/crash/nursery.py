"""Starts workers, listens to them, and kills them."""

from __future__ import annotations

import os
import select
import signal
import subprocess
import sys
import time
from pathlib import Path
from random import Random
from typing import Final

from tests.crash.judge import Told
from tests.crash.worker import ENDED

ROOT: Final = Path(__file__).resolve().parents[2]
PATIENCE_S: Final = 30.0
LINES: Final = 20
AFTER_S: Final = (0.003, 0.03, 0.1)


class Nursery:
    """A process that forks a worker for every order."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.crash.worker"],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            bufsize=0,
        )
        self._rest = b""

    def play(self, folder: Path, seed: int, statement: int) -> Told:
        """Let a worker play its script until it kills itself before a statement, or ends."""
        self._order(folder, seed, statement)
        return self._listen(Told())

    def kill_at_work(self, folder: Path, seed: int, rng: Random, told: Told) -> None:
        """Let a worker work, and kill it at a moment of chance after it has opened its store: some
        time after it has said so many lines, so that it works on a busy machine as well. What it
        says is added to what workers said in this folder before.
        """
        pid = self._start(folder, seed)
        for _ in range(rng.randint(1, LINES)):
            self._hear_one(told, None)
        self._kill(pid, rng.uniform(0.0, rng.choice(AFTER_S)), told)

    def time_opening(self, folder: Path, seed: int) -> float:
        """Return how long (seconds) a worker takes, just now, to open the store in a folder."""
        started = time.monotonic()
        pid = self._start(folder, seed)
        told = Told()
        self._hear_one(told, None)
        took = time.monotonic() - started
        self._kill(pid, 0.0, told)
        return took

    def kill_opening(self, folder: Path, seed: int, seconds: float, told: Told) -> None:
        """Kill a worker some time after it began, so that most are still opening their store."""
        self._kill(self._start(folder, seed), seconds, told)

    def close(self) -> None:
        """End the process."""
        self._process.communicate(timeout=PATIENCE_S)

    def _start(self, folder: Path, seed: int) -> int:
        self._order(folder, seed, 0)
        words = self._line(None)
        assert words[0] == "pid"
        return int(words[1])

    def _kill(self, pid: int, seconds: float, told: Told) -> None:
        deadline = time.monotonic() + seconds
        while self._hear_one(told, deadline):
            pass
        os.kill(pid, signal.SIGKILL)
        self._listen(told)
        assert -signal.SIGKILL == told.exit_code

    def _hear_one(self, told: Told, deadline: float | None) -> bool:
        """Hear a line; return False when the deadline passes first."""
        words = self._line(deadline)
        assert words[:1] != [ENDED], "the worker ended by itself"
        told.hear(words)
        return bool(words)

    def _order(self, *words: object) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write((" ".join(map(str, words)) + "\n").encode())

    def _listen(self, told: Told) -> Told:
        while (words := self._line(None))[0] != ENDED:
            told.hear(words)
        told.exit_code = int(words[1])
        return told

    def _line(self, deadline: float | None) -> list[str]:
        """Return the next line's words; none when the deadline passes first."""
        assert self._process.stdout is not None
        give_up = deadline or time.monotonic() + PATIENCE_S
        while b"\n" not in self._rest:
            left = max(give_up - time.monotonic(), 0)
            if not select.select([self._process.stdout], [], [], left)[0]:
                assert deadline is not None, "the worker says nothing"
                return []
            chunk = self._process.stdout.read(65536)
            assert chunk, "the nursery is gone"
            self._rest += chunk
        line, _, self._rest = self._rest.partition(b"\n")
        return line.decode().split()
