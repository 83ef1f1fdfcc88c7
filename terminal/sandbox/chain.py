"""A whole synthetic chain: many stores of very different sizes, made one after the other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from random import Random
from typing import Final

from terminal.sandbox.catalogue import build
from terminal.sandbox.store import Line, StorePlan, TruthSink, chain_lines, meta, store_lines

STORES: Final = 127
SMALLEST, LARGEST, MEAN = 150, 3500, 787
_SPREAD: Final = 0.62
DEMO_STORE: Final = "0018"


@dataclass(frozen=True, slots=True, kw_only=True)
class ChainPlan:
    """What to make: `stores` of them, with a lognormal number of customers, `mean` on average."""

    seed: int
    as_of: date
    stores: int = STORES
    mean: int = MEAN

    def __post_init__(self) -> None:
        if not 1 <= self.stores <= 9999:  # noqa: PLR2004 (store numbers have four digits)
            raise ValueError("stores")
        if not SMALLEST <= self.mean <= LARGEST:
            raise ValueError("mean")


def generate(plan: ChainPlan, *, truth: TruthSink | None = None) -> Iterator[Line]:
    """Yield the whole chain, holding one store in memory at a time."""
    stores = store_plans(plan)
    catalogue = build(plan.seed)
    yield meta(plan.seed, plan.as_of, stores)
    yield from chain_lines(catalogue, plan.as_of)
    for store in stores:
        yield from store_lines(store, catalogue, truth=truth)


def store_plans(plan: ChainPlan) -> list[StorePlan]:
    """Return the plan of every store. Store 0018, if there is one, holds the showcase."""
    ids = [f"{number:04d}" for number in range(1, plan.stores + 1)]
    return [
        StorePlan(
            seed=plan.seed,
            store=store,
            customers=size,
            as_of=plan.as_of,
            showcase=store == DEMO_STORE,
            also_at=ids[(n + 1) % len(ids)] if len(ids) > 1 else None,
        )
        for n, (store, size) in enumerate(zip(ids, _sizes(plan), strict=True))
    ]


def _sizes(plan: ChainPlan) -> list[int]:
    """Return sizes whose mean is as asked, to within a customer, once the extremes are cut off."""
    rng = Random(f"{plan.seed}|chain")
    drawn = [rng.lognormvariate(0.0, _SPREAD) for _ in range(plan.stores)]
    low, high = 1.0, 100.0 * LARGEST
    for _ in range(60):
        scale = (low + high) / 2
        total = sum(_clipped(size * scale) for size in drawn)
        low, high = (scale, high) if total < plan.mean * plan.stores else (low, scale)
    return [_clipped(size * low) for size in drawn]


def _clipped(size: float) -> int:
    return min(max(round(size), SMALLEST), LARGEST)
