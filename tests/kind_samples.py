"""A valid body of every kind, and stores that hold some of each: whatever treats kinds alike is
tried on all of them, so that a new kind cannot be forgotten.
"""

from __future__ import annotations

from typing import Any, Final

from sync.protocol.kinds import KINDS, Kind, Policy
from sync.protocol.ops import Fact, OpBody, Set
from tests.builders import (
    START_MS,
    HqStream,
    TestStore,
    a_customer,
    a_medicine,
    a_member_code,
    a_rule,
    a_staff,
    a_stock,
    a_task,
    a_ticket,
    an_observation,
    an_outcome,
    load_records,
)
from tests.desk_builders import desk_samples

SAMPLES: Final[dict[str, dict[str, Any]]] = {
    "rule": a_rule("rule-1"),
    "medicine": a_medicine(),
    "staff": a_staff(),
    "stock": a_stock("m-1"),
    "customer": a_customer(),
    "member_code": a_member_code("c-1"),
    "ticket": a_ticket("c-1"),
    "observation": an_observation("c-1"),
    "task": a_task("c-1"),
    "outcome": an_outcome("k-1", "c-1", accepted=True, accepted_code="DOUBLE"),
    "audit": {"action": "customer.opened", "at": START_MS},
    "resolution": {"group": "g-1", "how": "dropped", "at": START_MS},
    "link": {"name": "测试甲", "phone": "15400000001", "at": START_MS},
    **desk_samples("c-1"),
}


def hqs_id(kind: str) -> str:
    """Return the id of the record of a kind that HQ has."""
    return f"{kind}-1"


def own_id(kind: str) -> str:
    """Return the id of the record of a kind that was saved here and not sent."""
    return f"own-{kind}"


def own_op(kind: Kind) -> OpBody:
    """Return what a till saves of a sample: neither what is HQ's, nor sets."""
    fields = {
        name: value
        for name, value in SAMPLES[kind.name].items()
        if kind.policy(name) is not Policy.HQ and name not in kind.sets
    }
    return Fact(fields) if kind.fact else Set(fields)


def load_every_kind(till: TestStore) -> HqStream:
    """Give a fresh store one of HQ's records of every kind that it reads; return its stream."""
    reads = [kind.name for kind in KINDS.values() if kind.stream != "up"]
    return load_records(till, [(name, hqs_id(name), SAMPLES[name]) for name in reads])


def save_every_kind(till: TestStore) -> None:
    """Save a record of every kind that a till writes: none of them is sent."""
    for kind in KINDS.values():
        if kind.writer == "store":
            till.run(lambda uow, kind=kind: uow.put(kind.name, own_id(kind.name), own_op(kind)))


def ids_of(kind: Kind) -> set[str]:
    """Return the ids a store has of a kind after both."""
    ids = set() if kind.stream == "up" else {hqs_id(kind.name)}
    return ids | ({own_id(kind.name)} if kind.writer == "store" else set())
