"""Purchases: planned refills and unplanned visits become tickets of a POS."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from random import Random
from typing import Any, Final

from terminal.sandbox import identity
from terminal.sandbox.catalogue import Catalogue, Product
from terminal.sandbox.people import Person
from terminal.sandbox.refills import Fill
from terminal.sandbox.seasons import Window, chance, opening_minute, poisson

PACK_E4: Final = 10_000
_WINTER_MONTHS: Final = (12, 1)
_MORE_LINES: Final = 0.53
_WITH_A_REFILL: Final = 0.3
_RETURNS: Final = 0.003
_CHILD_SHARE: Final = 0.35
_SECOND_BOX: Final = 0.13
_YOUNG_YEARS: Final = 45
_SHELF_LIFE: Final = 730
_PAY_KINDS: Final = ("insurance", "wechat", "alipay", "cash")
_PAY_REFILL: Final = (58, 24, 10, 8)
_PAY_OTHER: Final = (22, 46, 20, 12)
_TILLS: Final = ("01", "02")


@dataclass(frozen=True, slots=True)
class Line:
    """A product on a ticket: `boxes` below zero is a return; the price is what one box cost."""

    product: Product
    boxes: int
    price_fen: int
    fill: Fill | None = None


@dataclass(slots=True)
class Visit:
    """One ticket. `receipt_no` and with it the id are given once the whole store's day is known."""

    day: int
    minute: int
    pos: str
    pay_kind: str
    staff_name: str
    lines: list[Line] = field(default_factory=list)
    receipt_no: str = ""
    id: str = ""

    @property
    def total_fen(self) -> int:
        """Return what was paid."""
        return sum(line.boxes * line.price_fen for line in self.lines)

    @property
    def has_refill(self) -> bool:
        """Return whether a daily medicine is on the ticket."""
        return any(line.fill is not None for line in self.lines)


@dataclass(frozen=True, slots=True)
class Shop:
    """What a purchase needs of its store."""

    store: str
    catalogue: Catalogue
    window: Window
    staff_names: tuple[str, ...]


def visits(rng: Random, shop: Shop, person: Person, fills: Iterable[Fill]) -> list[Visit]:
    """Return a person's tickets in the window, oldest first, at most one sale a day."""
    days: dict[int, list[Line]] = {}
    for fill in fills:
        line = Line(fill.product, fill.boxes, fill.product.price_fen, fill)
        days.setdefault(fill.day, []).append(line)
    for day in list(days):
        if chance(rng, _WITH_A_REFILL):
            days[day] += _basket(rng, shop, person, day)
    for day in _unplanned_days(rng, shop.window, person):
        have = {line.product.id for line in days.get(day, ())}
        new = [x for x in _basket(rng, shop, person, day) if x.product.id not in have]
        days.setdefault(day, []).extend(new)
    found = [_visit(rng, shop, day, lines) for day, lines in sorted(days.items()) if lines]
    return sorted([*found, *_returned(rng, shop, found)], key=lambda v: (v.day, v.minute))


def number_receipts(visits_of_store: Iterable[Visit], shop: Shop, rng: Random) -> None:
    """Give every ticket of a store its receipt number and id, in the order the till printed them.

    Numbers leave gaps: people without a card buy too, and their tickets are not in the set.
    """
    printed: dict[tuple[int, str], int] = {}
    for visit in sorted(visits_of_store, key=lambda v: (v.day, v.pos, v.minute)):
        key = (visit.day, visit.pos)
        printed[key] = printed.get(key, 0) + 1 + int(rng.random() * 6)
        day = shop.window.iso(visit.day)
        visit.receipt_no = f"{day.replace('-', '')}{visit.pos}{printed[key]:04d}"
        visit.id = identity.ticket_id(shop.store, visit.pos, visit.receipt_no, day)


def ticket_body(visit: Visit, shop: Shop, customer: str) -> dict[str, Any]:
    """Return the record of a ticket."""
    return {
        "store": shop.store,
        "pos": visit.pos,
        "receipt_no": visit.receipt_no,
        "business_day": shop.window.iso(visit.day),
        "sold_at": shop.window.at(visit.day, visit.minute),
        "source": "erp",
        "customer": customer,
        "pay_kind": visit.pay_kind,
        "total_fen": visit.total_fen,
        "staff_name": visit.staff_name,
        "lines": [_line_body(line, visit) for line in visit.lines],
        "order_no": f"SO{visit.receipt_no}",
    }


