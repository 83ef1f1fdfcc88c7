"""Why the full name of somebody is shown whose file was searched for, and not opened by a scan."""

from __future__ import annotations

from enum import StrEnum
from typing import Final


class Reason(StrEnum):
    """What the customer's name or phone is needed for."""

    NO_CARD = "no_card"
    CALLED = "called"
    FOLLOW_UP = "follow_up"
    CORRECT = "correct"
    PROXY = "proxy"
    RIGHTS = "rights"


REASONS: Final = tuple(Reason)
"""In the order of the keys."""
