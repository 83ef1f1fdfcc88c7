"""The inspection pack: what one customer bought in 18 months, with what was said around it, in the
form an inspector checks (医保飞行检查: time, drug code, prescription, consultation, pharmacist,
trace code, payment).

Nothing is guessed in silence: what stands on the record is 100 of 100, what follows from the time
or from the file says how sure it is, and what is missing is listed as an orphan.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Final

from terminal.domain.external_id import ExternalId
from terminal.domain.inspection_files import PackFile
from terminal.domain.lead import Lead
from terminal.domain.medicine import Medicine
from terminal.domain.proxy import IdKind, Proxy
from terminal.domain.ticket import Ticket, TicketLine
from terminal.domain.visit import VisitNote

WINDOW: Final = timedelta(minutes=30)
"""A note taken so near to a sale belongs to it, where nothing surer says otherwise."""
LEAD_WINDOW: Final = timedelta(days=90)
"""A lead that led to the customer's file may have led to a sale so long after it."""
CERTAIN: Final = 100
NEAREST: Final = 95
"""How sure a link by time is at the same minute; each minute between takes one away."""
LEAD_SURE: Final = 60
FORMAT: Final = "guitai-inspection-2"


class System(StrEnum):
    """The three systems whose ids a sale is linked to. Values are those of `external_id.system`."""

    ERP = "erp"
    WECOM = "wecom"
    LEAD = "lead"


class How(StrEnum):
    """How a link came about; those of `external_id.how` and two more of our own."""

    TICKET = "ticket"
    NOTE = "note"
    SCAN = "scan"
    IMPORT = "import"
    TIME_WINDOW = "time_window"
    SAME_CUSTOMER = "same_customer"


class CodeKind(StrEnum):
    """Which code names a medicine, the one an inspection asks for first."""

    INSURANCE = "insurance"
    APPROVAL = "approval"
    GTIN = "gtin"
    NONE = "none"


class Why(StrEnum):
    """Why a pack is made. The one who may see it under a restriction is the one who must."""

    INSURANCE = "insurance"
    DRUG = "drug"
    CUSTOMER = "customer"


@dataclass(frozen=True, slots=True)
class Link:
    """What `system` calls a sale, and how sure that is: 0 to 100."""

    system: str
    value: str
    how: str
    confidence_e2: int


@dataclass(frozen=True, slots=True)
class SoldLine:
    """One medicine of a sale. `qty_e4`: packs × 10,000, below zero for what was brought back."""

    name: str
    code_kind: CodeKind
    code: str
    qty_e4: int
    price_fen: int
    rx_no: str | None
    trace_codes: tuple[str, ...]
    batch_no: str | None
    insurance: str | None


@dataclass(frozen=True, slots=True)
class Buyer:
    """Who bought in the customer's place, with the paper they showed and how sure the link is."""

    masked_name: str
    id_kind: IdKind
    confidence_e2: int


@dataclass(frozen=True, slots=True)
class Sale:
    """One sale. `at` is None where only the day is known (an old table). `notes` are the notes
    linked to it, `said_e2` how sure the least sure of them is. `buyer`: who bought it where that
    was not the customer.
    """

    id: str
    day: date
    at: datetime | None
    pharmacist: str
    pay_kind: str | None
    total_fen: int
    lines: tuple[SoldLine, ...]
    keywords: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    said_e2: int | None = None
    links: tuple[Link, ...] = ()
    buyer: Buyer | None = None

    def link(self, system: System) -> Link | None:
        """Return what a system calls this sale, the surest."""
        return next((one for one in self.links if one.system == system), None)

    @property
    def missing(self) -> tuple[System, ...]:
        """Return the systems that have no id for it."""
        return tuple(one for one in System if self.link(one) is None)


@dataclass(frozen=True, slots=True)
class Heading:
    """Whose pack it is and who made it when and why. `since` and `until` are business days, both
    within; the name is masked.
    """

    customer: str
    masked_name: str
    store: str
    since: date
    until: date
    made_at: datetime
    made_by: str
    why: Why
    is_restricted: bool = False


