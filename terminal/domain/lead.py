"""Leads: people who may become customers, and how far each has come."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from terminal.domain.customer import Mark


class Stage(StrEnum):
    """How far a lead has come, in order. A lost one that signs up after all has signed up."""

    ASSIGNED = "assigned"
    CONTACTED = "contacted"
    CONFIRMED = "confirmed"
    OFFERED = "offered"
    LOST = "lost"
    SIGNED = "signed"


_RANKS = {stage.value: rank for rank, stage in enumerate(Stage)}


@dataclass(frozen=True, slots=True)
class Lead:
    """Somebody who may become a customer, or take up an offer."""

    id: str
    store: str
    source: str
    at: datetime
    by: str
    customer: str | None = None
    name: str = ""
    phone: str | None = None
    owner: str | None = None
    next_on: date | None = None
    note: str = ""
    mark: Mark = Mark.ACCEPTED


@dataclass(frozen=True, slots=True)
class LeadStep:
    """That a lead reached a stage. `customer` is whose file it led to."""

    id: str
    lead: str
    stage: str
    at: datetime
    by: str
    customer: str | None = None
    note: str = ""


def furthest(steps: Iterable[LeadStep]) -> LeadStep | None:
    """Return where a lead stands: the furthest stage, and when it was first reached. A stage that
    this program does not know is before all others.
    """
    every = sorted(steps, key=lambda one: (one.at, one.id))
    return max(every, key=lambda one: _RANKS.get(one.stage, -1), default=None)
