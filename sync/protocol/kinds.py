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

from sync.protocol import bodies, desk_bodies, policy_bodies


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
_PEOPLE: Final = STAFF - {"system"}
"""Whoever can hear a customer: the program never says that somebody consented or complained."""


@dataclass(frozen=True, slots=True)
class Leaves:
    """When a record need no longer lie at the till: `days` after the day or instant in the field
    `since`; with `after`, only once that is no longer in its way (see `sync.protocol.retention`).
    HQ keeps it on for the kind's own retention.
    """

    days: int
    since: str
    after: Literal["nothing", "closed", "task"] = "nothing"


@dataclass(frozen=True, slots=True)
class Kind:
    """What everything needs to know about one kind of record.

    `stream`: "g" chain-wide, "store" for the stores its subject is linked to, "up" for records
    that HQ keeps and no till reads back. `subject` names the field that holds the customer whose
    record this is. `writer` may make ops of it. `lane` orders pull pages (0 first). `counted`
    work is accepted by HQ's business rule before it shows as accepted. `fact` kinds are created
    whole and change only in fields whose policy is HQ. `roles` may make ops of it.
    `retention_days` is how long HQ keeps it (None: as long as it is true), `leaves` when a till
    may let it go before that.
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
    leaves: Leaves | None = None
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
_EIGHTEEN_MONTHS: Final = 548


def _fact(body: type[bodies.Body], *hqs: str) -> Mapping[str, Policy]:
    """Give every field of a fact the policy of facts, and those named to HQ."""
    return _all(body, Policy.FIRST_WRITER, **dict.fromkeys(hqs, Policy.HQ))


def _config(name: str, body: type[bodies.Envelope], *, lane: int = 0) -> Kind:
    """Return a kind of configuration: signed at HQ, the same for all stores."""
    return _chain_wide(name, body, lane=lane)


def _chain_wide(name: str, body: type[bodies.Body], *, lane: int = 0) -> Kind:
    """Return a kind that is HQ's, of nobody, and the same for all stores."""
    return Kind(
        name=name, body=body, stream="g", subject=None, writer="hq", merge=_all(body, Policy.HQ),
        lane=lane, pii="none", retention_days=None,
    )  # fmt: skip