@dataclass(frozen=True, slots=True)
class InspectionPack:
    """The whole pack, newest sale first. `loose_notes` are notes of the time that fit no sale,
    `loose_buyers` how many buyers in the customer's place were noted and fit none; `is_cut` says
    that there are more sales than a pack holds. `content` is the hash of what it says of the
    customer, whoever made it when and why; `files` are the last that were made of this customer's.
    """

    heading: Heading
    sales: tuple[Sale, ...]
    loose_notes: tuple[VisitNote, ...]
    is_cut: bool
    loose_buyers: int = 0
    sha256: str = ""
    content: str = ""
    files: tuple[PackFile, ...] = ()

    @property
    def stale(self) -> tuple[PackFile, ...]:
        """Return the files that say something else than the pack does now."""
        return tuple(one for one in self.files if one.content and one.content != self.content)

    def orphans(self, system: System) -> tuple[str, ...]:
        """Return the sales that a system has no id for."""
        return tuple(one.id for one in self.sales if one.link(system) is None)

    @property
    def lines(self) -> int:
        """Return how many lines the table has."""
        return sum(max(len(one.lines), 1) for one in self.sales)


@dataclass(frozen=True, slots=True)
class Around:
    """What is known around the tickets. `ids` are ids from elsewhere by the record they are of,
    `names` those of staff by id.
    """

    medicines: Mapping[str, Medicine]
    visits: Sequence[VisitNote]
    proxies: Sequence[Proxy]
    ids: Mapping[str, Sequence[ExternalId]]
    leads: Sequence[Lead]
    names: Mapping[str, str]


def pack(
    heading: Heading, tickets: Sequence[Ticket], around: Around, *, is_cut: bool
) -> InspectionPack:
    """Return the pack of these tickets, with its hash."""
    matched = match(tickets, around.visits)
    buyers, loose_buyers = buyers_of(tickets, around.proxies)
    sales = tuple(
        replace(_sale(one, matched.get(one.id, ()), around), buyer=buyers.get(one.id))
        for one in tickets
    )
    told = {note.id for found in matched.values() for note, _ in found}
    loose = tuple(one for one in around.visits if one.id not in told)
    made = InspectionPack(heading, sales, loose, is_cut, loose_buyers)
    return replace(made, sha256=digest(made), content=content(made))


def match(
    tickets: Sequence[Ticket], visits: Sequence[VisitNote]
) -> dict[str, tuple[tuple[VisitNote, int], ...]]:
    """Return the notes that belong to each ticket, with how sure that is: by the order number both
    carry, else to the nearest sale within the window, of two as near the earlier.
    """
    by_order = {one.order_no: one for one in tickets if one.order_no}
    timed = [one for one in tickets if knows_hour(one)]
    found: dict[str, list[tuple[VisitNote, int]]] = {}
    for visit in visits:
        named = by_order.get(visit.order_no) if visit.order_no else None
        if named is not None:
            found.setdefault(named.id, []).append((visit, CERTAIN))
            continue
        if visit.order_no:
            continue  # It names a sale that is not among these: no other is taken for it.
        best = _nearest(timed, visit.at)
        if best is not None:
            found.setdefault(best.id, []).append((visit, _sure(best, visit.at)))
    return {ticket: tuple(said) for ticket, said in found.items()}


def buyers_of(tickets: Sequence[Ticket], proxies: Sequence[Proxy]) -> tuple[dict[str, Buyer], int]:
    """Return who bought each sale in the customer's place, and how many were noted that fit none.
    It is the sale it was said of, else the nearest within the window. Of several for one sale the
    surest counts, of those the last said.
    """
    known, timed = {one.id for one in tickets}, [one for one in tickets if knows_hour(one)]
    found: dict[str, Buyer] = {}
    loose = 0
    for proxy in sorted(proxies, key=lambda one: (one.at, one.id)):
        ticket, sure = proxy.ticket, CERTAIN
        if ticket is None and (best := _nearest(timed, proxy.at)) is not None:
            ticket, sure = best.id, _sure(best, proxy.at)
        if ticket is None or ticket not in known:
            loose += 1
        elif ticket not in found or found[ticket].confidence_e2 <= sure:
            found[ticket] = Buyer(proxy.masked_name, proxy.id_kind, sure)
    return found, loose


def _nearest(timed: Sequence[Ticket], at: datetime) -> Ticket | None:
    near = [one for one in timed if abs(one.sold_at - at) <= WINDOW]
    return min(near, key=lambda one: (abs(one.sold_at - at), one.sold_at, one.id), default=None)


def _sure(ticket: Ticket, at: datetime) -> int:
    return NEAREST - abs(ticket.sold_at - at) // timedelta(minutes=1)


def knows_hour(ticket: Ticket) -> bool:
    """Tell whether a ticket's hour is known: what an old table tells of has its day only, written
    as midnight UTC, and neither seller nor payment.
    """
    is_bare = ticket.staff_name is None and ticket.staff is None and ticket.pay_kind is None
    return not (is_bare and ticket.sold_at.timetz().replace(tzinfo=None) == time(0))


