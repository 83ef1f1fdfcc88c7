"""Tiers: what makes a customer A, why, and how far it is to the next. HQ decides; a till explains.

Rule of the chain: more than 3,000 yuan within a year, or four visits a month on average.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from terminal.domain.errors import PolicyInvalidError

_MONTHS: Final = 12
_YEAR_DAYS: Final = 365


@dataclass(frozen=True, slots=True)
class TierPolicy:
    """HQ's rule for tier A: spent more than `a_spend_fen` in `window_days`, or as many visits as
    make `a_visits_a_month` on average.
    """

    a_spend_fen: int
    a_visits_a_month: int
    window_days: int

    @property
    def a_visits(self) -> int:
        """Return how many visits in the whole window are enough."""
        return -(-self.a_visits_a_month * _MONTHS * self.window_days // _YEAR_DAYS)

    def begins(self, on: date) -> date:
        """Return the first day that counts, seen from a day."""
        return on - timedelta(days=self.window_days - 1)


@dataclass(frozen=True, slots=True)
class TierReason:
    """Why somebody stands where they stand. `by_spend` and `by_visits` say which part of the rule
    is met; what is missing to A is 0 where it is met.
    """

    spent_fen: int
    visits: int
    by_spend: bool
    by_visits: bool
    missing_fen: int
    missing_visits: int

    @property
    def is_a(self) -> bool:
        """Tell whether the figures here make an A; HQ may know of more."""
        return self.by_spend or self.by_visits


def tier_policy_from_content(record_id: str, content: Mapping[str, Any]) -> TierPolicy:
    """Return the rule in a configuration's content. Raise PolicyInvalidError."""
    figures = []
    for name in ("a_spend_fen", "a_visits_a_month", "window_days"):
        figure = content.get(name)
        if not isinstance(figure, int) or isinstance(figure, bool) or figure <= 0:
            raise PolicyInvalidError(record_id, name)
        figures.append(figure)
    return TierPolicy(*figures)


def reason(policy: TierPolicy, *, spent_fen: int, visits: int) -> TierReason:
    """Return what the figures of the policy's window say."""
    by_spend, by_visits = spent_fen > policy.a_spend_fen, visits >= policy.a_visits
    return TierReason(
        spent_fen,
        visits,
        by_spend,
        by_visits,
        0 if by_spend else policy.a_spend_fen + 1 - spent_fen,
        0 if by_visits else policy.a_visits - visits,
    )
