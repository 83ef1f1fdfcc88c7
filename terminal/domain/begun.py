"""What somebody began to type and has not saved. It is theirs alone, and of one till."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Final

KEPT: Final = timedelta(days=7)
"""Nobody goes on with what is older; by then it was said in another way, or is of no use."""


class BegunKind(StrEnum):
    """What was begun. A reading is none of these: one that was left is measured again."""

    FILE = "file"
    NOTE = "note"
    HANDING = "handing"
    TASK = "task"
    QUESTION = "question"


@dataclass(frozen=True, slots=True)
class Begun:
    """One entry that was begun. `place` tells those of a kind apart: the customer of a sheet, the
    task of a follow-up, a number of new files, the first in front. `content` is what was typed,
    None while it is being saved. `customer` is whom it concerns, if it is known, and `name` their
    masked name; `at` is when it was typed (UTC), None while it is not kept yet.
    """

    kind: BegunKind
    place: str
    content: Mapping[str, Any] | None = field(repr=False)
    customer: str | None = None
    name: str = field(default="", repr=False)
    at: datetime | None = None
