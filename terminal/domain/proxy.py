"""Somebody else who buys for a customer (代购): who, and which paper they showed.

医疗保障基金使用监督管理条例 §17 asks that both the insured person's and the buyer's papers are
looked at. No number of any paper is kept: that both were seen is what has to be on record.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from terminal.domain.customer import Mark, mask_name
from terminal.domain.forms.model import Response

FORM: Final = "proxy"
"""The form whose responses these are: answers about a customer, given at the counter."""
VERSION: Final = 1
NAME_MAX: Final = 40


class IdKind(StrEnum):
    """The paper the buyer showed, in the order of the keys 1 to 4."""

    ID_CARD = "id_card"
    INSURANCE = "insurance"
    HOUSEHOLD = "household"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Proxy:
    """That somebody bought for a customer. `ticket` is the sale it was said of, None for one that
    was not here yet: it is found by its time then.
    """

    id: str
    customer: str
    at: datetime
    by: str
    name: str
    id_kind: IdKind
    ticket: str | None = None
    mark: Mark = Mark.ACCEPTED

    @property
    def masked_name(self) -> str:
        """Return the buyer's name as screens and papers show it."""
        return mask_name(self.name)


def from_response(response: Response) -> Proxy | None:
    """Return what a response says of a buyer; None where it says something else, or nothing any
    more. A paper that this program does not know is another one.
    """
    said = response.items.get(FORM)
    if response.form != FORM or not isinstance(said, dict) or not isinstance(said.get("name"), str):
        return None
    kind = said.get("id_kind")
    return Proxy(
        response.id,
        response.customer,
        response.at,
        response.by,
        said["name"],
        IdKind(kind) if kind in set(IdKind) else IdKind.OTHER,
        said["ticket"] if isinstance(said.get("ticket"), str) else None,
        response.mark,
    )
