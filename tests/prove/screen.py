"""A display of its own, with or without a Chinese input method on it."""

from __future__ import annotations

import os
import select
import shutil
import subprocess
import tempfile
from contextlib import ExitStack
from pathlib import Path
from typing import Final, Self

from tests.virtual_screen import stop, virtual_screen

ENGINE: Final = "libpinyin"


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
            display = end.enter_context(virtual_screen("1366x768", hurried=True))
            self.environment = {
                "DISPLAY": display,
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

    def _start_input_method(self, end: ExitStack) -> None:
        bus = subprocess.Popen(
            ["dbus-daemon", "--session", "--nofork", "--print-address=1"],
            env={**os.environ, **self.environment}, text=True,
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        end.callback(stop, bus)
        assert bus.stdout is not None
        end.enter_context(bus.stdout)
        self.environment["DBUS_SESSION_BUS_ADDRESS"] = bus.stdout.readline().strip()
        daemon = subprocess.Popen(
            ["ibus-daemon", "--panel", "disable", "--emoji-extension", "disable"],
            env={**os.environ, **self.environment},
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        end.callback(stop, daemon)
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


def _remove(folder: Path) -> None:
    """Remove a folder that an engine may still write into while it ends."""
    for _ in range(50):
        shutil.rmtree(folder, ignore_errors=True)
        if not folder.exists():
            return
        select.select([], [], [], 0.1)
