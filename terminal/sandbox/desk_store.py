"""What is recorded of a store and not of its customers: neighbours and what they have, events,
people who may become customers, what staff learned.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from random import Random
from typing import Any, Final

from terminal.domain.knowledge import learning_id
from terminal.domain.lead import Stage
from terminal.sandbox import identity, names, policies
from terminal.sandbox.catalogue import Catalogue
from terminal.sandbox.desk_people import Place
from terminal.sandbox.purchases import PACK_E4
from terminal.sandbox.seasons import Window, chance

Line = dict[str, Any]

_NEAREST: Final = 3
_STORES: Final = 9999
_EVENTS: Final = 12
_MONTH: Final = 30
_LEADS_FOR: Final = 9
"""One lead of the last month for so many customers."""
_CARDS_A_MONTH: Final = 5
_STEPS: Final = (Stage.ASSIGNED, Stage.CONTACTED, Stage.CONFIRMED, Stage.OFFERED, Stage.SIGNED)
_SOURCES: Final = ("counter", "phone", "event", "wecom")
_MINUTE_MS: Final = 60_000
_LEAD_PHONES: Final = 9_000
"""Phones of leads lie above those of all but the largest stores' customers."""


def events(store: str, window: Window) -> tuple[tuple[str, int], ...]:
    """Return the store's health days with the day of each: one a month, the last one to come."""
    return tuple(
        (identity.record_id("event", store, str(n)), window.today + 9 - _MONTH * n)
        for n in range(_EVENTS)
    )


def lines(place: Place, catalogue: Catalogue, customers: int) -> Iterator[Line]:
    """Yield all of it, with the store it belongs to."""
    rng = Random(f"{place.seed}|{place.store}|desk")
    for kind, record_id, body in [
        *_neighbours(rng, place, catalogue),
        *_health_days(place),
        *_leads(rng, place, customers),
        *_learned(rng, place),
    ]:
        yield {"k": kind, "id": record_id, "b": body, "stores": [place.store]}


def _neighbours(rng: Random, place: Place, catalogue: Catalogue) -> Iterator[tuple[str, str, Line]]:
    here = int(place.store)
    near = [f"{one % _STORES:04d}" for one in (here + 1, here + 2, here + 3)][:_NEAREST]
    as_of = place.window.last(5 * 60 + 30)
    for rank, store in enumerate(near, 1):
        minutes = 6 * rank + rng.randrange(6)
        body = {
            "store": place.store, "near": store, "name": f"示例 {store} 店", "rank": rank,
            "phone": identity.phone(place.seed, store, 9_999), "distance_m": 70 * minutes,
            "minutes": minutes,
        }  # fmt: skip
        yield "neighbour", identity.record_id("neighbour", place.store, store), body
        for product in catalogue.products:
            if product.condition is None or not chance(rng, 0.6):
                continue
            stock = {
                "store": store, "medicine": product.id,
                "qty_e4": int(rng.gammavariate(1.3, 8)) * PACK_E4,
                "as_of_at": as_of - rng.randrange(240) * _MINUTE_MS,
                "confidence_e2": rng.randrange(60, 100), "eta_min": minutes, "source": "erp",
            }  # fmt: skip
            yield (
                "nearby_stock",
                identity.record_id("nearby_stock", place.store, store, product.id),
                stock,
            )


def _health_days(place: Place) -> Iterator[tuple[str, str, Line]]:
    for event, day in place.events:
        body = {
            "store": place.store, "title": "健康日（合成）",
            "starts_at": place.window.at(day, 9 * 60), "ends_at": place.window.at(day, 12 * 60),
            "place": "店内", "capacity": 40, "conditions": ["htn", "t2dm"],
        }  # fmt: skip
        yield "event", event, body


def _leads(rng: Random, place: Place, customers: int) -> Iterator[tuple[str, str, Line]]:
    window = place.window
    for number in range(max(customers // _LEADS_FOR, 1)):
        day = window.today - 1 - rng.randrange(_MONTH)
        at, by = window.at(day, 9 * 60 + rng.randrange(600)), rng.choice(place.staff)
        lead = identity.record_id("lead", place.store, str(number))
        reached = 1 + min(int(rng.expovariate(0.7)), len(_STEPS) - 1)
        phone = identity.phone(place.seed, place.store, _LEAD_PHONES + number % 900)
        body = {
            "store": place.store, "source": rng.choice(_SOURCES), "at": at, "by": by,
            "name": names.surname(rng) + rng.choice(("先生", "女士")), "phone": phone,
            "owner": by, "note": "合成线索",
        }  # fmt: skip
        if reached < len(_STEPS):
            body["next_on"] = window.iso(window.today + rng.randrange(-2, 5))
        yield "lead", lead, body
        for step, stage in enumerate(_STEPS[:reached]):
            took = at + step * rng.randrange(2, 30) * 3_600_000
            told = {"lead": lead, "stage": str(stage), "at": min(took, _end(window)), "by": by}
            yield "lead_stage", identity.record_id("lead_stage", lead, stage), told


def _end(window: Window) -> int:
    return window.at(window.today, 0) - 1


def _learned(rng: Random, place: Place) -> Iterator[tuple[str, str, Line]]:
    window = place.window
    for person in place.staff:
        for month in range(6):
            cards: Sequence[str] = rng.sample(policies.CARDS, rng.randrange(_CARDS_A_MONTH + 1))
            for card in cards:
                day = window.today - 1 - month * _MONTH - rng.randrange(20)
                body = {
                    "store": place.store, "staff": person, "card": card,
                    "at": window.at(day, 13 * 60 + rng.randrange(60)), "by": person,
                    "score_e2": rng.choice((70, 80, 90, 100, 100)), "accepted": True,
                }  # fmt: skip
                yield "learning", learning_id(person, card, date.fromordinal(day)), body
