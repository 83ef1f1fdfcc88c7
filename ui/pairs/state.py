"""What the page of pairs shows. No widgets here."""

from __future__ import annotations

from dataclasses import dataclass

from terminal.domain.problems import Refusal
from terminal.services.pairs import Decided, Pair


@dataclass(frozen=True, slots=True)
class PairsState:
    """The pairs nobody decided about. `later` are the keys of those that were put off while the
    page is shown; `decided` was just said and can be taken back.
    """

    pairs: tuple[Pair, ...] = ()
    later: frozenset[str] = frozenset()
    selected: str | None = None
    decided: Decided | None = None
    is_busy: bool = False
    is_read: bool = False
    refusal: Refusal | None = None

    @property
    def listed(self) -> tuple[Pair, ...]:
        """Return what is listed: those that were put off stand last."""
        return tuple(sorted(self.pairs, key=lambda one: one.key in self.later))

    @property
    def shown(self) -> Pair | None:
        """Return the pair that is shown."""
        found = self.listed
        return next((one for one in found if one.key == self.selected), found[0] if found else None)
