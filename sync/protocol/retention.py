"""What need no longer lie at a till, by the kind registry. Pure.

HQ keeps every record for the time the law asks for. A till that let one go keeps its content hash,
so the record still counts in the count and sum of its stream, and HQ need not know.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from sync.protocol.kinds import KINDS, Kind, Leaves

DAY_MS: Final = 86_400_000


@dataclass(frozen=True, slots=True)
class Going:
    """Records of a kind that may go: those whose field `leaves.since` is less than `before`, an ISO
    day or UTC milliseconds as the field is, and that nothing holds.
    """

    kind: Kind
    leaves: Leaves
    before: str | int


def going(today: date, now_ms: int, kinds: Iterable[Kind] = tuple(KINDS.values())) -> list[Going]:
    """Return what may go on a business day at an instant (UTC ms), in the order of the registry."""
    return [
        Going(kind, kind.leaves, _before(kind.leaves, today, now_ms))
        for kind in kinds
        if kind.leaves is not None
    ]


def _before(leaves: Leaves, today: date, now_ms: int) -> str | int:
    if leaves.since.endswith("_on") or leaves.since == "business_day":
        return (today - timedelta(days=leaves.days)).isoformat()
    return now_ms - leaves.days * DAY_MS
