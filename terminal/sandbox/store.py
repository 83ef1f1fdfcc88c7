"""One store of the synthetic chain, as lines for the hub's loader.

A line is `{"k": kind, "id": id, "b": body}`; customers and records without a subject carry the
`stores` they belong to, and whatever has a customer follows its customer. The first line holds
`meta` instead and is not a record. The same plan gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from random import Random
from typing import Any, Final, TypeAlias

from terminal.sandbox import (
    desk_people,
    desk_store,
    followup_history,
    identity,
    names,
    policies,
    purchases,
    readings,
    refills,
    rules,
    showcase,
)
from terminal.sandbox.catalogue import Catalogue, build
from terminal.sandbox.followup_history import Desk
from terminal.sandbox.people import Person, Town, people
from terminal.sandbox.purchases import PACK_E4, Shop, Visit
from terminal.sandbox.seasons import YEAR_DAYS, Window, chance

Line: TypeAlias = dict[str, Any]
TruthSink: TypeAlias = Callable[[Line], None]

NOTICE: Final = "合成数据"
"""Stands first in everything that is written here."""
FORMAT: Final = 1
SNAPSHOT_MINUTE: Final = 5 * 60 + 30
_TIER_SHARES: Final = (("A", 0.12), ("B", 0.50), ("C", 1.0))
_EMPTY_SHELF: Final = 0.08
_DEMO_STAFF: Final = ("陈", "李", "周", "孙")
_LARGE, _LARGEST = 500, 1200


@dataclass(frozen=True, slots=True, kw_only=True)
class StorePlan:
    """What to make. `store` is four digits; `showcase` puts three drawn customers first, so the
    smallest store is one of 3. `also_at` links a few customers to a second store. `minutes` of the
    day `as_of` are over: nothing was reported later than that.
    """

    seed: int
    store: str
    customers: int
    as_of: date
    showcase: bool = True
    also_at: str | None = None
    minutes: int = 24 * 60

    def __post_init__(self) -> None:
        if len(self.store) != 4 or not (self.store.isascii() and self.store.isdigit()):  # noqa: PLR2004
            raise ValueError("store")
        if not showcase.COUNT <= self.customers <= 5000:  # noqa: PLR2004 (card numbers and phones)
            raise ValueError("customers")

    @property
    def name(self) -> str:
        """Return the store's name."""
        return f"示例 {self.store} 店"


@dataclass(slots=True)
class _File:
    """A customer with everything that belongs to them."""

    person: Person
    visits: list[Visit]
    readings: list[readings.Measured] = field(default_factory=list)
    followups: list[tuple[str, str, Line]] = field(default_factory=list)


def generate(plan: StorePlan, *, truth: TruthSink | None = None) -> Iterator[Line]:
    """Yield the whole set of one store: the meta line, the chain's rules and medicines, the store.

    `truth` is called with the latent state behind every refill; it must never reach a hub.
    """
    catalogue = build(plan.seed)
    yield meta(plan.seed, plan.as_of, [plan])
    yield from chain_lines(catalogue, plan.as_of)
    yield from store_lines(plan, catalogue, truth=truth)


def meta(seed: int, as_of: date, plans: list[StorePlan]) -> Line:
    """Return the first line: what this is, and what it was made from."""
    stores = [{"id": p.store, "name": p.name, "customers": p.customers} for p in plans]
    return {
        "meta": {
            "notice": NOTICE,
            "format": FORMAT,
            "seed": seed,
            "as_of": as_of.isoformat(),
            "stores": stores,
        }
    }


def chain_lines(catalogue: Catalogue, as_of: date) -> Iterator[Line]:
    """Yield what all stores share: rules, other policy and medicines, without `stores`."""
    for rule_id, body in rules.bodies(as_of):
        yield {"k": "rule", "id": rule_id, "b": body}
    yield from policies.lines(as_of)
    for product in catalogue.products:
        yield {"k": "medicine", "id": product.id, "b": product.body}


