"""PINs of staff: which may be chosen, and how long somebody waits after wrong ones."""

from __future__ import annotations

import unicodedata
from datetime import date
from itertools import pairwise
from typing import Final

from terminal.domain.problems import Refusal

LENGTH: Final = 6
PROOF_MS: Final = 120_000
"""For so long one right PIN also counts as the proof before names or files leave."""

_FREE_TRIES: Final = 2
_WAITS_S: Final = (5, 15, 30, 60, 120, 300, 300)
_LONGEST_S: Final = 900
_DISTINCT_LEAST: Final = 3
_EASY_TO_FIND: Final = frozenset({"123321", "112233", "147258", "258369", "159357", "520131"})
_BIRTH_YEARS: Final = range(1930, 2031)


def read(typed: str) -> str:
    """Return typed digits as plain ones, whatever width an input method gave them; everything that
    is no digit and no blank stays, so that it is seen to be wrong.
    """
    plain = (
        str(unicodedata.decimal(one)) if unicodedata.decimal(one, None) is not None else one
        for one in typed
    )
    return "".join(plain).strip()


def is_whole(typed: str) -> bool:
    """Tell whether this has the form of a PIN."""
    return len(typed) == LENGTH and typed.isascii() and typed.isdecimal()


def weakness(chosen: str, badge: str | None = None) -> Refusal | None:
    """Return why a PIN may not be chosen, None when it may. `badge` is the code on the badge of
    whoever chooses: whoever finds it would try its digits first.
    """
    if not is_whole(chosen):
        return Refusal("PIN_NOT_SIX")
    if _repeats(chosen) or chosen in _EASY_TO_FIND:
        return Refusal("PIN_REPEATED")
    steps = {(int(right) - int(left)) % 10 for left, right in pairwise(chosen)}
    if len(steps) == 1:
        return Refusal("PIN_IN_ORDER")
    if _is_date(chosen):
        return Refusal("PIN_IS_DATE")
    if badge and chosen in "".join(one for one in badge if one.isdecimal()):
        return Refusal("PIN_ON_BADGE")
    return None


def wait_s(failures: int) -> int:
    """Return how many seconds after a wrong PIN the next one is looked at, by how many wrong ones
    there were in a row.
    """
    over = failures - _FREE_TRIES - 1
    if over < 0:
        return 0
    return _WAITS_S[over] if over < len(_WAITS_S) else _LONGEST_S


def _repeats(chosen: str) -> bool:
    is_pattern = any(chosen == chosen[:size] * (LENGTH // size) for size in (1, 2, 3))
    return is_pattern or len(set(chosen)) < _DISTINCT_LEAST


def _is_date(chosen: str) -> bool:
    """Tell whether these may be a birthday: year, month and day in two digits each, the same with
    the year last, or a year and a month.
    """
    first, second, third = (int(chosen[at : at + 2]) for at in (0, 2, 4))
    if int(chosen[:4]) in _BIRTH_YEARS and 1 <= third <= 12:  # noqa: PLR2004 (months)
        return True
    return _is_day(first, second, third) or _is_day(third, first, second)


def _is_day(year: int, month: int, day: int) -> bool:
    # In a leap year, so that the 29th of February is one whatever century is meant.
    try:
        date(2000 + year - year % 4, month, day)
    except ValueError:
        return False
    return True
