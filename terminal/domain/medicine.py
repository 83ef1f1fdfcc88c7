"""Medicines, and what is on the shelf of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Medicine:
    """A product. `daily_dose_e2` is units a day × 100. `insurance`: class a, b or none. Products of
    one `substitute_group` stand for one another; `substitution` says whether the customer decides
    (otc) or a doctor.
    """

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
    insurance: str | None = None
    insurance_code: str | None = None
    substitute_group: str | None = None
    substitution: str | None = None
    category: str | None = None
    approval_no: str | None = None

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
    """What the ERP last said: packs × 10,000 as of an instant. `confidence_e2`: 0 to 100."""

    qty_e4: int
    as_of: datetime
    confidence_e2: int | None = None


@dataclass(frozen=True, slots=True)
class NearbyLevel:
    """What is on another store's shelf, and how many minutes away that is."""

    store: str
    level: StockLevel
    eta_min: int | None = None
