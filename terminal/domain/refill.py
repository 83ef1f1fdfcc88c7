"""Refills: when the law allows the next one, when it is due, and how likely it is to be missed.

No learned model speaks here. It is what a till says without one: the customer's own intervals,
shrunk towards a usual value, else the label; it always says which of the two spoke. Missing a
refill means none within a week after it was due, as pharmacies count it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import pairwise
from statistics import median
from typing import Final

from terminal.domain.supply import Fill

GRACE_DAYS: Final = 7
"""So long after it was due a refill is not yet missed."""
USUAL_MISS: Final = 0.45
"""How often a refill is missed where nothing is known of somebody: the share in both public sets of
dispensing records that were looked at."""
WEIGHT: Final = 3.0
"""How many own refills the usual value weighs as much as."""
FADE: Final = 0.9
"""What an own refill weighs beside the one after it."""
INTERVALS: Final = 8
INSURED: Final = frozenset({"a", "b"})


class Method(StrEnum):
    """What a due date stands on."""

    OWN = "own"
    LABEL = "label"


@dataclass(frozen=True, slots=True)
class Refill:
    """The next refill of a medicine. `usual_days` is the customer's usual interval, None when there
    is none yet; `missed` of `counted` own refills came more than a week late; `risk` is between 0
    and 1.
    """

    medicine: str
    due_on: date
    earliest_on: date | None
    method: Method
    usual_days: int | None
    missed: int
    counted: int
    risk: float

    def days_past(self, on: date) -> int:
        """Return how many days ago it was due; negative before it is."""
        return (on - self.due_on).days


def refill(
    medicine: str,
    fills: Sequence[Fill],
    on: date,
    *,
    insurance: str | None,
    early_days: int = 0,
) -> Refill | None:
    """Return the next refill of a medicine seen from a day, None when nothing says when it is due.
    `fills` are what was bought of it, oldest first.

    `insurance` is the medicine's class; of an insured one the fund pays no second supply while the
    first lasts (基金条例 §15), so its earliest date is when what was bought has run out, less the
    `early_days` that the local office allows.
    """
    if not fills:
        return None
    days = [fill.day for fill in fills]
    gaps = [(late - early).days for early, late in pairwise(days)][-INTERVALS:]
    last_out = fills[-1].run_out_on
    if last_out is not None:
        due, method = last_out, Method.LABEL
    elif len(gaps) > 1:
        due, method = days[-1] + timedelta(days=round(median(gaps))), Method.OWN
    else:
        return None
    is_insured = insurance in INSURED and last_out is not None
    earliest = due - timedelta(days=early_days) if is_insured else None
    lateness = _lateness(fills)
    usual = round(median(gaps)) if len(gaps) > 1 else None
    risk = _risk(lateness, (on - due).days)
    return Refill(medicine, due, earliest, method, usual, sum(lateness), len(lateness), risk)


def _lateness(fills: Sequence[Fill]) -> list[bool]:
    """Tell of each refill so far whether it was missed, oldest first."""
    late = [
        (after.day - before.run_out_on).days > GRACE_DAYS
        for before, after in pairwise(fills)
        if before.run_out_on is not None
    ]
    return late[-INTERVALS:]


def _risk(lateness: Sequence[bool], days_past: int) -> float:
    weights = [FADE**back for back in range(len(lateness))][::-1]
    missed = sum(weight for weight, late in zip(weights, lateness, strict=True) if late)
    before = (missed + WEIGHT * USUAL_MISS) / (sum(weights) + WEIGHT)
    # Who comes in time comes, near enough, evenly over the week before and the week after. The
    # longer nobody came, the fewer of those are left.
    left = min(max((GRACE_DAYS - days_past) / (2 * GRACE_DAYS), 0.0), 1.0)
    return before / (before + (1 - before) * left)
