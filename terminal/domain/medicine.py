"""Medicines, and what is on the shelf of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Medicine:
    """A product. `daily_dose_e2` is units a day × 100."""

    id: str
    generic: str
    trade: str | None = None
    strength: str | None = None
    units_per_pack: int | None = None
    unit: str | None = None
    daily_dose_e2: int | None = None
    gtins: tuple[str, ...] = ()
    condition: str | None = None
    rx: str | None = None
    price_fen: int | None = None

    @property
    def title(self) -> str:
        """Return the name as a shelf label shows it: 盐酸二甲双胍片 0.5 g × 60."""
        parts = [self.generic]
        if self.strength:
            parts.append(self.strength)
        if self.units_per_pack:
            parts.append(f"× {self.units_per_pack}")
        return " ".join(parts)


@dataclass(frozen=True, slots=True)
class StockLevel:
    """What the ERP last said: packs × 10,000 as of an instant."""

    qty_e4: int
    as_of: datetime