def _serial(visit: Visit) -> str:
    """Return thirteen digits that no other package of the store's has: one of a product is sold in
    a visit.
    """
    digits = "".join(one for one in visit.receipt_no if one.isdigit())
    return digits[-13:].rjust(13, "0")


def _line_body(line: Line, visit: Visit) -> dict[str, Any]:
    product, fill = line.product, line.fill
    body: dict[str, Any] = {
        "medicine": product.id,
        "name": product.title,
        "qty_e4": line.boxes * PACK_E4,
        "price_fen": line.price_fen,
        "units_per_pack": product.units,
        "ds_source": "none" if fill is None else fill.source,
    }
    if fill is not None and fill.days is not None:
        body |= {"daily_dose_e2": fill.dose_e2, "days_supply": fill.days}
    if product.body["rx"] == "rx":
        made = visit.day - 120 - product.price_fen % 90
        batch = f"{product.price_fen % 900 + 100}{made % 9000 + 1000}"
        body |= {
            "batch_no": batch,
            "expires_on": date.fromordinal(made + _SHELF_LIFE).isoformat(),
            "trace_codes": [f"{product.body['trace_prefixes'][0]}{_serial(visit)}"],
            "rx_no": f"RX{visit.receipt_no}",
        }
        if visit.pay_kind == "insurance":
            body["insurance"] = product.body["insurance"]
    return body


def _unplanned_days(rng: Random, window: Window, person: Person) -> Iterator[int]:
    share = window.share_since(person.joined)
    years = (window.today - window.start) / 365.25
    for _ in range(poisson(rng, person.visits_a_year * years * share)):
        yield window.shopping_day(rng, since=person.joined, hunter=person.traits.hunter)


def _basket(rng: Random, shop: Shop, person: Person, day: int) -> list[Line]:
    winter = date.fromordinal(day).month in _WINTER_MONTHS
    bought: dict[str, Line] = {}
    for _ in range(1 + _geometric(rng, _MORE_LINES)):
        product = _unplanned(rng, shop, person, winter=winter)
        boxes = 2 if chance(rng, _SECOND_BOX) else 1
        bought[product.id] = Line(product, boxes, product.price_fen)
    return list(bought.values())


def _unplanned(rng: Random, shop: Shop, person: Person, *, winter: bool) -> Product:
    category = shop.catalogue.category(rng, winter=winter)
    age = (shop.window.today - person.birth) // 365
    if category == "cold" and age < _YOUNG_YEARS and chance(rng, _CHILD_SHARE):
        category = "child"
    if category == "strips" and "t2dm" not in person.conditions:
        category = "dressing"
    return shop.catalogue.shelves[category].pick(rng)


def _geometric(rng: Random, again: float) -> int:
    count = 0
    while chance(rng, again):
        count += 1
    return count


def _visit(rng: Random, shop: Shop, day: int, lines: list[Line]) -> Visit:
    refill = any(line.fill is not None for line in lines)
    pay = rng.choices(_PAY_KINDS, _PAY_REFILL if refill else _PAY_OTHER)[0]
    pos = _TILLS[0] if chance(rng, 0.7) else _TILLS[1]
    return Visit(day, opening_minute(rng), pos, pay, rng.choice(shop.staff_names), lines)


def _returned(rng: Random, shop: Shop, sold: list[Visit]) -> Iterator[Visit]:
    """Yield a few returns of unopened boxes, some days after the sale."""
    for visit in sold:
        line = visit.lines[-1]
        if line.fill is None and chance(rng, _RETURNS):
            day = visit.day + 1 + int(rng.random() * 3)
            if day < shop.window.today:
                back = [Line(line.product, -line.boxes, line.price_fen)]
                yield Visit(
                    day, opening_minute(rng), visit.pos, visit.pay_kind, visit.staff_name, back
                )
