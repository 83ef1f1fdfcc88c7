"""The kind registry: one entry per kind of record, read by everything that treats kinds alike.

Merging, validation at HQ, authority of ops, membership of streams, erasure, exports, the till's
tables and the tests of all of these follow this table. Adding a kind is one entry here, one
migration and one repository.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from types import MappingProxyType
from typing import Final, Literal

from sync.protocol import bodies


class Policy(Enum):
    """How a field merges when two tills changed it."""

    LAST_WRITER = "last_writer"
    """The greatest stamp wins."""
    FIRST_WRITER = "first_writer"
    """Immutable once set; a second, different value is kept as a conflict."""
    ADD_WINS = "add_wins"
    """A set of elements; a removal removes only the adds it had seen."""
    REVIEW = "review"
    """Identity: never overwritten by somebody who had not seen the present value."""
    HQ = "hq"
    """Written by HQ only; an op that sets it is refused."""


STAFF: Final = frozenset({"pharmacist", "clerk", "manager", "system"})
"""Everybody who works at a till, and the program itself."""
_RESPONSIBLE: Final = frozenset({"pharmacist", "manager"})


@dataclass(frozen=True, slots=True)
class Kind:
    """What everything needs to know about one kind of record.

    `stream`: "g" chain-wide, "store" for the stores its subject is linked to, "up" for records
    that HQ keeps and no till reads back. `subject` names the field that holds the customer whose
    record this is. `writer` may make ops of it. `lane` orders pull pages (0 first). `counted`
    work is accepted by HQ's business rule before it shows as accepted. `fact` kinds are created
    whole and change only in fields whose policy is HQ. `roles` may make ops of it.
    """

    name: str
    body: type[bodies.Body]
    stream: Literal["g", "store", "up"]
    subject: str | None
    writer: Literal["hq", "store"]
    merge: Mapping[str, Policy]
    lane: int
    pii: Literal["none", "personal", "health"]
    retention_days: int | None
    fact: bool = False
    counted: bool = False
    roles: frozenset[str] = STAFF
    sets: frozenset[str] = field(init=False, default=frozenset())
    unknown: Policy = field(init=False, default=Policy.LAST_WRITER)

    def __post_init__(self) -> None:
        sets = frozenset(f for f, policy in self.merge.items() if policy is Policy.ADD_WINS)
        object.__setattr__(self, "sets", sets)
        if self.fact:
            object.__setattr__(self, "unknown", Policy.FIRST_WRITER)

    def policy(self, name: str) -> Policy:
        """Return the policy of a field; unknown fields, from newer peers, are last-writer."""
        return self.merge.get(name, self.unknown)


def _all(body: type[bodies.Body], policy: Policy, **other: Policy) -> Mapping[str, Policy]:
    """Give every field of `body` one policy, but for those named."""
    unknown = other.keys() - body.model_fields.keys()
    if unknown:
        raise ValueError(f"{body.__name__} has no {sorted(unknown)}")
    return MappingProxyType({name: other.get(name, policy) for name in body.model_fields})


_YEAR: Final = 365

_KINDS: Final = (
    Kind(
        name="rule", body=bodies.Rule, stream="g", subject=None, writer="hq",
        merge=_all(bodies.Rule, Policy.HQ), lane=0, pii="none", retention_days=None,
    ),
    Kind(
        name="medicine", body=bodies.Medicine, stream="g", subject=None, writer="hq",
        merge=_all(bodies.Medicine, Policy.HQ), lane=3, pii="none", retention_days=None,
    ),
    Kind(
        name="staff", body=bodies.Staff, stream="store", subject=None, writer="hq",
        merge=_all(bodies.Staff, Policy.HQ), lane=0, pii="personal", retention_days=5 * _YEAR,
    ),
    Kind(
        name="stock", body=bodies.Stock, stream="store", subject=None, writer="hq",
        merge=_all(bodies.Stock, Policy.HQ), lane=3, pii="none", retention_days=90,
    ),
    Kind(
        name="customer", body=bodies.Customer, stream="store", subject="id", writer="store",
        merge=_all(
            bodies.Customer, Policy.LAST_WRITER,
            name=Policy.REVIEW, birth_on=Policy.REVIEW,
            phones=Policy.ADD_WINS, conditions=Policy.ADD_WINS, allergies=Policy.ADD_WINS,
            tags=Policy.ADD_WINS,
            home_store=Policy.HQ, tier=Policy.HQ, tier_reason=Policy.HQ, canonical_id=Policy.HQ,
            synthetic=Policy.HQ,
        ),
        lane=2, pii="health", retention_days=5 * _YEAR,
    ),
    Kind(
        name="member_code", body=bodies.MemberCode, stream="store", subject="customer",
        writer="hq", merge=_all(bodies.MemberCode, Policy.HQ), lane=2, pii="personal",
        retention_days=5 * _YEAR,
    ),
    Kind(
        name="ticket", body=bodies.Ticket, stream="store", subject="customer", writer="hq",
        merge=_all(bodies.Ticket, Policy.HQ), lane=2, pii="health", retention_days=5 * _YEAR,
        fact=True,
    ),
    Kind(
        name="observation", body=bodies.Observation, stream="store", subject="customer",
        writer="store", merge=_all(bodies.Observation, Policy.FIRST_WRITER), lane=1, pii="health",
        retention_days=5 * _YEAR, fact=True,
    ),
    Kind(
        name="task", body=bodies.Task, stream="store", subject="customer", writer="store",
        merge=_all(
            bodies.Task, Policy.FIRST_WRITER,
            due_on=Policy.LAST_WRITER, assignee=Policy.LAST_WRITER,
            rule_version=Policy.LAST_WRITER,
        ),
        lane=1, pii="health", retention_days=5 * _YEAR,
    ),
    Kind(
        name="outcome", body=bodies.Outcome, stream="store", subject="customer", writer="store",
        merge=_all(
            bodies.Outcome, Policy.FIRST_WRITER, accepted=Policy.HQ, accepted_code=Policy.HQ
        ),
        lane=1, pii="health", retention_days=5 * _YEAR, fact=True, counted=True,
    ),
    Kind(
        name="audit", body=bodies.Audit, stream="up", subject=None, writer="store",
        merge=_all(bodies.Audit, Policy.FIRST_WRITER), lane=3, pii="personal",
        retention_days=5 * _YEAR, fact=True,
    ),
    Kind(
        name="resolution", body=bodies.Resolution, stream="up", subject=None, writer="store",
        merge=_all(bodies.Resolution, Policy.FIRST_WRITER), lane=3, pii="none",
        retention_days=5 * _YEAR, fact=True, roles=_RESPONSIBLE,
    ),
    Kind(
        name="link", body=bodies.Link, stream="up", subject=None, writer="store",
        merge=_all(bodies.Link, Policy.FIRST_WRITER), lane=3, pii="personal",
        retention_days=_YEAR, fact=True, roles=_RESPONSIBLE,
    ),
)  # fmt: skip

KINDS: Final[Mapping[str, Kind]] = MappingProxyType({kind.name: kind for kind in _KINDS})