def code_of(medicine: Medicine | None) -> tuple[CodeKind, str]:
    """Return the code that names a medicine: 医保 code, else 国药准字, else GTIN."""
    if medicine is not None:
        if medicine.insurance_code:
            return CodeKind.INSURANCE, medicine.insurance_code
        if medicine.approval_no:
            return CodeKind.APPROVAL, medicine.approval_no
        if medicine.gtins:
            return CodeKind.GTIN, medicine.gtins[0]
    return CodeKind.NONE, ""


def digest(made: InspectionPack) -> str:
    """Return the SHA-256 of a pack's canonical text, in hex."""
    return hashlib.sha256(canonical(made).encode()).hexdigest()


def canonical(made: InspectionPack) -> str:
    """Return all a pack says as one text that is always the same: JSON with sorted names, no
    spaces, instants in UTC. What is made twice of the same records at the same moment is equal.
    """
    return _as_text({"format": FORMAT, "heading": asdict(made.heading), **_said(made)})


def content(made: InspectionPack) -> str:
    """Return the SHA-256, in hex, of what a pack says of its customer. Packs made of the same
    records are equal in it, whoever made them when and why.
    """
    head = made.heading
    whose = {"customer": head.customer, "name": head.masked_name, "kept": head.is_restricted}
    text = _as_text({"format": FORMAT, "heading": whose, **_said(made)})
    return hashlib.sha256(text.encode()).hexdigest()


def _said(made: InspectionPack) -> dict[str, object]:
    return {
        "is_cut": made.is_cut,
        "loose_notes": [(one.id, _plain(one.at)) for one in made.loose_notes],
        "loose_buyers": made.loose_buyers,
        "sales": [asdict(one) for one in made.sales],
    }


def _as_text(body: dict[str, object]) -> str:
    return json.dumps(
        body, sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=_plain
    )


def _plain(value: object) -> str:
    if isinstance(value, date | datetime):
        return value.isoformat()
    raise TypeError(type(value).__name__)


def _sale(ticket: Ticket, said: Sequence[tuple[VisitNote, int]], around: Around) -> Sale:
    words = dict.fromkeys(word for note, _ in said for word in (*note.keywords, *note.side_effects))
    return Sale(
        id=ticket.id,
        day=ticket.business_day,
        at=ticket.sold_at if knows_hour(ticket) else None,
        pharmacist=ticket.staff_name or around.names.get(ticket.staff or "", ""),
        pay_kind=ticket.pay_kind,
        total_fen=ticket.total_fen,
        lines=tuple(_line(one, ticket, around.medicines) for one in ticket.lines),
        keywords=tuple(words),
        notes=tuple(note.id for note, _ in said),
        said_e2=min((sure for _, sure in said), default=None),
        links=_links(ticket, said, around),
    )


def _line(line: TicketLine, ticket: Ticket, medicines: Mapping[str, Medicine]) -> SoldLine:
    kind, code = code_of(medicines.get(line.medicine))
    return SoldLine(
        line.name,
        kind,
        code,
        line.qty_e4,
        line.price_fen,
        line.rx_no or ticket.rx_no,
        line.trace_codes,
        line.batch_no,
        line.insurance,
    )


def _links(
    ticket: Ticket, said: Sequence[tuple[VisitNote, int]], around: Around
) -> tuple[Link, ...]:
    """Return one link for each system that has any: the surest, of equal ones the last noted."""
    found = [] if not ticket.order_no else [Link(System.ERP, ticket.order_no, How.TICKET, CERTAIN)]
    found += [_link(one, CERTAIN) for one in reversed(around.ids.get(ticket.id, ()))]
    for note, sure in said:
        found += [_link(one, sure) for one in around.ids.get(note.id, ())]
    lead = _lead(ticket, around.leads)
    if lead is not None:
        known = [one for one in around.ids.get(lead.id, ()) if one.system == System.LEAD]
        value = known[0].value if known else lead.id
        found.append(Link(System.LEAD, value, How.SAME_CUSTOMER, LEAD_SURE))
    best: dict[str, Link] = {}
    for one in sorted(found, key=lambda link: -link.confidence_e2):
        best.setdefault(one.system, one)
    return tuple(best[system] for system in System if system in best)


def _link(found: ExternalId, sure: int) -> Link:
    """Return a link by another record: no surer than either step to it."""
    return Link(found.system, found.value, found.how, min(found.confidence_e2, sure))


def _lead(ticket: Ticket, leads: Sequence[Lead]) -> Lead | None:
    before = [one for one in leads if timedelta() <= ticket.sold_at - one.at <= LEAD_WINDOW]
    return max(before, key=lambda one: (one.at, one.id), default=None)
