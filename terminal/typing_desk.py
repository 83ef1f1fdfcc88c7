"""The scanners that type into this till, and the set-up that listens in front of them."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Final

from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication

from devices.arbiter.known import Known
from devices.arbiter.profiles import Profile
from terminal import machine
from terminal.separator_keys import SeparatorKeys
from terminal.services.member_codes import KnownKeys
from terminal.set_up_desk import SetUp
from terminal.set_up_tap import SetUpTap
from terminal.wedge_keys import TypingScanners
from ui.devices.ports import KeyRun
from ui.key_filter import KeyParts

FOLLOW_MS: Final = 600_000


def _to_nobody(_: Known) -> None:
    """Tell nobody."""


class TypingDesk:
    """What the key filter asks, and the desk of the set-up. For the GUI thread.

    `followed` hears every ten minutes, and at the end, what is known of the scanners by then, if
    that changed. Not `is_enabled`: no scanner types into this till, keys go straight to the window,
    and a set-up hears none.
    """

    def __init__(
        self,
        known: Known,
        separator: str,
        now: Callable[[], datetime],
        *,
        followed: Callable[[Known], None] = _to_nobody,
        is_enabled: bool,
    ) -> None:
        self._followed, self._told = followed, known
        self._timer = QTimer()
        self._timer.setInterval(FOLLOW_MS)
        self._timer.timeout.connect(self.tell_followed)
        self._separators: SeparatorKeys | None = None
        self._scanners: TypingScanners | None = None
        self._tap: SetUpTap | None = None
        self.keys: KeyParts | None = None
        if is_enabled:
            platform = QGuiApplication.platformName()
            self._scanners = TypingScanners(
                platform,
                os.environ,
                new_scan_id=machine.scan_id,
                clock_ns=machine.clock_ns,
                known=known,
            )
            self._separators = SeparatorKeys(self._scanners.parts.judge, separator)
            self._tap = SetUpTap(self._separators)
            self.keys = replace(self._scanners.parts, judge=self._tap)
        self._set_up = SetUp(self._listen, now, self._know)

    @property
    def set_up(self) -> SetUp:
        """The desk of the set-up."""
        return self._set_up

    @property
    def tells_keyboards_apart(self) -> bool:
        """Tell whether the system says which keyboard a key came from."""
        return self._scanners is not None and self._scanners.keyboards.tells_apart

    def trust(self, keys: KnownKeys) -> None:
        """Verify signed member codes with these keys of HQ's from now on."""
        if self._scanners is not None:
            self._scanners.trust(keys)

    def start(self) -> None:
        """Begin to tell keyboards apart."""
        if self._scanners is not None:
            self._scanners.start()
            self._timer.start()

    def stop(self) -> None:
        """End it."""
        if self._scanners is not None:
            self._timer.stop()
            self._scanners.stop()
            self.tell_followed()

    def tell_followed(self) -> None:
        """Say what is known of the scanners by now, if that changed since it was said."""
        known = self._told if self._scanners is None else self._scanners.arbiter.known
        if known != self._told:
            self._told = known
            self._followed(known)

    def _listen(self, on_keys: Callable[[KeyRun], None] | None) -> None:
        if self._tap is not None:
            self._tap.listen(on_keys)

    def _know(self, profile: Profile, separator: str) -> None:
        if self._scanners is not None and self._separators is not None:
            self._scanners.arbiter.know(profile)
            self._separators.learn(separator)
