"""Signs in at a till's lock without a person: for pictures and measurements of what is behind it.

It types a PIN where a person would, and chooses one where there is none yet: there is no other way
in. A till on which somebody chose another PIN stays locked.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal

from ui.lock.guard import Guard
from ui.lock.state import TYPED, Step

PIN: Final = "204816"
_LOOK_MS: Final = 100


class Entrance(QObject):
    """Looks at the lock every now and then until it is open, or nothing more can be done."""

    opened = Signal()
    refused = Signal()

    def __init__(self, guard: Guard, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("entrance")
        self._guard = guard
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._look)
        self._timer.start(_LOOK_MS)

    def _look(self) -> None:
        state = self._guard.state
        if state.why is None:
            self._timer.stop()
            self.opened.emit()
        elif state.problem is not None or state.step is Step.BADGE:
            self._timer.stop()
            self.refused.emit()
        elif state.step in TYPED and state.person is not None and not state.is_busy:
            self._guard.page.entered.emit(PIN)
