"""Reads the card that is shown again, once at a time, until nothing changed meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Final

from terminal.domain.card import CustomerCard
from terminal.domain.problems import Refusal
from terminal.services import counter
from terminal.services.counter import CardFound
from terminal.services.work import Runner

SHOWN_KINDS: Final = frozenset(
    {"task", "outcome", "observation", "ticket", "stock", "medicine", "rule", "visit", "consent"}
    | {"attendance", "event"}
    | {"response", "tag", "household", "article", "template", "tier_policy"}
)
"""Kinds of record whose change can change the card of anybody."""


class Reread:
    """`shown` tells whose card is shown; `got` takes it as it now is."""

    def __init__(
        self,
        run: Runner,
        *,
        shown: Callable[[], str | None],
        got: Callable[[CustomerCard], None],
    ) -> None:
        self._run, self._shown, self._got = run, shown, got
        self._writes = 0
        self._is_again, self._is_stale = False, False

    def wrote(self) -> None:
        """Something was written: an answer that is under way says how it was before."""
        self._writes += 1

    def ask(self) -> None:
        """Read the card that is shown; while an answer is under way, once more after it."""
        customer_id = self._shown()
        if customer_id is None:
            return
        if self._is_again:
            self._is_stale = True
            return
        self._is_again = True
        work = partial(counter.refresh, customer_id=customer_id)
        self._run(work, partial(self._on_card, customer_id, self._writes))

    def crashed(self) -> None:
        """Ask again next time: the answer under way will not come."""
        self._is_again = False

    def _on_card(self, customer_id: str, writes: int, found: CardFound | Refusal) -> None:
        self._is_again = False
        if self._shown() != customer_id:
            self._is_stale = False
        elif self._is_stale or writes != self._writes:
            self._is_stale = False
            self.ask()
        elif isinstance(found, CardFound):
            self._got(found.card)