def store_lines(
    plan: StorePlan, catalogue: Catalogue, *, truth: TruthSink | None = None
) -> Iterator[Line]:
    """Yield one store's staff, stock and other affairs, then each customer with what follows."""
    window = Window(plan.as_of, plan.minutes)
    staff = _staff(plan)
    yield from staff
    yield from _stock(plan, catalogue, window)
    pharmacists = tuple(s["id"] for s in staff if s["b"]["role"] == "pharmacist")
    sellers = tuple(s["b"]["name"] for s in staff if s["b"]["role"] != "manager")
    shop = Shop(plan.store, catalogue, window, sellers)
    desk = Desk(plan.seed, plan.store, window, pharmacists)
    town = Town(plan.seed, plan.store, catalogue, plan.as_of)
    files = list(_files(plan, town, shop, truth))
    receipts = Random(f"{plan.seed}|{plan.store}|receipts")
    purchases.number_receipts((v for f in files for v in f.visits), shop, receipts)
    _measure(plan, files, desk)
    tiers = _tiers(files, window)
    place = desk_people.Place(
        plan.seed, plan.store, window, pharmacists, desk_store.events(plan.store, window)
    )
    yield from desk_store.lines(place, catalogue, plan.customers)
    homes = desk_people.households([file.person for file in files], plan.as_of)
    links = Random(f"{plan.seed}|{plan.store}|links")
    for file in files:
        stores = [plan.store]
        if plan.also_at is not None and chance(links, 0.03):
            stores.append(plan.also_at)
        home = homes.get(file.person.id)
        more = desk_people.file_fields(file.person, home, place)
        yield from _customer(file, more, plan, tiers[file.person.id], stores)
        yield from _facts(file, shop)
        for kind, record_id, body in desk_people.records(file.person, file.visits, home, place):
            yield {"k": kind, "id": record_id, "b": body}


def _staff(plan: StorePlan) -> list[Line]:
    rng = Random(f"{plan.seed}|{plan.store}|staff")
    surnames = list(_DEMO_STAFF) if plan.showcase else []
    while len(surnames) < 5:  # noqa: PLR2004 (five at most)
        if (surname := names.surname(rng)) not in surnames:
            surnames.append(surname)
    roles = [("pharmacist", "药师"), ("pharmacist", "药师"), ("manager", "店长")]
    if plan.customers >= _LARGE:
        roles.append(("clerk", "店员"))
    if plan.customers >= _LARGEST:
        roles.append(("clerk", "店员"))
    return [
        {
            "k": "staff",
            "id": identity.staff_id(plan.store, number),
            "b": {
                "name": surname + title,
                "role": role,
                "badge": identity.badge(plan.store, number),
                "active": True,
                "synthetic": True,
            },
            "stores": [plan.store],
        }
        for number, (surname, (role, title)) in enumerate(zip(surnames, roles, strict=False), 1)
    ]


def _stock(plan: StorePlan, catalogue: Catalogue, window: Window) -> Iterator[Line]:
    rng = Random(f"{plan.seed}|{plan.store}|stock")
    as_of_at = window.last(SNAPSHOT_MINUTE)
    shown = showcase.STOCK if plan.showcase else {}
    for product in catalogue.products:
        boxes = 0 if chance(rng, _EMPTY_SHELF) else 1 + int(rng.gammavariate(1.3, 8))
        yield {
            "k": "stock",
            "id": identity.record_id("stock", plan.store, product.id),
            "b": {
                "store": plan.store,
                "medicine": product.id,
                "qty_e4": shown.get(product.title, boxes) * PACK_E4,
                "as_of_at": as_of_at,
            },
            "stores": [plan.store],
        }


