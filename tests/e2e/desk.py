"""A desk of the shop: a till's process, its scanner, its keyboard, and eyes on its screen."""

from __future__ import annotations

import json
import os
import select
import signal
import subprocess
import sys
import time
import tty
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import groupby, pairwise
from pathlib import Path
from typing import Any, Final, Self

from tests.e2e.shop import PHARMACIST, ROOT, environment, until

SCANNER_GAP_MS: Final = 60
"""The longest pause between two keys of a scanner that types, as tills are delivered."""

PIN: Final = "204816"
_ANSWER_S: Final = 30.0
_XDOTOOL_S: Final = 20.0
_HUMAN_MS: Final = 180
"""Twice the time between two keys: the tool counts pressing and letting go."""
_HAND_S: Final = 0.3
_ATTEMPTS: Final = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Screen:
    """What was on the screen: texts and rows by the names of their widgets. `every` are all texts
    of all widgets, `keys` when keys were pressed (ms of the window system).
    """

    window: str
    page: str
    focus: str
    texts: dict[str, str]
    rows: dict[str, list[str]]
    every: list[str]
    keys: list[int]

    def text(self, name: str) -> str:
        """Return what a widget says; nothing when it cannot be seen."""
        return self.texts.get(name, "")

    def __str__(self) -> str:
        """Return it for a person who looks for what went wrong."""
        seen = {"window": self.window, "page": self.page, "focus": self.focus}
        return json.dumps({**seen, "texts": self.texts, "rows": self.rows}, ensure_ascii=False)