_WORD: Final = ("accepted", "accepted_code")
"""HQ's word on counted work."""

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
        leaves=Leaves(90, "as_of_at"),
    ),
    Kind(
        name="customer", body=bodies.Customer, stream="store", subject="id", writer="store",
        merge=_all(
            bodies.Customer, Policy.LAST_WRITER,
            name=Policy.REVIEW, birth_on=Policy.REVIEW,
            phones=Policy.ADD_WINS, conditions=Policy.ADD_WINS, allergies=Policy.ADD_WINS,
            tags=Policy.ADD_WINS, aliases=Policy.ADD_WINS,
            home_store=Policy.HQ, tier=Policy.HQ, tier_reason=Policy.HQ, canonical_id=Policy.HQ,
            synthetic=Policy.HQ, restricted=Policy.HQ,
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
        fact=True, leaves=Leaves(_EIGHTEEN_MONTHS, "business_day"),
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
        leaves=Leaves(_EIGHTEEN_MONTHS, "due_on", after="closed"),
    ),
    Kind(
        name="outcome", body=bodies.Outcome, stream="store", subject="customer", writer="store",
        merge=_fact(bodies.Outcome, *_WORD),
        lane=1, pii="health", retention_days=5 * _YEAR, fact=True, counted=True,
        leaves=Leaves(_EIGHTEEN_MONTHS, "at", after="task"),
    ),
    Kind(
        name="audit", body=bodies.Audit, stream="up", subject=None, writer="store",
        merge=_all(bodies.Audit, Policy.FIRST_WRITER), lane=3, pii="personal",
        retention_days=5 * _YEAR, fact=True, leaves=Leaves(_EIGHTEEN_MONTHS, "at"),
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
    Kind(
        name="consent", body=desk_bodies.Consent, stream="store", subject="customer",
        writer="store", merge=_fact(desk_bodies.Consent), lane=1, pii="health",
        retention_days=5 * _YEAR, fact=True, roles=_PEOPLE,
    ),
    Kind(
        name="tag", body=desk_bodies.Tag, stream="store", subject="customer", writer="store",
        merge=_all(
            desk_bodies.Tag, Policy.LAST_WRITER,
            customer=Policy.FIRST_WRITER, code=Policy.FIRST_WRITER, owner=Policy.FIRST_WRITER,
        ),
        lane=2, pii="health", retention_days=5 * _YEAR,
    ),
    Kind(
        name="household", body=desk_bodies.Household, stream="store", subject="customer",
        writer="store",
        merge=_all(
            desk_bodies.Household, Policy.LAST_WRITER, customer=Policy.FIRST_WRITER
        ),
        lane=2, pii="personal", retention_days=5 * _YEAR,
    ),
    Kind(
        name="visit", body=desk_bodies.Visit, stream="store", subject="customer", writer="store",
        merge=_fact(desk_bodies.Visit), lane=2, pii="health", retention_days=5 * _YEAR, fact=True,
        roles=_PEOPLE,
    ),
    _config("form", policy_bodies.Form),
    Kind(
        name="response", body=desk_bodies.Response, stream="store", subject="customer",
        writer="store", merge=_fact(desk_bodies.Response), lane=2, pii="health",
        retention_days=5 * _YEAR, fact=True, roles=_PEOPLE,
    ),
    Kind(
        name="contact", body=desk_bodies.Contact, stream="store", subject="customer",
        writer="store", merge=_fact(desk_bodies.Contact, *_WORD), lane=1, pii="health",
        retention_days=5 * _YEAR, fact=True, counted=True, leaves=Leaves(_EIGHTEEN_MONTHS, "at"),
    ),
    Kind(
        name="slot", body=desk_bodies.Slot, stream="store", subject="customer", writer="hq",
        merge=_all(desk_bodies.Slot, Policy.HQ), lane=1, pii="personal", retention_days=60,
        leaves=Leaves(60, "week_on"),
    ),
    Kind(
        name="lead", body=desk_bodies.Lead, stream="store", subject="customer", writer="store",
        merge=_all(
            desk_bodies.Lead, Policy.LAST_WRITER,
            store=Policy.FIRST_WRITER, source=Policy.FIRST_WRITER, at=Policy.FIRST_WRITER,
            by=Policy.FIRST_WRITER, customer=Policy.FIRST_WRITER,
        ),
        lane=1, pii="personal", retention_days=5 * _YEAR,
    ),
    Kind(
        name="lead_stage", body=desk_bodies.LeadStage, stream="store", subject="customer",
        writer="store", merge=_fact(desk_bodies.LeadStage), lane=1, pii="personal",
        retention_days=5 * _YEAR, fact=True,
    ),
    Kind(
        name="complaint", body=desk_bodies.Complaint, stream="store", subject="customer",
        writer="store",
        merge=_all(
            desk_bodies.Complaint, Policy.FIRST_WRITER,
            status=Policy.LAST_WRITER, closed_at=Policy.LAST_WRITER, result=Policy.LAST_WRITER,
        ),
        lane=2, pii="health", retention_days=5 * _YEAR, roles=_PEOPLE,
    ),
    _config("article", policy_bodies.Article, lane=3),
    Kind(
        name="question", body=policy_bodies.Question, stream="store", subject="customer",
        writer="store",
        merge=_fact(
            policy_bodies.Question, "article", "answer", "answered_at", "answered_by"
        ),
        lane=2, pii="health", retention_days=5 * _YEAR, fact=True, roles=_PEOPLE,
    ),
    Kind(
        name="learning", body=policy_bodies.Learning, stream="store", subject=None,
        writer="store", merge=_fact(policy_bodies.Learning, *_WORD), lane=3, pii="personal",
        retention_days=5 * _YEAR, fact=True, counted=True, roles=_PEOPLE,
        leaves=Leaves(_EIGHTEEN_MONTHS, "at"),
    ),
    Kind(
        name="signup", body=desk_bodies.Signup, stream="store", subject="customer",
        writer="store", merge=_fact(desk_bodies.Signup, *_WORD), lane=2, pii="health",
        retention_days=5 * _YEAR, fact=True, counted=True, roles=_RESPONSIBLE,
    ),
    Kind(
        name="event", body=desk_bodies.Event, stream="store", subject=None, writer="hq",
        merge=_all(desk_bodies.Event, Policy.HQ), lane=1, pii="none", retention_days=5 * _YEAR,
        leaves=Leaves(_EIGHTEEN_MONTHS, "ends_at"),
    ),
    Kind(
        name="attendance", body=desk_bodies.Attendance, stream="store", subject="customer",
        writer="store", merge=_fact(desk_bodies.Attendance, *_WORD), lane=2, pii="health",
        retention_days=5 * _YEAR, fact=True, counted=True, roles=_PEOPLE,
        leaves=Leaves(_EIGHTEEN_MONTHS, "at"),
    ),
    _config("flag", policy_bodies.Flag),
    _config("calendar", policy_bodies.Calendar),
    _config("template", policy_bodies.Template),
    _config("tier_policy", policy_bodies.TierPolicy),
    Kind(
        name="external_id", body=desk_bodies.ExternalId, stream="store", subject="customer",
        writer="store", merge=_fact(desk_bodies.ExternalId), lane=3, pii="personal",
        retention_days=5 * _YEAR, fact=True,
    ),
    Kind(
        name="request", body=desk_bodies.Request, stream="store", subject="customer",
        writer="store",
        merge=_all(
            desk_bodies.Request, Policy.FIRST_WRITER,
            status=Policy.LAST_WRITER, done_at=Policy.LAST_WRITER, note=Policy.LAST_WRITER,
        ),
        lane=1, pii="personal", retention_days=5 * _YEAR, roles=_PEOPLE,
    ),
    Kind(
        name="neighbour", body=desk_bodies.Neighbour, stream="store", subject=None, writer="hq",
        merge=_all(desk_bodies.Neighbour, Policy.HQ), lane=3, pii="none", retention_days=None,
    ),
    Kind(
        name="nearby_stock", body=desk_bodies.NearbyStock, stream="store", subject=None,
        writer="hq", merge=_all(desk_bodies.NearbyStock, Policy.HQ), lane=3, pii="none",
        retention_days=90, leaves=Leaves(90, "as_of_at"),
    ),
    Kind(
        name="past_sale", body=desk_bodies.PastSale, stream="store", subject="customer",
        writer="store", merge=_fact(desk_bodies.PastSale), lane=3, pii="health",
        retention_days=5 * _YEAR, fact=True, leaves=Leaves(_EIGHTEEN_MONTHS, "business_day"),
    ),
    _chain_wide("member_key", policy_bodies.MemberKey),
    _chain_wide("revoked_code", policy_bodies.RevokedCode),
)  # fmt: skip

KINDS: Final[Mapping[str, Kind]] = MappingProxyType({kind.name: kind for kind in _KINDS})