def _files(plan: StorePlan, town: Town, shop: Shop, truth: TruthSink | None) -> Iterator[_File]:
    drawn = showcase.people(town) if plan.showcase else []
    if drawn:
        yield _File(drawn[0], showcase.visits(town, shop.window, shop.staff_names))
    others = people(town, plan.customers - len(drawn), first=len(drawn) + 1)
    for person in [*drawn[1:], *others]:
        rng = Random(f"{plan.seed}|{plan.store}|{person.number}|shopping")
        refilling = refills.simulate(rng, person, shop.window)
        if truth is not None:
            for one in refills.truth(person, refilling, shop.window):
                truth(one)
        yield _File(person, purchases.visits(rng, shop, person, refilling.fills))


def _measure(plan: StorePlan, files: list[_File], desk: Desk) -> None:
    rng = Random(f"{plan.seed}|{plan.store}|readings")
    plain = files[1:] if plan.showcase else files
    for file in plain:
        found = readings.at_the_till(rng, file.person, file.visits, desk.window, desk.staff)
        file.readings.extend(found)
    cases = [followup_history.case(file.person, file.visits) for file in plain]
    histories = followup_history.histories(desk, cases)
    for file in plain:
        file.followups.extend(histories.get(file.person.id, ()))
    if plan.showcase:
        rich = files[0]
        rich.readings.extend(showcase.readings(desk.window, desk.staff, rich.person.id))
        told = showcase.followups(rich.person, desk.window, desk.staff, rich.visits)
        rich.followups.extend(told)


def _tiers(files: list[_File], window: Window) -> dict[str, tuple[str, Line]]:
    """Return every customer's tier and its reason: ranked by what they spent in twelve months.

    The chain's threshold of 3,000 yuan a year cannot hold with a mean of 860 and 12 % above it, so
    the shares are kept and the ranks decide.
    """
    since = window.today - YEAR_DAYS
    spent: list[tuple[int, int, str]] = []
    for file in files:
        year = [visit for visit in file.visits if visit.day > since]
        total = max(sum(visit.total_fen for visit in year), 0)
        spent.append((total, len({visit.day for visit in year}), file.person.id))
    spent.sort(reverse=True)
    found = {}
    for rank, (fen, visits, customer) in enumerate(spent):
        tier = next(name for name, share in _TIER_SHARES if rank < share * len(spent))
        reason = {"spend_fen": fen, "visits": visits, "as_of_on": window.as_of.isoformat()}
        found[customer] = (tier, reason)
    return found


def _customer(
    file: _File, more: Line, plan: StorePlan, tier: tuple[str, Line], stores: list[str]
) -> Iterator[Line]:
    person = file.person
    body: Line = {
        "name": person.name,
        "sex": person.sex,
        "birth_on": date.fromordinal(person.birth).isoformat(),
        "home_store": plan.store,
        "tier": tier[0],
        "tier_reason": tier[1],
        "synthetic": True,
    }
    lists = {
        "phones": person.phones,
        "conditions": person.conditions,
        "allergies": person.allergies,
        "tags": person.tags,
        "note": person.note,
    }
    body |= {name: value for name, value in lists.items() if value} | more
    yield {"k": "customer", "id": person.id, "b": body, "stores": stores}
    issued = date.fromordinal(person.joined).isoformat()
    codes = [(code, "active") for code in person.codes]
    codes += [(person.lost_code, "revoked")] if person.lost_code else []
    for code, status in codes:
        yield {
            "k": "member_code",
            "id": identity.record_id("member_code", code),
            "b": {"customer": person.id, "code": code, "status": status, "issued_on": issued},
        }


def _facts(file: _File, shop: Shop) -> Iterator[Line]:
    customer = file.person.id
    for visit in file.visits:
        yield {"k": "ticket", "id": visit.id, "b": purchases.ticket_body(visit, shop, customer)}
    for reading in file.readings:
        yield {"k": "observation", "id": reading.id, "b": reading.body(customer)}
    for kind, record_id, body in file.followups:
        yield {"k": kind, "id": record_id, "b": body}
