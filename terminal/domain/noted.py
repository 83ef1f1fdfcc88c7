"""What was noted of who did or saw what."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class Noted:
    """That something was done with a record, or that it was looked at, and what was said with it.
    Who did it stands in what is sent to HQ, not in the note.
    """

    id: str
    action: str
    at: datetime
    facts: Mapping[str, Any]
