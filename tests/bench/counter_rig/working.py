"""What single parts of the counter take: a form, an inspection, rules over a whole store."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any, Final

from terminal.domain.inspection import InspectionPack, Why
from terminal.services import inspection as packing
from tests.bench.counter_rig import scanning
from tests.bench.forms_rig import opening, sweeping
from tests.bench.rig.figures import Figure, Figures, Target, WrongError
from tests.bench.store_rig.data import DATABASE
from tests.bench.store_rig.laps import Laps
from tests.builders import SESSION, TestStore, a_store

FORM_MS: Final = opening.FORM_MS
INSPECTION_MS: Final = Target("inspection_ms", "ms", 500)
RULES_S: Final = sweeping.RULES_S


def form(folder: Path, rounds: int) -> Figures:
    """Open a questionnaire of 200 items."""
    return _in(folder, partial(opening.opening, rounds=rounds))


def inspection(folder: Path, customers: int) -> Figures:
    """Make the pack of everybody of whom everything is on file, once each: 18 months of sales with
    their links, held together and noted in the audit, from asking the store to the pack.
    """
    made = scanning.set_of(folder, customers)
    till = a_store(folder, enrolled=False, inline=False, name=DATABASE, seed=13)
    laps, packs = Laps(), list[Any]()
    try:
        for one in made.known.full:
            work = partial(packing.make, customer_id=one, why=next(iter(Why)))
            packs.append(laps.take(partial(_done, till, work)))
    finally:
        till.close()
        shutil.rmtree(folder, ignore_errors=True)
    if not all(isinstance(pack, InspectionPack) and pack.sales for pack in packs):
        raise WrongError("a customer with sales has no pack")
    return {
        **INSPECTION_MS.met_by(laps.at(95)),
        **laps.told("inspection", 50, 100),
        "inspection_sales": Figure(median(len(pack.sales) for pack in packs), "sales"),
    }


def _done(till: TestStore, work: Any) -> Any:
    return till.store.run(work, SESSION).result()


def rules(folder: Path) -> Figures:
    """Hold 60 rules against a store's customers with 15,000 tickets."""
    return _in(folder, sweeping.sweeping)


def _in(folder: Path, take: Callable[[Path], Figures]) -> Figures:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    try:
        return take(folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
