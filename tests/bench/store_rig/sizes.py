"""How much is in the set, and what all of it shares: the day it is for, who works there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from random import Random
from typing import Final

from terminal.sandbox import identity
from tests.builders import START_MS, STORE

TODAY: Final = date(2025, 11, 21)
"""The day of START_MS in the store's calendar."""
HISTORY_DAYS: Final = 548
"""18 months."""
DAY_MS: Final = 86_400_000
STAFF: Final = (identity.staff_id(STORE, 1), identity.staff_id(STORE, 2))


@dataclass(frozen=True, slots=True)
class Sizes:
    """How much is in the set. `own` are the store's own customers, with everything a real store
    would have of them; `full` are those with everything there is. The other customers are known
    here, with `tickets` between them.
    """

    customers: int = 100_000
    own: int = 3_500
    full: int = 400
    medicines: int = 30_000
    tickets: int = 150_000
    seed: int = 4


def an_id(rng: Random) -> str:
    """Return an id as tills make them (UUIDv7)."""
    text = f"{START_MS:012x}7{rng.getrandbits(12):03x}8{rng.getrandbits(60):015x}"
    return "-".join((text[:8], text[8:12], text[12:16], text[16:20], text[20:]))


def at_ms(rng: Random, age: int) -> int:
    """Return an instant `age` days ago, in opening hours before now (UTC ms)."""
    return START_MS - age * DAY_MS - rng.randrange(2 * 3_600_000)
