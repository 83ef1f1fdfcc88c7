"""Leaves a store file for later versions to open: `python -m tests.migrations.make_store NAME`.

Run once for each release, before its tag. The key is the tests' own and the people are synthetic.
The store holds HQ's records, some shown with local work over them, and an outbox with an op in
every state.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path
from typing import Final

from sync.protocol.cycle import Verdict, VerdictState
from sync.protocol.ops import Add, Element, Fact, Set
from tests.builders import (
    TestStore,
    a_customer,
    a_medicine,
    a_member_code,
    a_rule,
    a_staff,
    a_stock,
    a_store,
    a_task,
    a_ticket,
    an_observation,
    an_outcome,
    load_records,
)

STORES: Final = Path(__file__).with_name("stores")
_JUDGED: Final = (
    VerdictState.APPLIED,
    VerdictState.HELD,
    VerdictState.QUARANTINED,
    VerdictState.APPLIED,
)


def fill(till: TestStore) -> None:
    """Put into a store what a till holds after some days of work."""
    load_records(
        till,
        [
            ("customer", "c1", a_customer(1)),
            ("customer", "c2", a_customer(2)),
            ("member_code", "mc1", a_member_code("c1")),
            ("staff", "staff-1", a_staff()),
            ("medicine", "m-1", a_medicine()),
            ("stock", "st1", a_stock("m-1")),
            ("ticket", "t1", a_ticket("c1")),
            ("task", "k1", a_task("c1")),
            ("task", "k2", a_task("c2", anchor="k1")),
            ("rule", "diabetes-14", a_rule()),
            ("of_a_newer_hq", "x1", {"brand": "new"}),
        ],
    )
    till.run(lambda uow: uow.put("outcome", "u1", Fact(an_outcome("k1", "c1"))))
    till.run(lambda uow: uow.put("customer", "c1", Set({"note": "held"})))
    till.run(lambda uow: uow.put("customer", "c2", Set({"note": "quarantined"})))
    till.run(lambda uow: uow.put("observation", "o1", Fact(an_observation("c1"))))
    till.run(lambda uow: uow.audit("followup.recorded", entity_kind="task", entity="k1"))
    phones = Add((Element("phones", "15400000099"),))
    till.run(lambda uow: uow.put("customer", "c1", phones))
    groups = till.read(lambda uow: uow.sync.pending()).groups
    verdicts = [Verdict(g=g.g, st=st) for g, st in zip(groups, _JUDGED, strict=False)]
    till.run(lambda uow: uow.sync.settle(4, verdicts, durable_n=1))


def make(name: str) -> Path:
    """Write one store file and return its path."""
    with tempfile.TemporaryDirectory() as folder:
        till = a_store(Path(folder), copied=False)
        fill(till)
        till.close()
        STORES.mkdir(exist_ok=True)
        return Path(shutil.move(till.path, STORES / f"{name}.db"))


if __name__ == "__main__":
    make(sys.argv[1])
