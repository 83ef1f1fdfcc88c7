"""Lay out at once what was changed, so that no frame shows new words in old places."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QCoreApplication, QEvent

_LEVELS: Final = 16
"""More than widgets are nested on any page: each round of requests moves up by one level."""


def settle() -> None:
    """Deliver the layout requests that wait, and those they cause, and no other event.

    Left to themselves they would come one level at a time, with paints in between: allergies
    would first be cut to the room the last customer's had.
    """
    for _ in range(_LEVELS):
        QCoreApplication.sendPostedEvents(None, int(QEvent.Type.LayoutRequest))