@dataclass(slots=True)
class Desk:
    """One desk. `start` may be called again after `kill` or `leave`: scanner and folder stay."""

    folder: Path
    staff: str = PHARMACIST
    events: list[dict[str, Any]] = field(default_factory=list)
    seen: Screen | None = None
    _process: subprocess.Popen[bytes] | None = None
    _said: bytes = b""
    _window: str = ""
    _scanner: int = -1
    _port: int = -1
    _typed_at_s: float = 0.0

    def __enter__(self) -> Self:
        """Make the scanner: one end of a pseudo-terminal. The other is the till's serial port."""
        self._scanner, self._port = os.openpty()
        tty.setraw(self._port)
        return self

    def __exit__(self, *_: object) -> None:
        """End the till in peace, if it runs, and take the scanner away."""
        try:
            self.leave()
        finally:
            for end in (self._scanner, self._port):
                os.close(end)

    def start(self) -> None:
        """Start the till; return once its window is shown."""
        command = [sys.executable, "-m", "tests.e2e.till", "--data", str(self.folder)]
        command += ["--scanner", os.ttyname(self._port), "run", "--staff", self.staff]
        self._said, self._window = b"", ""
        with self._errors_file.open("ab") as errors:
            self._process = subprocess.Popen(
                command, cwd=ROOT, env=environment(),
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=errors,
            )  # fmt: skip
        self._await_event("window")

    def wait_ready(self) -> Screen:
        """Wait until the scanner is ready, and sign in at the lock."""
        self.sign_in()
        return self.wait(
            "scanner ready and somebody signed in",
            lambda screen: (
                screen.text("top_bar.scanner.text") == "扫码枪 scanner"
                and screen.text("top_bar.staff.text") == "陈药师"
            ),
        )

    def sign_in(self) -> None:
        """Type the PIN, once and again where it is to be chosen. A till that is open stays so."""

        def asked(screen: Screen) -> bool:
            return "lock.pin" in screen.texts or bool(screen.text("top_bar.staff.text"))

        screen = self.wait("the lock, or a counter that is open", asked, timeout_s=60)
        is_new = "选一个" in screen.text("lock.title")
        if "lock.pin" in screen.texts:
            self.press(*PIN, "Return")
        if is_new:
            self.wait("asked again", lambda now: "再输一次" in now.text("lock.title"))
            self.press(*PIN, "Return")

    def wait_synced(self) -> Screen:
        """Wait until all of HQ's data is here and nothing waits to be sent."""
        return self.wait(
            "synced",
            lambda screen: screen.text("top_bar.sync.text").startswith("已同步"),
            timeout_s=60,
        )

    def kill(self) -> None:
        """End the till as a power cut does."""
        process = self._running()
        process.send_signal(signal.SIGKILL)
        assert -signal.SIGKILL == process.wait(_ANSWER_S)
        self._forget()

    def end(self) -> int:
        """End the till as a service manager does, and return its exit code."""
        process = self._running()
        process.terminate()
        code = process.wait(_ANSWER_S)
        self._forget()
        return code

    def leave(self) -> None:
        """End the till in peace, if it runs, and look at what it complained of."""
        if self._process is None:
            return
        if self._process.poll() is None:
            self._ask("quit")
        try:
            code = self._process.wait(_ANSWER_S)
        except subprocess.TimeoutExpired:
            self._process.kill()
            code = self._process.wait()
        self._forget()
        errors = self.errors()
        assert 0 == code, f"the till ended with {code}\n{errors}"
        for sign in ("Traceback", "crash", "Fatal Python error"):
            assert sign not in errors, errors

    def errors(self) -> str:
        """Return what the till wrote to its standard error stream, from its first start on."""
        return self._errors_file.read_text("utf-8", "replace")

    # What a person does.

    def scan(self, code: str) -> None:
        """Read a code with the serial scanner."""
        os.write(self._scanner, f"{code}\r".encode())

    def wedge(self, code: str) -> None:
        """Read a code with a scanner that types, 5 ms per key. A busy machine can hold the keys
        up for longer than any scanner would: then this is no scan, and StalledError is raised.
        """
        until("the keyboard is quiet", self._is_quiet, timeout_s=_ANSWER_S)
        before, count = len(self.screen().keys), len(code) + 1
        self._xdotool("type", "--delay", "5", f"{code}\n")
        screen = self.wait("keys arrived", lambda screen: len(screen.keys) >= before + count)
        times = screen.keys[before:]
        gap = max(later - sooner for sooner, later in pairwise(times))
        if gap > SCANNER_GAP_MS:
            raise StalledError(f"{gap} ms between two keys")

    def type(self, text: str) -> None:
        """Type as fast as a person does."""
        self._xdotool("type", "--delay", str(_HUMAN_MS), text)
        self._typed_at_s = time.monotonic()

    def press(self, *keys: str) -> None:
        """Press keys by their X names, such as F2, Return, Down."""
        self._xdotool("key", "--delay", str(_HUMAN_MS), *keys)
        self._typed_at_s = time.monotonic()

    # What a person sees.

    def screen(self) -> Screen:
        """Return what is on the screen now."""
        self._ask("state")
        facts = self._await_event("state")
        self.seen = Screen(**{name: facts[name] for name in Screen.__dataclass_fields__})
        return self.seen

    def wait(self, what: str, check: Callable[[Screen], bool], *, timeout_s: float = 20) -> Screen:
        """Return the screen once it passes `check`; fail with what was seen last."""

        def look() -> Screen | None:
            screen = self.screen()
            return screen if check(screen) else None

        return until(what, look, timeout_s=timeout_s, told=self.story)

    def painted(self) -> list[str]:
        """Return the customers whose names were painted, in order, from the first start on."""
        self.screen()
        return [one["customer"] for one in self.events if one["event"] == "painted"]

    def timeline_seen(self, part: str) -> list[str]:
        """Return what the row with `part` of the card's timeline said, each time it changed."""
        self.screen()
        rows = [row for one in self.events if one["event"] == "timeline" for row in one["rows"]]
        return [row for row, _ in groupby(row for row in rows if part in row)]

    def story(self) -> str:
        """Return what is known of this till, for a test that failed."""
        log = self.folder / "logs" / "terminal.log"
        told = log.read_text("utf-8", "replace")[-2000:] if log.exists() else ""
        return f"screen: {self.seen}\nstderr: {self.errors()[-3000:]}\nlog: {told}"

    def _is_quiet(self) -> bool | None:
        """Tell whether a hand has had the time to go from the keyboard to the scanner."""
        return time.monotonic() - self._typed_at_s > _HAND_S or None

    @property
    def _errors_file(self) -> Path:
        return self.folder.with_name(f"{self.folder.name}.stderr")

    def _running(self) -> subprocess.Popen[bytes]:
        assert self._process is not None, "the till was not started"
        return self._process

    def _forget(self) -> None:
        process, self._process = self._running(), None
        for end in (process.stdin, process.stdout):
            assert end is not None
            end.close()

    def _ask(self, question: str) -> None:
        process = self._running()
        assert process.stdin is not None
        try:
            os.write(process.stdin.fileno(), json.dumps(question).encode() + b"\n")
        except BrokenPipeError:
            code = process.wait(_ANSWER_S)
            raise AssertionError(f"the till ended with {code}\n{self.story()}") from None

    def _await_event(self, name: str) -> dict[str, Any]:
        """Read on until an event of this name, keeping the others."""
        deadline = time.monotonic() + _ANSWER_S
        while True:
            line, newline, rest = self._said.partition(b"\n")
            if newline:
                self._said = rest
                event: dict[str, Any] = json.loads(line)
                if event["event"] != "state":
                    self.events.append(event)
                if event["event"] == name:
                    return event
            else:
                self._read(deadline, name)

    def _read(self, deadline: float, name: str) -> None:
        process = self._running()
        assert process.stdout is not None
        left = max(deadline - time.monotonic(), 0)
        ready, _, _ = select.select([process.stdout], [], [], left)
        assert ready, f"no word of {name} within {_ANSWER_S} s\n{self.story()}"
        data = os.read(process.stdout.fileno(), 65536)
        if not data:
            code = process.wait(_ANSWER_S)
            raise AssertionError(f"the till ended with {code}\n{self.story()}")
        self._said += data

    def _xdotool(self, *command: str) -> None:
        """Give the window the keyboard, then do it. There is no window manager to ask."""
        if not self._window:
            pid = str(self._running().pid)
            found = _xdotool("search", "--sync", "--onlyvisible", "--pid", pid)
            self._window = found.split()[0]
        _xdotool("windowfocus", "--sync", self._window)
        _xdotool(*command)


def windows_of(pid: int) -> list[str]:
    """Return the windows that a process shows."""
    found = _xdotool("search", "--onlyvisible", "--pid", str(pid), may_fail=True)
    return found.split()


class StalledError(Exception):
    """Keys came slower than from any scanner: the machine was busy."""


def attempts(act: Callable[[], None], *, again: Callable[[], None]) -> None:
    """Do something that a busy machine may spoil; after each time it did, tidy up with `again`."""
    for left in reversed(range(_ATTEMPTS)):
        try:
            act()
        except StalledError:
            if not left:
                raise
            again()
        else:
            return


def _xdotool(*command: str, may_fail: bool = False) -> str:
    done = subprocess.run(
        ["xdotool", *command],
        env=environment(),
        capture_output=True,
        text=True,
        timeout=_XDOTOOL_S,
        check=False,
    )
    assert may_fail or 0 == done.returncode, f"xdotool {command[0]}: {done.stderr}"
    return done.stdout
