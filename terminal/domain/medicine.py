"""Medicines, and what is on the shelf of them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime


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


@dataclass(frozen=True, slots=True)
class Pack:
    """What the code on a package says of it. `problem` is the code of what is wrong with it; what
    cannot be relied on then is None, and `suspect` is the text that may be a lot run together with
    what follows it. `elements` are all application identifiers with their values, as read.
    """

    gtin: str | None = None
    lot: str | None = None
    serial: str | None = None
    expires_on: date | None = None
    made_on: date | None = None
    problem: str | None = None
    suspect: str | None = None
    elements: tuple[tuple[str, str], ...] = ()

    def joined(self, known: Pack | None) -> Pack:
        """Return this read with what an earlier one of the same lot said and this does not: a code
        without an expiry never takes a known one away.
        """
        if known is None or self.lot is None or (known.gtin, known.lot) != (self.gtin, self.lot):
            return self
        return replace(
            self,
            expires_on=self.expires_on or known.expires_on,
            made_on=self.made_on or known.made_on,
            serial=self.serial or known.serial,
        )
