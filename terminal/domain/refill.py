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

from terminal.domain.supply import Days

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
    bought: Days,
    on: date,
    *,
    insurance: str | None,
    early_days: int = 0,
) -> Refill | None:
    """Return the next refill of a medicine seen from a day, None when nothing says when it is due.
    `bought` are its lines by day.

    `insurance` is the medicine's class; of an insured one the fund pays no second supply while the
    first lasts (基金条例 §15), so its earliest date is when what was bought has run out, less the
    `early_days` that the local office allows.
    """
    fills = _fills(bought)
    if not fills:
        return None
    days = [day for day, _ in fills]
    gaps = [(late - early).days for early, late in pairwise(days)][-INTERVALS:]
    run_outs = _run_outs(fills)
    last_out = run_outs[-1]
    if last_out is not None:
        due, method = last_out, Method.LABEL
    elif len(gaps) > 1:
        due, method = days[-1] + timedelta(days=round(median(gaps))), Method.OWN
    else:
        return None
    is_insured = insurance in INSURED and last_out is not None
    earliest = due - timedelta(days=early_days) if is_insured else None
    lateness = _lateness(days, run_outs)
    usual = round(median(gaps)) if len(gaps) > 1 else None
    risk = _risk(lateness, (on - due).days)
    return Refill(medicine, due, earliest, method, usual, sum(lateness), len(lateness), risk)


def _fills(bought: Days) -> list[tuple[date, int | None]]:
    """Return the days on which it was bought with how long it lasts, oldest first."""
    fills: list[tuple[date, int | None]] = []
    for day in sorted(bought):
        packs_e4 = lasts = 0
        is_known = True
        for line in bought[day]:
            packs_e4 += line.qty_e4
            if line.qty_e4 > 0:
                lasts += line.days_supply or 0
                is_known = is_known and bool(line.days_supply)
        if packs_e4 > 0:
            fills.append((day, lasts if is_known else None))
    return fills


def _run_outs(fills: Sequence[tuple[date, int | None]]) -> list[date | None]:
    """Return when each fill was used up: what was left is carried on, at most one fill of it."""
    found: list[date | None] = []
    for day, lasts in fills:
        if lasts is None:
            found.append(None)
            continue
        before = found[-1] if found else None
        carry = max((before - day).days, 0) if before is not None else 0
        found.append(day + timedelta(days=lasts + min(carry, lasts)))
    return found


def _lateness(days: Sequence[date], run_outs: Sequence[date | None]) -> list[bool]:
    """Tell of each refill so far whether it was missed, oldest first."""
    pairs = zip(run_outs, days[1:], strict=False)
    late = [(day - due).days > GRACE_DAYS for due, day in pairs if due is not None]
    return late[-INTERVALS:]


def _risk(lateness: Sequence[bool], days_past: int) -> float:
    weights = [FADE**back for back in range(len(lateness))][::-1]
    missed = sum(weight for weight, late in zip(weights, lateness, strict=True) if late)
    before = (missed + WEIGHT * USUAL_MISS) / (sum(weights) + WEIGHT)
    # Who comes in time comes, near enough, evenly over the week before and the week after. The
    # longer nobody came, the fewer of those are left.
    left = min(max((GRACE_DAYS - days_past) / (2 * GRACE_DAYS), 0.0), 1.0)
    return before / (before + (1 - before) * left)
