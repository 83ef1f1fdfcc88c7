"""HQ's rules held against the whole store, in the background. No widgets here.

One small portion after the other goes to the thread that reads beside the writer: nobody waits for
it, and others read between two portions. New rules begin it anew.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import Final

from terminal.services import rule_sweep
from terminal.services.rule_sweep import Portion, SweepPlan, SweptRule
from terminal.services.work import Runner
from ui.plug import Changes

_BEGIN_ANEW: Final = frozenset({"rule", "flag"})


@dataclass(frozen=True, slots=True)
class RulesState:
    """How far the rules were held against the store, and how many customers each is about."""

    rules: tuple[SweptRule, ...] = ()
    customers: int = 0
    looked_at: int = 0
    is_done: bool = False
    counts: tuple[tuple[SweptRule, int], ...] = ()

    @property
    def percent(self) -> int:
        """Return how much of the store was looked at."""
        if self.is_done or not self.customers:
            return 100
        return min(100 * self.looked_at // self.customers, 99)


class RuleSweep:
    """Runs when it is begun, and anew when HQ's rules changed."""

    def __init__(self, read: Runner, changed: Callable[[], None]) -> None:
        self._read, self._changed = read, changed
        self.has_begun = False
        self._turn = 0  # Only portions of the newest run count.
        self._found: dict[str, int] = {}
        self.state = RulesState()

    def begin(self) -> None:
        """Hold the rules in force against everybody."""
        self.has_begun = True
        self._turn += 1
        self._read(rule_sweep.plan, partial(self._on_plan, self._turn))

    def on_store_changed(self, changes: Changes) -> None:
        """Begin anew when the rules changed."""
        if not _BEGIN_ANEW.isdisjoint(changes):
            self.begin()

    def _on_plan(self, turn: int, plan: SweepPlan) -> None:
        if turn != self._turn:
            return
        self._found = {}
        has_work = bool(plan.rules) and plan.customers > 0
        self.state = RulesState(plan.rules, plan.customers, is_done=not has_work)
        self._changed()
        if has_work:
            self._go_on(turn, "")

    def _go_on(self, turn: int, after: str) -> None:
        self._read(partial(rule_sweep.portion, after=after), partial(self._on_portion, turn))

    def _on_portion(self, turn: int, portion: Portion) -> None:
        if turn != self._turn:
            return
        for rule, who in portion.found.items():
            self._found[rule] = self._found.get(rule, 0) + len(who)
        looked_at = self.state.looked_at + portion.looked_at
        if portion.last is not None:
            self.state = replace(self.state, looked_at=looked_at)
            self._changed()
            self._go_on(turn, portion.last)
            return
        counts = ((one, self._found.get(one.id, 0)) for one in self.state.rules)
        most = tuple(sorted(counts, key=lambda pair: (-pair[1], pair[0].id)))
        self.state = replace(self.state, looked_at=looked_at, is_done=True, counts=most)
        self._changed()
