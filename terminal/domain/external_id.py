"""What other systems call our records."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class ExternalId:
    """`value` is what `system` calls the record; `confidence_e2` of 100 means it was read off."""

    id: str
    entity_kind: str
    entity: str
    system: str
    value: str
    how: str
    at: datetime
    confidence_e2: int = 100
    customer: str | None = None
