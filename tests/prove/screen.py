"""A display of its own, with or without a Chinese input method on it."""

from __future__ import annotations

import os
import select
import shutil
import subprocess
import tempfile
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import Final, Self

ENGINE: Final = "libpinyin"
_START_S: Final = 30.0
_END_S: Final = 10.0


class Display:
    """An X server with no window manager; `environment` is for programs on it. With
    `has_input_method` a session bus, ibus and its pinyin engine run on it, and Qt's programs use
    them. Everything ends with it, and its folders go.
    """

    def __init__(self, *, has_input_method: bool) -> None:
        self._end = ExitStack()
        self._has_input_method = has_input_method
        self.environment: dict[str, str] = {}

    def __enter__(self) -> Self:
        with ExitStack() as end:
            home = tempfile.mkdtemp(prefix="guitai-window-")
            end.callback(_remove, Path(home))
            number = self._start_server(end)
            self.environment = {
                "DISPLAY": f":{number}",
                "HOME": home,
                "XAUTHORITY": str(Path(home) / "none"),
                "XDG_RUNTIME_DIR": home,
                "XDG_CONFIG_HOME": home,
                "XDG_CACHE_HOME": home,
                "GSETTINGS_BACKEND": "memory",
                "QT_IM_MODULE": "ibus" if self._has_input_method else "compose",
            }
            if self._has_input_method:
                self._start_input_method(end)
            self._end = end.pop_all()
        return self

    def __exit__(self, *_: object) -> None:
        self._end.close()

    def _start_server(self, end: ExitStack) -> str:
        ours, theirs = os.pipe()
        command = ["Xvfb", "-displayfd", str(theirs), "-screen", "0", "1366x768x24", "-nolisten"]
        process = subprocess.Popen(
            [*command, "tcp", "-noreset"], pass_fds=[theirs], stderr=subprocess.DEVNULL
        )
        os.close(theirs)
        end.callback(_stop, process)
        _hurry(process.pid)
        with os.fdopen(ours) as told:
            ready, _, _ = select.select([told], [], [], _START_S)
            number = told.readline().strip() if ready else ""
        assert number, "no X server"
        return number

    def _start_input_method(self, end: ExitStack) -> None:
        bus = subprocess.Popen(
            ["dbus-daemon", "--session", "--nofork", "--print-address=1"],
            env={**os.environ, **self.environment}, text=True,
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        end.callback(_stop, bus)
        assert bus.stdout is not None
        end.enter_context(bus.stdout)
        self.environment["DBUS_SESSION_BUS_ADDRESS"] = bus.stdout.readline().strip()
        daemon = subprocess.Popen(
            ["ibus-daemon", "--panel", "disable", "--emoji-extension", "disable"],
            env={**os.environ, **self.environment},
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        end.callback(_stop, daemon)
        for _ in range(60):
            select.select([], [], [], 0.5)
            # The daemon takes a while to know its engines, and says no until then.
            self._ibus("engine", ENGINE)
            if self._ibus("engine") == ENGINE:
                return
        raise AssertionError("no pinyin engine: is ibus-libpinyin installed?")

    def _ibus(self, *words: str) -> str:
        try:
            done = subprocess.run(
                ["ibus", *words], env={**os.environ, **self.environment},
                capture_output=True, text=True, timeout=10, check=False,
            )  # fmt: skip
        except subprocess.TimeoutExpired:
            return ""
        return done.stdout.strip()


def _hurry(process: int) -> None:
    """Let a server run whenever it wants to, where that is allowed: it stands for a keyboard and a
    scanner as well, whose keys come no later because the machine does much else.
    """
    with suppress(OSError, AttributeError):
        os.sched_setscheduler(process, os.SCHED_RR, os.sched_param(1))


def _remove(folder: Path) -> None:
    """Remove a folder that an engine may still write into while it ends."""
    for _ in range(50):
        shutil.rmtree(folder, ignore_errors=True)
        if not folder.exists():
            return
        select.select([], [], [], 0.1)


def _stop(process: subprocess.Popen[bytes] | subprocess.Popen[str]) -> None:
    process.terminate()
    try:
        process.wait(_END_S)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
