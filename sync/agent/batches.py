"""How much to send at once, and which group to withhold. Pure: outcomes come in, sizes come out.

Ops travel strictly by number, so one group that HQ cannot take would stop all behind it. It is
found by halving: a batch that fails is sent in halves until the group that fails alone is known.
One failure alone proves nothing, because HQ may just be down: HQ must answer a request without it,
and fail over it again. Then the group travels without its bodies (see `cycle.withheld`), so that
HQ can set it aside and the others pass; and if even that fails, it was not the group's fault.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from local_store.outbox import PushBatch
from sync.agent import cycle
from sync.protocol.cycle import GROUPS_PER_PUSH_MAX, Push
from sync.protocol.problems import ProblemCode

SMALLER: Final = frozenset({ProblemCode.TOO_LARGE, ProblemCode.MALFORMED, ProblemCode.INTERNAL})
"""Refusals that may be about one group among many."""
FULL: Final = ProblemCode.ASIDE_FULL
"""HQ keeps no more of this till's work aside. What is there to be read can be read all the same."""


@dataclass(slots=True)
class _Suspect:
    """A group that failed alone: the number of its first op, and whether HQ is well without it."""

    first_n: int
    cleared: bool = False


class Batches:
    """Decides the size of one till's batches. For one thread."""

    def __init__(self, most: int = GROUPS_PER_PUSH_MAX) -> None:
        self._most = most
        self._size = most
        self._failing = 0
        self._suspect: _Suspect | None = None
        self._withheld: frozenset[int] = frozenset()
        self._is_full = False

    @property
    def is_full(self) -> bool:
        """Tell whether HQ takes no more during this exchange."""
        return self._is_full

    def begin(self) -> None:
        """Begin another exchange: HQ may take more by now."""
        self._is_full = False

    @property
    def size(self) -> int:
        """Return how many groups to send next; 0 to ask without sending anything."""
        if self._is_full:
            return 0
        if self._suspect is not None:
            return 1 if self._suspect.cleared else 0
        return max(1, self._failing // 2) if self._failing else self._size

    def to_send(self, batch: PushBatch) -> Push | None:
        """Return `batch` as it is to travel now."""
        push = batch.push
        return cycle.withheld(push, self._withheld) if push and self._withheld else push

    def passed(self, sent: int) -> None:
        """Note that a request with `sent` groups was answered."""
        if self._suspect is not None and not sent:
            self._suspect.cleared = True
            return
        if not sent:
            return
        if self._withheld or self._suspect is not None:
            self._calm()  # The one that stood in the way has passed.
            return
        self._failing = max(0, self._failing - sent)
        if not self._failing:
            self._size = min(max(self._size, sent) * 2, self._most)

    def slow(self, sent: int) -> None:
        """Note that HQ took too long over `sent` groups."""
        if sent > 1:
            self._size = sent // 2
            self._failing = 0

    def failed(self, sent: PushBatch, code: str) -> bool:
        """Note that HQ refused a request with these groups. Return whether to try again at once."""
        count = len(sent.groups)
        if code not in SMALLER or not count:
            self._calm()
            self._is_full = code == FULL and count > 0
            return self._is_full
        if count > 1:
            self._failing = count
            self._size = max(1, count // 2)
            return True
        return self._failed_alone(sent.groups[0].ops[0].n)

    def _failed_alone(self, first_n: int) -> bool:
        if first_n in self._withheld:
            self._calm()
            return False
        if self._suspect == _Suspect(first_n, cleared=True):
            self._withheld = frozenset({first_n})
        else:
            self._suspect = _Suspect(first_n)
        return True

    def _calm(self) -> None:
        """Forget all suspicion."""
        self._suspect, self._failing, self._withheld = None, 0, frozenset()
        self._size = self._most
